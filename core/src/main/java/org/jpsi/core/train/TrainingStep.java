package org.jpsi.core.train;

import org.jpsi.core.data.Dataset;
import org.jpsi.core.loss.Loss;
import org.jpsi.core.nn.Layer;
import org.jpsi.core.optim.Optimizer;
import org.jpsi.core.parallel.ThreadPool;
import org.jpsi.core.random.Rng;
import org.jpsi.core.tensor.Parameters;
import org.jspecify.annotations.Nullable;

/// Training step as {@link Trainer} makes it, for custom training loops and benchmarks: the
/// gradient of a batch in shards, then the optimizer's update. Starts from the network's current
/// weights.
///
/// ```java
/// TrainingStep training = TrainingStep.of(net, new BinaryCrossEntropy(), new Adam(), config);
/// double lossSum = training.step(data, order, 0, 256);
/// training.calibrate(data); // before the network is used
/// ```
///
/// One thread at a time.
public final class TrainingStep {
  private final TrainingConfig config;
  private final Layer network;
  private final Rng dropout;
  private final Parameters parameters;
  private final OptimizerStep optimizerStep;
  private final ShardedStep sharded;
  private @Nullable Dataset weighted;
  private double meanWeight;

  private TrainingStep(Layer network, Loss loss, Optimizer optimizer, TrainingConfig config) {
    this.config = config;
    this.network = network;
    this.dropout = Rng.of(config.seed()).child("dropout");
    this.parameters = Parameters.of(network.parameters());
    this.optimizerStep = new OptimizerStep(parameters, optimizer, config.updates());
    this.sharded =
        new ShardedStep(
            network,
            loss,
            parameters,
            config.gradientAccumulators(),
            ThreadPool.of(config.threads()));
  }

  /// @param config seed, gradient accumulators, threads, update rule, and epochs and batch size for
  ///   the schedule
  public static TrainingStep of(
      Layer network, Loss loss, Optimizer optimizer, TrainingConfig config) {
    return new TrainingStep(network, loss, optimizer, config);
  }

  /// Trains on events `order[from]` to `order[to - 1]`.
  ///
  /// @return the sum of w * l before the step; where it is not finite, the weights are not updated
  /// @throws IllegalArgumentException where the mean weight of `data` is not positive
  public double step(Dataset data, int[] order, int from, int to) {
    if (data != weighted) {
      meanWeight = data.positiveMeanWeight("TrainingStep");
      weighted = data;
    }
    long step = optimizerStep.state().step();
    double sum = sharded.lossAndGradient(data, order, from, to, dropout.child(step));
    if (Double.isFinite(sum)) {
      float scale = (float) (1 / ((to - from) * meanWeight));
      long steps = (data.events() + (long) config.batch() - 1) / config.batch() * config.epochs();
      double factor = config.schedule().factor(step, steps);
      optimizerStep.step(sharded, scale, factor);
    }
    return sum;
  }

  /// Calibrates the network's buffers, the statistics of batch normalization, on the training
  /// events that {@link Trainer} would draw: to be called when weights have changed, before the
  /// network is used.
  public void calibrate(Dataset data) {
    StatisticsCalibration.of(network, data, Rng.of(config.seed()).child("statistics")).run();
  }
}
