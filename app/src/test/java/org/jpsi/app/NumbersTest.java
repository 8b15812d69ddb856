package org.jpsi.app;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class NumbersTest {
  @Test
  void numbersAreWrittenWithFiveDigitsThatCount() {
    assertThat(Numbers.of(0.123456)).isEqualTo("0.12346");
    assertThat(Numbers.of(123.4)).isEqualTo("123.4");
    assertThat(Numbers.of(1e-7)).isEqualTo("1.000e-07");
    assertThat(Numbers.of(20)).isEqualTo("20");
    assertThat(Numbers.of(123456.78)).isEqualTo("123457");
    assertThat(Numbers.of(-1e300)).isEqualTo("-1.000e+300");
  }
}
