package org.jpsi.core.io;

import static org.assertj.core.api.Assertions.assertThat;

import org.jpsi.core.random.Rng;
import org.junit.jupiter.api.Test;

/// The scanner takes what the patterns took that it replaced, for they say it shorter.
class NumeralTest {
  @Test
  void theScannerIsThePattern() {
    Rng rng = Rng.of(1);
    int numbers = 0;
    for (int i = 0; i < 20_000; i++) {
      StringBuilder text = new StringBuilder();
      for (int k = rng.integer(7, 100L * i); k > 0; k--) {
        text.append("0123789..eE+-x ".charAt(rng.integer(15, 100L * i + k)));
      }
      String s = text.toString();
      boolean decimal = s.matches("[-+]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][-+]?[0-9]+)?");
      numbers += decimal ? 1 : 0;
      assertThat(Numeral.isDecimal(s)).as(s).isEqualTo(decimal);
      assertThat(Numeral.isWhole(s)).as(s).isEqualTo(s.matches("[-+]?[0-9]+"));
      assertThat(Numeral.isDigits(s)).as(s).isEqualTo(s.matches("[0-9]+"));
      boolean json = s.matches("-?(0|[1-9]\\d{0,30})(\\.\\d{1,40})?([eE][+-]?\\d{1,4})?");
      assertThat(Json.isNumber(s)).as(s).isEqualTo(json);
    }
    assertThat(numbers).isGreaterThan(500);
  }
}
