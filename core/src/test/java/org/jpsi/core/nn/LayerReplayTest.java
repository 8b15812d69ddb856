package org.jpsi.core.nn;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jpsi.core.loss.BinaryCrossEntropy;
import org.jpsi.core.loss.BinaryCrossEntropyOfProbability;
import org.jpsi.core.loss.CrossEntropy;
import org.jpsi.core.loss.FocalLoss;
import org.jpsi.core.loss.GaussianNegativeLogLikelihood;
import org.jpsi.core.loss.HuberLoss;
import org.jpsi.core.loss.Loss;
import org.jpsi.core.loss.MeanAbsoluteError;
import org.jpsi.core.loss.MeanSquaredError;
import org.jpsi.core.loss.PoissonNegativeLogLikelihood;
import org.jpsi.core.loss.QuantileLoss;
import org.jpsi.core.parallel.ThreadPool;
import org.jpsi.core.random.Rng;
import org.jpsi.core.tensor.Parameters;
import org.jpsi.core.tensor.RandomStream;
import org.jpsi.core.tensor.RecordedGraph;
import org.jpsi.core.tensor.Shape;
import org.jpsi.core.tensor.TabularColumn;
import org.jpsi.core.tensor.Tensor;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// A step of every layer and loss is recorded once, and its replay on other events has the bits of
/// eager execution.
class LayerReplayTest {
  private static final int EVENTS = 24;

  static Stream<Layer> layers() {
    return Stream.concat(
        Activation.all().stream().filter(activation -> !activation.equals(Step.of())),
        Stream.of(
            BatchNorm.of(4),
            LayerNorm.of(4),
            Dropout.of(0.5),
            Embedding.of(1, 3, 2),
            TabularEncoding.of(
                List.of(
                    TabularColumn.Numeric.of(),
                    new TabularColumn.Category(3, 2),
                    new TabularColumn.Numeric(List.of(), true),
                    TabularColumn.Numeric.of())),
            Sequential.of(
                Unflatten.of(1, 2, 2),
                Conv2d.of(1, 2, 2, 1, 1),
                Relu.of(),
                MaxPool2d.of(2),
                Conv2d.of(2, 4, 1),
                Flatten.of()),
            Residual.of(Linear.of(4, 4), Relu.of(), BatchNorm.of(4))));
  }

  static Stream<Loss> losses() {
    return Stream.of(
        new BinaryCrossEntropy(),
        new BinaryCrossEntropyOfProbability(),
        new FocalLoss(),
        new CrossEntropy(0.1),
        new MeanSquaredError(),
        new MeanAbsoluteError(),
        new HuberLoss(),
        QuantileLoss.of(0.1, 0.9),
        new GaussianNegativeLogLikelihood(),
        new PoissonNegativeLogLikelihood());
  }

  @ParameterizedTest
  @MethodSource("layers")
  void aLayerIsReplayed(Layer layer) {
    boolean takesCategories = layer instanceof Embedding || layer instanceof TabularEncoding;
    Sequential net =
        takesCategories
            ? Sequential.of(layer, Linear.of(layer.outputs(Shape.of(4)).size(0), 1))
            : Sequential.of(Linear.of(4, 4), layer, Linear.of(4, 1));
    replay(net, new BinaryCrossEntropy(), 1, takesCategories);
  }

  @ParameterizedTest
  @MethodSource("losses")
  void aLossIsReplayed(Loss loss) {
    boolean ofProbability = loss instanceof BinaryCrossEntropyOfProbability;
    boolean single =
        ofProbability || loss instanceof BinaryCrossEntropy || loss instanceof FocalLoss;
    boolean perEvent =
        single || List.of("cross-entropy", "quantile", "gaussian").contains(loss.name());
    Layer last = ofProbability ? Sigmoid.of() : Identity.of();
    replay(Sequential.of(Linear.of(4, single ? 1 : 2), last), loss, perEvent ? 1 : 2, false);
  }

  private static void replay(Sequential net, Loss loss, int targets, boolean categories) {
    Parameters parameters = Parameters.of(net.parameters());
    net.initialize(Rng.of(1));
    float[] inputs = new float[4 * EVENTS];
    float[] target = new float[targets * EVENTS];
    float[] weight = new float[EVENTS];
    RecordedGraph graph =
        RecordedGraph.record(
                random -> step(net, loss, inputs, target, weight, random),
                parameters,
                Optional.empty())
            .orElseThrow();
    for (int round = 1; round < 4; round++) {
      Rng rng = Rng.of(round);
      fill(inputs, target, weight, rng, categories);
      float[] eager = new float[parameters.size()];
      Tensor sum = step(net, loss, inputs, target, weight, RandomStream.of(rng, 8));
      sum.backward().addTo(parameters, eager, 0);
      float[] replayed = new float[parameters.size()];
      assertThat(graph.replay(rng, 8, ThreadPool.SERIAL, replayed, false)).isEqualTo(sum.item());
      assertThat(replayed).isEqualTo(eager);
    }
  }

  private static Tensor step(
      Layer net, Loss loss, float[] inputs, float[] target, float[] weight, RandomStream random) {
    return loss.forward(
        net.forward(Tensor.of(inputs, EVENTS, 4), new Mode.Training(random)),
        Tensor.of(target, EVENTS, target.length / EVENTS),
        Tensor.of(weight));
  }

  private static void fill(
      float[] inputs, float[] target, float[] weight, Rng rng, boolean categories) {
    for (int i = 0; i < inputs.length; i++) {
      boolean category = categories && i % 4 == 1;
      inputs[i] = category ? rng.integer(3, i) : (float) rng.normal(i);
    }
    for (int i = 0; i < target.length; i++) {
      target[i] = rng.integer(2, i);
    }
    for (int i = 0; i < weight.length; i++) {
      weight[i] = (float) rng.child("weight").normal(i);
    }
  }
}
