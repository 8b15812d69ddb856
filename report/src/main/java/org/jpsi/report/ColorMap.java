package org.jpsi.report;

/// Color map: colors of numbers, from one end of a range to the other.
enum ColorMap {
  /// Sequential, white to blue: amounts.
  SEQUENTIAL(0xFFFFFF, 0x9ECAE8, 0x0072B2, 0x08306B),
  /// Diverging, vermillion over white to blue: two classes, or two signs.
  DIVERGING(0xD55E00, 0xF3B27F, 0xFFFFFF, 0x7FB8D8, 0x0072B2);

  private final int[] stops;

  ColorMap(int... stops) {
    this.stops = stops;
  }

  /// The color 0xRRGGBB at `share` in [0, 1] of the range; NaN is grey.
  int at(double share) {
    if (Double.isNaN(share)) {
      return 0xDDDDDD;
    }
    double place = Math.clamp(share, 0, 1) * (stops.length - 1);
    int lower = Math.min((int) place, stops.length - 2);
    double rest = place - lower;
    int color = 0;
    for (int shift = 16; shift >= 0; shift -= 8) {
      int a = stops[lower] >> shift & 0xFF;
      int b = stops[lower + 1] >> shift & 0xFF;
      color |= (int) Math.round(a + rest * (b - a)) << shift;
    }
    return color;
  }
}
