package org.jpsi.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import org.jpsi.core.parallel.Deferred;
import org.jpsi.core.parallel.ThreadPool;
import org.jpsi.core.task.Task;

/// Has the figures drawn. Who draws when makes no difference to what comes out.
final class Artist {
  private Artist() {}

  static Report draw(RunReport run) {
    try (InputDrawings inputs = InputDrawings.begin(run.inputs(), ThreadPool.standard())) {
      return draw(run, inputs);
    }
  }

  static Report draw(RunReport run, InputDrawings inputs) {
    ThreadPool pool = inputs.pool();
    SequencedMap<String, List<Deferred<Drawn>>> drawn = new LinkedHashMap<>();
    try {
      drawn.put("inputs", inputs.distributions());
      drawn.put("correlations", inputs.correlations());
      drawn.put("network", submit(pool, List.of(NetworkDrawing.of(run))));
      drawn.put("learning", submit(pool, LearningFigures.of(run)));
      drawn.put("score", submit(pool, ScoreFigures.overlays(run)));
      drawn.put("roc", submit(pool, RocFigures.rocs(run)));
      drawn.put("cuts", submit(pool, RocFigures.cuts(run)));
      boolean many = run.task() instanceof Task.Multiclass;
      drawn.put("confusion", submit(pool, many ? ScoreFigures.confusion(run) : List.of()));
      List<Sketch> regression = new ArrayList<>();
      if (run.task() instanceof Task.Regression task) {
        for (int t = 0; t < task.targets().size(); t++) {
          regression.addAll(RegressionFigures.of(run, t));
        }
      }
      drawn.put("regression", submit(pool, regression));
      SequencedMap<String, List<Drawn>> figures = new LinkedHashMap<>();
      List<Figure> done = new ArrayList<>();
      List<FailedFigure> failed = new ArrayList<>();
      drawn.forEach(
          (section, all) -> figures.put(section, all.stream().map(Deferred::get).toList()));
      for (List<Drawn> section : figures.values()) {
        for (Drawn figure : section) {
          switch (figure) {
            case Figure one -> done.add(one);
            case FailedFigure one -> failed.add(one);
          }
        }
      }
      return new Report(Verdict.headline(run), done, failed, new Composer(run, figures).html());
    } finally {
      drawn.values().forEach(all -> all.forEach(Deferred::cancel));
    }
  }

  static List<Deferred<Drawn>> submit(ThreadPool pool, List<Sketch> sketches) {
    return sketches.stream().map(sketch -> pool.submit(sketch::draw)).toList();
  }
}
