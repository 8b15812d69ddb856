package org.jpsi.core.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jpsi.core.nn.Layer;
import org.jpsi.core.nn.LayerNorm;
import org.jpsi.core.nn.Linear;
import org.jpsi.core.nn.Mode;
import org.jpsi.core.nn.Relu;
import org.jpsi.core.nn.Sequential;
import org.jpsi.core.nn.Silu;
import org.jpsi.core.parallel.ThreadPool;
import org.jpsi.core.random.Rng;
import org.junit.jupiter.api.Test;

/// Frozen parameters in a recorded step: the gradients of the others keep their bits, and what is
/// frozen makes no work.
class FrozenReplayTest {
  private static final Tensor X = Tensor.normal(Shape.of(100, 6), Rng.of(1), 0);

  private final Linear first = Linear.of(6, 16);
  private final Linear second = Linear.of(16, 16);
  private final LayerNorm norm = LayerNorm.of(16);
  private final Linear third = Linear.of(16, 3);
  private final Sequential network =
      Sequential.of(first, Relu.of(), second, Relu.of(), norm, Silu.of(), third);

  FrozenReplayTest() {
    network.initialize(Rng.of(2));
  }

  private Tensor loss() {
    return network.forward(X, Mode.inference()).square().mean();
  }

  private float[] replayed(Parameters parameters) {
    PackedWeights packed = new PackedWeights();
    RecordedGraph graph =
        RecordedGraph.record(
                RandomStream.of(Rng.of(0), 0), r -> loss(), parameters, Optional.of(packed))
            .orElseThrow();
    float[] gradient = new float[parameters.size()];
    packed.refresh(ThreadPool.SERIAL);
    for (int i = 0; i < 3; i++) {
      graph.replay(Rng.of(0), 0, ThreadPool.SERIAL, gradient, false);
    }
    return gradient;
  }

  // As the gradient of a parameter is where nothing is frozen.
  private void keepsTheBitsOfOthers() {
    Parameters trained = Parameters.of(network.parameters());
    assertThat(trained.list().size()).isLessThan(network.parameters().size());
    float[] found = replayed(trained);
    assertThat(loss().backward().of(trained)).isEqualTo(found);
    List<Parameter> frozen = network.parameters().stream().filter(Parameter::frozen).toList();
    frozen.forEach(Parameter::unfreeze);
    assertThat(loss().backward().of(trained)).isEqualTo(found);
    frozen.forEach(Parameter::freeze);
  }

  @Test
  void gradientsOfOthersKeepTheirBits() {
    for (Layer layer : List.of(first, second, norm, third)) {
      network.unfreeze();
      layer.freeze();
      keepsTheBitsOfOthers();
    }
    network.unfreeze();
    first.freeze();
    second.freeze();
    norm.freeze();
    keepsTheBitsOfOthers();
    for (int only = 0; only < 2; only++) {
      network.unfreeze();
      second.parameters().get(only).freeze();
      first.parameters().get(1 - only).freeze();
      keepsTheBitsOfOthers();
    }
  }

  @Test
  void aFrozenWeightThatIsSetIsSeenByTheNextReplay() {
    first.freeze();
    Parameters trained = Parameters.of(network.parameters());
    PackedWeights packed = new PackedWeights();
    RecordedGraph graph =
        RecordedGraph.record(
                RandomStream.of(Rng.of(0), 0), r -> loss(), trained, Optional.of(packed))
            .orElseThrow();
    float[] gradient = new float[trained.size()];
    for (float value : new float[] {0.5f, -0.25f}) {
      float[] weight = new float[16 * 6];
      Arrays.fill(weight, 10, 50, value);
      first.parameters().getFirst().set(weight);
      packed.refresh(ThreadPool.SERIAL);
      assertThat(graph.replay(Rng.of(0), 0, ThreadPool.SERIAL, gradient, false))
          .isEqualTo(loss().item());
      assertThat(gradient).isEqualTo(loss().backward().of(trained));
    }
  }

  private List<FusedLinear> layers() {
    RandomStream random = RandomStream.of(Rng.of(0), 0);
    Tensor end = GraphCapture.of(_ -> loss(), random, null).end();
    Fusion fusion =
        new Fusion(
            Backpropagation.topologicalOrder(end, tensor -> true),
            Parameters.of(network.parameters()),
            Optional.empty());
    return fusion.segments().stream()
        .filter(Fusion.Chain.class::isInstance)
        .flatMap(segment -> ((Fusion.Chain) segment).layers().stream())
        .toList();
  }

  @Test
  void aFrozenBodyHasNoBackwardPass() {
    first.freeze();
    second.freeze();
    norm.freeze();
    List<FusedLinear> fused = layers();
    assertThat(fused).hasSize(3);
    assertThat(fused).extracting(FusedLinear::differentiated).containsExactly(false, false, true);
    // nothing that was computed before the last layer needs a gradient
    assertThat(fused.getLast().x().needsGrad()).isFalse();
    assertThat(fused.getFirst().y().needsGrad()).isFalse();
  }

  @Test
  void aFrozenLayerBetweenTrainedOnesPassesTheGradientOnAlone() {
    second.freeze();
    List<FusedLinear> fused = layers();
    assertThat(fused).extracting(FusedLinear::differentiated).containsOnly(true);
    FusedLinear frozen = fused.get(1);
    frozen.bindAdjoints(new float[1600], new float[1600], false);
    float[] gradient = {7};
    frozen.backwardParameters(0, 16, gradient, false);
    assertThat(gradient).containsExactly(7);
  }
}
