package org.jpsi.core.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import org.jpsi.core.random.Rng;
import org.junit.jupiter.api.Test;

/// Dropout numbers its elements by event, whatever the rows of one, and never twice.
class DropoutStreamsTest {
  private static final Rng RNG = Rng.of(11);

  private static float[] mask(RandomStream random, int... shape) {
    return Tensor.ones(shape).dropout(0.5, random).toArray();
  }

  @Test
  void anEventOfSeveralRowsHasTheMaskOfTheSameEventAsOneRow() {
    // 8 events of 3 constituents with 4 features
    assertThat(mask(RandomStream.of(RNG, 40, 8).child(2), 24, 4))
        .isEqualTo(mask(RandomStream.of(RNG, 40).child(2), 8, 3, 4))
        .isEqualTo(mask(RandomStream.of(RNG, 40, 8).child(2), 8, 12));
  }

  @Test
  void shardsOfRowsHaveTheMaskOfTheWholeBatch() {
    float[] whole = mask(RandomStream.of(RNG, 0, 16), 48, 4);
    float[] first = mask(RandomStream.of(RNG, 0, 8), 24, 4);
    float[] second = mask(RandomStream.of(RNG, 8, 8), 24, 4);
    assertThat(Tensor.concat(0, java.util.List.of(Tensor.of(first), Tensor.of(second))).toArray())
        .isEqualTo(whole);
    assertThat(second).isNotEqualTo(first);
  }

  @Test
  void rowsThatAreNotSharedOutEvenlyDifferFromShardToShard() {
    float[] first = mask(RandomStream.of(RNG, 0, 8), 25, 8);
    float[] second = mask(RandomStream.of(RNG, 8, 8), 25, 8);
    assertThat(second).isNotEqualTo(first);
    assertThat(mask(RandomStream.of(RNG, 8, 8), 25, 8)).isEqualTo(second);
  }

  @Test
  void aSecondDrawFromAStreamHasNumbersOfItsOwn() {
    RandomStream pass = RandomStream.of(RNG, 0, 8);
    float[] first = mask(pass.child(1), 8, 16);
    float[] again = mask(pass.child(1), 8, 16);
    float[] third = mask(pass.child(1), 8, 16);
    assertThat(again).isNotEqualTo(first);
    assertThat(third).isNotEqualTo(first).isNotEqualTo(again);
    // another pass draws the same
    RandomStream other = RandomStream.of(RNG, 0, 8);
    assertThat(mask(other.child(1), 8, 16)).isEqualTo(first);
    assertThat(mask(other.child(1), 8, 16)).isEqualTo(again);
  }

  @Test
  void aStreamIsEqualToOneOfTheSamePathInTheSamePass() {
    RandomStream pass = RandomStream.of(RNG, 0, 8);
    assertThat(pass.child(1).child(2)).isEqualTo(pass.child(1).child(2));
    assertThat(pass.child(1).child(2)).hasSameHashCodeAs(pass.child(1).child(2));
    assertThat(pass.child(1).child(2)).isNotEqualTo(pass.child(2).child(2));
    assertThat(pass.child(1)).isEqualTo(RandomStream.of(RNG, 0, 8).child(1)).isNotEqualTo(pass);
    assertThat(pass.child(1)).isNotEqualTo(RandomStream.of(RNG, 8, 8).child(1));
  }
}
