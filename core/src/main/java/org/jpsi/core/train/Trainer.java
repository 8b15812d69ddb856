package org.jpsi.core.train;

import java.util.Locale;
import java.util.function.Consumer;
import org.jpsi.core.data.Dataset;
import org.jpsi.core.data.Preprocessing;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.eval.History;
import org.jpsi.core.eval.LearningRateFinderResult;
import org.jpsi.core.eval.Metric;
import org.jpsi.core.events.EventParts;
import org.jpsi.core.loss.Loss;
import org.jpsi.core.nn.Layer;
import org.jpsi.core.nn.Sequential;
import org.jpsi.core.optim.Optimizer;
import org.jpsi.core.optim.Schedule;
import org.jpsi.core.parallel.ThreadBudget;
import org.jspecify.annotations.Nullable;

/// Trainer of a network by mini-batch gradient descent: shuffles every epoch, validates after it,
/// stops early, and keeps the weights of the best epoch.
///
/// ```java
/// Trainer.of(net, BinaryCrossEntropy.of(), Adam.of(1e-3)).epochs(20).fit(train, validation);
/// ```
///
/// A training begins from initial weights drawn from the seed, whatever weights the network has
/// (frozen ones keep their values); with {@link #warmStart} it begins from those. {@link #session}
/// gives the training to be made step by step.
///
/// The gradient of a batch of n events is that of `sum w l / (n W)`, where W is the training part's
/// mean weight magnitude: a batch of large weights takes a larger step, and scaling all weights
/// changes nothing. Losses that are reported are `sum w l / sum w`, which is the same where no
/// weight is negative.
///
/// Where weights have both signs the loss has no lower bound. The best epoch is then that of the
/// best bounded figure of the validation events, for classes the Brier score ({@link
/// org.jpsi.core.eval.BrierScore}), not that of the lowest loss, and a listener is told of a class
/// whose loss falls below zero ({@link TrainingListener#negativeLoss}).
public final class Trainer {
  final Layer network;
  final Loss loss;
  final Optimizer optimizer;
  private TrainingConfig config = TrainingConfig.DEFAULT.withThreads(ThreadBudget.threads());
  Metric metric = Metric.NONE;
  TrainingListener listener = TrainingListener.SILENT;
  Collective collective = Collective.SINGLE;
  boolean warmStart;
  // Whether it trains a member of an ensemble, which is judged together with the others.
  boolean member;
  // Those that members share; null where it trains one network.
  @Nullable SpareOrders orders;
  @Nullable Consumer<Checkpoint> checkpoints;
  @Nullable Checkpoint resumed;

  private Trainer(Layer network, Loss loss, Optimizer optimizer) {
    this.network = network;
    this.loss = loss;
    this.optimizer = optimizer;
  }

  public static Trainer of(Layer network, Loss loss, Optimizer optimizer) {
    return new Trainer(network, loss, optimizer);
  }

  /// Sets all of the configuration at once.
  public Trainer config(TrainingConfig all) {
    config = all;
    return this;
  }

  /// Sets the largest number of passes over the training events.
  public Trainer epochs(int number) {
    return config(config.withEpochs(number));
  }

  /// Sets the batch size: events per step.
  public Trainer batch(int events) {
    return config(config.withBatch(events));
  }

  /// Sets after how many epochs without a better validation loss training stops; 0 never stops
  /// early.
  public Trainer patience(int epochs) {
    return config(config.withPatience(epochs));
  }

  /// Sets the learning-rate schedule.
  public Trainer schedule(Schedule schedule) {
    return config(config.withSchedule(schedule));
  }

  /// Sets the seed of initial weights, shuffling and dropout.
  public Trainer seed(long seed) {
    return config(config.withSeed(seed));
  }

  /// Sets the number of threads, by default the process's {@link ThreadBudget}; it changes the
  /// speed, never the result.
  public Trainer threads(int number) {
    return config(config.withThreads(number));
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

  /// Begins from the weights that the network has (fine-tuning; `warm_start` in scikit-learn),
  /// instead of drawing initial ones.
  public Trainer warmStart() {
    warmStart = true;
    return this;
  }

  /// Resumes from a checkpoint of the same training instead of initializing the weights. A
  /// checkpoint has no frozen parameters: the network has theirs, as when the training began.
  public Trainer resume(Checkpoint checkpoint) {
    resumed = checkpoint;
    return this;
  }

  /// Trains together with other ranks, each of which calls this with its own.
  public Trainer collective(Collective ranks) {
    collective = ranks;
    return this;
  }

  /// Trains with the settings of this trainer: see {@link #fit(Dataset, Dataset, TrainingConfig)}.
  public History fit(Dataset train, Dataset validation) {
    return fit(train, validation, config);
  }

  /// Fits the network to labeled events: their classes are the task, of two classes the signal is
  /// chosen by {@link org.jpsi.core.task.ClassNames#signal}, and the training weights are balanced
  /// between classes. The model shares the network. Where no metric is set, it is the AUC or the
  /// accuracy.
  ///
  /// @param preprocessing fitted to the training events
  /// @throws InputException where events have no label or only one, a class has weights without a
  ///   positive sum, the network's outputs are not those of the classes, or as {@link #fit}
  public Fit fit(Preprocessing preprocessing, EventParts parts) {
    EventFit events = new EventFit(preprocessing, parts);
    Sequential whole = network instanceof Sequential all ? all : Sequential.of(network);
    events.require(whole, loss);
    Metric set = metric;
    metric = set == Metric.NONE ? events.metric() : set;
    try {
      History history = fit(events.train(), events.validation());
      return new Fit(events.model(whole, words()), history);
    } finally {
      metric = set;
    }
  }

  private String words() {
    return String.format(
        Locale.ROOT,
        "%s by %s, %d epochs of batches of %d, patience %d, seed %d",
        loss.name(),
        optimizer.name(),
        config.epochs(),
        config.batch(),
        config.patience(),
        config.seed());
  }

  /// Trains, and leaves the network with the weights of the best epoch (of the last where there are
  /// no validation events). Initial weights are drawn anew, but see {@link #warmStart}.
  ///
  /// @throws DivergedException where a loss is NaN or infinite
  /// @throws InputException where an input, weight or target is not finite or a target is outside
  ///   the loss's range, the schedule reduces on a plateau and there are no validation events, or a
  ///   parameter group matches no parameter
  /// @throws IllegalArgumentException where the training weights' mean is not positive
  public History fit(Dataset train, Dataset validation, TrainingConfig config) {
    return session(train, validation, config).run();
  }

  /// The training that {@link #fit} makes, before its first step. The trainer may be changed and
  /// used again; the session keeps what it was made with.
  ///
  /// @throws InputException as {@link #fit}
  /// @throws IllegalArgumentException as {@link #fit}
  public TrainingSession session(Dataset train, Dataset validation, TrainingConfig config) {
    return new TrainingSession(this, train, validation, config);
  }

  /// Learning-rate range test (Smith, arXiv:1506.01186, section 3.3): trains from initial weights
  /// (with {@link #warmStart} from those that the network has) while the learning rate grows by a
  /// constant factor from batch to batch, until the loss diverges. Takes batch size, seed and
  /// update rule from the config, except schedule and averaging. The network is left with the
  /// weights from which it began.
  public LearningRateFinderResult findLearningRate(Dataset train, TrainingConfig config) {
    Trainer plain = Trainer.of(network, loss, optimizer).collective(collective);
    plain.warmStart = warmStart;
    return LearningRateFinder.run(plain, train, config);
  }
}
