package org.jpsi.core.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jpsi.core.data.Dataset;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.eval.History;
import org.jpsi.core.loss.BinaryCrossEntropy;
import org.jpsi.core.loss.Loss;
import org.jpsi.core.nn.BatchNorm;
import org.jpsi.core.nn.Dropout;
import org.jpsi.core.nn.Layer;
import org.jpsi.core.nn.Linear;
import org.jpsi.core.nn.Mode;
import org.jpsi.core.nn.Relu;
import org.jpsi.core.nn.Sequential;
import org.jpsi.core.optim.Adam;
import org.jpsi.core.tensor.Tensor;
import org.junit.jupiter.api.Test;

/// Events that depend on each other, in outputs or in a loss that says it adds up, are refused
/// before the first step.
class SeparateEventsTest {
  private static final Dataset TRAIN = TrainerTest.quadrants(400, 1);
  private static final Dataset VALIDATION = TrainerTest.quadrants(200, 2);
  private static final Loss CROSS_ENTROPY = new BinaryCrossEntropy();
  private static final String MIXES =
      " expected outputs of an event that do not depend on the other events with it, found others"
          + " for 8 events together than for 4 of them alone; reduce over axes of one event, not"
          + " over axis 0, that of events; statistics of all events belong into ownBuffers(), set"
          + " in Mode.Calibration as BatchNorm's are";

  private static Sequential net(Layer inside) {
    return Sequential.of(Linear.of(3, 8), inside, Relu.of(), Linear.of(8, 1));
  }

  private static History fit(Layer network, Loss loss) {
    return Trainer.of(network, loss, new Adam(1e-2))
        .fit(TRAIN, VALIDATION, TrainingConfig.epochs(2).withBatch(100).withThreads(1));
  }

  @Test
  void aLayerThatMixesEventsIsRefusedByItsPlace() {
    Layer mixing = (x, m) -> x.sub(x.mean(0));
    assertThatThrownBy(() -> fit(net(mixing), CROSS_ENTROPY))
        .isInstanceOf(InputException.class)
        .hasMessage("[layer 1, function]" + MIXES);
    assertThatThrownBy(() -> fit(net(Sequential.of(Relu.of(), mixing)), CROSS_ENTROPY))
        .hasMessage("[layer 1.1, function]" + MIXES);
    Layer body = net(mixing);
    assertThatThrownBy(() -> fit(new EagerLayer(body), CROSS_ENTROPY))
        .hasMessage("[network]" + MIXES);
  }

  @Test
  void whatMixesInTrainingAloneOrIsRandomIsTaken() {
    Layer training = (x, m) -> m instanceof Mode.Training ? x.sub(x.mean(0)) : x;
    Loss own = (o, t, w) -> CROSS_ENTROPY.forward(o, t, w);
    assertThat(fit(net(training), own).epochs()).hasSize(2);
    Random random = new Random(1);
    Layer noise = (x, m) -> x.add((float) random.nextGaussian());
    assertThat(fit(net(noise), own).epochs()).hasSize(2);
    Loss noisy = (o, t, w) -> own.forward(o.add((float) random.nextGaussian()), t, w);
    assertThat(fit(net(Dropout.of(0.5)), noisy).epochs()).hasSize(2);
    assertThat(fit(net(BatchNorm.of(8)), own).epochs()).hasSize(2);
  }

  private static void refused(Loss loss) {
    assertThatThrownBy(() -> fit(net(Relu.of()), loss))
        .isInstanceOf(InputException.class)
        .hasMessageMatching(
            "\\[loss loss] expected a loss that adds up over events, as additive\\(\\) says, found"
                + " [-.E0-9]+ of 8 events, [-.E0-9]+ and [-.E0-9]+ of its halves; return the sum of"
                + " w l over events, with weight and l of one shape \\[n]:"
                + " output.reshape\\(-1\\), target.reshape\\(-1\\), l.dot\\(weight\\), no mean; or"
                + " let additive\\(\\) return false: then it gets each batch whole");
  }

  @Test
  void aLossThatDoesNotAddUpIsRefused() {
    refused((o, t, w) -> o.sub(t.reshape(-1)).square().sum());
    refused((o, t, w) -> o.sub(t).square().mean());
    refused((o, t, w) -> CROSS_ENTROPY.forward(o, t, w).add(o.mean().add(1).square()));
    assertThat(fit(net(Relu.of()), (o, t, w) -> o.sub(t).reshape(-1).square().dot(w)).epochs())
        .hasSize(2);
  }

  private record Whole() implements Loss {
    @Override
    public Tensor forward(Tensor output, Tensor target, Tensor weight) {
      return output.sub(target).square().mean().mul(weight.sum());
    }

    @Override
    public boolean additive() {
      return false;
    }
  }

  @Test
  void aLossThatSaysSoIsTaken() {
    assertThat(fit(net(Relu.of()), new Whole()).epochs()).hasSize(2);
  }

  /// A term that a layer keeps for the loss, in training alone, has the events at hand.
  @Test
  void aTermThatALayerKeepsIsThatOfTheEvents() {
    Tensor[] kept = {Tensor.scalar(0)};
    Layer keeps =
        (x, m) -> {
          kept[0] = m instanceof Mode.Training ? x.square().sum().mul(1e-3f) : Tensor.scalar(0);
          return x;
        };
    Loss with = (o, t, w) -> CROSS_ENTROPY.forward(o, t, w).add(kept[0]);
    assertThat(fit(net(keeps), with).epochs()).hasSize(2);
  }

  @Test
  void forwardIsCalledAsOftenAsTheGuideSays() {
    List<String> calls = new ArrayList<>();
    Layer counts =
        (x, m) -> {
          calls.add(m.getClass().getSimpleName() + x.shape().size(0));
          return x;
        };
    TrainingSession session =
        Trainer.of(net(counts), CROSS_ENTROPY, new Adam(1e-2))
            .session(TRAIN, VALIDATION, TrainingConfig.epochs(2).withBatch(100));
    assertThat(calls).containsExactly("Inference2");
    calls.clear();
    session.step();
    assertThat(calls)
        .containsExactly("Training100", "Inference8", "Inference4", "Inference4", "Training100");
    calls.clear();
    session.step();
    assertThat(calls).containsExactly("Training100");
  }

  /// A skip connection through a field works; what is thrown in the check's own calls says so.
  @Test
  void theCheckSaysThatItWasTheOneWhoCalled() {
    Tensor[] kept = {Tensor.scalar(0)};
    Layer skip =
        Sequential.of(
            (x, m) -> {
              kept[0] = x;
              return x;
            },
            Linear.of(8, 8),
            new Adds(kept));
    assertThat(fit(net(skip), CROSS_ENTROPY).epochs()).hasSize(2);
    Layer fixed = (x, m) -> x.shape().size(0) == 4 ? x.add(Tensor.ones(3, 8)) : x;
    assertThatThrownBy(() -> fit(net(fixed), CROSS_ENTROPY))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("[4, 8] and [3, 8]")
        .hasMessageEndingWith(
            "; this was in the check before the first step, which calls forward and loss on a few"
                + " events of it too");
    Layer fails =
        (x, m) -> {
          if (x.shape().size(0) == 4) {
            throw new IllegalStateException("of mine");
          }
          return x;
        };
    assertThatThrownBy(() -> fit(net(fails), CROSS_ENTROPY))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("of mine")
        .satisfies(e ->
            assertThat(e.getSuppressed())
                .singleElement()
                .asString()
                .contains("this was in the check before the first step"));
  }

  private record Adds(Tensor[] kept) implements Layer {
    @Override
    public Tensor forward(Tensor x, Mode mode) {
      return x.add(kept[0]);
    }

    @Override
    public org.jpsi.core.tensor.Shape outputs(org.jpsi.core.tensor.Shape inputs) {
      return inputs;
    }
  }
}
