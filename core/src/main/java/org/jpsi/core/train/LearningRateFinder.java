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

/// Trains over growing learning rates.
final class LearningRateFinder {
  private static final double FIRST = 1e-6;
  private static final double LAST = 10;
  private static final int STEPS = 140;
  private static final int REACH = 6;
  // A loss that much above the lowest will not come back.
  private static final double TOO_HIGH = 4;

  private final Layer network;
  private final Loss loss;
  private final Optimizer optimizer;
  private final TrainingConfig plan;
  private final ThreadPool pool;

  LearningRateFinder(
      Layer network, Loss loss, Optimizer optimizer, TrainingConfig plan, ThreadPool pool) {
    this.network = network;
    this.loss = loss;
    this.optimizer = optimizer;
    this.plan = plan;
    this.pool = pool;
  }

  LearningRateFinderResult search(Dataset train) {
    DatasetCheck.of("training events", train, network, loss);
    double meanWeight = train.positiveMeanWeight("Trainer");
    Rng rng = Rng.of(plan.seed());
    network.initialize(rng.child("weights"));
    Parameters parameters = Parameters.of(network.parameters());
    float[] start = parameters.values().clone();
    OptimizerStep descent =
        new OptimizerStep(parameters, optimizer, plan.updates().with(new Averaging.None()));
    ShardedStep sharded = new ShardedStep(network, loss, parameters, plan.lanes(), pool);
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
      int to = Math.min(train.events(), from + plan.batch());
      double sum =
          sharded.lossAndGradient(train, order, from, to, rng.child("dropout").child(step));
      double mean = sum / ((to - from) * meanWeight);
      recent = step == 0 ? mean : 0.8 * recent + 0.2 * mean;
      if (!Double.isFinite(mean) || recent > TOO_HIGH * lowest) {
        break;
      }
      lowest = Math.min(lowest, recent);
      double rate = FIRST * StrictMath.pow(LAST / FIRST, (double) step / (STEPS - 1));
      rates.add(rate);
      losses.add(mean);
      descent.step(
          sharded, (float) (1 / ((to - from) * meanWeight)), rate / optimizer.learningRate());
      from = to;
    }
    System.arraycopy(start, 0, parameters.values(), 0, start.length);
    return LearningRateFinderResult.of(rates, losses, REACH);
  }
}
