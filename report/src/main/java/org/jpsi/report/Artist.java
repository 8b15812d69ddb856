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

/// Has the figures drawn, two at a time, while the figures of merit are worked out. Who draws when
/// makes no difference to what comes out.
final class Artist {
  private static final int THREADS = 2;

  private Artist() {}

  static Report draw(RunReport run) {
    try (InputDrawings inputs = InputDrawings.begin(Inputs.of(run))) {
      return draw(run, inputs);
    }
  }

  static Report draw(RunReport run, InputDrawings inputs) {
    try (ExecutorService pool = Executors.newFixedThreadPool(THREADS)) {
      SequencedMap<String, List<Future<Figure>>> drawn = new LinkedHashMap<>();
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
      for (Map.Entry<String, List<Future<Figure>>> section : drawn.entrySet()) {
        List<Figure> done = new ArrayList<>();
        for (Future<Figure> figure : section.getValue()) {
          done.add(await(figure));
        }
        figures.put(section.getKey(), done);
      }
      return new Report(
          Verdict.headline(run, evaluation),
          evaluation.summaries(),
          evaluation.overtraining(),
          figures.values().stream().flatMap(List::stream).toList(),
          new Composer(run, evaluation, figures).html());
    }
  }

  static List<Future<Figure>> submit(ExecutorService pool, List<Sketch> sketches) {
    return sketches.stream().map(sketch -> pool.submit(sketch::draw)).toList();
  }

  private static Figure await(Future<Figure> figure) {
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
