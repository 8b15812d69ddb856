package org.jpsi.analysis.study;

import java.util.Optional;
import org.jpsi.core.model.Predictor;
import org.jpsi.core.model.TreesPredictor;

/// Budget of an importance: how many events are shuffled, and how often, so that scoring them costs
/// about a tenth of the training. It counts scored events, never seconds, and so is the same on
/// every machine.
///
/// @param events that are shuffled
/// @param repeats of each permutation
/// @param dependenceEvents of them, for which a partial dependence is computed
record ImportanceBudget(int events, int repeats, int dependenceEvents) {
  // Half a second of the default network at most: no training is too small for it.
  private static final long LEAST = 20_000;
  private static final double SHARE = 0.1;
  // A gradient costs twice a score.
  private static final int PASSES = 3;
  private static final int ENOUGH_EVENTS = 1000;
  private static final int FEWEST_EVENTS = 200;
  private static final int MOST_EVENTS = 20_000;
  private static final int MOST_DEPENDENCE_EVENTS = 1000;

  /// Events that may be scored for a tenth of the cost of a training: of a network, by its epochs;
  /// of trees, of which a round looks at each feature of each training event; of others, half of
  /// what scoring the training events costs.
  ///
  /// @param epochs of the training
  static long scores(Predictor predictor, int epochs, long trainingEvents, int features) {
    double passes =
        predictor.trainedByGradients()
            ? SHARE * PASSES * epochs
            : predictor instanceof TreesPredictor ? SHARE * features : 0.5;
    return Math.max(LEAST, (long) (passes * trainingEvents));
  }

  /// The budget; empty where there are too many groups for it.
  ///
  /// @param scores that may be computed
  /// @param groups that are shuffled, one or more
  /// @param available events
  /// @param asked number of events that are shuffled, whatever it costs
  /// @param repeats the largest number of repeats
  static Optional<ImportanceBudget> of(
      long scores, int groups, int available, Optional<Integer> asked, int repeats) {
    if (asked.isPresent()) {
      int events = Math.min(available, asked.get());
      return Optional.of(
          new ImportanceBudget(events, repeats, Math.min(events, MOST_DEPENDENCE_EVENTS)));
    }
    int enough = Math.min(available, ENOUGH_EVENTS);
    int fewer = Math.clamp(scores / ((long) groups * enough), 1, repeats);
    long events = scores / ((long) groups * fewer);
    if (events < Math.min(available, FEWEST_EVENTS)) {
      return Optional.empty();
    }
    int taken = (int) Math.min(Math.min(available, MOST_EVENTS), events);
    long ofDependence = Math.max(FEWEST_EVENTS, scores / 4 / (ImportanceStudy.LEADING * 20));
    return Optional.of(
        new ImportanceBudget(
            taken, fewer, (int) Math.min(Math.min(taken, MOST_DEPENDENCE_EVENTS), ofDependence)));
  }
}
