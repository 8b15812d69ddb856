package org.jpsi.analysis;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jpsi.core.data.Dataset;
import org.jpsi.core.eval.Evaluation;
import org.jpsi.core.eval.FailedMetric;
import org.jpsi.core.eval.History;
import org.jpsi.core.eval.Overtraining;
import org.jpsi.core.eval.ReferenceComparison;
import org.jpsi.core.eval.ScoredEvents;
import org.jpsi.core.model.Predictor;
import org.jpsi.core.model.Scorer;
import org.jpsi.core.parallel.ThreadPool;
import org.jpsi.core.task.Part;
import org.jpsi.core.task.Task;
import org.jpsi.core.train.Learner;
import org.jpsi.core.train.Predictions;
import org.jpsi.report.ReportFailure;

/// Evaluation of a run: the events of all parts scored by what was trained, and the figures of
/// merit.
///
/// @param evaluation of the run's model
/// @param scores of each part by it, `[events, outputs]`
/// @param metrics of each model, in their order, after a mixture those of its parts
/// @param mixture where the run's model is one
record RunEvaluation(
    Evaluation evaluation,
    Map<Part, double[]> scores,
    List<MetricsTable> metrics,
    Optional<MixtureFigures> mixture) {

  static RunEvaluation of(
      PreparedTraining training,
      List<TrainedModel> trained,
      ThreadPool pool,
      ProgressListener progress) {
    progress.stage("scoring");
    Scoring scoring = new Scoring(training, pool);
    List<MetricsTable> metrics = new ArrayList<>();
    Map<Part, double[]> scores = new EnumMap<>(Part.class);
    List<ScoredEvents> parts = List.of();
    List<TrainedModel> all =
        trained.stream().flatMap(m -> Stream.concat(Stream.of(m), m.parts().stream())).toList();
    for (TrainedModel model : all.reversed()) {
      scores.clear();
      Consumer<String> notes = model == trained.getFirst() ? training.warnings()::add : _ -> {};
      parts = scoring.all(model.predictor(), scores, notes);
      if (model != trained.getFirst()) {
        metrics.addFirst(
            new MetricsTable(
                model.name(),
                Evaluation.metrics(
                    training.task(), parts, failed -> warn(progress, model.name(), failed))));
      }
    }
    Evaluation evaluation =
        judged(
            Evaluation.of(training.task(), parts, trained.getFirst().history()),
            trained.getFirst(),
            new ReferenceLearner(training, pool, progress));
    metrics.addFirst(new MetricsTable(trained.getFirst().name(), evaluation.metrics()));
    return new RunEvaluation(
        evaluation, scores, metrics, MixtureFigures.of(training, trained.getFirst(), pool));
  }

  // For the verdict a reference is fitted only where it could change it; none where the user
  // stopped
  // the run.
  private static Evaluation judged(
      Evaluation evaluation, TrainedModel model, ReferenceLearner reference) {
    if (model.history().stopReason() == History.StopReason.STOPPED) {
      return evaluation;
    }
    Optional<ReferenceComparison> compared = reference.askedFor(model);
    Evaluation whole = compared.map(evaluation::with).orElse(evaluation);
    Overtraining.Verdict verdict = evaluation.overtraining().verdict();
    boolean interpolates = Learner.find(model.name()).map(Learner::interpolates).orElse(false);
    boolean open =
        verdict == Overtraining.Verdict.GOOD
            || (verdict == Overtraining.Verdict.OVERTRAINED && interpolates);
    return open
        ? whole.with(
            evaluation
                .overtraining()
                .with(compared.or(() -> reference.forVerdict(model)), interpolates))
        : whole;
  }

  private static void warn(ProgressListener progress, String model, FailedMetric failed) {
    progress.warning(model + ": " + failed.name() + " could not be computed: " + failed.reason());
    progress.warning(ReportFailure.BUG);
  }

  /// A line of metrics for each model; none where there is only one.
  List<String> comparison() {
    return metrics.size() < 2 ? List.of() : MetricsTable.lines(evaluation.task(), metrics);
  }

  /// Scoring of the events of a training.
  private record Scoring(PreparedTraining training, ThreadPool pool) {
    List<ScoredEvents> all(
        Predictor predictor, Map<Part, double[]> scores, Consumer<String> notes) {
      List<ScoredEvents> parts = new ArrayList<>();
      EventSet events = training.prepared().events();
      for (Part part : Part.values()) {
        int[] rowIndices = events.rowIndices(part);
        if (rowIndices.length > 0) {
          parts.add(scored(predictor, part, rowIndices, scores, notes));
        }
      }
      return parts;
    }

    private void noteNegativeLosses(double[] losses, Consumer<String> notes) {
      for (int c = 0; c < losses.length; c++) {
        if (losses[c] < 0) {
          notes.accept(
              "the model as kept: " + SignedWeights.negativeLoss(training.task(), c, losses[c]));
        }
      }
    }

    private ScoredEvents scored(
        Predictor predictor,
        Part part,
        int[] rowIndices,
        Map<Part, double[]> scores,
        Consumer<String> notes) {
      EventSet events = training.prepared().events();
      float[] weights = TrainingPreprocessing.physicalWeights(events, rowIndices);
      Dataset data = training.parts().of(part).withWeights(weights);
      Predictions predictions = Predictions.of(predictor, training.loss(), data, pool);
      if (part == Part.TRAIN) {
        noteNegativeLosses(predictions.classLosses(training.loss(), data), notes);
      }
      double[] meaning =
          Scorer.activate(
              training.task(), training.preprocessing().targets(), predictions.outputs());
      scores.put(part, meaning);
      double[] weight = events.weights(rowIndices);
      double loss = predictions.meanLoss(data);
      double[][] columns = columns(meaning, training.task().width());
      return training.task() instanceof Task.Regression
          ? ScoredEvents.regression(part, columns, targets(rowIndices), weight, loss)
          : ScoredEvents.classification(part, columns, events.labels(rowIndices), weight, loss);
    }

    private double[][] targets(int[] rowIndices) {
      return training.prepared().events().targets().stream()
          .map(column -> Arrays.stream(rowIndices).mapToDouble(column::value).toArray())
          .toArray(double[][]::new);
    }

    private static double[][] columns(double[] rows, int width) {
      double[][] columns = new double[width][rows.length / width];
      for (int i = 0; i < rows.length; i++) {
        columns[i % width][i / width] = rows[i];
      }
      return columns;
    }
  }
}
