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

/// Trainer of a network by mini-batch gradient descent: shuffles every epoch, validates after it,
/// stops early, and keeps the weights of the best epoch.
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

  /// Computes a metric on the validation events after every epoch.
  public Trainer metric(Metric validationMetric) {
    metric = validationMetric;
    return this;
  }

  /// Sets the listener (callback) of the training.
  public Trainer listener(TrainingListener trainingListener) {
    listener = trainingListener;
    return this;
  }

  /// Passes a checkpoint, a copy of its own, to this consumer after every epoch.
  public Trainer checkpoints(Consumer<Checkpoint> consumer) {
    checkpoints = consumer;
    return this;
  }

  /// Resumes from a checkpoint of the same training instead of initializing the weights.
  public Trainer resume(Checkpoint checkpoint) {
    resumed = checkpoint;
    return this;
  }

  /// Trains, and leaves the network with the weights of the best epoch (of the last where there are
  /// no validation events).
  ///
  /// @throws DivergedException where a loss is NaN or infinite
  /// @throws InputException where an input, weight or target is not finite or a target is outside
  ///   the loss's range, the schedule reduces on a plateau and there are no validation events, or a
  ///   parameter group matches no parameter
  /// @throws IllegalArgumentException where the training weights' mean is not positive
  public History fit(Dataset train, Dataset validation, TrainingConfig config) {
    return new TrainingRun(train, validation, config, ThreadPool.of(config.threads())).run();
  }

  /// Learning-rate range test (Smith, arXiv:1506.01186, section 3.3): trains from initial weights
  /// while the learning rate grows by a constant factor from batch to batch, until the loss
  /// diverges. Takes batch size, seed and update rule from the config. The network is left with its
  /// initial weights.
  public LearningRateFinderResult findLearningRate(Dataset train, TrainingConfig config) {
    ThreadPool pool = ThreadPool.of(config.threads());
    return new LearningRateFinder(network, loss, optimizer, config, pool).run(train);
  }

  /// State of one call of {@link #fit}.
  private final class TrainingRun {
    private final Dataset train;
    private final Dataset validation;
    private final TrainingConfig config;
    private final ThreadPool pool;
    private final Rng rng;
    private final Parameters parameters;
    private final OptimizerStep optimizerStep;
    private final ShardedStep sharded;
    private final StatisticsCalibration calibration;
    private final double meanWeight;
    private final long steps;
    private final List<Epoch> epochs = new ArrayList<>();
    private final float[] best;
    private final float[] saved;
    private int bestEpoch;
    private double reduction = 1;
    private double bestLoss = Double.POSITIVE_INFINITY;

    TrainingRun(Dataset train, Dataset validation, TrainingConfig config, ThreadPool pool) {
      DatasetCheck.of("training events", train, network, loss);
      DatasetCheck.of("validation events", validation, network, loss);
      this.train = train;
      this.validation = validation;
      this.config = config;
      this.pool = pool;
      this.rng = Rng.of(config.seed());
      this.meanWeight = train.positiveMeanWeight("Trainer");
      this.steps = (train.events() + (long) config.batch() - 1) / config.batch() * config.epochs();
      if (config.schedule() instanceof Schedule.OnPlateau && validation.events() == 0) {
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
      this.optimizerStep = new OptimizerStep(parameters, optimizer, config.updates());
      this.sharded =
          new ShardedStep(network, loss, parameters, config.gradientAccumulators(), pool);
      this.calibration = StatisticsCalibration.of(network, train, rng.child("statistics"));
      this.best = parameters.values().clone();
      this.saved = new float[optimizerStep.average().length];
      if (resumed != null) {
        restore(resumed);
      }
    }

    private void restore(Checkpoint checkpoint) {
      Optimizer.State state = optimizerStep.state();
      if (checkpoint.parameters().length != parameters.size()
          || checkpoint.average().length != saved.length
          || !checkpoint.optimizer().keySet().equals(state.arrays().keySet())) {
        throw InputException.at("checkpoint")
            .expected(describe(parameters.size(), state.arrays(), saved))
            .found(
                describe(
                    checkpoint.parameters().length, checkpoint.optimizer(), checkpoint.average()))
            .remedy("train anew")
            .exception();
      }
      System.arraycopy(checkpoint.parameters(), 0, parameters.values(), 0, parameters.size());
      state.restore(checkpoint.optimizer(), checkpoint.step());
      System.arraycopy(checkpoint.average(), 0, optimizerStep.average(), 0, saved.length);
      System.arraycopy(checkpoint.best(), 0, best, 0, best.length);
      epochs.addAll(checkpoint.epochs());
      bestEpoch = checkpoint.bestEpoch();
      if (bestEpoch > 0) {
        bestLoss = monitored(epochs.get(bestEpoch - 1));
      }
    }

    private static String describe(int parameters, Map<String, float[]> arrays, float[] average) {
      return parameters
          + " parameters with "
          + new TreeMap<>(arrays).keySet()
          + (average.length == 0 ? "" : " and averages");
    }

    private double monitored(Epoch epoch) {
      return validation.events() > 0 ? epoch.validationLoss() : -epoch.number();
    }

    History run() {
      History.StopReason stopReason = History.StopReason.EPOCHS;
      while (epochs.size() < config.epochs()) {
        if (config.patience() > 0
            && validation.events() > 0
            && epochs.size() - bestEpoch >= config.patience()) {
          stopReason = History.StopReason.PATIENCE;
          break;
        }
        if (!epoch(epochs.size() + 1)) {
          stopReason = History.StopReason.STOPPED;
          break;
        }
      }
      System.arraycopy(best, 0, parameters.values(), 0, best.length);
      calibration.run();
      return new History(epochs, bestEpoch, stopReason);
    }

    /// One epoch over the training events; false where the listener stopped it.
    private boolean epoch(int number) {
      int[] order = rng.child("shuffle").child(number).permutation(train.events());
      reduction = config.schedule().reduction(epochs.stream().map(Epoch::validationLoss).toList());
      double lossSum = 0;
      double weightSum = 0;
      for (int from = 0; from < train.events(); from += config.batch()) {
        int to = Math.min(train.events(), from + config.batch());
        double batchLoss = step(number, order, from, to);
        lossSum += batchLoss;
        for (int i = from; i < to; i++) {
          weightSum += train.weight(order[i]);
        }
        listener.batch(number, to);
        if (listener.stop()) {
          keepIfFirst();
          return false;
        }
      }
      config
          .updates()
          .averaging()
          .epoch(optimizerStep.average(), parameters.values(), number, config.epochs());
      Epoch done = validateAndKeepBest(number, lossSum / weightSum);
      epochs.add(done);
      if (done.best()) {
        bestEpoch = number;
        bestLoss = monitored(done);
      }
      if (checkpoints != null) {
        checkpoints.accept(checkpoint());
      }
      listener.epoch(done);
      return true;
    }

    private Checkpoint checkpoint() {
      Map<String, float[]> arrays = new TreeMap<>();
      optimizerStep.state().arrays().forEach((name, array) -> arrays.put(name, array.clone()));
      return new Checkpoint(
          List.copyOf(epochs),
          bestEpoch,
          parameters.values().clone(),
          best.clone(),
          arrays,
          optimizerStep.state().step(),
          optimizerStep.average().clone());
    }

    private double step(int epoch, int[] order, int from, int to) {
      long step = optimizerStep.state().step();
      Rng dropout = rng.child("dropout").child(step);
      double sum = sharded.lossAndGradient(train, order, from, to, dropout);
      if (!Double.isFinite(sum)) {
        int batch = from / config.batch() + 1;
        throw Divergence.of(
            network, train, Arrays.copyOfRange(order, from, to), dropout, epoch, batch);
      }
      float scale = (float) (1 / ((to - from) * meanWeight));
      optimizerStep.step(sharded, scale, config.schedule().factor(step, steps) * reduction);
      return sum;
    }

    /// Validates, with the averaged weights where there are any, and keeps the weights where they
    /// are the best so far.
    private Epoch validateAndKeepBest(int number, double trainLoss) {
      boolean averaged = config.updates().averaging().hasAverage(number, config.epochs());
      float[] values = parameters.values();
      if (averaged) {
        System.arraycopy(values, 0, saved, 0, saved.length);
        System.arraycopy(optimizerStep.average(), 0, values, 0, saved.length);
      }
      try {
        Epoch done = validate(number, trainLoss);
        if (done.best()) {
          System.arraycopy(values, 0, best, 0, best.length);
        }
        return done;
      } finally {
        if (averaged) {
          System.arraycopy(saved, 0, values, 0, saved.length);
        }
      }
    }

    private Epoch validate(int number, double trainLoss) {
      if (validation.events() == 0) {
        return epochOf(number, trainLoss, Double.NaN, Double.NaN, true);
      }
      calibration.run();
      Predictions predictions = Predictions.of(network, loss, validation, pool);
      double mean = predictions.meanLoss(validation);
      if (!Double.isFinite(mean)) {
        throw Divergence.inValidation(network, validation, number);
      }
      double figure = metric.of(predictions.outputs(), validation.targets(), validation.weights());
      return epochOf(number, trainLoss, mean, figure, mean < bestLoss);
    }

    private Epoch epochOf(
        int number, double trainLoss, double loss, double figure, boolean isBest) {
      double factor = config.schedule().factor(optimizerStep.state().step() - 1, steps) * reduction;
      return new Epoch(
          number,
          trainLoss,
          loss,
          figure,
          isBest,
          optimizerStep.rate(factor),
          optimizerStep.penalty());
    }

    /// Where training stops before the end of the first epoch, the current weights are kept.
    private void keepIfFirst() {
      if (bestEpoch == 0) {
        boolean averaged =
            optimizerStep.state().step() > 0
                && config.updates().averaging() instanceof Averaging.Ema;
        float[] kept = averaged ? optimizerStep.average() : parameters.values();
        System.arraycopy(kept, 0, best, 0, best.length);
      }
    }
  }
}
