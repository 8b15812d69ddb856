package org.jpsi.core.digest;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jpsi.core.data.Batch;
import org.jpsi.core.data.ColumnFit;
import org.jpsi.core.data.ColumnPreprocessing;
import org.jpsi.core.data.DataLoader;
import org.jpsi.core.data.Dataset;
import org.jpsi.core.data.Outliers;
import org.jpsi.core.data.Preprocessing;
import org.jpsi.core.data.Standardization;
import org.jpsi.core.data.TrainingWeights;
import org.jpsi.core.loss.MeanSquaredError;
import org.jpsi.core.nn.Init;
import org.jpsi.core.nn.Linear;
import org.jpsi.core.optim.Optimizer;
import org.jpsi.core.optim.UpdateRule;
import org.jpsi.core.random.Rng;
import org.jpsi.core.table.EventBlocks;
import org.jpsi.core.table.NumberColumn;
import org.jpsi.core.table.SampleSplit;
import org.jpsi.core.table.Split;
import org.jpsi.core.table.Table;
import org.jpsi.core.task.Part;
import org.jpsi.core.train.Trainer;
import org.jpsi.core.train.TrainingConfig;

/// Digests of data preparation: splits, shuffling, standardization and training weights.
final class DataDigests {
  private static final long[] SEEDS = {1, 7, -3};

  private DataDigests() {}

  static void into(Digests digests) {
    splits(digests);
    blocks(digests);
    shuffle(digests);
    preprocessing(digests);
  }

  /// Beyond one window of blocks: order, sums and samples.
  private static void blocks(Digests digests) {
    int events = 2 * EventBlocks.SIZE * EventBlocks.WINDOW + 1001;
    Digest order = digests.line("blocks.order");
    Digest sample = digests.line("blocks.sample");
    Digest sum = digests.line("blocks.sum");
    for (long seed : SEEDS) {
      order.add(EventBlocks.order(events, Rng.of(seed)));
      sample.add(EventBlocks.sample(events, 500, Rng.of(seed)));
      sum.add(EventBlocks.sum(events, i -> Rng.of(seed).uniform(i)));
    }
  }

  private static void splits(Digests digests) {
    Digest fractions = digests.line("split.fractions");
    Digest byEntry = digests.line("split.folds.entry");
    Digest byValue = digests.line("split.folds.value");
    Digest assignment = digests.line("split.assignment");
    Split.Folds folds = new Split.Folds(5, "number");
    List<SampleSplit.SplitMember> members =
        List.of(
            new SampleSplit.SplitMember("signal", Optional.empty()),
            new SampleSplit.SplitMember("signal", Optional.of(Part.TEST)),
            new SampleSplit.SplitMember("background", Optional.empty()));
    for (long seed : SEEDS) {
      SampleSplit assigned = SampleSplit.of("split", Split.Fractions.DEFAULT, seed, members);
      for (int sample = 0; sample < members.size(); sample++) {
        for (Part part : Split.Fractions.DEFAULT.parts(seed, sample, 1L << 33, 300)) {
          fractions.add(part.ordinal());
        }
        for (Part part : assigned.parts(sample, 0, 300)) {
          assignment.add(part.ordinal());
        }
        for (int i = 0; i < 300; i++) {
          byEntry.add(folds.fold(seed, sample, i));
          byValue.add(folds.fold(seed, i * 1e6 - 0.5));
        }
      }
    }
  }

  private static void shuffle(Digests digests) {
    Digest epochs = digests.line("shuffle.epochs");
    for (long seed : SEEDS) {
      epochs.add(order(seed));
    }
    Digest batches = digests.line("shuffle.batches");
    for (Batch batch : DataLoader.of(numbered(100), 16, Rng.of(1).child(2))) {
      batches.add(batch.inputs());
    }
  }

  /// The indices of the events in the order of three epochs: for `w x + b`, the gradient by w is x
  /// times that by b.
  private static int[] order(long seed) {
    List<Integer> order = new ArrayList<>();
    Trainer.of(
            Linear.of(1, 1, Init.HE_NORMAL), new MeanSquaredError(), new RecordingOptimizer(order))
        .fit(numbered(100), numbered(0), new TrainingConfig(3, 1, 0, UpdateRule.PLAIN, seed, 8, 1));
    if (order.size() != 300 || order.stream().distinct().count() != 100) {
      throw new AssertionError("three epochs of 100 events are " + order);
    }
    return order.stream().mapToInt(i -> i).toArray();
  }

  private static Dataset numbered(int events) {
    float[] inputs = new float[events];
    float[] targets = new float[events];
    float[] weights = new float[events];
    for (int i = 0; i < events; i++) {
      inputs[i] = i;
      targets[i] = -1000;
      weights[i] = 1;
    }
    return Dataset.of(inputs, targets, weights);
  }

  /// Optimizer that records gradients and does not update the weights.
  private record RecordingOptimizer(List<Integer> seen) implements Optimizer {
    @Override
    public String name() {
      return "recording";
    }

    @Override
    public double learningRate() {
      return 1;
    }

    @Override
    public State start(int parameters) {
      return new State() {
        private long step;

        @Override
        public double learningRate() {
          return 1;
        }

        @Override
        public void begin() {
          step++;
        }

        @Override
        public void update(float[] p, float[] g, float scale, double rate, int from, int to) {
          seen.add(Math.round(g[0] / g[1]));
        }

        @Override
        public long step() {
          return step;
        }

        @Override
        public Map<String, float[]> arrays() {
          return Map.of();
        }

        @Override
        public void restore(Map<String, float[]> arrays, long other) {
          step = other;
        }
      };
    }
  }

  private static void preprocessing(Digests digests) {
    int events = 500;
    float[] weights = Numbers.normal(3, events);
    double[] physical = new double[events];
    int[] classOf = new int[events];
    double[] values = new double[events];
    for (int i = 0; i < events; i++) {
      weights[i] += 1.5f;
      physical[i] = weights[i] * 1e-3;
      classOf[i] = i % 3;
      values[i] = 100 + 7 * Rng.of(4).normal(i);
    }
    Dataset data = Dataset.of(Numbers.normal(1, 2 * events), new float[events], weights);
    Standardization fitted = Standardization.of(data);
    digests
        .line("preprocessing.standardization")
        .add(fitted.apply(data.x()))
        .add(fitted.inverse().apply(data.x()));
    digests
        .line("preprocessing.trainingWeights")
        .add(TrainingWeights.factors("w", classOf, physical, List.of("a", "b", "c")));
    Table table = Table.of("t", List.of(NumberColumn.of("x", "GeV", values)));
    ColumnPreprocessing x =
        Preprocessing.standardize("x").fit(table, physical).columns().getFirst();
    digests
        .line("preprocessing.feature")
        .add(x.standardization().mean(), x.standardization().deviation(), x.low(), x.high());
    double[] spoiled = values.clone();
    spoiled[7] = 9999;
    int[] sample = Outliers.sample(events, Rng.of(5));
    ColumnFit fit = ColumnFit.feature(spoiled, physical, sample);
    Digest outliers = digests.line("preprocessing.outliers").add(sample);
    for (double value : spoiled) {
      outliers.add(fit.column().apply(value));
    }
  }
}
