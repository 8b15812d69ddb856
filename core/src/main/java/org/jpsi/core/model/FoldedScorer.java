package org.jpsi.core.model;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jpsi.core.data.Preprocessing;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.expression.Expression;
import org.jpsi.core.table.Table;
import org.jpsi.core.task.Task;

/// Scorer of a folded model: each event by the model of its fold alone, with the bits that this
/// model has; one that is in no fold by the mean of all models' scores, in float64, of
/// probabilities rounded to float32.
///
/// @param rule that gives the fold
/// @param by the expression whose value the rule takes; none where it takes the features
/// @param features of the model, by name, without steps
/// @param folds the scorers of the models
record FoldedScorer(
    FoldRule rule, List<Expression> by, Preprocessing features, Task task, List<Scorer> folds) {
  static FoldedScorer of(Model model, FoldedPredictor predictor) {
    return new FoldedScorer(
        predictor.rule(),
        predictor.ownSpectators().stream()
            .map(text -> Expression.parse("folds", text).with(model.constants()))
            .toList(),
        model.preprocessing(),
        model.task(),
        model.folds().stream().map(fold -> Scorer.of(fold).withoutSelection()).toList());
  }

  /// The fold of each event; {@link FoldRule#NONE} where it is in none.
  ///
  /// @throws InputException where the rule's expression has no whole number
  int[] foldOf(Table events) {
    return switch (rule) {
      case FoldRule.ByValue value -> {
        try {
          yield value.folds(by.getFirst().evaluateColumn("folds", "", events));
        } catch (InputException wrong) {
          throw wrong.in(events.origin());
        }
      }
      case FoldRule.ByEvent known ->
          Arrays.stream(FoldRule.ByEvent.hashes(features, events)).mapToInt(known::fold).toArray();
    };
  }

  /// The scores of events, `[events, outputs]`, row-major.
  ///
  /// @param foldOf as {@link #foldOf} gives it
  double[] scores(Table events, int[] foldOf) {
    int width = task.width();
    double[] scores = new double[Math.multiplyExact(events.rows(), width)];
    for (int fold = 0; fold < folds.size(); fold++) {
      int one = fold;
      int[] rows = IntStream.range(0, foldOf.length).filter(i -> foldOf[i] == one).toArray();
      if (rows.length > 0) {
        double[] own = folds.get(fold).scores(rowsOf(events, rows));
        for (int i = 0; i < rows.length; i++) {
          System.arraycopy(own, i * width, scores, rows[i] * width, width);
        }
      }
    }
    int[] rest =
        IntStream.range(0, foldOf.length).filter(i -> foldOf[i] == FoldRule.NONE).toArray();
    if (rest.length > 0) {
      mean(rowsOf(events, rest), rest, scores);
    }
    return scores;
  }

  private static Table rowsOf(Table events, int[] rows) {
    return rows.length == events.rows() ? events : events.take(rows);
  }

  private void mean(Table events, int[] rows, double[] scores) {
    int width = task.width();
    double[] sums = new double[rows.length * width];
    for (Scorer fold : folds) {
      double[] own = fold.scores(events);
      for (int i = 0; i < sums.length; i++) {
        sums[i] += own[i];
      }
    }
    for (int i = 0; i < sums.length; i++) {
      scores[rows[i / width] * width + i % width] = mean(task, sums[i], folds.size());
    }
  }

  /// The mean of scores: of probabilities a float32 number.
  static double mean(Task task, double sum, int folds) {
    return task instanceof Task.Regression ? sum / folds : (float) (sum / folds);
  }
}
