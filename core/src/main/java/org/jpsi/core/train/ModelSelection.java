package org.jpsi.core.train;

import java.util.Optional;
import org.jpsi.core.data.Dataset;
import org.jpsi.core.eval.Metric;
import org.jpsi.core.loss.HeadLosses;
import org.jpsi.core.loss.Loss;
import org.jpsi.core.nn.Layer;
import org.jpsi.core.parallel.ThreadPool;
import org.jpsi.core.tensor.Parameters;

/// Model selection of a training: validates after every epoch, with the averaged weights where
/// there are any, and keeps the weights of the best epoch (of the last where there are no
/// validation events). The best is that of the lowest loss, where weights have both signs that of
/// the best bounded figure ({@link SignedSelection}).
final class ModelSelection {
  private final Layer network;
  private final Loss loss;
  private final TrainingListener listener;
  private final Metric metric;
  private final Dataset validation;
  private final StatisticsCalibration calibration;
  private final TrainingConfig config;
  private final ThreadPool pool;
  private final Parameters parameters;
  private final OptimizerStep optimizerStep;
  private final Optional<SignedSelection> signed;
  private final Optional<NegativeLossWatch> watch;
  private final float[] average;
  private final float[] best;
  private int bestEpoch;
  private double bestLoss = Double.POSITIVE_INFINITY;

  ModelSelection(
      Trainer trainer,
      int outputs,
      Dataset train,
      Dataset validation,
      StatisticsCalibration calibration,
      TrainingConfig config,
      ThreadPool pool,
      Parameters parameters,
      OptimizerStep optimizerStep) {
    this.network = trainer.network;
    this.loss = trainer.loss;
    this.listener = trainer.listener;
    this.metric = trainer.metric;
    this.signed = SignedSelection.of(loss, train, validation, outputs);
    this.watch = NegativeLossWatch.of(trainer, train, config, pool);
    this.validation = validation;
    this.calibration = calibration;
    this.config = config;
    this.pool = pool;
    this.parameters = parameters;
    this.average = optimizerStep.average();
    this.optimizerStep = optimizerStep;
    this.best = parameters.toArray();
  }

  /// Figures of the validation events, and the penalty of the weights they were validated with.
  ///
  /// @param best whether the loss is the lowest so far
  record Figures(double loss, double metric, double penalty, boolean best) {}

  /// Validates after epoch `number` and keeps the weights where they are the best so far.
  Figures validate(int number) {
    boolean averaged = hasAverage(optimizerStep.state().step(), number);
    float[] weights = parameters.toArray();
    float[] validated = averaged ? average : weights;
    if (averaged) {
      parameters.set(average);
    }
    try {
      Figures figures = figures(number);
      if (figures.best) {
        System.arraycopy(validated, 0, best, 0, best.length);
        bestEpoch = number;
        bestLoss = figures.loss;
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
      return new Figures(Double.NaN, Double.NaN, penalty, true);
    }
    calibration.run();
    Predictions predictions = Predictions.of(network, loss, validation, config.batch(), pool);
    double mean = predictions.meanLoss(validation);
    if (!Double.isFinite(mean)) {
      throw Divergence.inValidation(network, validation, number);
    }
    if (loss instanceof HeadLosses heads) {
      listener.heads(number, predictions.headLosses(heads, validation));
    }
    double figure = metric.of(predictions.outputs(), validation.targets(), validation.weights());
    return new Figures(mean, figure, penalty, isBest(predictions, mean));
  }

  private boolean isBest(Predictions predictions, double mean) {
    if (signed.isEmpty()) {
      return mean < bestLoss;
    }
    double[] figures = signed.get().figures(predictions);
    boolean better = signed.get().isBetter(figures);
    if (better) {
      signed.get().keep(figures);
    }
    return better;
  }

  private boolean hasAverage(long steps, int epoch) {
    return average.length > 0
        && config.updates().averaging().hasAverage(steps, epoch, config.epochs());
  }

  /// Whether there was no better epoch for so many that training stops early.
  boolean isOutOfPatience(int epochs) {
    return config.patience() > 0
        && validation.events() > 0
        && epochs - bestEpoch >= config.patience();
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
    bestLoss =
        bestEpoch == 0
            ? Double.POSITIVE_INFINITY
            : checkpoint.epochs().get(bestEpoch - 1).validationLoss();
    signed.ifPresent(selection -> selection.keep(bestFigures(selection)));
  }

  // Those of the best weights, computed again: a checkpoint has no figures of events.
  private double[] bestFigures(SignedSelection selection) {
    if (bestEpoch == 0) {
      return new double[0];
    }
    float[] present = parameters.toArray();
    parameters.set(best);
    try {
      calibration.run();
      return selection.figures(Predictions.of(network, loss, validation, config.batch(), pool));
    } finally {
      parameters.set(present);
      calibration.run();
    }
  }
}
