package org.jpsi.core.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jpsi.core.data.Dataset;
import org.jpsi.core.loss.BinaryCrossEntropy;
import org.jpsi.core.nn.Dropout;
import org.jpsi.core.nn.Layer;
import org.jpsi.core.nn.LayerSpec;
import org.jpsi.core.nn.Linear;
import org.jpsi.core.nn.Mode;
import org.jpsi.core.nn.Relu;
import org.jpsi.core.nn.Sequential;
import org.jpsi.core.nn.Tanh;
import org.jpsi.core.optim.Adam;
import org.jpsi.core.optim.Optimizer;
import org.jpsi.core.parallel.ThreadPool;
import org.jpsi.core.random.Rng;
import org.jpsi.core.tensor.Parameters;
import org.jpsi.core.tensor.Shape;
import org.jpsi.core.tensor.Tensor;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Recorded execution has the bits of eager execution.
class RecordedShardTest {
  private static final int FEATURES = 7;

  private record Noise(boolean counts, AtomicInteger calls) implements Layer {
    @Override
    public Tensor forward(Tensor x, Mode mode) {
      float noise =
          switch (mode) {
            case Mode.Training(var draws) ->
                counts ? calls.getAndIncrement() : (float) draws.rng().uniform(draws.firstEvent());
            default -> 0;
          };
      return x.add(noise / 100);
    }

    @Override
    public Shape outputs(Shape inputs) {
      return inputs;
    }

    @Override
    public LayerSpec spec() {
      return LayerSpec.of("noise", Map.of());
    }
  }

  static Stream<Layer> networks() {
    Linear shared = Linear.of(16, 16);
    return Stream.of(
        Sequential.of(Linear.of(FEATURES, 32), Relu.of(), Linear.of(32, 1)),
        Sequential.of(
            Linear.of(FEATURES, 130),
            Relu.of(),
            Dropout.of(0.3),
            Linear.of(130, 300),
            Relu.of(),
            Dropout.of(0.1),
            Linear.of(300, 5),
            Tanh.of(),
            Dropout.of(0.5),
            Linear.of(5, 1)),
        Sequential.of(
            Linear.of(FEATURES, 16), shared, Relu.of(), shared, Linear.of(16, 1), Relu.of()),
        Sequential.of(
            Linear.of(FEATURES, 4), new Noise(false, new AtomicInteger()), Linear.of(4, 1)));
  }

  @ParameterizedTest
  @MethodSource("networks")
  void recordedAndEagerStepsHaveTheSameBits(Layer network) {
    float[] eager = trained(new EagerLayer(network), ThreadPool.SERIAL);
    assertThat(trained(network, ThreadPool.SERIAL)).isEqualTo(eager);
    assertThat(trained(network, ThreadPool.of(3))).isEqualTo(eager);
  }

  private static float[] trained(Layer network, ThreadPool pool) {
    network.initialize(Rng.of(3));
    Parameters parameters = Parameters.of(network.parameters());
    Optimizer.State state = new Adam(1e-2).start(parameters.size());
    ShardedStep step =
        new ShardedStep(network, new BinaryCrossEntropy(), parameters, 3, pool, Collective.SINGLE);
    Dataset data = data(2000, FEATURES, -0.5f);
    int[] order = Rng.of(8).permutation(2000);
    int[] batches = {32, 256, 256, 1100, 1100, 33, 32, 256};
    int from = 0;
    for (int batch : batches) {
      Rng dropout = Rng.of(5).child(state.step());
      step.lossAndGradient(data, order, from % 800, from % 800 + batch, dropout);
      state.begin();
      float scale = 1f / batch;
      step.lanes()
          .ranges((gradient, begin, end) ->
              state.update(parameters.values(), gradient, scale, 1e-2, begin, end));
      from += batch;
    }
    return parameters.values().clone();
  }

  /// Events of two classes, with another weight for one in nine.
  static Dataset data(int events, int features, float ninth) {
    Rng rng = Rng.of(4);
    float[] x = new float[events * features];
    IntStream.range(0, x.length).forEach(i -> x[i] = (float) rng.normal(i));
    float[] y = new float[events];
    float[] w = new float[events];
    for (int i = 0; i < events; i++) {
      y[i] = x[i * features] + x[i * features + 1] > 0 ? 1 : 0;
      w[i] = i % 9 == 0 ? ninth : 1.25f;
    }
    return Dataset.of(x, y, w);
  }
}
