package org.jpsi.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import org.jpsi.core.parallel.Deferred;
import org.jpsi.core.parallel.ThreadPool;

/// Has the figures drawn while the figures of merit are worked out. Who draws when makes no
/// difference to what comes out.
final class Artist {
  private Artist() {}

  static Report draw(RunReport run) {
    try (InputDrawings inputs = InputDrawings.begin(Inputs.of(run), ThreadPool.standard())) {
      return draw(run, inputs);
    }
  }

  static Report draw(RunReport run, InputDrawings inputs) {
    ThreadPool pool = inputs.pool();
    SequencedMap<String, List<Deferred<Figure>>> drawn = new LinkedHashMap<>();
    try {
      drawn.put("inputs", inputs.distributions());
      drawn.put("correlations", inputs.correlations());
      drawn.put("network", submit(pool, List.of(NetworkDrawing.of(run))));
      drawn.put("learning", submit(pool, LearningFigures.of(run)));
      Evaluation evaluation = Evaluation.of(run);
      drawn.put("score", submit(pool, ScoreFigures.overlays(run, evaluation)));
      drawn.put("roc", submit(pool, RocFigures.rocs(run, evaluation)));
      drawn.put("cuts", submit(pool, RocFigures.cuts(run, evaluation)));
      boolean many = run.task() instanceof Task.Multiclass;
      drawn.put(
          "confusion", submit(pool, many ? ScoreFigures.confusion(run, evaluation) : List.of()));
      List<Sketch> regression = new ArrayList<>();
      if (run.task() instanceof Task.Regression task) {
        for (int t = 0; t < task.targets().size(); t++) {
          regression.addAll(RegressionFigures.of(run, evaluation, t));
        }
      }
      drawn.put("regression", submit(pool, regression));
      SequencedMap<String, List<Figure>> figures = new LinkedHashMap<>();
      drawn.forEach(
          (section, all) -> figures.put(section, all.stream().map(Deferred::get).toList()));
      return new Report(
          Verdict.headline(run, evaluation),
          evaluation.summaries(),
          evaluation.overtraining(),
          figures.values().stream().flatMap(List::stream).toList(),
          new Composer(run, evaluation, figures).html());
    } finally {
      drawn.values().forEach(all -> all.forEach(Deferred::cancel));
    }
  }

  static List<Deferred<Figure>> submit(ThreadPool pool, List<Sketch> sketches) {
    return sketches.stream().map(sketch -> pool.submit(sketch::draw)).toList();
  }
}
