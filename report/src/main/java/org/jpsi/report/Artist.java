package org.jpsi.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jpsi.core.task.Task;

/// Has the figures drawn, two at a time. Who draws when makes no difference to what comes out.
final class Artist {
  private static final int THREADS = 2;

  private Artist() {}

  static Report draw(RunReport run) {
    try (InputDrawings inputs = InputDrawings.begin(run.inputs())) {
      return draw(run, inputs);
    }
  }

  static Report draw(RunReport run, InputDrawings inputs) {
    try (ExecutorService pool = Executors.newFixedThreadPool(THREADS)) {
      SequencedMap<String, List<Future<Drawn>>> drawn = new LinkedHashMap<>();
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
      for (Map.Entry<String, List<Future<Drawn>>> section : drawn.entrySet()) {
        List<Drawn> here = new ArrayList<>();
        for (Future<Drawn> future : section.getValue()) {
          Drawn figure = await(future);
          here.add(figure);
          switch (figure) {
            case Figure one -> done.add(one);
            case FailedFigure one -> failed.add(one);
          }
        }
        figures.put(section.getKey(), here);
      }
      return new Report(Verdict.headline(run), done, failed, new Composer(run, figures).html());
    }
  }

  static List<Future<Drawn>> submit(ExecutorService pool, List<Sketch> sketches) {
    return sketches.stream().map(sketch -> pool.submit(sketch::draw)).toList();
  }

  private static Drawn await(Future<Drawn> figure) {
    try {
      return figure.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while figures were drawn", e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new IllegalStateException(e.getCause());
    }
  }
}
