package org.jpsi.core.train;

import java.util.Objects;
import java.util.Optional;
import org.jpsi.core.data.Dataset;
import org.jpsi.core.loss.Loss;
import org.jpsi.core.nn.Layer;
import org.jpsi.core.nn.Sequential;
import org.jpsi.core.parallel.ThreadPool;
import org.jpsi.core.tensor.Parameters;
import org.jspecify.annotations.Nullable;

/// Model selection of a training: validates after every epoch, with the averaged weights where
/// there are any, and keeps the weights of the best epoch ({@link EpochJudge}; of the last where
/// there are no validation events). A member of an ensemble does not judge: it has predictions and
/// weights ready, and is told whether to {@link #keep} them.
final class ModelSelection {
  private final Layer network;
  private final Loss loss;
  private final EpochLosses losses;
  private final Dataset validation;
  private final StatisticsCalibration calibration;
  private final TrainingConfig config;
  private final ThreadPool pool;
  private final Parameters parameters;
  private final OptimizerStep optimizerStep;
  // Null in a member of an ensemble.
  private final @Nullable EpochJudge judge;
  private final boolean builtIn;
  private final boolean signed;
  private final Optional<NegativeLossWatch> watch;
  private final float[] average;
  private final float[] best;
  private int bestEpoch;
  private float[] candidate = {};
  private @Nullable Predictions predictions;

  ModelSelection(
      Trainer trainer,
      int outputs,
      Dataset train,
      Dataset validation,
      StatisticsCalibration calibration,
      TrainingConfig config,
      ThreadPool pool,
      OptimizerStep optimizerStep) {
    this.network = trainer.network;
    this.loss = trainer.loss.judged();
    this.losses = new EpochLosses(loss, config.epochs());
    this.judge =
        trainer.member
            ? null
            : new EpochJudge(trainer, outputs, train, validation, false, config.epochs());
    this.builtIn = ForeignClasses.of(network, loss).isEmpty();
    // Of a member all events of the ensemble: those it is trained on and those it holds out.
    this.signed = SignedSelection.of(loss, train, validation, outputs).isPresent();
    this.watch = NegativeLossWatch.of(trainer, train, config, pool);
    this.validation = validation;
    this.calibration = calibration;
    this.config = config;
    this.pool = pool;
    this.parameters = optimizerStep.parameters();
    this.average = optimizerStep.average();
    this.optimizerStep = optimizerStep;
    this.best = parameters.toArray();
  }

  /// Figures of the validation events, and the penalty of the weights they were validated with.
  ///
  /// @param best whether the epoch is the best so far
  record Figures(double loss, double metric, double penalty, boolean best) {}

  /// Validates after epoch `number` and keeps the weights where they are the best so far.
  Figures validate(int number) {
    boolean averaged = hasAverage(optimizerStep.state().step(), number);
    float[] weights = parameters.toArray();
    candidate = averaged ? average : weights;
    if (averaged) {
      parameters.set(average);
    }
    try {
      Figures figures = figures(number);
      if (figures.best) {
        keep(number);
      }
      watch.ifPresent(training -> training.look(number));
      return figures;
    } finally {
      if (averaged) {
        parameters.set(weights);
      }
    }
  }

  private Figures figures(int number) {
    double penalty = optimizerStep.penaltyValue();
    if (validation.events() == 0) {
      return new Figures(Double.NaN, Double.NaN, penalty, judge != null);
    }
    Predictions now = predict();
    if (!Double.isFinite(now.lossSum())) {
      throw Divergence.inValidation(network, validation, number);
    }
    if (judge == null) {
      predictions = now;
      return new Figures(Double.NaN, Double.NaN, penalty, false);
    }
    EpochJudge.Verdict verdict = judge.judge(number, now);
    return new Figures(verdict.loss(), verdict.metric(), penalty, verdict.best());
  }

  private Predictions predict() {
    calibration.run();
    // Members validate side by side: tensors of each would be in memory at a time.
    int batch = loss.validationBatch(config.batch(), validation.events());
    if (judge == null && builtIn && network instanceof Sequential sequential) {
      return Predictions.scored(sequential, loss, validation, batch, pool);
    }
    return Predictions.of(network, loss, validation, batch, pool);
  }

  /// Whether weights have both signs, so that a bounded figure judges epochs and not the loss.
  boolean isSigned() {
    return signed;
  }

  /// The predictions that a member of an ensemble made for its validation events.
  Predictions predictions() {
    return Objects.requireNonNull(predictions);
  }

  /// Keeps the weights that were validated last, those of epoch `number`.
  void keep(int number) {
    System.arraycopy(candidate, 0, best, 0, best.length);
    bestEpoch = number;
  }

  private boolean hasAverage(long steps, int epoch) {
    return average.length > 0
        && config.updates().averaging().hasAverage(steps, epoch, config.epochs());
  }

  /// Whether there was no better epoch for so many that training stops early.
  boolean isOutOfPatience(int epochs) {
    return config.patience() > 0
        && validation.events() > 0
        && losses.isOutOfPatience(epochs, bestEpoch, config.patience());
  }

  /// Leaves the network with the weights of the best epoch; before the end of the first one, with
  /// the present weights or their moving average.
  ///
  /// @param steps done
  void select(long steps) {
    if (bestEpoch == 0) {
      float[] chosen = hasAverage(steps, 0) ? average : parameters.toArray();
      System.arraycopy(chosen, 0, best, 0, best.length);
    }
    parameters.set(best);
    calibration.run();
  }

  /// The weights of the best epoch: the array itself.
  float[] best() {
    return best;
  }

  /// The best epoch's number; 0 before the end of the first one.
  int bestEpoch() {
    return bestEpoch;
  }

  /// Goes back to where a checkpoint was.
  void restore(Checkpoint checkpoint) {
    System.arraycopy(checkpoint.best(), 0, best, 0, best.length);
    bestEpoch = checkpoint.bestEpoch();
    if (judge != null) {
      judge.restore(checkpoint, this::bestPredictions);
    }
  }

  /// Predictions for the validation events with the weights of the best epoch.
  Predictions bestPredictions() {
    float[] present = parameters.toArray();
    parameters.set(best);
    try {
      return predict();
    } finally {
      parameters.set(present);
      calibration.run();
    }
  }
}
