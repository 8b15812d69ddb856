package org.jpsi.analysis.events;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jpsi.analysis.file.AnalysisWithSource;
import org.jpsi.analysis.file.Folds;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.expression.Expression;
import org.jpsi.core.model.FoldRule;
import org.jpsi.core.table.NumberColumn;
import org.jpsi.core.table.Split;
import org.jpsi.core.table.Table;
import org.jpsi.core.task.Part;

/// Folds of the events of an analysis.
///
/// @param k their number
/// @param of each event, from 0
public record EventFolds(int k, int[] of) {
  /// The fold of each event: the value of an expression mod k, or a hash of sample and entry.
  ///
  /// @throws InputException where an event has no whole number, or a class is absent in a fold
  static EventFolds of(
      AnalysisWithSource source,
      Optional<Expression> by,
      List<SampleReader.LoadedSample> samples,
      ClassLabels classes) {
    int k = source.analysis().folds().orElseThrow().k();
    int[] folds = new int[classes.of().length];
    int first = 0;
    for (int s = 0; s < samples.size(); s++) {
      SampleReader.LoadedSample sample = samples.get(s);
      int[] own =
          by.isPresent()
              ? byValue(source, by.get(), sample.table(), k)
              : byEntry(source.analysis().seed(), s, sample.numbers(), k);
      System.arraycopy(own, 0, folds, first, own.length);
      first += own.length;
    }
    requireClasses(source, folds, k, classes);
    return new EventFolds(k, folds);
  }

  /// The rows of the validation events of a fold.
  public int[] validation(int fold) {
    return IntStream.range(0, of.length).filter(i -> Folds.validatedBy(of[i], k) == fold).toArray();
  }

  /// The factor from the yields of the events that a fold does not test to those of all, as far as
  /// these events can say it.
  public double toAll() {
    return k / (k - 1.0);
  }

  /// The folds of entries by their numbers in a sample.
  public static int[] byEntry(long seed, int sample, long[] numbers, int k) {
    Split.Folds split = new Split.Folds(k, "");
    int[] folds = new int[numbers.length];
    for (int i = 0; i < folds.length; i++) {
      folds[i] = split.fold(seed, sample, numbers[i]);
    }
    return folds;
  }

  private static int[] byValue(AnalysisWithSource source, Expression by, Table table, int k) {
    if (by.isText(table)) {
      throw InputException.at(source.where("folds.by"))
          .expected("whole numbers")
          .found("`" + by + "`, which is text in " + table.origin())
          .remedy("divide by a number of the event, or leave `by:` out")
          .exception();
    }
    NumberColumn values = by.evaluateColumn("folds.by", "", table);
    FoldRule.ByValue rule = new FoldRule.ByValue(by.text(), k);
    if (!values.type().isInteger()) {
      for (int i = 0; i < values.rows(); i++) {
        if (!rule.accepts(values.value(i))) {
          throw InputException.at(source.where("folds.by"))
              .expected("a whole number of `" + by + "` for every event, below 2^53 as a float64")
              .found(values.value(i) + " at entry " + table.entry(i) + " of " + table.origin())
              .remedy(
                  "exclude such events with `select:`, divide by integers, or by `int(...)` of it")
              .exception();
        }
      }
    }
    return rule.folds(values);
  }

  // Each class is tested, validated and trained in every fold.
  private static void requireClasses(
      AnalysisWithSource source, int[] folds, int k, ClassLabels classes) {
    int[][] count = new int[k][classes.names().size()];
    for (int i = 0; i < folds.length; i++) {
      count[folds[i]][classes.of()[i]]++;
    }
    for (int f = 0; f < k; f++) {
      for (int c = 0; c < count[f].length; c++) {
        if (count[f][c] == 0) {
          String name = classes.names().get(c);
          throw InputException.at(source.where("folds"))
              .expected("events" + (name.isEmpty() ? "" : " of class " + name) + " in every fold")
              .found("none in fold " + f + " of 0 to " + (k - 1))
              .remedy("take fewer folds, more events, or divide them by another expression")
              .exception();
        }
      }
    }
  }

  /// The part of each event in one fold.
  Part[] parts(int fold) {
    Part[] parts = new Part[of.length];
    for (int i = 0; i < parts.length; i++) {
      parts[i] = part(fold, of[i]);
    }
    return parts;
  }

  private Part part(int fold, int f) {
    return f == fold ? Part.TEST : Folds.validatedBy(f, k) == fold ? Part.VALIDATION : Part.TRAIN;
  }

  /// The fold whose model scores the events of fold `f` as those of a part.
  public int scoredBy(Part part, int f) {
    return switch (part) {
      case TEST -> f;
      case VALIDATION -> Folds.validatedBy(f, k);
      case TRAIN -> Folds.trainedBy(f, k);
    };
  }

  /// The rows of one fold's part that its model scores for all folds, as indices among those of
  /// that part, and the events they are.
  ///
  /// @param inPart index among the events of the part
  /// @param event index among all events
  public record ScoredRows(int[] inPart, int[] event) {}

  public ScoredRows scored(Part part, int fold) {
    int n = 0;
    int at = 0;
    int[] inPart = new int[of.length];
    int[] event = new int[of.length];
    for (int i = 0; i < of.length; i++) {
      if (part(fold, of[i]) == part) {
        if (scoredBy(part, of[i]) == fold) {
          inPart[n] = at;
          event[n++] = i;
        }
        at++;
      }
    }
    return new ScoredRows(Arrays.copyOf(inPart, n), Arrays.copyOf(event, n));
  }
}
