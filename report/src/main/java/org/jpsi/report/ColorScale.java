package org.jpsi.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/// Color scale of a heat map: limits and color map. lets-plot draws the grid in shades of grey, 0
/// to 1, which become colors when the image is encoded.
///
/// @param low the number that has the first color
/// @param high the number that has the last color
record ColorScale(double low, double high, ColorMap gradient) {
  /// Sequential, from the smallest to the largest value.
  static ColorScale of(double[][] z) {
    double[] finite =
        Arrays.stream(z).flatMapToDouble(Arrays::stream).filter(Double::isFinite).toArray();
    return new ColorScale(
        Arrays.stream(finite).min().orElse(0),
        Arrays.stream(finite).max().orElse(1),
        ColorMap.SEQUENTIAL);
  }

  /// Columns `x`, `y` and `z`, the shade; a number that is NaN has the first color.
  ///
  /// @param z `[y][x]`
  Map<String, Object> shades(double[] x, double[] y, double[][] z) {
    List<Object> atX = new ArrayList<>();
    List<Object> atY = new ArrayList<>();
    List<Object> shade = new ArrayList<>();
    double span = high > low ? high - low : 1;
    for (int r = 0; r < y.length; r++) {
      for (int c = 0; c < x.length; c++) {
        atX.add(x[c]);
        atY.add(y[r]);
        double share = (z[r][c] - low) / span;
        shade.add(Double.isNaN(share) ? 0.0 : Math.clamp(share, 0, 1));
      }
    }
    if (shade.size() > 1 && shade.stream().distinct().count() == 1) {
      // lets-plot refuses a grid of one color: a difference that nobody sees
      shade.set(0, 0.996 * (double) shade.getFirst() + 0.002);
    }
    return PlotSpec.map("x", atX, "y", atY, "z", shade);
  }

  /// Has the shades drawn as such; they become colors when the image is encoded.
  static void scale(PlotSpec plot) {
    plot.scale("fill", "low", "#000000", "high", "#ffffff", "limits", List.of(0, 1));
    plot.scale("fill", "scale_mapper_kind", "color_gradient", "guide", "none", "name", "");
  }

  /// The color 0xRRGGBB of a shade from 0 to 255.
  int color(int shade) {
    return gradient.at(shade / 255.0);
  }
}
