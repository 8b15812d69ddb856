package org.jpsi.core.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PackedWeightsTest {
  @Test
  void whereTheInputNeedsNoGradientOnlyTheWayForwardIsPacked() {
    Tensor weight = Tensor.of(new float[] {1, 2, 3, 4, 5, 6}, 2, 3).requiresGrad();
    PackedWeights packed = new PackedWeights();
    PackedWeights.Pair first = packed.of(weight, false);
    assertThat(first.backward()).isNull();
    assertThat(packed.of(weight, false)).isSameAs(first);
    PackedWeights.Pair both = packed.of(weight, true);
    assertThat(both.forward()).isSameAs(first.forward());
    assertThat(both.backward()).isNotNull();
    assertThat(packed.of(weight, false)).isSameAs(both);
  }
}
