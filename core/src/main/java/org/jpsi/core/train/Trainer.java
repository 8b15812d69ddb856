package org.jpsi.core.train;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jpsi.core.data.Dataset;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.eval.Epoch;
import org.jpsi.core.eval.History;
import org.jpsi.core.eval.LearningRateFinderResult;
import org.jpsi.core.eval.Metric;
import org.jpsi.core.loss.Loss;
import org.jpsi.core.nn.Layer;
import org.jpsi.core.optim.Averaging;
import org.jpsi.core.optim.Optimizer;
import org.jpsi.core.optim.Schedule;
import org.jpsi.core.parallel.ThreadPool;
import org.jpsi.core.random.Rng;
import org.jpsi.core.tensor.Parameters;
import org.jspecify.annotations.Nullable;

/// Trains a network by mini-batches: shuffled every epoch, watched on validation events, the best
/// weights kept.
///
/// ```java
/// Trainer.of(net, new BinaryCrossEntropy(), new Adam(1e-3)).fit(train, validation, TrainingConfig.epochs(20));
/// ```
///
/// The gradient of a batch of n events is that of `sum w l / (n W)`, where W is the training part's
/// mean signed weight: a batch of large weights takes a larger step, and scaling all weights
/// changes nothing.
public final class Trainer {
  private final Layer network;
  private final Loss loss;
  private final Optimizer optimizer;
  private Metric metric = Metric.NONE;
  private TrainingListener listener = TrainingListener.SILENT;
  private @Nullable Consumer<Checkpoint> checkpoints;
  private @Nullable Checkpoint resumed;

  private Trainer(Layer network, Loss loss, Optimizer optimizer) {
    this.network = network;
    this.loss = loss;
    this.optimizer = optimizer;
  }

  public static Trainer of(Layer network, Loss loss, Optimizer optimizer) {
    return new Trainer(network, loss, optimizer);
  }

  /// Watches a figure of merit on the validation events.
  public Trainer metric(Metric watched) {
    metric = watched;
    return this;
  }

  public Trainer listener(TrainingListener watching) {
    listener = watching;
    return this;
  }

  /// Hands out the state after every epoch, a copy of its own each time.
  public Trainer checkpoints(Consumer<Checkpoint> keeper) {
    checkpoints = keeper;
    return this;
  }

  /// Goes on from a checkpoint of the same training instead of drawing weights anew.
  public Trainer resume(Checkpoint from) {
    resumed = from;
    return this;
  }

  /// Trains, and leaves the network with the weights of the best epoch (of the last where there are
  /// no validation events).
  ///
  /// @throws DivergedException where a loss is NaN or infinite
  /// @throws InputException where an input, weight or target is not finite or no target of the
  ///   loss, the schedule waits for a plateau and there are no validation events, or a parameter
  ///   group is of no parameter
  /// @throws IllegalArgumentException where the training weights' mean is not positive
  public History fit(Dataset train, Dataset validation, TrainingConfig plan) {
    return new Fit(train, validation, plan, ThreadPool.of(plan.threads())).run();
  }

  /// Looks for a learning rate (Smith, arXiv:1506.01186, section 3.3): trains from fresh weights,
  /// the rate growing by the same factor from batch to batch, until the loss runs away. Takes
  /// batches, seed and what is done to gradients from the plan. The network is left with weights as
  /// at the start of a training.
  public LearningRateFinderResult findLearningRate(Dataset train, TrainingConfig plan) {
    ThreadPool pool = ThreadPool.of(plan.threads());
    return new LearningRateFinder(network, loss, optimizer, plan, pool).search(train);
  }

  /// One call of {@link #fit}.
  private final class Fit {
    private final Dataset train;
    private final Dataset validation;
    private final TrainingConfig plan;
    private final ThreadPool pool;
    private final Rng rng;
    private final Parameters parameters;
    private final OptimizerStep descent;
    private final ShardedStep sharded;
    private final StatisticsCalibration calibration;
    private final double meanWeight;
    private final long steps;
    private final List<Epoch> epochs = new ArrayList<>();
    private final float[] best;
    private final float[] held;
    private int bestEpoch;
    private double reduction = 1;
    private double bestLoss = Double.POSITIVE_INFINITY;

    Fit(Dataset train, Dataset validation, TrainingConfig plan, ThreadPool pool) {
      DatasetCheck.of("training events", train, network, loss);
      DatasetCheck.of("validation events", validation, network, loss);
      this.train = train;
      this.validation = validation;
      this.plan = plan;
      this.pool = pool;
      this.rng = Rng.of(plan.seed());
      this.meanWeight = train.positiveMeanWeight("Trainer");
      this.steps = (train.events() + (long) plan.batch() - 1) / plan.batch() * plan.epochs();
      if (plan.schedule() instanceof Schedule.OnPlateau && validation.events() == 0) {
        throw InputException.at("plateau schedule")
            .expected("validation events, whose loss it watches")
            .found("none")
            .remedy("take another schedule, or keep events for validation")
            .exception();
      }
      if (resumed == null) {
        network.initialize(rng.child("weights"));
      }
      this.parameters = Parameters.of(network.parameters());
      this.descent = new OptimizerStep(parameters, optimizer, plan.updates());
      this.sharded = new ShardedStep(network, loss, parameters, plan.lanes(), pool);
      this.calibration = StatisticsCalibration.of(network, train, rng.child("statistics"));
      this.best = parameters.values().clone();
      this.held = new float[descent.average().length];
      if (resumed != null) {
        restore(resumed);
      }
    }

    private void restore(Checkpoint from) {
      Optimizer.State state = descent.state();
      if (from.parameters().length != parameters.size()
          || from.average().length != held.length
          || !from.optimizer().keySet().equals(state.arrays().keySet())) {
        throw InputException.at("checkpoint")
            .expected(said(parameters.size(), state.arrays(), held))
            .found(said(from.parameters().length, from.optimizer(), from.average()))
            .remedy("train anew")
            .exception();
      }
      System.arraycopy(from.parameters(), 0, parameters.values(), 0, parameters.size());
      state.restore(from.optimizer(), from.step());
      System.arraycopy(from.average(), 0, descent.average(), 0, held.length);
      System.arraycopy(from.best(), 0, best, 0, best.length);
      epochs.addAll(from.epochs());
      bestEpoch = from.bestEpoch();
      if (bestEpoch > 0) {
        bestLoss = watched(epochs.get(bestEpoch - 1));
      }
    }

    private static String said(int parameters, Map<String, float[]> arrays, float[] average) {
      return parameters
          + " parameters with "
          + new TreeMap<>(arrays).keySet()
          + (average.length == 0 ? "" : " and averages");
    }

    private double watched(Epoch epoch) {
      return validation.events() > 0 ? epoch.validationLoss() : -epoch.number();
    }

    History run() {
      History.Ending ending = History.Ending.EPOCHS;
      while (epochs.size() < plan.epochs()) {
        if (plan.patience() > 0
            && validation.events() > 0
            && epochs.size() - bestEpoch >= plan.patience()) {
          ending = History.Ending.PATIENCE;
          break;
        }
        if (!epoch(epochs.size() + 1)) {
          ending = History.Ending.STOPPED;
          break;
        }
      }
      System.arraycopy(best, 0, parameters.values(), 0, best.length);
      calibration.run();
      return new History(epochs, bestEpoch, ending);
    }

    /// One pass over the training events; false where the listener ended it.
    private boolean epoch(int number) {
      int[] order = rng.child("shuffle").child(number).permutation(train.events());
      reduction = plan.schedule().reduction(epochs.stream().map(Epoch::validationLoss).toList());
      double lossSum = 0;
      double weightSum = 0;
      for (int from = 0; from < train.events(); from += plan.batch()) {
        int to = Math.min(train.events(), from + plan.batch());
        double batchLoss = step(number, order, from, to);
        lossSum += batchLoss;
        for (int i = from; i < to; i++) {
          weightSum += train.weights()[order[i]];
        }
        listener.batch(number, to);
        if (listener.stop()) {
          keepIfFirst();
          return false;
        }
      }
      plan.updates()
          .averaging()
          .epoch(descent.average(), parameters.values(), number, plan.epochs());
      Epoch done = judged(number, lossSum / weightSum);
      epochs.add(done);
      if (done.best()) {
        bestEpoch = number;
        bestLoss = watched(done);
      }
      if (checkpoints != null) {
        checkpoints.accept(checkpoint());
      }
      listener.epoch(done);
      return true;
    }

    private Checkpoint checkpoint() {
      Map<String, float[]> arrays = new TreeMap<>();
      descent.state().arrays().forEach((name, array) -> arrays.put(name, array.clone()));
      return new Checkpoint(
          List.copyOf(epochs),
          bestEpoch,
          parameters.values().clone(),
          best.clone(),
          arrays,
          descent.state().step(),
          descent.average().clone());
    }

    private double step(int epoch, int[] order, int from, int to) {
      long step = descent.state().step();
      Rng dropout = rng.child("dropout").child(step);
      double sum = sharded.lossAndGradient(train, order, from, to, dropout);
      if (!Double.isFinite(sum)) {
        int batch = from / plan.batch() + 1;
        throw Divergence.of(
            network, train, Arrays.copyOfRange(order, from, to), dropout, epoch, batch);
      }
      float scale = (float) (1 / ((to - from) * meanWeight));
      descent.step(sharded, scale, plan.schedule().factor(step, steps) * reduction);
      return sum;
    }

    /// Validates, with the averaged weights where there are any, and keeps them if they are the
    /// best.
    private Epoch judged(int number, double trainLoss) {
      boolean averaged = plan.updates().averaging().hasAverage(number, plan.epochs());
      float[] values = parameters.values();
      if (averaged) {
        System.arraycopy(values, 0, held, 0, held.length);
        System.arraycopy(descent.average(), 0, values, 0, held.length);
      }
      try {
        Epoch done = validated(number, trainLoss);
        if (done.best()) {
          System.arraycopy(values, 0, best, 0, best.length);
        }
        return done;
      } finally {
        if (averaged) {
          System.arraycopy(held, 0, values, 0, held.length);
        }
      }
    }

    private Epoch validated(int number, double trainLoss) {
      if (validation.events() == 0) {
        return told(number, trainLoss, Double.NaN, Double.NaN, true);
      }
      calibration.run();
      Predictions predictions = Predictions.of(network, loss, validation, pool);
      double mean = predictions.meanLoss(validation);
      if (!Double.isFinite(mean)) {
        throw Divergence.after(network, validation, number);
      }
      double figure = metric.of(predictions.outputs(), validation.targets(), validation.weights());
      return told(number, trainLoss, mean, figure, mean < bestLoss);
    }

    private Epoch told(int number, double trainLoss, double loss, double figure, boolean isBest) {
      double factor = plan.schedule().factor(descent.state().step() - 1, steps) * reduction;
      return new Epoch(
          number, trainLoss, loss, figure, isBest, descent.rate(factor), descent.penalty());
    }

    /// Stopped before the first epoch was done, the weights so far are the best there are.
    private void keepIfFirst() {
      if (bestEpoch == 0) {
        boolean averaged =
            descent.state().step() > 0 && plan.updates().averaging() instanceof Averaging.Ema;
        float[] kept = averaged ? descent.average() : parameters.values();
        System.arraycopy(kept, 0, best, 0, best.length);
      }
    }
  }
}
