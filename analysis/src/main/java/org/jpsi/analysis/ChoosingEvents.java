package org.jpsi.analysis;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.jpsi.analysis.events.EventFolds;
import org.jpsi.analysis.events.EventSet;
import org.jpsi.core.table.EventBlocks;
import org.jpsi.core.task.Part;
import org.jpsi.core.task.Task;

/// Validation events that choose the cuts of a binary classification: all of a run without folds;
/// of folds those of one, for the events that it tests.
///
/// @param counted events of the run that say what the yields of all are
/// @param factor from their yields to those of all
record ChoosingEvents(
    EventSet events, int[] rows, double[] score, IntPredicate counted, double factor) {
  /// Those of each fold; one where there are no folds.
  ///
  /// @param scores of the validation part; of folds, of all events
  static List<ChoosingEvents> of(PreparedTraining training, Map<Part, double[]> scores) {
    EventSet events = training.prepared().events();
    double[] all = Optional.ofNullable(scores.get(Part.VALIDATION)).orElseThrow();
    Optional<EventFolds> folds = training.folds();
    if (folds.isEmpty()) {
      return List.of(
          new ChoosingEvents(events, events.rowIndices(Part.VALIDATION), all, _ -> true, 1));
    }
    EventFolds of = folds.get();
    return IntStream.range(0, of.k())
        .mapToObj(f -> {
          int[] rows = of.validation(f);
          double[] own = Arrays.stream(rows).mapToDouble(row -> all[row]).toArray();
          return new ChoosingEvents(events, rows, own, i -> of.of()[i] != f, of.toAll());
        })
        .toList();
  }

  boolean[] signal() {
    boolean[] signal = new boolean[rows.length];
    for (int i = 0; i < rows.length; i++) {
      signal[i] = events.classOf()[rows[i]] == Task.Binary.SIGNAL;
    }
    return signal;
  }

  double[] weight() {
    return events.weights(rows);
  }

  /// The factor of a class from the yields of these events to those of all.
  double toAll(int of) {
    double all =
        EventBlocks.sum(
            events.events(),
            i -> counted.test(i) && events.classOf()[i] == of ? events.weight()[i] : 0);
    double own =
        EventBlocks.sum(
            rows.length, i -> events.classOf()[rows[i]] == of ? events.weight()[rows[i]] : 0);
    return factor * all / own;
  }
}
