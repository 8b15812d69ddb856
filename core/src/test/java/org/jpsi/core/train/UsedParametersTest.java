package org.jpsi.core.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.SequencedMap;
import java.util.function.BiFunction;
import java.util.function.BooleanSupplier;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jpsi.core.data.Dataset;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.loss.BinaryCrossEntropy;
import org.jpsi.core.loss.Loss;
import org.jpsi.core.nn.BatchNorm;
import org.jpsi.core.nn.Children;
import org.jpsi.core.nn.Layer;
import org.jpsi.core.nn.Linear;
import org.jpsi.core.nn.Mode;
import org.jpsi.core.nn.Sequential;
import org.jpsi.core.optim.Adam;
import org.jpsi.core.random.Rng;
import org.jpsi.core.tensor.Parameter;
import org.jpsi.core.tensor.Shape;
import org.jpsi.core.tensor.Tensor;
import org.junit.jupiter.api.Test;

/// Parameters that a user's layer or loss uses are trained or refused, whenever they are used
/// first.
class UsedParametersTest {
  private static final Dataset TRAIN = TrainerTest.quadrants(1000, 1);
  private static final Dataset VALIDATION = TrainerTest.quadrants(300, 2);
  private static final Loss CROSS_ENTROPY = new BinaryCrossEntropy();
  private static final String FORGOTTEN =
      "[network] expected every parameter that it uses among parameters(), to be trained, found one"
          + " of shape [8, 8] that is not; add its layer, or itself, to children() or"
          + " ownParameters(); freeze() what is to stay as it is";
  private static final String FROZEN =
      "[network] expected every parameter that it uses among parameters() or buffers(), frozen or"
          + " not, found a frozen one of shape ";

  private final Linear z = Linear.of(8, 8);
  private int epoch;
  private int calls;

  private final TrainingListener counting = TrainingListener.afterEpoch(e -> epoch = e.number());

  private static Sequential net(Layer inside) {
    return Sequential.of(Linear.of(3, 8), inside, Linear.of(8, 1));
  }

  private void fit(Layer network, Loss loss, int batch) {
    Trainer.of(network, loss, new Adam(1e-2))
        .listener(counting)
        .fit(TRAIN, VALIDATION, TrainingConfig.epochs(3).withBatch(batch).withThreads(1));
  }

  private static void refused(ThrowingCallable fit, String message) {
    assertThatThrownBy(fit).isInstanceOf(InputException.class).hasMessageStartingWith(message);
  }

  /// Applies `z` while a condition holds, and lists it while another does.
  private final class Sometimes implements Layer {
    private final BooleanSupplier applied;
    private final BooleanSupplier listed;

    private Sometimes(BooleanSupplier applied, BooleanSupplier listed) {
      this.applied = applied;
      this.listed = listed;
    }

    @Override
    public Tensor forward(Tensor x, Mode mode) {
      return applied.getAsBoolean() ? z.forward(x, mode) : x;
    }

    @Override
    public SequencedMap<String, Layer> children() {
      return listed.getAsBoolean() ? Children.of("z", z) : Children.list(List.of());
    }

    @Override
    public Shape outputs(Shape inputs) {
      return inputs;
    }
  }

  @Test
  void aLayerUsedLaterIsRefusedThen() {
    refused(
        () -> fit(net((x, m) -> calls++ >= 40 ? z.forward(x, m) : x), CROSS_ENTROPY, 100),
        FORGOTTEN);
    assertThat(calls).isGreaterThan(40);
  }

  @Test
  void aLayerUsedAndListedLaterIsRefusedAtTheEpoch() {
    refused(
        () -> fit(net(new Sometimes(() -> epoch > 0, () -> calls++ > 40)), CROSS_ENTROPY, 100),
        "[network] expected the parameters() that the training began with, found 2 others, and 0"
            + " gone, after an epoch; let children()");
  }

  @Test
  void aLayerListedAndUsedWithinAnEpochIsToldApart() {
    int[] steps = {0};
    Layer late = new Sometimes(() -> steps[0] > 3, () -> steps[0] > 3);
    TrainingSession session =
        Trainer.of(net(late), CROSS_ENTROPY, new Adam(1e-2))
            .session(TRAIN, VALIDATION, TrainingConfig.epochs(3).withBatch(100));
    refused(
        () -> {
          while (steps[0]++ < 20) {
            session.step();
          }
        },
        "[network] expected every parameter that it uses among parameters(), to be trained, found"
            + " one of shape [8, 8] that was not there when the training began; list it from the"
            + " start, or begin a new training, with warmStart()");
    assertThat(steps[0]).isEqualTo(4);
  }

  @Test
  void aLayerUsedInAShardOfAnotherSizeIsRefused() {
    Layer bySize =
        (x, m) -> m instanceof Mode.Training && x.shape().size(0) == 88 ? z.forward(x, m) : x;
    refused(() -> fit(net(bySize), CROSS_ENTROPY, 600), FORGOTTEN);
  }

  @Test
  void aLossThatUsesAParameterLaterIsRefused() {
    Parameter s = Parameter.of("s", Shape.of(1));
    Loss late = (o, t, w) -> CROSS_ENTROPY.forward(epoch > 0 ? o.mul(s.tensor().add(1)) : o, t, w);
    refused(
        () -> fit(Linear.of(3, 1), late, 100),
        "[loss loss] expected every parameter that it uses among parameters(), to be trained, found"
            + " one of shape [1] that is not; add its layer, or itself, to the network's");
    assertThat(epoch).isEqualTo(1);
  }

  @Test
  void whatRunsEagerlyIsCheckedInEachStep() {
    Layer reads =
        (x, m) -> {
          assertThat(x.toArray()).isNotEmpty();
          return calls++ > 30 ? z.forward(x, m) : x;
        };
    refused(() -> fit(net(reads), CROSS_ENTROPY, 100), FORGOTTEN);
  }

  @Test
  void aFrozenLayerThatIsNoChildIsRefused() {
    z.freeze();
    refused(() -> fit(net((x, m) -> z.forward(x, m)), CROSS_ENTROPY, 100), FROZEN + "[8, 8]");
    BatchNorm norm = BatchNorm.of(8);
    norm.freeze();
    refused(() -> fit(net((x, m) -> norm.forward(x, m)), CROSS_ENTROPY, 100), FROZEN + "[8] that");
    Parameter mean = Parameter.of("mean", Shape.of(8));
    mean.freeze();
    refused(
        () -> fit(net((x, m) -> x.sub(mean.tensor())), CROSS_ENTROPY, 100), FROZEN + "[8] that");
    fit(net(new Sometimes(() -> true, () -> true)), CROSS_ENTROPY, 100);
  }

  /// Shifts by what it keeps as a buffer.
  private record Shift(Parameter mean, boolean detached, boolean listed) implements Layer {
    @Override
    public Tensor forward(Tensor x, Mode mode) {
      return x.sub(detached ? mean.tensor().detach() : mean.tensor());
    }

    @Override
    public List<Parameter> ownBuffers() {
      return listed ? List.of(mean) : List.of();
    }
  }

  @Test
  void aBufferIsListedAndDetached() {
    Parameter mean = Parameter.of("mean", Shape.of(8));
    fit(net(new Shift(mean, true, true)), CROSS_ENTROPY, 100);
    refused(() -> fit(net(new Shift(mean, true, false)), CROSS_ENTROPY, 100), FROZEN + "[8]");
    refused(
        () -> fit(net(new Shift(mean, false, true)), CROSS_ENTROPY, 100),
        "[layer 1, Shift] expected every parameter that it uses among parameters(), to be trained,"
            + " found a buffer of shape [8]; use tensor().detach() of a buffer");
  }

  @Test
  void theTrainedOnesMayBeUsedAtAnyTime() {
    z.initialize(Rng.of(1));
    Sequential net = net(new Sometimes(() -> epoch > 0, () -> true));
    float[] before = z.parameters().getFirst().tensor().toArray();
    Trainer.of(net, CROSS_ENTROPY, new Adam(1e-2))
        .warmStart()
        .listener(counting)
        .fit(TRAIN, Dataset.none(), TrainingConfig.epochs(3).withBatch(100));
    assertThat(z.parameters().getFirst().tensor().toArray()).isNotEqualTo(before);
  }

  /// Makes a layer anew in each call.
  private record Anew(BiFunction<Integer, Integer, Layer> make) implements Layer {
    @Override
    public Tensor forward(Tensor x, Mode mode) {
      return children().lastEntry().getValue().forward(x, mode);
    }

    @Override
    public SequencedMap<String, Layer> children() {
      return Children.of("inside", make.apply(8, 8));
    }
  }

  @Test
  void childrenMadeAnewAreRefused() {
    refused(
        () -> fit(net(new Anew(Linear::of)), CROSS_ENTROPY, 100),
        "[layer 1, Anew] expected children() that returns the same layers each time, found others"
            + " in a second call; make them once, such as in final fields, and return those");
    Layer own =
        new Layer() {
          @Override
          public Tensor forward(Tensor x, Mode mode) {
            return x.mul(ownParameters().getFirst().tensor());
          }

          @Override
          public List<Parameter> ownParameters() {
            return List.of(Parameter.of("c", Shape.of(8)));
          }
        };
    refused(
        () -> fit(net(own), CROSS_ENTROPY, 100),
        "[layer 1] expected ownParameters() that returns the same parameters each time");
  }

  @Test
  void aLossThatDependsOnNoParameterIsRefused() {
    String none =
        " expected a loss that depends on a parameter that is trained, found one that depends on"
            + " none; compute it from the network's output by tensor operations, without detach()";
    refused(
        () -> fit(Linear.of(3, 1), (o, t, w) -> CROSS_ENTROPY.forward(o.detach(), t, w), 100),
        "[loss loss]" + none);
    refused(() -> fit((x, m) -> x.slice(1, 0, 1), CROSS_ENTROPY, 100), "[loss bce]" + none);
  }
}
