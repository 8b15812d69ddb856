package org.jpsi.core.train;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jpsi.core.input.InputException;
import org.jpsi.core.nn.Layer;
import org.jpsi.core.nn.Loss;
import org.jpsi.core.optim.Optimizer;
import org.jpsi.core.random.Rng;
import org.jpsi.core.tensor.Parameters;
import org.jspecify.annotations.Nullable;

/// Trains a network by mini-batches: shuffled every epoch, watched on validation events, the best
/// weights kept.
///
/// ```java
/// Trainer.of(net, new BinaryCrossEntropy(), new Adam(1e-3)).fit(train, validation, TrainingPlan.epochs(20));
/// ```
///
/// The gradient of a batch of n events is that of `sum w l / (n W)`, where W is the training part's
/// mean signed weight: a batch of large weights takes a larger step, and scaling all weights
/// changes nothing.
public final class Trainer {
  private final Layer network;
  private final Loss loss;
  private final Optimizer optimizer;
  private Metric metric = (outputs, validation) -> Double.NaN;
  private Listener listener = Listener.SILENT;
  private Consumer<Checkpoint> checkpoints = checkpoint -> {};
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

  public Trainer listener(Listener watching) {
    listener = watching;
    return this;
  }

  /// Hands out the state after every epoch.
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
  /// @throws IllegalArgumentException where the training weights' mean is not positive
  public History fit(Dataset train, Dataset validation, TrainingPlan plan) {
    try (Workers workers = new Workers(plan.threads())) {
      return new Fit(train, validation, plan, workers).run();
    }
  }

  /// One call of {@link #fit}.
  private final class Fit {
    private final Dataset train;
    private final Dataset validation;
    private final TrainingPlan plan;
    private final Workers workers;
    private final Rng rng;
    private final Parameters parameters;
    private final Optimizer.State state;
    private final ShardedStep sharded;
    private final double meanWeight;
    private final List<Epoch> epochs = new ArrayList<>();
    private float[] best;
    private int bestEpoch;
    private double bestLoss = Double.POSITIVE_INFINITY;

    Fit(Dataset train, Dataset validation, TrainingPlan plan, Workers workers) {
      this.train = train;
      this.validation = validation;
      this.plan = plan;
      this.workers = workers;
      this.rng = Rng.of(plan.seed());
      this.meanWeight = train.meanWeight();
      if (!(meanWeight > 0)) {
        throw new IllegalArgumentException(
            "Trainer: expected training weights with a positive mean, found "
                + meanWeight
                + " over "
                + train.events()
                + " events");
      }
      if (resumed == null) {
        network.initialize(rng.child("weights"));
      }
      this.parameters = Parameters.of(network.parameters());
      this.state = optimizer.start(parameters.size());
      this.sharded = new ShardedStep(network, loss, parameters, plan.lanes(), workers);
      if (resumed != null) {
        restore(resumed);
      }
      if (best == null) {
        best = parameters.values().clone();
      }
    }

    private void restore(Checkpoint from) {
      if (from.parameters().length != parameters.size()
          || !from.optimizer().keySet().equals(state.arrays().keySet())) {
        throw InputException.at("checkpoint")
            .expected(parameters.size() + " parameters with " + state.arrays().keySet())
            .found(from.parameters().length + " with " + from.optimizer().keySet())
            .remedy("train anew")
            .exception();
      }
      System.arraycopy(from.parameters(), 0, parameters.values(), 0, parameters.size());
      state.restore(from.optimizer(), from.step());
      epochs.addAll(from.epochs());
      best = from.best();
      bestEpoch = from.bestEpoch();
      if (bestEpoch > 0) {
        bestLoss = watched(epochs.get(bestEpoch - 1));
      }
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
      return new History(epochs, bestEpoch, ending);
    }

    /// One pass over the training events; false where the listener ended it.
    private boolean epoch(int number) {
      int[] order = rng.child("shuffle").child(number).permutation(train.events());
      long batches = (train.events() + (long) plan.batch() - 1) / plan.batch();
      double lossSum = 0;
      double weightSum = 0;
      for (int from = 0; from < train.events(); from += plan.batch()) {
        int to = Math.min(train.events(), from + plan.batch());
        double batchLoss = step(number, order, from, to, batches * plan.epochs());
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
      Epoch done = validated(number, lossSum / weightSum);
      epochs.add(done);
      if (done.best()) {
        best = parameters.values().clone();
        bestEpoch = number;
        bestLoss = watched(done);
      }
      checkpoints.accept(
          new Checkpoint(
              List.copyOf(epochs),
              bestEpoch,
              parameters.values().clone(),
              best,
              state.arrays(),
              state.step()));
      listener.epoch(done);
      return true;
    }

    private double step(int epoch, int[] order, int from, int to, long steps) {
      long step = state.step();
      double sum =
          sharded.lossAndGradient(train, order, from, to, rng.child("dropout").child(step));
      if (!Double.isFinite(sum)) {
        throw Divergence.of(network, train, order, from, to, epoch, from / plan.batch() + 1);
      }
      float scale = (float) (1 / ((to - from) * meanWeight));
      double rate = optimizer.learningRate() * plan.schedule().factor(step, steps);
      sharded.update(state, scale, rate);
      return sum;
    }

    private Epoch validated(int number, double trainLoss) {
      if (validation.events() == 0) {
        return new Epoch(number, trainLoss, Double.NaN, Double.NaN, true);
      }
      Evaluation evaluation = Evaluation.of(network, loss, validation, workers);
      double mean = evaluation.lossSum() / (validation.meanWeight() * validation.events());
      if (!Double.isFinite(mean)) {
        throw Divergence.after(network, validation, number);
      }
      double figure = metric.of(evaluation.outputs(), validation);
      return new Epoch(number, trainLoss, mean, figure, mean < bestLoss);
    }

    /// Stopped before the first epoch was done, the weights so far are the best there are.
    private void keepIfFirst() {
      if (bestEpoch == 0) {
        best = parameters.values().clone();
      }
    }
  }
}
