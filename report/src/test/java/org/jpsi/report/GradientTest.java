package org.jpsi.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class GradientTest {
  @Test
  void endsAndMiddleAreTheirStops() {
    assertThat(Gradient.SIDES.at(0)).isEqualTo(0xD55E00);
    assertThat(Gradient.SIDES.at(0.5)).isEqualTo(0xFFFFFF);
    assertThat(Gradient.SIDES.at(1)).isEqualTo(0x0072B2);
    assertThat(Gradient.AMOUNT.at(0)).isEqualTo(0xFFFFFF);
    assertThat(Gradient.AMOUNT.at(1)).isEqualTo(0x08306B);
  }

  @Test
  void betweenStopsEachColorIsMixedByItself() {
    assertThat(Gradient.SIDES.at(0.375)).isEqualTo(0xF9D9BF); // F3B27F and FFFFFF, half and half
  }

  @Test
  void whatIsBeyondHasTheColorOfTheEndAndNotANumberIsGrey() {
    assertThat(Gradient.AMOUNT.at(-1)).isEqualTo(Gradient.AMOUNT.at(0));
    assertThat(Gradient.AMOUNT.at(7)).isEqualTo(Gradient.AMOUNT.at(1));
    assertThat(Gradient.AMOUNT.at(Double.NaN)).isEqualTo(0xDDDDDD);
  }

  @Test
  void moreIsNeverLighter() {
    int before = 256;
    for (int i = 0; i <= 100; i++) {
      int red = Gradient.AMOUNT.at(i / 100.0) >> 16;
      if (i <= 66) { // beyond, red rises by 8 from 0
        assertThat(red).isLessThanOrEqualTo(before);
      }
      before = red;
    }
  }
}
