package org.jpsi.report;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TicksTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0 | 1e9 | 0, 2e8, 4e8, 6e8, 8e8, 1e9",
        "-3.4e8 | 2.9e8 | -3e8, -2e8, -1e8, 0, 1e8, 2e8",
        "9.1e5 | 1.3e6 | 1e6, 1.1e6, 1.2e6, 1.3e6",
        "0 | 2.6e-9 | 0, 5e-10, 1e-9, 1.5e-9, 2e-9, 2.5e-9",
        "0 | 1e300 | 0, 2e299, 4e299, 6e299, 8e299, 1e300",
      })
  void largeAndSmallNumbersAreWrittenWithAnExponent(double low, double high, String words) {
    assertThat(labels(low, high)).isEqualTo(words);
  }

  @Test
  void otherAxesKeepTheTicksTheyHave() {
    assertThat(labels(0, 9e5)).isEqualTo("none");
    assertThat(labels(-0.01, 0.001)).isEqualTo("none");
    assertThat(labels(-1e308, 1e308)).isEqualTo("none");
    assertThat(labels(0, 0)).isEqualTo("none");
  }

  private static String labels(double low, double high) {
    Map<String, Object> spec = Ticks.set(PlotSpec.of(100, 100), "x", low, high).spec();
    for (Object scale : (List<?>) requireNonNull(spec.get("scales"))) {
      List<?> labels = (List<?>) requireNonNull(((Map<?, ?>) scale).get("labels"));
      return String.join(", ", labels.stream().map(String::valueOf).toList());
    }
    return "none";
  }
}
