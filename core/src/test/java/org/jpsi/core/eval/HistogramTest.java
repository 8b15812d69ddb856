package org.jpsi.core.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.jpsi.core.eval.Oracle.expected;

import java.util.Arrays;
import org.jpsi.core.histogram.Binning;
import org.jpsi.core.histogram.Histogram;
import org.jpsi.core.random.Rng;
import org.junit.jupiter.api.Test;

class HistogramTest {
  private static final double[] TARGET = Oracle.column("target");
  private static final double[] WEIGHT = Oracle.column("signed");

  private static Histogram histogram() {
    return Histogram.of(
        new Binning(70, 130, 12), TARGET.length, i -> TARGET[i], i -> WEIGHT[i], i -> true);
  }

  @Test
  void contentsAndErrorsWithSignedWeightsAreNumpys() {
    Histogram h = histogram();
    for (int i = 0; i < 12; i++) {
      assertThat(h.content(i)).isCloseTo(expected("histogram." + i), within(1e-10));
      assertThat(h.error(i)).isCloseTo(expected("histogram_error." + i), within(1e-10));
    }
  }

  @Test
  void nothingIsLostBelowOrAbove() {
    Histogram h = histogram();
    double inside = 0;
    for (double y : h.sum()) {
      inside += y;
    }
    assertThat(h.underflow() + inside + h.overflow()).isCloseTo(h.total(), within(1e-9));
    assertThat(h.normalized().total()).isCloseTo(1, within(1e-12));
    assertThat(h.normalized().error(3)).isCloseTo(h.error(3) / h.total(), within(1e-12));
  }

  @Test
  void theUppermostEdgeBelongsToTheLastBin() {
    Binning binning = new Binning(0, 1, 4);
    assertThat(binning.find(0)).isZero();
    assertThat(binning.find(0.25)).isEqualTo(1);
    assertThat(binning.find(1)).isEqualTo(3);
    assertThat(binning.find(1.0001)).isEqualTo(4);
    assertThat(binning.find(-0.0001)).isEqualTo(-1);
    assertThat(binning.edge(4)).isEqualTo(1);
  }

  @Test
  void binsAreRoundAndHoldNearlyAllValues() {
    Binning binning = Binning.round(TARGET.length, i -> TARGET[i], 40);
    assertThat(binning.width()).isIn(1.0, 2.0, 2.5);
    assertThat(binning.bins()).isBetween(20, 80);
    long outside =
        java.util.Arrays.stream(TARGET)
            .filter(x -> x < binning.lower() || x > binning.upper())
            .count();
    assertThat(outside).isLessThanOrEqualTo(TARGET.length / 100);
  }

  @Test
  void anAngleGetsBinsFromEndToEnd() {
    Binning binning = Binning.round(1001, i -> -Math.PI + 2 * Math.PI * i / 1000, 40);
    assertThat(binning).isEqualTo(new Binning(-Math.PI, Math.PI, 40));
  }

  @Test
  void wholeNumbersGetBinsAroundThem() {
    assertThat(Binning.round(6, i -> i, 40)).isEqualTo(new Binning(-0.5, 5.5, 6));
  }

  @Test
  void anyFiniteNumbersGetBinsThatHoldThem() {
    double time = 1.7e18; // in ns, where neighbouring float64 numbers are 256 apart
    double[][] samples = {
      {time, time, time},
      {time, time + 256},
      {time, time + 512, time + 1e4},
      {1L << 52, (1L << 52) + 1},
      {-Double.MAX_VALUE, Double.MAX_VALUE},
      {Double.MAX_VALUE, Double.MAX_VALUE},
      {Double.MIN_VALUE, Double.MIN_VALUE},
      {0, Double.MIN_VALUE},
      {1, Math.nextUp(1.0)},
      {-3e38, 0.1, 3e38}
    };
    for (double[] sample : samples) {
      Binning binning = Binning.round(sample.length, i -> sample[i], 40);
      for (double x : sample) {
        boolean inRange = Math.abs(x) < Double.MAX_VALUE / 4;
        assertThat(binning.find(x)).isBetween(inRange ? 0 : -1, binning.bins());
      }
      assertThat(binning.bins()).isBetween(1, 80);
    }
    assertThat(Binning.round(2, i -> time, 40)).isEqualTo(new Binning(time / 2, time * 1.5, 1));
  }

  /// Numbers as no detector gives them, but files do: neighbours at any magnitude, both ends of
  /// float64, subnormal numbers, a common shift, a heavy tail, few distinct values.
  private static double[] extreme(Rng rng) {
    double[] values = new double[1 + rng.child("events").integer(300, 0)];
    double base = Double.longBitsToDouble(rng.bits(0));
    double shift = Double.isFinite(base) ? base : 0;
    int kind = rng.child("kind").integer(7, 0);
    for (int i = 0; i < values.length; i++) {
      double any = Double.longBitsToDouble(rng.child("any").bits(i));
      int steps = rng.child("step").integer(5, i);
      double x =
          switch (kind) {
            case 0 -> shift;
            case 1 -> shift + steps * Math.ulp(shift);
            case 2 -> any;
            case 3 -> steps % 2 == 0 ? Double.MAX_VALUE : -1e308;
            case 4 -> steps * Double.MIN_VALUE;
            case 5 -> 1.7e18 + rng.uniform(i) * 1e9;
            default -> shift * (1 + 1e-15 * StrictMath.tan(3.1 * rng.uniform(i) - 1.55));
          };
      values[i] = Double.isFinite(x) ? x : 0;
    }
    return values;
  }

  @Test
  void extremeNumbersAreAllCountedBetweenAscendingEdges() {
    for (int sample = 0; sample < 3000; sample++) {
      double[] values = extreme(Rng.of(7).child(sample));
      int n = values.length;
      Binning binning = Binning.round(n, i -> values[i], 40);
      assertThat(binning.bins()).isBetween(1, 81);
      for (int b = 0; b < binning.bins(); b++) {
        assertThat(binning.edge(b + 1)).isGreaterThan(binning.edge(b));
        assertThat(binning.center(b)).isBetween(binning.edge(b), binning.edge(b + 1));
      }
      Histogram h = Histogram.of(binning, n, i -> values[i], i -> 1, i -> true);
      double inside = Arrays.stream(h.sum()).sum();
      assertThat(inside + h.underflow() + h.overflow()).isEqualTo(n);
      // beyond a quarter of the largest number is underflow or overflow
      if (Arrays.stream(values).anyMatch(x -> Math.abs(x) < Double.MAX_VALUE / 4)) {
        assertThat(inside).isGreaterThan(0);
      }
    }
  }

  @Test
  void aTimeInNanosecondsHasBinsOfARoundWidth() {
    Rng rng = Rng.of(2);
    Binning binning = Binning.round(4000, i -> 1.7e18 + 5e8 + 1e8 * rng.normal(i), 40);
    assertThat(binning.bins()).isBetween(25, 80);
    assertThat(binning.width()).isIn(1e7, 2e7, 2.5e7);
    assertThat((binning.lower() - 1.7e18) % binning.width()).isZero();
  }

  @Test
  void aSingleValueAndNoValueGetOneBin() {
    assertThat(Binning.round(3, i -> 0.25, 40)).isEqualTo(new Binning(0.125, 0.375, 1));
    assertThat(Binning.round(0, i -> 0, 40).bins()).isEqualTo(1);
    assertThat(Binning.round(2, i -> Double.NaN, 40).bins()).isEqualTo(1);
  }

  @Test
  void hugeAndTinyRangesStayFinite() {
    assertThat(Binning.round(3, i -> i * 1e300 + 0.5, 40).width()).isFinite().isPositive();
    assertThat(Binning.round(3, i -> i * 1e-300, 40).width()).isPositive();
    double next = Math.nextUp(1.1);
    Binning close = Binning.round(2, i -> i == 0 ? 1.1 : next, 40);
    assertThat(close.upper()).isGreaterThan(close.lower());
  }

  @Test
  void whatIsNotFiniteIsRefused() {
    assertThatThrownBy(
            () -> Histogram.of(new Binning(0, 1, 1), 1, i -> Double.NaN, i -> 1, i -> true))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("event 0 has value NaN and weight 1.0");
    assertThatThrownBy(() -> new Binning(1, 1, 3))
        .hasMessage("3 bins from 1.0 to 1.0, expected lower < upper, one or more");
  }
}
