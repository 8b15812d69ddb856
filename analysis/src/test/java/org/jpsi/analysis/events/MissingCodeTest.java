package org.jpsi.analysis.events;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.jpsi.core.random.Rng;
import org.junit.jupiter.api.Test;

/// Codes of missing values among values that are none.
class MissingCodeTest {
  private static double[] normal(int n, double width, double at) {
    double[] values = new double[n];
    Arrays.setAll(values, i -> at + width * Rng.of(3).normal(i));
    return values;
  }

  private static double[] with(double[] values, double code, int count) {
    for (int i = 0; i < count; i++) {
      values[values.length / count * i] = code;
    }
    return values;
  }

  @Test
  void aCodeFarFromAllOtherValuesIsFound() {
    for (double code : new double[] {-999, -99, 9999, -1000, Float.MAX_VALUE, -9, -99999, 888}) {
      assertThat(MissingCode.find(with(normal(1000, 1, 0), code, 20)))
          .as("%s", code)
          .hasValueSatisfying(found -> {
            assertThat(found.value()).isEqualTo(code);
            assertThat(found.count()).isEqualTo(20);
            assertThat(found.low()).isGreaterThan(-5);
          });
    }
  }

  @Test
  void valuesThatMayBeMeasuredAreNone() {
    assertThat(MissingCode.find(normal(1000, 1, 0))).isEmpty();
    // among the others, too few, no digits of a code, all the same, nothing
    assertThat(MissingCode.find(with(normal(1000, 500, 0), -999, 20))).isEmpty();
    assertThat(MissingCode.find(with(normal(10_000, 1, 0), -999, 2))).isEmpty();
    assertThat(MissingCode.find(with(normal(1000, 1, 0), -347, 20))).isEmpty();
    assertThat(MissingCode.find(with(new double[1000], -999, 1000))).isEmpty();
    assertThat(MissingCode.find(new double[] {Double.NaN, Double.NaN})).isEmpty();
  }
}
