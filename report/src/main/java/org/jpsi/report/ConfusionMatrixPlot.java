package org.jpsi.report;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Confusion matrix plot: which class is predicted for which, as colored squares with percentages
/// in them. Rows are true classes, columns predicted ones.
public final class ConfusionMatrixPlot implements Figure {
  private static final Pattern SIZE = Pattern.compile(" width=\"(\\d+)\" height=\"(\\d+)\"");
  private final String title;
  private final List<String> names;
  private final double[][] fractions;

  private ConfusionMatrixPlot(String title, List<String> names, double[][] fractions) {
    this.title = title;
    this.names = names;
    this.fractions = fractions;
  }

  /// @param names of the classes
  /// @param fractions `[true class][predicted class]`, each row adding up to 1; NaN stays empty
  public static ConfusionMatrixPlot of(String title, List<String> names, double[][] fractions) {
    if (fractions.length != names.size()) {
      throw new IllegalArgumentException(
          "ConfusionMatrixPlot: expected a row per name, found "
              + names.size()
              + " names and "
              + fractions.length
              + " rows");
    }
    double[][] percent = new double[fractions.length][];
    for (int r = 0; r < percent.length; r++) {
      percent[r] = new double[fractions[r].length];
      for (int c = 0; c < percent[r].length; c++) {
        percent[r][c] = 100 * fractions[r][c];
      }
    }
    return new ConfusionMatrixPlot(title, List.copyOf(names), percent);
  }

  @Override
  public String svg() {
    HeatMap map = new HeatMap(names, names, "predicted", "true", fractions, false, 0);
    String id = Svg.id(title + names + Arrays.deepToString(fractions));
    String drawn = map.svg(id, title, description());
    Matcher size = SIZE.matcher(drawn);
    if (title.isEmpty() || !size.find()) {
      return drawn;
    }
    int width = Integer.parseInt(size.group(1));
    int height = Integer.parseInt(size.group(2));
    return Svg.titled(id, title, description(), width, height, drawn);
  }

  @Override
  public String description() {
    return title + ": percent of each of " + String.join(", ", names);
  }

  @Override
  public String toString() {
    return description();
  }
}
