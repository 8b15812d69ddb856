package org.jpsi.analysis;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jpsi.analysis.events.EventSet;
import org.jpsi.analysis.events.Parametrization;
import org.jpsi.analysis.events.VariedEvents;
import org.jpsi.analysis.file.Variation;
import org.jpsi.analysis.progress.ProgressListener;
import org.jpsi.core.errors.Guard;
import org.jpsi.core.eval.CutScan;
import org.jpsi.core.eval.Roc;
import org.jpsi.core.eval.Systematics;
import org.jpsi.core.eval.VariationFigures;
import org.jpsi.core.model.Model;
import org.jpsi.core.model.Predictor;
import org.jpsi.core.parallel.ThreadPool;
import org.jpsi.core.task.Part;
import org.jpsi.core.task.Task;

/// Figures of the variations of an analysis, on its test events.
final class VariedFigures {
  private static final double[] BACKGROUNDS = {0.01, 0.1, 0.3};
  private static final int CUTS = 200;

  private final PreparedTraining training;
  private final Optional<Parametrization.Point> point;
  private final EventSet events;

  private VariedFigures(PreparedTraining training, Optional<Parametrization.Point> point) {
    this.training = training;
    this.point = point;
    events = training.prepared().events();
  }

  /// The figures; empty where the analysis has no variations, or it is noted why there are none.
  /// They never cost a run.
  ///
  /// @param scores of each part by the predictor, `[events, outputs]`, and at points of parameters
  static Optional<Systematics> of(
      PreparedTraining training,
      Predictor predictor,
      PointScores scores,
      ThreadPool pool,
      ProgressListener progress) {
    List<Variation.Shift> shifts = VariedEvents.shifts(training.trees().analysis());
    if (shifts.isEmpty()) {
      return Optional.empty();
    }
    return Guard.orElse(
        () ->
            Optional.of(
                atPoints(training, shifts, training.model(predictor), scores, pool, progress)),
        reason -> {
          training.warnings().add("variations could not be evaluated: " + reason);
          return Optional.<Systematics>empty();
        });
  }

  /// Those of a parametrised run are of each point.
  private static Systematics atPoints(
      PreparedTraining training,
      List<Variation.Shift> shifts,
      Model model,
      PointScores scores,
      ThreadPool pool,
      ProgressListener progress) {
    List<String> classes = training.task().classNames();
    Optional<Parametrization> parameters = training.prepared().parametrization();
    if (parameters.isEmpty()) {
      return new Systematics(
          classes,
          new VariedFigures(training, Optional.empty())
              .all(shifts, model, scores.scores(), pool, progress));
    }
    List<Systematics.AtPoint> points = new ArrayList<>();
    for (Parametrization.Point point : PointScores.evaluated(training)) {
      points.add(
          new Systematics.AtPoint(
              parameters.get().words(point),
              new VariedFigures(PointScores.training(training, point), Optional.of(point))
                  .all(shifts, model, scores.at(point), pool, progress)));
    }
    return new Systematics(classes, List.of(), points);
  }

  private List<VariationFigures> all(
      List<Variation.Shift> shifts,
      Model model,
      Map<Part, double[]> scores,
      ThreadPool pool,
      ProgressListener progress) {
    VariedTestEvents reader =
        new VariedTestEvents(
            training,
            model,
            part(scores, Part.TEST),
            pool,
            point.map(at -> VariedPoint.of(training, model, at)));
    Systematics.Settings settings = settings(scores);
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
    return all;
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
  private Systematics.Settings settings(Map<Part, double[]> scores) {
    double[] factors = TestFactors.of(events);
    if (!(training.task() instanceof Task.Binary)) {
      return new Systematics.Settings(new double[0], new double[0][], new double[0], factors);
    }
    List<ChoosingEvents> choosing = ChoosingEvents.of(training, scores);
    double[][] cuts = new double[BACKGROUNDS.length][choosing.size()];
    for (int f = 0; f < choosing.size(); f++) {
      ChoosingEvents own = choosing.get(f);
      List<Roc.WorkingPoint> points =
          Roc.of(own.score(), own.signal(), own.weight(), BACKGROUNDS).workingPoints();
      for (int p = 0; p < cuts.length; p++) {
        cuts[p][f] = points.get(p).threshold();
      }
    }
    List<Double> best =
        training.analysis().yields()
            ? choosing.stream().flatMap(own -> best(own).stream()).toList()
            : List.of();
    return new Systematics.Settings(
        BACKGROUNDS.clone(),
        cuts,
        best.size() < choosing.size()
            ? new double[0]
            : best.stream().mapToDouble(Double::doubleValue).toArray(),
        factors);
  }

  private static Optional<Double> best(ChoosingEvents own) {
    return CutScan.of(
            own.score(),
            own.signal(),
            own.weight(),
            own.toAll(Task.Binary.SIGNAL),
            own.toAll(1 - Task.Binary.SIGNAL),
            CUTS)
        .best()
        .map(CutScan.CutPoint::cut);
  }
}
