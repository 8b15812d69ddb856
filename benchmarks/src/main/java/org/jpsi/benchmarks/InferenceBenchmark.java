package org.jpsi.benchmarks;

import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.jpsi.core.data.ColumnPreprocessing;
import org.jpsi.core.data.Features;
import org.jpsi.core.data.Preprocessing;
import org.jpsi.core.model.EventScorer;
import org.jpsi.core.model.InputColumn;
import org.jpsi.core.model.Model;
import org.jpsi.core.model.NetworkPredictor;
import org.jpsi.core.model.Scorer;
import org.jpsi.core.parallel.ThreadPool;
import org.jpsi.core.task.Task;

/// Inference benchmark: single events and batches through the scorer; features are standardized
/// with mean 0 and scale 1, so that all sides compute the same.
final class InferenceBenchmark {
  private InferenceBenchmark() {}

  static void run(Settings settings) {
    print(NetworkCase.best(NetworkCase.inference(), settings, cell -> seconds(cell, settings)));
  }

  static void print(Map<NetworkCase, Double> best) {
    System.out.println("width,depth,batch,microseconds_per_call,events_per_s");
    best.forEach((cell, seconds) ->
        System.out.printf(
            Locale.ROOT,
            "%d,%d,%d,%.2f,%.0f%n",
            cell.width(),
            cell.depth(),
            cell.batch(),
            seconds * 1e6,
            cell.batch() / seconds));
  }

  static Model model(NetworkCase cell) {
    List<String> names = names();
    return new Model(
        names.stream().map(name -> new InputColumn(name, false, 1, "")).toList(),
        Preprocessing.of(
            Features.of(names.toArray(String[]::new)),
            Collections.nCopies(names.size(), ColumnPreprocessing.standardize(0, 1, -1, 1))),
        "",
        new Task.Binary("signal", "background"),
        new NetworkPredictor(cell.network()),
        Map.of());
  }

  private static List<String> names() {
    return IntStream.range(0, NetworkCase.FEATURES).mapToObj(i -> "x" + i).toList();
  }

  /// One event at a time for batch 1, else the batch split over threads.
  private static double seconds(NetworkCase cell, Settings settings) {
    Scorer scorer = Scorer.of(model(cell));
    float[] x = TrainingBenchmark.data(cell.batch()).inputs();
    Stopwatch.Time time;
    if (cell.batch() == 1) {
      EventScorer event = scorer.bind(names().toArray(String[]::new));
      time = Stopwatch.measured(settings, () -> check(event.score(x)));
    } else {
      double[] scores = new double[cell.batch()];
      int threads = settings.threads();
      int part = (cell.batch() + threads - 1) / threads;
      ThreadPool pool = ThreadPool.of(threads);
      time =
          Stopwatch.measured(
              settings,
              () ->
                  pool.parallelFor(
                      threads,
                      t ->
                          scorer.score(
                              x, t * part, Math.min(cell.batch(), (t + 1) * part), scores)));
      check(scores[0]);
    }
    System.err.printf(
        Locale.ROOT,
        "# %s: %.3f microseconds, %.1f bytes allocated per call%n",
        cell,
        time.seconds() * 1e6,
        time.bytes());
    return time.seconds();
  }

  private static void check(double score) {
    if (!(score >= 0 && score <= 1)) {
      throw new IllegalStateException("a score of " + score);
    }
  }
}
