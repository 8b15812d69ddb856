package org.jpsi.analysis;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jpsi.core.eval.DataComparison;
import org.jpsi.core.eval.Evaluation;
import org.jpsi.core.eval.FailedMetric;
import org.jpsi.core.eval.History;
import org.jpsi.core.eval.MemberFigures;
import org.jpsi.core.eval.Overtraining;
import org.jpsi.core.eval.ReferenceComparison;
import org.jpsi.core.eval.Systematics;
import org.jpsi.core.parallel.ThreadPool;
import org.jpsi.core.task.Part;
import org.jpsi.core.train.Learner;
import org.jpsi.report.ReportFailure;

/// Evaluation of a run: the events of all parts scored by what was trained, and the figures of
/// merit.
///
/// @param evaluation of the run's model
/// @param scores of each part by it, `[events, outputs]`
/// @param metrics of each model, in their order, after a mixture those of its parts
/// @param mixture where the run's model is one
/// @param data compared with simulation, where the analysis has some
/// @param systematics where the analysis has variations
record RunEvaluation(
    Evaluation evaluation,
    Map<Part, double[]> scores,
    List<MetricsTable> metrics,
    Optional<MixtureFigures> mixture,
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
    List<TrainedModel> all =
        trained.stream().flatMap(m -> Stream.concat(Stream.of(m), m.parts().stream())).toList();
    for (TrainedModel model : all.reversed()) {
      scores.clear();
      Consumer<String> notes = model == trained.getFirst() ? training.warnings()::add : _ -> {};
      scored = scoring.all(model, scores, notes);
      if (model != trained.getFirst()) {
        Consumer<FailedMetric> failures = failed -> warn(progress, model.name(), failed);
        metrics.addFirst(
            new MetricsTable(
                model.name(),
                Evaluation.metrics(training.task(), scored.parts(), failures),
                scored
                    .members()
                    .map(members ->
                        Evaluation.metrics(training.task(), List.of(members.heldOut()), failures)
                            .firstEntry()
                            .getValue())));
      }
    }
    Evaluation evaluation =
        judged(
            Evaluation.of(
                training.task(), scored.parts(), trained.getFirst().history(), scored.members()),
            trained.getFirst(),
            new ReferenceLearner(training, pool, progress));
    metrics.addFirst(
        new MetricsTable(
            trained.getFirst().name(),
            evaluation.metrics(),
            evaluation.members().map(MemberFigures::heldOut)));
    return new RunEvaluation(
        evaluation,
        scores,
        metrics,
        MixtureFigures.of(training, trained.getFirst(), pool),
        MeasuredComparison.of(training, trained.getFirst().predictor(), scores, pool, progress),
        VariedFigures.of(training, trained.getFirst().predictor(), scores, pool, progress));
  }

  // For the verdict a reference is fitted only where it could change it; none where the user
  // stopped the run.
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
            || (verdict == Overtraining.Verdict.OVERTRAINED
                && (interpolates || evaluation.overtraining().isOfMember()));
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
}
