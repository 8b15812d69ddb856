package org.jpsi.analysis;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jpsi.analysis.file.Folds;
import org.jpsi.analysis.progress.ProgressListener;
import org.jpsi.core.eval.Evaluation;
import org.jpsi.core.eval.FailedMetric;
import org.jpsi.core.eval.FoldFigures;
import org.jpsi.core.eval.MemberFigures;
import org.jpsi.core.eval.ModelStudies;
import org.jpsi.core.eval.PartMetrics;
import org.jpsi.core.parallel.ThreadPool;
import org.jpsi.core.task.Part;
import org.jpsi.core.task.Task;

/// Evaluation of a run of folds: figures of each on the events that it tests, and of all events,
/// pooled. The verdict's reference is of fold 0, the comparison that is asked for of all.
///
/// @param training all events as those of the test
/// @param model of all folds
record PooledEvaluation(
    FoldedRun.Trained trained,
    PreparedTraining training,
    TrainedModel model,
    ThreadPool pool,
    ProgressListener progress) {
  RunEvaluation of() {
    progress.stage("evaluating the folds");
    Task task = trained.zero().task();
    List<TrainedModel> models = RunEvaluation.models(trained.all().getFirst().trained());
    FoldPooling pooling = new FoldPooling(trained.folds().folds());
    List<MetricsTable> metrics = new ArrayList<>();
    for (int m = 1; m < models.size(); m++) {
      String name = models.get(m).name();
      metrics.add(
          RunEvaluation.table(
              task,
              name,
              pooled(pooling, m),
              failed -> RunEvaluation.warn(progress, name, failed)));
    }
    TrainedModel first = models.getFirst();
    EventScoring.Scored scored = pooled(pooling, 0);
    Evaluation evaluation =
        RunEvaluation.judged(
            Evaluation.pooled(task, scored.parts(), first.history(), scored.members()),
            first,
            new ReferenceLearner(trained.zero(), pool, progress),
            _ -> TrainedFold.comparison(trained.all()));
    metrics.addFirst(
        new MetricsTable(
            first.name(), evaluation.metrics(), evaluation.members().map(MemberFigures::heldOut)));
    Map<Part, double[]> scores = new EnumMap<>(Part.class);
    scores.put(Part.TEST, rows(scored.parts().getLast().scores()));
    Map<Part, double[]> chosenBy = new EnumMap<>(scores);
    chosenBy.put(Part.VALIDATION, rows(scored.parts().get(1).scores()));
    PointScores atPoints =
        new PointScores(
            chosenBy,
            trained.all().stream().flatMap(fold -> fold.inputs().stream()).toList(),
            task,
            pool);
    return new RunEvaluation(
        evaluation,
        scores,
        metrics,
        Optional.empty(),
        ParameterScoring.figures(
            training,
            atPoints,
            evaluation,
            RequestedFigures.of(training, evaluation)
                .with(trained.zero().treated().figures())
                .with(studies(scored))),
        Optional.of(figures(task, first)),
        MeasuredComparison.of(training, model.predictor(), atPoints, pool, progress),
        VariedFigures.of(training, model.predictor(), atPoints, pool, progress));
  }

  /// The importance of features of all folds, and other studies of fold 0.
  private ModelStudies studies(EventScoring.Scored pooled) {
    TrainedFold zero = trained.all().getFirst();
    return new StudiedModel(
            trained.zero(),
            zero.trained().getFirst(),
            zero.scored().getFirst().parts(),
            Optional.of(
                PooledInputs.of(
                    trained, training.preprocessing().features(), pooled.parts().getLast(), pool)),
            pool,
            progress)
        .studies();
  }

  private EventScoring.Scored pooled(FoldPooling pooling, int model) {
    return pooling.of(trained.all().stream().map(fold -> fold.scored().get(model)).toList());
  }

  private FoldFigures figures(Task task, TrainedModel first) {
    Consumer<FailedMetric> failures = failed -> RunEvaluation.warn(progress, first.name(), failed);
    List<FoldFigures.Fold> folds = new ArrayList<>();
    for (TrainedFold fold : trained.all()) {
      PartMetrics test =
          Evaluation.metrics(task, fold.scored().getFirst().parts(), failures)
              .lastEntry()
              .getValue();
      folds.add(new FoldFigures.Fold(test, fold.trained().getFirst().history()));
    }
    String by = trained.zero().analysis().folds().flatMap(Folds::by).orElse("");
    return new FoldFigures(by, folds);
  }

  /// Scores `[outputs][events]` as `[events, outputs]`, row-major.
  static double[] rows(double[][] columns) {
    int width = columns.length;
    double[] rows = new double[width * columns[0].length];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = columns[i % width][i / width];
    }
    return rows;
  }
}
