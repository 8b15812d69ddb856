package org.jpsi.app;

import java.util.Arrays;

/// Sparkline: a histogram in one line of text.
final class Sparkline {
  private static final String BLOCKS = " \u2581\u2582\u2583\u2584\u2585\u2586\u2587\u2588";
  private static final String ASCII = " .:-=+*#@";

  private Sparkline() {}

  /// One character per bar; only an empty bar is blank.
  static String of(double[] bars, boolean unicode) {
    String steps = unicode ? BLOCKS : ASCII;
    double most = Arrays.stream(bars).max().orElse(0);
    StringBuilder line = new StringBuilder();
    for (double bar : bars) {
      int step = bar <= 0 ? 0 : (int) Math.max(1, Math.round(8 * bar / most));
      line.append(steps.charAt(step));
    }
    return line.toString();
  }
}
