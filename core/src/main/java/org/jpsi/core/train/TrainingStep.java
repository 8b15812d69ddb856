package org.jpsi.core.train;

import org.jpsi.core.data.Dataset;
import org.jpsi.core.loss.Loss;
import org.jpsi.core.nn.Layer;
import org.jpsi.core.optim.Optimizer;
import org.jpsi.core.parallel.ThreadPool;
import org.jpsi.core.random.Rng;
import org.jpsi.core.tensor.Parameters;
import org.jspecify.annotations.Nullable;

/// One step after the other as {@link Trainer} makes them, for loops of one's own and for
/// measuring: the gradient of a batch in shards, then the optimizer. Begins with the weights the
/// network has.
///
/// ```java
/// TrainingStep training = TrainingStep.of(net, new BinaryCrossEntropy(), new Adam(), plan);
/// double lossSum = training.step(data, order, 0, 256);
/// training.calibrate(data); // before the network is used
/// ```
///
/// One thread at a time.
public final class TrainingStep {
  private final TrainingConfig plan;
  private final Layer network;
  private final Rng dropout;
  private final Parameters parameters;
  private final OptimizerStep descent;
  private final ShardedStep sharded;
  private @Nullable Dataset seen;
  private double meanWeight;

  private TrainingStep(Layer network, Loss loss, Optimizer optimizer, TrainingConfig plan) {
    this.plan = plan;
    this.network = network;
    this.dropout = Rng.of(plan.seed()).child("dropout");
    this.parameters = Parameters.of(network.parameters());
    this.descent = new OptimizerStep(parameters, optimizer, plan.updates());
    this.sharded =
        new ShardedStep(network, loss, parameters, plan.lanes(), ThreadPool.of(plan.threads()));
  }

  /// @param plan gives seed, lanes, threads and the schedule over its epochs of its batches
  public static TrainingStep of(
      Layer network, Loss loss, Optimizer optimizer, TrainingConfig plan) {
    return new TrainingStep(network, loss, optimizer, plan);
  }

  /// Trains on events `order[from]` to `order[to - 1]`.
  ///
  /// @return the sum of w * l before the step; where it is not finite, no step is made
  /// @throws IllegalArgumentException where the mean weight of `data` is not positive
  public double step(Dataset data, int[] order, int from, int to) {
    if (data != seen) {
      meanWeight = data.positiveMeanWeight("TrainingStep");
      seen = data;
    }
    long step = descent.state().step();
    double sum = sharded.lossAndGradient(data, order, from, to, dropout.child(step));
    if (Double.isFinite(sum)) {
      float scale = (float) (1 / ((to - from) * meanWeight));
      long steps = (data.events() + (long) plan.batch() - 1) / plan.batch() * plan.epochs();
      double factor = plan.schedule().factor(step, steps);
      descent.step(sharded, scale, factor);
    }
    return sum;
  }

  /// Sets what the network keeps beside its parameters, the statistics of batch normalization, from
  /// training events drawn as {@link Trainer} draws them: to be called when weights have changed
  /// and the network is about to be used.
  public void calibrate(Dataset data) {
    StatisticsCalibration.of(network, data, Rng.of(plan.seed()).child("statistics")).run();
  }
}
