package org.jpsi.core.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.SequencedMap;
import org.jpsi.core.data.Dataset;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.eval.Epoch;
import org.jpsi.core.eval.History;
import org.jpsi.core.loss.BinaryCrossEntropy;
import org.jpsi.core.loss.Loss;
import org.jpsi.core.nn.BatchNorm;
import org.jpsi.core.nn.Children;
import org.jpsi.core.nn.Dropout;
import org.jpsi.core.nn.Layer;
import org.jpsi.core.nn.Linear;
import org.jpsi.core.nn.Mode;
import org.jpsi.core.nn.Relu;
import org.jpsi.core.nn.Residual;
import org.jpsi.core.nn.Sequential;
import org.jpsi.core.optim.Adam;
import org.jpsi.core.random.Rng;
import org.jpsi.core.tensor.Parameter;
import org.jpsi.core.tensor.Shape;
import org.jpsi.core.tensor.Tensor;
import org.junit.jupiter.api.Test;

/// A layer of one's own, written with `forward` and `children` alone, trains as built-in ones do;
/// what is forgotten in it is told at the first step.
class OwnLayerTest {
  private static final Dataset TRAIN = TrainerTest.quadrants(2000, 1);
  private static final Dataset VALIDATION = TrainerTest.quadrants(1000, 2);
  private static final TrainingConfig CONFIG =
      TrainingConfig.epochs(8).withBatch(128).withPatience(0).withSeed(3);

  private static final class Twins implements Layer {
    private final Linear left = Linear.of(3, 24);
    private final Linear right = Linear.of(3, 24);
    private final BatchNorm norm = BatchNorm.of(24);
    private final Dropout dropout = Dropout.of(0.1);
    private final Linear out = Linear.of(24, 1);
    private final Linear forgotten = Linear.of(1, 1);
    private final boolean forgets;

    private Twins(boolean forgets) {
      this.forgets = forgets;
    }

    @Override
    public Tensor forward(Tensor x, Mode mode) {
      Tensor a = dropout.forward(left.forward(x, mode).relu(), mode);
      Tensor b = dropout.forward(right.forward(x, mode).tanh(), mode);
      Tensor y = out.forward(norm.forward(a.mul(b), mode), mode);
      return forgets ? forgotten.forward(y, mode) : y;
    }

    @Override
    public SequencedMap<String, Layer> children() {
      return Children.of("left", left, "right", right, "norm", norm, "out", out);
    }
  }

  private static History fit(Layer network, Loss loss) {
    return Trainer.of(network, loss, new Adam(1e-2)).fit(TRAIN, VALIDATION, CONFIG);
  }

  @Test
  void childrenAreTrained() {
    Twins twins = new Twins(false);
    History history = fit(Sequential.of(twins), new BinaryCrossEntropy());
    assertThat(twins.left.parameters().getFirst().tensor().toArray())
        .isNotEqualTo(twins.right.parameters().getFirst().tensor().toArray());
    assertThat(history.epochs().getLast().validationLoss()).isLessThan(0.35);
    for (Epoch epoch : history.epochs()) {
      assertThat(epoch.validationLoss()).isLessThan(1);
    }
    assertThat(twins.buffers().getFirst().tensor().toArray()).isNotEqualTo(new float[24]);
    Twins alone = new Twins(false);
    assertThat(fit(alone, new BinaryCrossEntropy()).epochs()).hasSize(8);
  }

  @Test
  void aForgottenLayerIsNamedByThePlaceThatUsesIt() {
    BinaryCrossEntropy loss = new BinaryCrossEntropy();
    String rest =
        "expected every parameter that it uses among parameters(), to be trained, found one of"
            + " shape [1, 1] that is not; add its layer, or itself, to children() or"
            + " ownParameters(); freeze() what is to stay as it is";
    assertThatThrownBy(() -> fit(new Twins(true), loss))
        .isInstanceOf(InputException.class)
        .hasMessage("[network] " + rest);
    assertThatThrownBy(() -> fit(Sequential.of(Linear.of(3, 3), new Twins(true)), loss))
        .hasMessage("[layer 1, Twins] " + rest);
    Sequential deep =
        Sequential.of(
            Relu.of(), Sequential.of(Relu.of(), new Twins(true)), Residual.of(Linear.of(1, 1)));
    assertThatThrownBy(() -> fit(deep, loss)).hasMessage("[layer 1.1, Twins] " + rest);
    Twins frozen = new Twins(true);
    frozen.forgotten.freeze();
    assertThatThrownBy(() -> fit(frozen, loss))
        .hasMessage(
            "[network] expected every parameter that it uses among parameters() or buffers(),"
                + " frozen or not, found a frozen one of shape [1, 1] that is not; add its layer,"
                + " or itself, to children(), ownParameters() or ownBuffers(): a model file has no"
                + " other values");
  }

  @Test
  void aWidthThatWasAnnouncedWrongIsToldWithBoth() {
    Layer wrong =
        new Layer() {
          @Override
          public Tensor forward(Tensor x, Mode mode) {
            return Tensor.concat(1, List.of(x, x));
          }

          @Override
          public Shape outputs(Shape inputs) {
            return inputs;
          }
        };
    Sequential net = Sequential.of(Linear.of(3, 2), Residual.of(wrong), Linear.of(2, 1));
    assertThatThrownBy(() -> fit(net, new BinaryCrossEntropy()))
        .isInstanceOf(InputException.class)
        .hasMessage(
            "[layer 1.0, function] expected outputs [128, 2], as outputs(..) says, found [128, 4];"
                + " correct outputs(..), or leave it out: then it follows from forward");
  }

  /// Cross-entropy with a temperature that nobody trains.
  private record Tempered(Parameter temperature) implements Loss {
    @Override
    public String name() {
      return "tempered";
    }

    @Override
    public Tensor forward(Tensor output, Tensor target, Tensor weight) {
      return new BinaryCrossEntropy()
          .forward(output.mul(temperature.tensor().exp()), target, weight);
    }

    @Override
    public Tensor response(Tensor output) {
      return new BinaryCrossEntropy().response(output);
    }
  }

  @Test
  void aLossMayNotHaveParametersThatAreNotTheNetworks() {
    Parameter temperature = Parameter.of("temperature", Shape.of(1));
    Sequential net = Sequential.of(Linear.of(3, 4), Relu.of(), Linear.of(4, 1));
    assertThatThrownBy(() -> fit(net, new Tempered(temperature)))
        .hasMessageStartingWith(
            "[loss tempered] expected every parameter that it uses among parameters()")
        .hasMessageContaining("to the network's parameters; freeze()");
    temperature.freeze();
    assertThat(fit(net, new Tempered(temperature)).epochs()).hasSize(8);
  }

  @Test
  void batchesAndShardsOfOneEventJoinTheOneBeforeWhereThereAreBatchStatistics() {
    Dataset train = TrainerTest.quadrants(513, 1);
    Sequential normalized = Sequential.of(Linear.of(3, 8), BatchNorm.of(8), Linear.of(8, 1));
    TrainingSession session =
        Trainer.of(normalized, new BinaryCrossEntropy(), new Adam(1e-2))
            .session(train, VALIDATION, TrainingConfig.epochs(2).withBatch(256));
    assertThat(session.step().events()).isEqualTo(256);
    assertThat(session.step().events()).isEqualTo(513);
    assertThat(session.epochs()).hasSize(1);
    session.run();

    Sequential plain = Sequential.of(Linear.of(3, 8), Relu.of(), Linear.of(8, 1));
    TrainingSession three =
        Trainer.of(plain, new BinaryCrossEntropy(), new Adam(1e-2))
            .session(train, VALIDATION, TrainingConfig.epochs(2).withBatch(256));
    three.step();
    assertThat(three.step().events()).isEqualTo(512);
    assertThat(three.epochs()).isEmpty();

    assertThat(new Cuts(513, 256, true).count()).isEqualTo(2);
    assertThat(new Cuts(513, 256, true).end(1)).isEqualTo(513);
    assertThat(new Cuts(514, 256, true).count()).isEqualTo(3);
    assertThat(new Cuts(1, 256, true).count()).isEqualTo(1);
    assertThat(new Cuts(513, 256, false).count()).isEqualTo(3);
  }

  @Test
  void statisticsOfOneEventAreRefused() {
    Sequential network = Sequential.of(Linear.of(3, 8), BatchNorm.of(8), Linear.of(8, 1));
    Trainer trainer = Trainer.of(network, new BinaryCrossEntropy(), new Adam(1e-2));
    String remedy =
        " expected two events or more, for the statistics 1.running_mean, found 1; normalize with"
            + " layerNorm, whose statistics are of each event";
    Dataset one = Dataset.of(new float[3], new float[] {1}, new float[] {1});
    assertThatThrownBy(() -> trainer.fit(one, VALIDATION, CONFIG))
        .isInstanceOf(InputException.class)
        .hasMessage("[training events]" + remedy);
    assertThatThrownBy(() -> trainer.fit(TRAIN, VALIDATION, CONFIG.withBatch(1)))
        .hasMessage("[batch]" + remedy);
    TrainingSession session = trainer.session(TRAIN, VALIDATION, CONFIG);
    assertThatThrownBy(() -> session.step(TRAIN, new int[] {7}, 0, 1))
        .hasMessage("[step]" + remedy);
    assertThatThrownBy(() -> network.forward(Tensor.zeros(1, 3), new Mode.Training(Rng.of(1), 0)))
        .hasMessageContaining("batchNorm in training: expected two events or more");
  }

  @Test
  void frozenLayersKeepTheirValuesAndTheRestTrainsAsOnTheirOutputs() {
    Sequential body = Sequential.of(Linear.of(3, 16), Relu.of());
    Sequential network = Sequential.of(body, Linear.of(16, 1));
    body.freeze();
    float[] before = body.parameters().getFirst().tensor().toArray();
    History history = fit(network, new BinaryCrossEntropy());
    assertThat(body.parameters().getFirst().tensor().toArray()).isEqualTo(before);
    assertThat(history.epochs().getLast().trainLoss())
        .isLessThan(history.epochs().getFirst().trainLoss());

    TrainingSession session =
        Trainer.of(network, new BinaryCrossEntropy(), new Adam(1e-2))
            .session(TRAIN, VALIDATION, CONFIG);
    session.step();
    assertThat(session.parameters().size()).isEqualTo(17);
    body.unfreeze();
    assertThatThrownBy(session::step)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "TrainingSession: 0.0.weight was unfrozen during the training; begin a new one, with"
                + " warmStart()");
    network.freeze();
    assertThatThrownBy(() -> fit(network, new BinaryCrossEntropy()))
        .isInstanceOf(InputException.class)
        .hasMessage(
            "[network] expected a parameter that is not frozen, found all 4 frozen; unfreeze those"
                + " that are to be trained");
  }
}
