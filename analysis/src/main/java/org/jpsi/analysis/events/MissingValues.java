package org.jpsi.analysis.events;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jpsi.analysis.file.AnalysisFile;
import org.jpsi.analysis.progress.Warnings;
import org.jpsi.core.data.ColumnPreprocessing;
import org.jpsi.core.expression.Expression;
import org.jpsi.core.table.NumberColumn;
import org.jpsi.core.task.Part;
import org.jpsi.core.train.Learner;

/// Missing values (NaN) of features: which models take them, and categories as well, and which
/// events may have them.
public final class MissingValues {
  /// Models that take missing values, as the last resort of a remedy.
  static final String MODELS =
      ", or train models that take missing values: the default network (without `network:`),"
          + " `boosted-trees`";

  private static final int NAMED = 8;

  private MissingValues() {}

  /// Whether every model of an analysis takes them.
  static boolean allowed(AnalysisFile analysis) {
    return analysis.models().stream()
        .allMatch(model ->
            model.trainsNetwork()
                ? analysis.missingValues()
                : Learner.find(model.name()).map(Learner::missingValues).orElse(false));
  }

  /// Tells what is missing in training.
  ///
  /// @param features by name, of all events
  static void tell(List<NumberColumn> features, Part[] parts, Warnings warnings) {
    List<String> told = new ArrayList<>();
    int train = (int) Arrays.stream(parts).filter(part -> part == Part.TRAIN).count();
    for (NumberColumn feature : features) {
      int missing = of(feature, parts).getOrDefault(Part.TRAIN, 0);
      if (missing > 0) {
        told.add(
            String.format(Locale.ROOT, "%s in %.2g %%", feature.name(), 100.0 * missing / train));
      }
    }
    if (!told.isEmpty()) {
      int shown = told.size() > NAMED + 2 ? NAMED : told.size();
      warnings.add(
          "missing values (NaN) in training events: "
              + String.join(", ", told.subList(0, shown))
              + (shown < told.size() ? " and " + (told.size() - shown) + " more features" : "")
              + "; that a value is missing is learned from, and such events are scored");
    }
  }

  /// The preprocessing of a feature, which imputes what is missing in others than training events
  /// alone, and says so: a model cannot learn from it.
  public static ColumnPreprocessing imputed(
      ColumnPreprocessing column, NumberColumn feature, Part[] parts, Warnings warnings) {
    Map<Part, Integer> missing = of(feature, parts);
    if (missing.isEmpty() || missing.containsKey(Part.TRAIN) || column.category().isPresent()) {
      return column;
    }
    int events = missing.values().stream().mapToInt(Integer::intValue).sum();
    warnings.add(
        "feature "
            + feature.name()
            + ": missing (NaN) in "
            + (events == 1 ? "one event" : events + " events")
            + " ("
            + words(missing)
            + "), but in no training event, of which a model could learn what that means: taken for"
            + " "
            + Expression.format(column.center())
            + ", the center of the training events");
    return column.imputed();
  }

  /// The number of events of each part without a value; no entry where it is zero.
  static Map<Part, Integer> of(NumberColumn feature, Part[] parts) {
    Map<Part, Integer> missing = new EnumMap<>(Part.class);
    for (int i = 0; i < parts.length; i++) {
      if (Double.isNaN(feature.value(i))) {
        missing.merge(parts[i], 1, Integer::sum);
      }
    }
    return missing;
  }

  /// Numbers of events by part: `1 of validation, 2 of test`.
  static String words(Map<Part, Integer> missing) {
    return missing.entrySet().stream()
        .map(part -> part.getValue() + " of " + part.getKey().id())
        .collect(Collectors.joining(", "));
  }
}
