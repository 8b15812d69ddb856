package org.jpsi.core.table;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SignificantDigitsTest {
  @ParameterizedTest
  @CsvSource({
    "20, 310, 310.0",
    "-1, 1, 1.000",
    "1.7e9, 1700000060, 1700000060.0",
    "1.7e18, 1.700000001e18, 1.700000001000e+18",
    "1.7e18, 1700000000000000256, 1.7000000000000003e+18",
    "5, 5, 5.000",
    "0, 0, 0.000",
    "NaN, 1, 1.000",
    "-1.7e308, 1.7e308, 1.700e+308",
    "0, 4.9e-324, 4.900e-324",
  })
  void theEndsOfARangeAreToldApart(double low, double high, String text) {
    assertThat(SignificantDigits.of(low, high).format(high)).isEqualTo(text);
  }
}
