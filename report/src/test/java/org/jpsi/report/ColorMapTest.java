package org.jpsi.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ColorMapTest {
  @Test
  void endsAndMiddleAreTheirStops() {
    assertThat(ColorMap.DIVERGING.at(0)).isEqualTo(0xD55E00);
    assertThat(ColorMap.DIVERGING.at(0.5)).isEqualTo(0xFFFFFF);
    assertThat(ColorMap.DIVERGING.at(1)).isEqualTo(0x0072B2);
    assertThat(ColorMap.SEQUENTIAL.at(0)).isEqualTo(0xFFFFFF);
    assertThat(ColorMap.SEQUENTIAL.at(1)).isEqualTo(0x08306B);
  }

  @Test
  void betweenStopsEachColorIsMixedByItself() {
    assertThat(ColorMap.DIVERGING.at(0.375))
        .isEqualTo(0xF9D9BF); // F3B27F and FFFFFF, half and half
  }

  @Test
  void whatIsBeyondHasTheColorOfTheEndAndNotANumberIsGrey() {
    assertThat(ColorMap.SEQUENTIAL.at(-1)).isEqualTo(ColorMap.SEQUENTIAL.at(0));
    assertThat(ColorMap.SEQUENTIAL.at(7)).isEqualTo(ColorMap.SEQUENTIAL.at(1));
    assertThat(ColorMap.SEQUENTIAL.at(Double.NaN)).isEqualTo(0xDDDDDD);
  }

  @Test
  void moreIsNeverLighter() {
    int before = 256;
    for (int i = 0; i <= 100; i++) {
      int red = ColorMap.SEQUENTIAL.at(i / 100.0) >> 16;
      if (i <= 66) { // beyond, red rises by 8 from 0
        assertThat(red).isLessThanOrEqualTo(before);
      }
      before = red;
    }
  }
}
