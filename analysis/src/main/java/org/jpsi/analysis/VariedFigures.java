package org.jpsi.analysis;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jpsi.analysis.events.EventSet;
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
                    .all(shifts, training.model(predictor), scores, pool, progress)),
        reason -> {
          training.warnings().add("variations could not be evaluated: " + reason);
          return Optional.<Systematics>empty();
        });
  }

  private Systematics all(
      List<Variation.Shift> shifts,
      Model model,
      Map<Part, double[]> scores,
      ThreadPool pool,
      ProgressListener progress) {
    VariedTestEvents reader = new VariedTestEvents(training, model, part(scores, Part.TEST), pool);
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
