package org.jpsi.report;

import java.util.ArrayList;
import java.util.List;
import org.jpsi.core.task.Task;

/// Color palette that stays apart for color-blind eyes (Okabe and Ito, jfly.uni-koeln.de/color; the
/// yellow is left out, for it is too light for lines).
final class Palette {
  static final String BLUE = "#0072B2";
  static final String VERMILLION = "#D55E00";
  static final String GREEN = "#009E73";
  static final String GREY = "#7a818c";
  private static final List<String> ALL =
      List.of(BLUE, VERMILLION, GREEN, "#CC79A7", "#E69F00", "#56B4E9", "#5b4a9c", "#30343b");

  private Palette() {}

  /// Color number `place` from 0, over and over.
  static String next(int place) {
    return ALL.get(place % ALL.size());
  }

  /// One color per class; the signal is blue, the rest follow in order.
  static List<String> classes(Task task) {
    List<String> colors = new ArrayList<>();
    switch (task) {
      case Task.Binary _ -> {
        colors.add(VERMILLION);
        colors.add(BLUE);
      }
      case Task.Multiclass multiclass -> {
        for (int c = 0; c < multiclass.classes().size(); c++) {
          colors.add(ALL.get(c % ALL.size()));
        }
      }
      case Task.Regression _ -> colors.add(BLUE);
    }
    return colors;
  }
}
