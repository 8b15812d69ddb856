package org.jpsi.core.train;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jpsi.core.data.Dataset;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.eval.Epoch;
import org.jpsi.core.eval.History;
import org.jpsi.core.nn.Layer;
import org.jpsi.core.optim.Optimizer;
import org.jpsi.core.optim.Penalty;
import org.jpsi.core.parallel.ThreadPool;
import org.jpsi.core.random.Rng;
import org.jpsi.core.table.EventBlocks;
import org.jpsi.core.tensor.Parameters;
import org.jspecify.annotations.Nullable;

/// Training session: one training of a network that can be made step by step, watched, changed, and
/// taken up again from a checkpoint. {@link Trainer#fit} runs one from its first step to its last.
///
/// ```java
/// TrainingSession session = trainer.session(train, validation, config);
/// while (!session.done()) {
///   TrainingStep step = session.step();
///   if (step.step() == 1000) {
///     session.learningRate(session.learningRate() / 2);
///   }
/// }
/// History history = session.finish();
/// ```
///
/// Step by step, epoch by epoch or in one {@link #run} it computes the same bits. Between two calls
/// nothing happens, so that is where a training pauses, and where its weights may be read. One
/// thread at a time; on several ranks ({@link Collective}) all make the same calls.
public final class TrainingSession {
  private final Layer network;
  private final Dataset train;
  private final TrainingConfig config;
  private final TrainingListener listener;
  private final @Nullable Consumer<Checkpoint> checkpoints;
  private final Collective collective;
  private final Rng rng;
  private final FrozenParameters frozen;
  private final Parameters parameters;
  final OptimizerStep optimizerStep;
  private final EpochLosses losses;
  private final ShardedStep sharded;
  private final StatisticsCalibration calibration;
  final ModelSelection selection;
  private final double meanWeight;
  private final double meanMagnitude;
  private final BatchStatistics statistics;
  final Cuts batches;
  private final LearningRate rate;
  private final boolean member;
  private final List<Epoch> epochs = new ArrayList<>();
  // The current epoch: its order of events, how many were trained on, their losses.
  private int[] order = {};
  private final SpareOrders orders;
  private int position;
  private double lossSum;
  private boolean stopped;
  private boolean finished;
  // Of a member of an ensemble: its epoch that has ended and is not completed yet.
  private @Nullable Epoch ended;

  TrainingSession(Trainer trainer, Dataset train, Dataset validation, TrainingConfig config) {
    ChildrenCheck.of(trainer.network);
    int outputs =
        trainer.member
            ? trainer.network.outputs(train.inputShapes()).count()
            : DatasetCheck.ofBoth(train, validation, trainer.network, trainer.loss);
    this.network = trainer.network;
    this.train = train;
    this.config = config;
    this.listener = trainer.listener;
    this.checkpoints = trainer.checkpoints;
    this.collective = trainer.collective;
    this.rng = Rng.of(config.seed());
    this.meanWeight = train.positiveMeanWeight("Trainer");
    this.meanMagnitude = train.meanMagnitude();
    this.statistics = BatchStatistics.of(network);
    this.batches = statistics.batches(train.events(), config.batch());
    this.member = trainer.member;
    this.orders = trainer.orders == null ? new SpareOrders(train.events()) : trainer.orders;
    DatasetCheck.demandWatched(config.schedule(), validation);
    this.frozen = FrozenParameters.of(network);
    if (!trainer.warmStart && trainer.resumed == null) {
      frozen.initializeOthers(network, rng.child("weights"));
    }
    ThreadPool pool = ThreadPool.of(config.threads());
    this.parameters = Parameters.of(network.parameters());
    this.optimizerStep =
        new OptimizerStep(parameters, trainer.optimizer, config.updates(), collective);
    long steps = (long) batches.count() * config.epochs();
    this.rate = new LearningRate(optimizerStep, config.schedule(), steps);
    this.losses = new EpochLosses(trainer.loss, config.epochs());
    this.sharded =
        new ShardedStep(
            network, losses.of(1), parameters, config.gradientAccumulators(), pool, collective);
    this.calibration = StatisticsCalibration.of(network, train, rng.child("statistics"));
    this.selection =
        new ModelSelection(
            trainer, outputs, train, validation, calibration, config, pool, optimizerStep);
    if (trainer.resumed != null) {
      resume(trainer.resumed);
    }
  }

  /// Trains on the next batch of the epoch. After the last batch the epoch is validated and ended.
  ///
  /// @throws DivergedException where the loss is NaN or infinite, or weights at an epoch's end are
  /// @throws IllegalStateException where the training is {@link #done}
  public TrainingStep step() {
    int from = position;
    TrainingStep step = tryStep();
    if (!step.isFinite()) {
      int number = from / config.batch();
      int[] events = Arrays.copyOfRange(order, from, batches.end(number));
      throw Divergence.of(
          network, train, events, dropout(step.step() - 1), step.epoch(), number + 1);
    }
    return step;
  }

  /// The same; a loss that is not finite is told by the result alone.
  TrainingStep tryStep() {
    if (done()) {
      throw new IllegalStateException("TrainingSession: the training is done");
    }
    if (position == 0) {
      sharded.minimize(losses.of(epochs.size() + 1));
      order = order.length == 0 ? orders.take() : order;
      EventBlocks.order(train.events(), rng.child("shuffle").child(epochs.size() + 1), order);
      lossSum = 0;
    }
    int from = position;
    int to = batches.end(from / config.batch());
    TrainingStep step = update(train.inEpoch(epochs.size() + 1), order, from, to, to);
    if (step.isFinite()) {
      position = to;
      lossSum += step.lossSum();
      tell(step);
      if (position == train.events() && !stopped) {
        endEpoch();
      }
    }
    return step;
  }

  /// Trains on events of one's own choice, `order[from]` to `order[to - 1]` of a dataset, for
  /// custom training loops. It counts as a step, for the schedule too, but not to the epoch. Where
  /// the loss is not finite, the weights are not updated.
  ///
  /// @param events with inputs, targets and spectators as the training events have them
  /// @throws IllegalStateException where the training was finished or stopped
  /// @throws IllegalArgumentException where there is no event in the batch, or none of that number
  public TrainingStep step(Dataset events, int[] order, int from, int to) {
    if (stopped || finished) {
      throw new IllegalStateException("TrainingSession: the training is done");
    }
    DatasetCheck.batch(train, events, order, from, to);
    statistics.demandEvents("step", to - from);
    TrainingStep step = update(events, order, from, to, position);
    tell(step);
    return step;
  }

  private void tell(TrainingStep step) {
    sharded.tellEager(listener);
    listener.step(step);
    stopped = collective.any(listener.stop());
  }

  private TrainingStep update(Dataset events, int[] rows, int from, int to, long seen) {
    parameters.requireUnfrozen();
    frozen.requireFrozen();
    long step = optimizerStep.state().step();
    double sum = sharded.lossAndGradient(events, rows, from, to, dropout(step));
    double factor = rate.factor();
    if (Double.isFinite(sum)) {
      // By magnitude: weights of both signs add up to little, the gradients of events do not.
      double magnitude = (to - from) * meanMagnitude;
      optimizerStep.step(sharded.lanes(), (float) (1 / magnitude), factor);
      rate.used(factor);
    } else {
      optimizerStep.skip();
    }
    double mean = sum / ((to - from) * meanWeight);
    return new TrainingStep(
        step + 1, epochs.size() + 1, seen, sum, mean, optimizerStep.rate(factor));
  }

  private Rng dropout(long step) {
    return rng.child("dropout").child(step);
  }

  private void endEpoch() {
    orders.give(order);
    order = new int[0];
    int number = epochs.size() + 1;
    Divergence.demandFiniteWeights(network, number);
    optimizerStep.gatherAverage();
    config
        .updates()
        .averaging()
        .epoch(optimizerStep.average(), parameters.toArray(), number, config.epochs());
    ModelSelection.Figures figures = selection.validate(number);
    Epoch epoch =
        new Epoch(
            number,
            lossSum / (meanWeight * train.events()),
            figures.loss(),
            figures.metric(),
            figures.best(),
            rate.last(),
            figures.penalty());
    if (member) {
      ended = epoch;
    } else {
      complete(epoch);
    }
  }

  /// Completes an epoch: that of this training, or of the ensemble whose member it is.
  void complete(Epoch epoch) {
    epochs.add(epoch);
    ended = null;
    sharded.proveAgain();
    position = 0;
    rate.reduce(losses.since(epochs), selection.isSigned());
    // A checkpoint is gathered from all ranks, whoever wants it.
    if (collective.any(checkpoints != null)) {
      Checkpoint checkpoint = checkpoint();
      if (checkpoints != null) {
        checkpoints.accept(checkpoint);
      }
    }
    listener.epoch(epoch);
  }

  /// Trains to the end of the epoch and validates. Empty where the training was stopped before.
  ///
  /// @throws DivergedException where a loss is NaN or infinite
  /// @throws IllegalStateException where the training is {@link #done}
  public Optional<Epoch> epoch() {
    int before = epochs.size();
    do {
      step();
    } while (epochs.size() == before && !stopped);
    return epochs.size() == before ? Optional.empty() : Optional.of(epochs.getLast());
  }

  /// Trains to the end and finishes.
  ///
  /// @throws DivergedException where a loss is NaN or infinite
  public History run() {
    while (!done()) {
      step();
    }
    return finish();
  }

  /// Whether there is nothing left to do but to finish: all epochs are completed, the validation
  /// loss no longer decreases, or the listener (of any rank) stopped the training.
  public boolean done() {
    return finished
        || stopped
        || (position == 0
            && (epochs.size() >= config.epochs() || selection.isOutOfPatience(epochs.size())));
  }

  /// Finishes the training, done or not: leaves the network with the weights of the best epoch (of
  /// the last where there are no validation events, the present ones before the end of the first),
  /// calibrated.
  public History finish() {
    stopped |= !done();
    if (!finished) {
      optimizerStep.gatherAverage();
      selection.select(optimizerStep.state().step());
      finished = true;
    }
    return new History(epochs, selection.bestEpoch(), config.stopReason(stopped, epochs.size()));
  }

  /// Calibrates the network's buffers, the statistics of batch normalization, on training events:
  /// before the network is used between two steps. Epochs and {@link #finish} do so by themselves.
  public void calibrate() {
    calibration.run();
  }

  /// A member's epoch that has ended, until the ensemble {@link #complete}s it.
  Optional<Epoch> ended() {
    return Optional.ofNullable(ended);
  }

  /// The epochs completed so far.
  public List<Epoch> epochs() {
    return List.copyOf(epochs);
  }

  /// The learning rate of the next step: the optimizer's, times the schedule's factor, times what
  /// {@link #learningRate(double)} changed.
  public double learningRate() {
    return rate.next();
  }

  /// Changes the learning rate from the next step on. The schedule goes on from there: what is kept
  /// is the ratio to the rate that it had. A {@link #checkpoint} holds it.
  ///
  /// @throws IllegalArgumentException where the rate is not greater than 0 or, at this step, the
  ///   schedule's factor is 0
  public void learningRate(double next) {
    rate.change(next);
    sharded.proveSoon();
  }

  /// The penalty on the weights.
  public Penalty penalty() {
    return optimizerStep.penalty();
  }

  /// Changes the penalty from the next step on. A {@link #checkpoint} holds it.
  public void penalty(Penalty penalty) {
    optimizerStep.penalty(penalty);
    sharded.proveSoon();
  }

  /// The parameters that are trained, with their present values: not a copy.
  public Parameters parameters() {
    return parameters;
  }

  /// The gradient by which the weights were updated last, a copy, in the order of {@link
  /// #parameters}: of the batch's mean loss by weight magnitude, with penalty, clipped. Zeros
  /// before the first step, NaN after one whose loss is not finite.
  public float[] gradient() {
    return sharded.lanes().scaled(optimizerStep.rest());
  }

  /// Checkpoint of the training between two epochs, a copy of its own.
  ///
  /// @throws IllegalStateException within an epoch, or after {@link #finish}, which leaves the
  ///   weights of the best epoch and not those that a training goes on from
  public Checkpoint checkpoint() {
    if (finished) {
      throw new IllegalStateException(
          "TrainingSession: expected a training that is not finished, for a checkpoint; take it"
              + " after the last epoch, before `finish`");
    }
    if (position > 0) {
      throw new IllegalStateException(
          "TrainingSession: expected the end of an epoch, for a checkpoint, found "
              + (position + " events of the next one trained on"));
    }
    return present().copy();
  }

  /// The same; its arrays are those of the training, which go on changing.
  Checkpoint present() {
    optimizerStep.gather();
    return new Checkpoint(
        List.copyOf(epochs),
        selection.bestEpoch(),
        parameters.toArray(),
        selection.best(),
        new TreeMap<>(optimizerStep.state().arrays()),
        optimizerStep.state().step(),
        optimizerStep.average(),
        rate.userFactor(),
        optimizerStep.penalty());
  }

  /// Goes on from a checkpoint of the same training, wherever this session is.
  ///
  /// @throws InputException where it is of another network or optimizer; nothing is changed then
  public void resume(Checkpoint checkpoint) {
    Optimizer.State state = optimizerStep.state();
    float[] average = optimizerStep.average();
    checkpoint.demandFits(parameters.size(), state.arrays().keySet(), average.length);
    parameters.set(checkpoint.parameters());
    state.restore(checkpoint.optimizer(), checkpoint.step());
    System.arraycopy(checkpoint.average(), 0, average, 0, average.length);
    selection.restore(checkpoint);
    rate.userFactor(checkpoint.rateFactor());
    optimizerStep.penalty(checkpoint.penalty());
    epochs.clear();
    epochs.addAll(checkpoint.epochs());
    sharded.proveAgain();
    rate.reduce(losses.since(epochs), selection.isSigned());
    position = 0;
    ended = null;
    stopped = false;
    finished = false;
  }
}
