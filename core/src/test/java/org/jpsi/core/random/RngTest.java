package org.jpsi.core.random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RngTest {
  private static long words(int low, int high) {
    return (low & 0xFFFFFFFFL) | ((long) high << 32);
  }

  @Test
  void threefryGivesTheKnownAnswersOfRandom123() {
    assertThat(Rng.threefry(0, 0)).isEqualTo(words(0x6b200159, 0x99ba4efe));
    assertThat(Rng.threefry(-1, -1)).isEqualTo(words(0x1cb996fc, 0xbb002be7));
    assertThat(Rng.threefry(words(0x13198a2e, 0x03707344), words(0x243f6a88, 0x85a308d3)))
        .isEqualTo(words(0xc4923a9c, 0x483df7a0));
  }

  @Test
  void childrenDifferFromEachOtherAndFromTheirParent() {
    Rng rng = Rng.of(1);
    long[] draws = {
      rng.bits(0),
      rng.child(0).bits(0),
      rng.child(1).bits(0),
      rng.child("split").bits(0),
      rng.child("init").bits(0)
    };
    assertThat(Arrays.stream(draws).distinct().count()).isEqualTo(draws.length);
    assertThat(rng.child("split")).isEqualTo(Rng.of(1).child("split"));
  }

  @Test
  void normalHasMeanZeroAndVarianceOne() {
    Rng rng = Rng.of(7);
    int n = 100_000;
    double mean = IntStream.range(0, n).mapToDouble(rng::normal).average().orElseThrow();
    double square =
        IntStream.range(0, n).mapToDouble(rng::normal).map(x -> x * x).average().orElseThrow();
    assertThat(mean).isCloseTo(0, within(4 / Math.sqrt(n)));
    assertThat(square).isCloseTo(1, within(4 * Math.sqrt(2.0 / n)));
  }

  @Test
  void permutationHoldsEveryIndexOnce() {
    int[] order = Rng.of(3).permutation(1000);
    assertThat(order).isNotEqualTo(IntStream.range(0, 1000).toArray());
    assertThat(Arrays.stream(order).sorted().toArray())
        .isEqualTo(IntStream.range(0, 1000).toArray());
  }
}
