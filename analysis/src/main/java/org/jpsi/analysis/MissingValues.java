package org.jpsi.analysis;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jpsi.analysis.file.AnalysisFile;
import org.jpsi.analysis.file.AnalysisWithSource;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.table.NumberColumn;
import org.jpsi.core.task.Part;
import org.jpsi.core.train.Learner;

/// Missing values (NaN) of features: which models take them, and categories as well, and which
/// events may have them.
final class MissingValues {
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

  /// Requires that what is missing anywhere is missing in training too: nothing would be known of
  /// such events. What is missing in training is told.
  ///
  /// @param features by name, of all events
  static void check(
      AnalysisWithSource source, List<NumberColumn> features, Part[] parts, Warnings warnings) {
    List<String> told = new ArrayList<>();
    for (NumberColumn feature : features) {
      int[] missing = new int[Part.values().length];
      int train = 0;
      for (int i = 0; i < parts.length; i++) {
        missing[parts[i].ordinal()] += Double.isNaN(feature.value(i)) ? 1 : 0;
        train += parts[i] == Part.TRAIN ? 1 : 0;
      }
      int inTraining = missing[Part.TRAIN.ordinal()];
      int elsewhere = missing[Part.VALIDATION.ordinal()] + missing[Part.TEST.ordinal()];
      if (inTraining == 0 && elsewhere > 0) {
        throw InputException.at(source.where("features"))
            .expected("values missing (NaN) in training events where they are in others")
            .found(feature.name() + ", missing in " + elsewhere + " others alone")
            .remedy("exclude them with `select: \"isfinite(...)\"`: they are too few to learn from")
            .exception();
      }
      if (inTraining > 0) {
        told.add(
            String.format(
                Locale.ROOT, "%s in %.2g %%", feature.name(), 100.0 * inTraining / train));
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
}
