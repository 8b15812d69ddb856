package org.jpsi.analysis;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jpsi.analysis.file.Variation;
import org.jpsi.core.errors.Guard;
import org.jpsi.core.eval.CutScan;
import org.jpsi.core.eval.Roc;
import org.jpsi.core.eval.Systematics;
import org.jpsi.core.eval.VariationFigures;
import org.jpsi.core.model.Predictor;
import org.jpsi.core.model.Scorer;
import org.jpsi.core.parallel.ThreadPool;
import org.jpsi.core.task.Part;
import org.jpsi.core.task.Task;

/// Figures of the variations of an analysis, on its test events.
final class VariedFigures {
  private static final double[] BACKGROUNDS = {0.01, 0.1, 0.3};
  private static final int CUTS = 200;

  private final PreparedTraining training;
  private final EventSet events;

  private VariedFigures(PreparedTraining training) {
    this.training = training;
    events = training.prepared().events();
  }

  /// The figures; empty where the analysis has no variations, or it is noted why there are none.
  /// They never cost a run.
  ///
  /// @param scores of each part by the predictor, `[events, outputs]`
  static Optional<Systematics> of(
      PreparedTraining training,
      Predictor predictor,
      Map<Part, double[]> scores,
      ThreadPool pool,
      ProgressListener progress) {
    List<Variation.Shift> shifts = VariedEvents.shifts(training.trees().analysis());
    if (shifts.isEmpty()) {
      return Optional.empty();
    }
    return Guard.orElse(
        () ->
            Optional.of(
                new VariedFigures(training)
                    .all(shifts, Scorer.of(training.model(predictor)), scores, pool, progress)),
        reason -> {
          training.warnings().add("variations could not be evaluated: " + reason);
          return Optional.<Systematics>empty();
        });
  }

  private Systematics all(
      List<Variation.Shift> shifts,
      Scorer scorer,
      Map<Part, double[]> scores,
      ThreadPool pool,
      ProgressListener progress) {
    VariedTest reader =
        new VariedTest(training, scorer.withoutSelection(), part(scores, Part.TEST), pool);
    Systematics.Settings settings = settings(part(scores, Part.VALIDATION));
    List<VariationFigures> all = new ArrayList<>();
    for (Variation.Shift shift : shifts) {
      progress.stage("variation " + shift.name());
      VariedEvents varied = new VariedEvents(training.trees(), shift);
      VariationFigures figures =
          Systematics.of(
              shift.name(), training.task(), settings, reader.nominal(), reader.of(varied));
      if (figures.unchanged()) {
        note(varied);
      }
      all.add(figures);
    }
    return new Systematics(training.task().classNames(), all);
  }

  private void note(VariedEvents varied) {
    List<String> unused = varied.unused(training.prepared().features());
    training
        .warnings()
        .add(
            "variation "
                + varied.shift().name()
                + " changes nothing"
                + (unused.isEmpty()
                    ? ""
                    : ": no feature, selection or weight is computed from "
                        + String.join(", ", unused)));
  }

  private static double[] part(Map<Part, double[]> scores, Part part) {
    return Optional.ofNullable(scores.get(part)).orElseThrow();
  }

  /// Cuts are chosen on validation events.
  private Systematics.Settings settings(double[] scores) {
    double[] factors = TestFactors.of(events);
    if (!(training.task() instanceof Task.Binary)) {
      return new Systematics.Settings(
          new double[0], new double[0], OptionalDouble.empty(), factors);
    }
    int[] rows = events.rowIndices(Part.VALIDATION);
    boolean[] signal = new boolean[rows.length];
    for (int i = 0; i < rows.length; i++) {
      signal[i] = events.classOf()[rows[i]] == Task.Binary.SIGNAL;
    }
    double[] weight = events.weights(rows);
    double[] cuts =
        Roc.of(scores, signal, weight, BACKGROUNDS).workingPoints().stream()
            .mapToDouble(Roc.WorkingPoint::threshold)
            .toArray();
    double[] whole = TestFactors.of(events, Part.VALIDATION);
    OptionalDouble best =
        training.analysis().yields()
            ? CutScan.of(scores, signal, weight, whole[Task.Binary.SIGNAL], whole[0], CUTS)
                .best()
                .map(at -> OptionalDouble.of(at.cut()))
                .orElse(OptionalDouble.empty())
            : OptionalDouble.empty();
    return new Systematics.Settings(BACKGROUNDS.clone(), cuts, best, factors);
  }
}
