package org.jpsi.analysis;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jpsi.core.model.FoldRule;
import org.jpsi.core.model.FoldedPredictor;
import org.jpsi.core.model.Model;
import org.jpsi.core.model.Scorer;
import org.jpsi.core.model.TrainingRanges;
import org.jpsi.core.model.TrainingRangesCounter;
import org.jpsi.core.table.Column;
import org.jpsi.core.table.NumberColumn;
import org.jpsi.core.table.Table;

/// Events that a model is applied to, compared with those of its training as they pass. Of many,
/// every so many-th event is compared, and of those the selected ones: no others were trained on.
final class AppliedEvents {
  // Enough for per cents; more would take a share of the time that scoring takes.
  private static final int COMPARED = 1 << 16;
  private static final int NAMED = 5;

  private final TrainingRangesCounter ranges;
  private final long stride;
  private long events;
  private long notANumber;
  // of a model whose folds are found by the features of an event, how many; else 0
  private final int folds;
  private long ofTraining;

  /// @param expected number of events
  AppliedEvents(Model model, long expected) {
    this.ranges = new TrainingRangesCounter(model);
    this.folds =
        model.predictor() instanceof FoldedPredictor folded
                && folded.rule() instanceof FoldRule.ByEvent
            ? folded.folds().size()
            : 0;
    this.stride = Math.max(1, (expected + COMPARED - 1) / COMPARED);
  }

  /// Adds a block of events, the next ones.
  ///
  /// @param scores of the same events
  void add(Table block, Table scores) {
    NumberColumn score = (NumberColumn) scores.columns().getFirst();
    for (int i = 0; i < score.rows(); i++) {
      notANumber += Double.isNaN(score.value(i)) ? 1 : 0;
    }
    if (folds > 0) {
      NumberColumn fold = scores.numbers(Scorer.FOLD);
      for (int i = 0; i < fold.rows(); i++) {
        ofTraining += fold.value(i) == FoldRule.NONE ? 0 : 1;
      }
    }
    Optional<Column> selected = scores.find(Scorer.SELECTED);
    // The first row whose number among all events is a multiple of the stride.
    int first = (int) ((stride - events % stride) % stride);
    int[] compared =
        IntStream.iterate(first, i -> i < block.rows(), i -> i + (int) stride)
            .filter(i -> selected.isEmpty() || ((NumberColumn) selected.get()).value(i) == 1)
            .toArray();
    ranges.add(compared.length == block.rows() ? block : block.take(compared));
    events += block.rows();
  }

  long events() {
    return events;
  }

  /// Sentences for the user.
  List<String> notes() {
    List<String> notes = new ArrayList<>();
    TrainingRanges compared = ranges.ranges();
    if (notANumber > 0) {
      notes.add(
          notANumber
              + " of "
              + events
              + " events have a feature that is NaN or infinite"
              + named(compared)
              + ": their score is NaN");
    }
    if (folds > 0) {
      notes.add(
          ofTraining
              + " of "
              + events
              + " events are of the training by their features, each scored by the fold that tests"
              + " it; the others by the mean of the "
              + folds
              + " folds");
    }
    notes.addAll(compared.notes());
    return notes;
  }

  /// The features that were so; empty where none of the compared events has one.
  private static String named(TrainingRanges compared) {
    List<String> names =
        compared.features().stream()
            .filter(range -> range.notFinite() > 0)
            .map(TrainingRanges.Range::name)
            .toList();
    int shown = Math.min(NAMED, names.size());
    return names.isEmpty()
        ? ""
        : " ("
            + String.join(", ", names.subList(0, shown))
            + (shown < names.size() ? " and " + (names.size() - shown) + " more)" : ")");
  }
}
