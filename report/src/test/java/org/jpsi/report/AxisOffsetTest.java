package org.jpsi.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.jpsi.core.histogram.Binning;
import org.jpsi.core.histogram.Histogram;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AxisOffsetTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1.7e18 | 1.700000001e18 | t − 1.7e18 [ns]",
        "1.700000000034e18 | 1.700000000987e18 | t − 1.7e18 [ns]",
        "1700000000 | 1700000060 | t − 1,700,000,000 [ns]",
        "1699999990 | 1700000060 | t − 1,700,000,000 [ns]",
        "-1700000060 | -1700000000 | t + 1,700,000,000 [ns]",
        "1712345611 | 1712345671 | t − 1,712,345,600 [ns]",
        "1712345611.2 | 1712345611.7 | t − 1,712,345,611 [ns]",
        "91.18755 | 91.18764 | t − 91.1876 [ns]",
        "300000 | 300060 | t [ns]",
        "0 | 1e18 | t [ns]",
        "-1e308 | 1e308 | t [ns]",
        "0 | 4.9e-324 | t [ns]",
        "0.85e18 | 2.55e18 | t [ns]",
      })
  void whatTheNumbersShareStandsInTheTitle(double low, double high, String title) {
    AxisOffset offset = AxisOffset.of(low, high);
    assertThat(offset.title("t", "ns")).isEqualTo(title);
    if (title.equals("t [ns]")) {
      assertThat(offset.at(low)).isEqualTo(low);
    } else {
      assertThat(offset.at(low)).isBetween(low - high, 10 * (high - low));
    }
  }

  @Test
  void aHistogramKeepsItsContents() {
    Histogram h =
        Histogram.of(new Binning(1.7e18, 1.7e18 + 1e9, 4), 1, _ -> 1.7e18 + 3e8, _ -> 2, _ -> true);
    Histogram moved = AxisOffset.of(h.binning()).at(h);
    assertThat(moved.binning()).isEqualTo(new Binning(0, 1e9, 4));
    assertThat(moved.sum()).containsExactly(0, 2, 0, 0);
    assertThat(moved.error(1)).isEqualTo(2);
  }
}
