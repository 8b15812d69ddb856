package org.jpsi.core.train;

import java.util.ArrayList;
import java.util.List;
import org.jpsi.core.data.Dataset;
import org.jpsi.core.eval.LearningRateFinderResult;
import org.jpsi.core.loss.Loss;
import org.jpsi.core.nn.Layer;
import org.jpsi.core.optim.Averaging;
import org.jpsi.core.optim.Optimizer;
import org.jpsi.core.parallel.ThreadPool;
import org.jpsi.core.random.Rng;
import org.jpsi.core.tensor.Parameters;

/// Learning-rate range test (Smith, arXiv:1506.01186): trains while the learning rate grows by a
/// constant factor from batch to batch.
final class LearningRateFinder {
  private static final double MIN_RATE = 1e-6;
  private static final double MAX_RATE = 10;
  private static final int STEPS = 140;
  private static final int SMOOTHING = 6;
  // The test ends where the loss is above the lowest by this factor: it has diverged.
  private static final double DIVERGED = 4;

  private final Layer network;
  private final Loss loss;
  private final Optimizer optimizer;
  private final TrainingConfig config;
  private final ThreadPool pool;

  LearningRateFinder(
      Layer network, Loss loss, Optimizer optimizer, TrainingConfig config, ThreadPool pool) {
    this.network = network;
    this.loss = loss;
    this.optimizer = optimizer;
    this.config = config;
    this.pool = pool;
  }

  LearningRateFinderResult run(Dataset train) {
    DatasetCheck.of("training events", train, network, loss);
    double meanWeight = train.positiveMeanWeight("Trainer");
    Rng rng = Rng.of(config.seed());
    network.initialize(rng.child("weights"));
    Parameters parameters = Parameters.of(network.parameters());
    float[] start = parameters.values().clone();
    OptimizerStep optimizerStep =
        new OptimizerStep(parameters, optimizer, config.updates().with(new Averaging.None()));
    ShardedStep sharded =
        new ShardedStep(network, loss, parameters, config.gradientAccumulators(), pool);
    List<Double> rates = new ArrayList<>();
    List<Double> losses = new ArrayList<>();
    double lowest = Double.POSITIVE_INFINITY;
    double recent = Double.NaN;
    int[] order = new int[0];
    int from = 0;
    for (int step = 0; step < STEPS; step++) {
      if (from >= order.length) {
        from = 0;
        order = rng.child("shuffle").child(step + 1).permutation(train.events());
      }
      int to = Math.min(train.events(), from + config.batch());
      double sum =
          sharded.lossAndGradient(train, order, from, to, rng.child("dropout").child(step));
      double mean = sum / ((to - from) * meanWeight);
      recent = step == 0 ? mean : 0.8 * recent + 0.2 * mean;
      if (!Double.isFinite(mean) || recent > DIVERGED * lowest) {
        break;
      }
      lowest = Math.min(lowest, recent);
      double rate = MIN_RATE * StrictMath.pow(MAX_RATE / MIN_RATE, (double) step / (STEPS - 1));
      rates.add(rate);
      losses.add(mean);
      optimizerStep.step(
          sharded, (float) (1 / ((to - from) * meanWeight)), rate / optimizer.learningRate());
      from = to;
    }
    System.arraycopy(start, 0, parameters.values(), 0, start.length);
    return LearningRateFinderResult.of(rates, losses, SMOOTHING);
  }
}
