package org.jpsi.benchmarks;

import java.util.Locale;
import org.jpsi.core.data.Dataset;
import org.jpsi.core.loss.BinaryCrossEntropy;
import org.jpsi.core.optim.Adam;
import org.jpsi.core.random.Rng;
import org.jpsi.core.train.Trainer;
import org.jpsi.core.train.TrainingConfig;
import org.jpsi.core.train.TrainingSession;

/// Training benchmark: events per second of whole training steps (gathering, forward, BCE from
/// logits, backward, Adam), as in the trainer.
final class TrainingBenchmark {
  private TrainingBenchmark() {}

  static void run(Settings settings) {
    var best = NetworkCase.best(NetworkCase.training(), settings, cell -> seconds(cell, settings));
    System.out.println("width,depth,batch,layers,events_per_s");
    best.forEach((cell, seconds) ->
        System.out.printf(
            Locale.ROOT,
            "%d,%d,%d,%s,%.0f%n",
            cell.width(),
            cell.depth(),
            cell.batch(),
            cell.layers(),
            cell.batch() / seconds));
  }

  private static double seconds(NetworkCase cell, Settings settings) {
    int batch = cell.batch();
    Dataset data = data(4 * batch, cell.layers().inputs());
    int[] order = Rng.of(3).permutation(data.events());
    TrainingConfig config =
        TrainingConfig.epochs(1).withBatch(batch).withThreads(settings.threads());
    TrainingSession session =
        Trainer.of(cell.network(), new BinaryCrossEntropy(), new Adam(1e-3))
            .warmStart()
            .session(data, Dataset.none(), config);
    int[] i = {0};
    Stopwatch.Time time =
        Stopwatch.measured(
            settings,
            () -> {
              int from = i[0]++ % 4 * batch;
              double sum = session.step(data, order, from, from + batch).lossSum();
              if (!Double.isFinite(sum)) {
                throw new IllegalStateException("a loss of " + sum);
              }
            });
    System.err.printf(
        Locale.ROOT,
        "# %s: %.1f microseconds, %.0f bytes allocated per step%n",
        cell,
        time.seconds() * 1e6,
        time.bytes());
    return time.seconds();
  }

  /// Random data of {@link NetworkCase#FEATURES} features.
  static Dataset data(int events) {
    return data(events, NetworkCase.FEATURES);
  }

  /// Random data: normal features, `width` of an event, labels 0 and 1.
  static Dataset data(int events, int width) {
    Rng rng = Rng.of(2);
    float[] inputs = new float[events * width];
    for (int i = 0; i < inputs.length; i++) {
      inputs[i] = (float) rng.normal(i);
    }
    float[] targets = new float[events];
    float[] weights = new float[events];
    for (int i = 0; i < events; i++) {
      targets[i] = rng.child("label").normal(i) > 0 ? 1 : 0;
      weights[i] = 1;
    }
    return Dataset.of(inputs, targets, weights);
  }
}
