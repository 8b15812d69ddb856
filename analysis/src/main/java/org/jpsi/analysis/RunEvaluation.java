package org.jpsi.analysis;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jpsi.analysis.progress.ProgressListener;
import org.jpsi.core.eval.CalibrationFigures;
import org.jpsi.core.eval.DataComparison;
import org.jpsi.core.eval.Evaluation;
import org.jpsi.core.eval.FailedMetric;
import org.jpsi.core.eval.FiguresOnRequest;
import org.jpsi.core.eval.FoldFigures;
import org.jpsi.core.eval.History;
import org.jpsi.core.eval.MemberFigures;
import org.jpsi.core.eval.Overtraining;
import org.jpsi.core.eval.ReferenceComparison;
import org.jpsi.core.eval.Systematics;
import org.jpsi.core.model.Model;
import org.jpsi.core.parallel.ThreadPool;
import org.jpsi.core.task.Part;
import org.jpsi.core.task.Task;
import org.jpsi.core.train.Learner;
import org.jpsi.report.ReportFailure;

/// Evaluation of a run: the events of all parts scored by what was trained, and the figures of
/// merit.
///
/// @param evaluation of the run's model
/// @param scores of each part by it, `[events, outputs]`
/// @param metrics of each model, in their order, after a mixture those of its parts
/// @param mixture where the run's model is one
/// @param figures that the analysis asks for beside
/// @param folds figures of each, where there are folds: all others are pooled
/// @param data compared with simulation, where the analysis has some
/// @param systematics where the analysis has variations
record RunEvaluation(
    Evaluation evaluation,
    Map<Part, double[]> scores,
    List<MetricsTable> metrics,
    Optional<MixtureFigures> mixture,
    FiguresOnRequest figures,
    Optional<FoldFigures> folds,
    Optional<DataComparison> data,
    Optional<Systematics> systematics) {

  static RunEvaluation of(
      PreparedTraining training,
      List<TrainedModel> trained,
      ThreadPool pool,
      ProgressListener progress) {
    progress.stage("scoring");
    EventScoring scoring = new EventScoring(training, pool);
    List<MetricsTable> metrics = new ArrayList<>();
    Map<Part, double[]> scores = new EnumMap<>(Part.class);
    EventScoring.Scored scored = new EventScoring.Scored(List.of(), Optional.empty());
    for (TrainedModel model : models(trained).reversed()) {
      scores.clear();
      Consumer<String> notes = model == trained.getFirst() ? training.warnings()::add : _ -> {};
      scored = scoring.all(model, scores, notes);
      if (model != trained.getFirst()) {
        Consumer<FailedMetric> failures = failed -> warn(progress, model.name(), failed);
        metrics.addFirst(table(training.task(), model.name(), scored, failures));
      }
    }
    Evaluation evaluation =
        judged(
            Evaluation.of(
                training.task(), scored.parts(), trained.getFirst().history(), scored.members()),
            trained.getFirst(),
            new ReferenceLearner(training, pool, progress),
            reference -> reference.askedFor(trained.getFirst()));
    metrics.addFirst(
        new MetricsTable(
            trained.getFirst().name(),
            evaluation.metrics(),
            evaluation.members().map(MemberFigures::heldOut)));
    PointScores atPoints =
        new PointScores(
            scores,
            PointScores.ModelInputs.of(training, trained.getFirst().predictor()),
            training.task(),
            pool);
    StudiedModel studied =
        new StudiedModel(
            training, trained.getFirst(), evaluation.parts(), Optional.empty(), pool, progress);
    return new RunEvaluation(
        evaluation,
        scores,
        metrics,
        MixtureFigures.of(scoring, trained.getFirst()),
        TreatmentComparison.with(
            ParameterScoring.figures(
                training,
                atPoints,
                evaluation,
                RequestedFigures.of(training, evaluation).with(studied.studies())),
            training,
            metrics.getFirst(),
            pool,
            progress),
        Optional.empty(),
        MeasuredComparison.of(training, trained.getFirst().predictor(), atPoints, pool, progress),
        VariedFigures.of(training, trained.getFirst().predictor(), atPoints, pool, progress));
  }

  /// Each model, and after a mixture its parts.
  static List<TrainedModel> models(List<TrainedModel> trained) {
    return trained.stream().flatMap(m -> Stream.concat(Stream.of(m), m.parts().stream())).toList();
  }

  /// The metrics of a model beside that of the run.
  static MetricsTable table(
      Task task, String name, EventScoring.Scored scored, Consumer<FailedMetric> failures) {
    return new MetricsTable(
        name,
        Evaluation.metrics(task, scored.parts(), failures),
        scored
            .members()
            .map(members ->
                Evaluation.metrics(task, List.of(members.heldOut()), failures)
                    .firstEntry()
                    .getValue()));
  }

  // For the verdict a reference is fitted only where it could change it; none where the user
  // stopped the run.
  static Evaluation judged(
      Evaluation evaluation,
      TrainedModel model,
      ReferenceLearner reference,
      Function<ReferenceLearner, Optional<ReferenceComparison>> askedFor) {
    if (model.history().stopReason() == History.StopReason.STOPPED) {
      return evaluation;
    }
    Optional<ReferenceComparison> compared = askedFor.apply(reference);
    Evaluation whole = compared.map(evaluation::with).orElse(evaluation);
    Overtraining.Verdict verdict = evaluation.overtraining().verdict();
    boolean interpolates = Learner.find(model.name()).map(Learner::interpolates).orElse(false);
    boolean open =
        verdict == Overtraining.Verdict.GOOD
            || (verdict == Overtraining.Verdict.OVERTRAINED
                && (interpolates || evaluation.overtraining().isOfMember()));
    return open
        ? whole.with(
            evaluation
                .overtraining()
                .with(compared.or(() -> reference.forVerdict(model)), interpolates))
        : whole;
  }

  static void warn(ProgressListener progress, String model, FailedMetric failed) {
    progress.warning(model + ": " + failed.name() + " could not be computed: " + failed.reason());
    progress.warning(ReportFailure.BUG);
  }

  /// The model with its calibration, where one was fitted.
  Model calibrated(Model model) {
    return figures
        .calibration()
        .flatMap(CalibrationFigures::calibration)
        .map(model::calibrated)
        .orElse(model);
  }

  /// The history of each fold; none where there are no folds.
  List<History> histories() {
    return folds
        .map(each -> each.folds().stream().map(FoldFigures.Fold::history).toList())
        .orElse(List.of());
  }

  /// A line of metrics for each model and each fold; none where there is only one.
  List<String> comparison() {
    List<MetricsTable> all = new ArrayList<>(metrics);
    List<String> spread = new ArrayList<>();
    folds.ifPresent(each -> {
      for (int f = 0; f < each.folds().size(); f++) {
        all.add(f, MetricsTable.ofFold("fold " + f, each.folds().get(f).test()));
      }
      spread.add(MetricsTable.spread(evaluation.task(), each));
    });
    return all.size() < 2
        ? List.of()
        : Stream.concat(MetricsTable.lines(evaluation.task(), all).stream(), spread.stream())
            .toList();
  }
}
