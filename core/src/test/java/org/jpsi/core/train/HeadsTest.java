package org.jpsi.core.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.jpsi.core.data.Dataset;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.eval.History;
import org.jpsi.core.eval.Metric;
import org.jpsi.core.loss.BinaryCrossEntropy;
import org.jpsi.core.loss.CrossEntropy;
import org.jpsi.core.loss.HeadLosses;
import org.jpsi.core.loss.HeadLosses.Head;
import org.jpsi.core.loss.MeanSquaredError;
import org.jpsi.core.loss.TargetRange;
import org.jpsi.core.nn.Dropout;
import org.jpsi.core.nn.Heads;
import org.jpsi.core.nn.Identity;
import org.jpsi.core.nn.Layer;
import org.jpsi.core.nn.LayerRegistry;
import org.jpsi.core.nn.LayerSpec;
import org.jpsi.core.nn.Linear;
import org.jpsi.core.nn.Mode;
import org.jpsi.core.nn.Relu;
import org.jpsi.core.nn.Sequential;
import org.jpsi.core.optim.Adam;
import org.jpsi.core.random.Rng;
import org.jpsi.core.tensor.Parameter;
import org.jpsi.core.tensor.Parameters;
import org.jpsi.core.tensor.Scalar;
import org.jpsi.core.tensor.Shape;
import org.jpsi.core.tensor.Tensor;
import org.junit.jupiter.api.Test;

/// Networks with several heads and their losses.
class HeadsTest {
  private static final Dataset TRAIN = events(3000, 1);
  private static final Dataset VALIDATION = events(1000, 2);
  private static final HeadLosses LOSSES =
      HeadLosses.of(
          Head.of("signal", new BinaryCrossEntropy()),
          Head.of("sum", new MeanSquaredError()).withWeight(0.5));

  /// Inside the unit circle or not, and the sum of the two inputs; weights of two sizes.
  private static Dataset events(int n, long seed) {
    float[] x = Tensor.normal(Shape.of(n, 2), Rng.of(seed), 0).toArray();
    float[] targets = new float[2 * n];
    float[] weights = new float[n];
    for (int i = 0; i < n; i++) {
      float a = x[2 * i];
      float b = x[2 * i + 1];
      targets[2 * i] = a * a + b * b < 1 ? 1 : 0;
      targets[2 * i + 1] = a + b;
      weights[i] = i % 3 == 0 ? 2 : 1;
    }
    return Dataset.of(x, targets, weights);
  }

  private static Sequential network() {
    return Sequential.of(
        Linear.of(2, 32),
        Relu.of(),
        Heads.of(
            "signal", Linear.of(32, 1), "sum", Sequential.of(Dropout.of(0.01), Linear.of(32, 1))));
  }

  @Test
  void bothHeadsLearnAndEachTellsItsLoss() {
    List<SequencedMap<String, Double>> told = new ArrayList<>();
    Sequential network = network();
    History history =
        Trainer.of(network, LOSSES, new Adam(1e-2))
            .metric(Metric.auc().ofColumns(0, 1, 0, 1))
            .listener(
                new TrainingListener() {
                  @Override
                  public void heads(int epoch, SequencedMap<String, Double> losses) {
                    told.add(losses);
                  }
                })
            .fit(TRAIN, VALIDATION, TrainingConfig.epochs(12).withBatch(128).withThreads(2));
    assertThat(told).hasSize(history.epochs().size());
    for (int i = 0; i < told.size(); i++) {
      assertThat(told.get(i).keySet()).containsExactly("signal", "sum");
      assertThat(weighted(told.get(i)))
          .isCloseTo(history.epochs().get(i).validationLoss(), within(1e-5));
    }
    assertThat(told.getLast().get("signal")).isLessThan(0.2);
    assertThat(told.getLast().get("sum")).isLessThan(0.02);
    assertThat(history.epochs().getLast().metric()).isGreaterThan(0.97);
    assertThat(network.parameters().stream().map(Parameter::name))
        .containsExactly(
            "0.weight",
            "0.bias",
            "2.signal.weight",
            "2.signal.bias",
            "2.sum.1.weight",
            "2.sum.1.bias");
  }

  private static double weighted(SequencedMap<String, Double> losses) {
    return losses.getOrDefault("signal", Double.NaN) + 0.5 * losses.getOrDefault("sum", Double.NaN);
  }

  @Test
  void theLossIsTheWeightedSumOfTheHeadsOnTheirColumns() {
    Tensor output = Tensor.normal(Shape.of(7, 4), Rng.of(1), 0);
    Tensor target = Tensor.of(new float[21], 7, 3).add(Tensor.of(new float[] {2, 0.5f, 1}));
    Tensor w = Tensor.uniform(Shape.of(7), Rng.of(3), 0);
    HeadLosses losses =
        HeadLosses.of(
            Head.of("mass", new MeanSquaredError()).withColumn(1).withWeight(-0.25),
            Head.of("kind", new CrossEntropy()).withOutputs(3).withColumn(0));
    Tensor mass = new MeanSquaredError().forward(output.slice(1, 0, 1), target.slice(1, 1, 2), w);
    Tensor kind = new CrossEntropy().forward(output.slice(1, 1, 4), target.slice(1, 0, 1), w);
    assertThat((double) losses.forward(output, target, w).item())
        .isCloseTo(-0.25 * mass.item() + kind.item(), within(1e-5));
    assertThat(losses.forward("kind", output, target, w).item()).isEqualTo(kind.item());
    assertThat(losses.targets(4, 0)).isEqualTo(TargetRange.classes(3));
    assertThat(losses.targets(4, 1)).isEqualTo(TargetRange.FINITE);
    assertThat(losses.response(output).shape()).isEqualTo(Shape.of(7, 4));
    assertThat(losses.additive()).isTrue();
    assertThatThrownBy(() -> losses.forward("kinds", output, target, w))
        .isInstanceOf(InputException.class)
        .hasMessage(
            "[head losses] expected one of the heads mass, kind, found `kinds`; did you mean"
                + " kind?");
    assertThatThrownBy(() -> losses.forward(output.slice(1, 0, 3), target, w))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("expected 4 outputs and 2 targets of the heads mass, kind");
  }

  @Test
  void aWeightIsANumberOrAScalarThatIsSetDuringTheTraining() {
    Scalar scalar = Scalar.of(0.5);
    HeadLosses set =
        HeadLosses.of(LOSSES.heads().getFirst(), LOSSES.heads().getLast().withWeight(scalar));
    TrainingConfig config = TrainingConfig.epochs(2).withBatch(500).withPatience(0);
    Sequential number = network();
    Sequential same = network();
    Sequential other = network();
    Trainer.of(number, LOSSES, new Adam(1e-2)).fit(TRAIN, Dataset.none(), config);
    Trainer.of(same, set, new Adam(1e-2)).fit(TRAIN, Dataset.none(), config);
    Trainer.of(other, set, new Adam(1e-2))
        .listener(TrainingListener.afterEpoch(epoch -> scalar.set(3)))
        .fit(TRAIN, Dataset.none(), config);
    assertThat(weights(same)).isEqualTo(weights(number));
    assertThat(weights(other)).isNotEqualTo(weights(number));
    assertThatThrownBy(() -> LOSSES.heads().getFirst().withWeight(Double.NaN))
        .isInstanceOf(InputException.class)
        .hasMessage("[head signal] expected `weight` a finite number, found NaN");
  }

  private static float[] weights(Sequential network) {
    return Parameters.of(network.parameters()).toArray();
  }

  @Test
  void aTargetThatItsHeadDoesNotTakeIsRefused() {
    float[] targets = TRAIN.targets().clone();
    targets[6] = 2;
    Dataset wrong = Dataset.of(TRAIN.inputs(), targets, TRAIN.weights());
    assertThatThrownBy(() ->
            Trainer.of(network(), LOSSES, new Adam(1e-2))
                .fit(wrong, VALIDATION, TrainingConfig.epochs(1)))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("number 3 from 0");
    assertThatThrownBy(() -> HeadLosses.of())
        .hasMessage("[head losses] expected one head or more, each once, found none");
  }

  @Test
  void aFileHoldsHeads() {
    Sequential network = network();
    network.initialize(Rng.of(1));
    assertThat(LayerRegistry.of(network.spec()).spec()).isEqualTo(network.spec());
    Tensor x = Tensor.normal(Shape.of(5, 2), Rng.of(4), 0);
    assertThat(network.forward(x, Mode.inference()).shape()).isEqualTo(Shape.of(5, 2));
    Layer wide = Heads.of("a", Identity.of(), "b", Identity.of());
    assertThatThrownBy(() -> wide.outputs(Shape.of(1 << 20)))
        .hasMessage("[heads layer] expected at most 1048576 outputs of all heads, found 2097152");
    LayerSpec one = Linear.of(2, 1).spec();
    assertThatThrownBy(() ->
            LayerRegistry.of(
                new LayerSpec("heads", Map.of("heads", List.of("a", "a")), List.of(one, one))))
        .hasMessage(
            "[heads layer] expected a name for each of 2 heads, each once and without a dot, found"
                + " a, a");
  }
}
