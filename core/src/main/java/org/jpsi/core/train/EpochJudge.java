package org.jpsi.core.train;

import java.util.Optional;
import java.util.function.Supplier;
import org.jpsi.core.data.Dataset;
import org.jpsi.core.eval.Metric;
import org.jpsi.core.loss.HeadLosses;
import org.jpsi.core.loss.Loss;

/// Judgement of epochs by predictions for events that were not trained on: whether one is the best
/// so far. The best is that of the lowest loss, where weights have both signs that of the best
/// bounded figure ({@link SignedSelection}). Of an ensemble's members it is that of the lowest
/// cross-entropy with the best factor on all logits ({@link TemperatureScaling}): the mean of
/// members is less sure than each of them, and the factor is set at the end. Where the loss changes
/// between epochs, the best one is looked for anew.
final class EpochJudge {
  private final Loss loss;
  private final EpochLosses losses;
  private final Metric metric;
  private final TrainingListener listener;
  private final Dataset events;
  private final Optional<SignedSelection> signed;
  private final boolean scaled;
  private double bestLoss = Double.POSITIVE_INFINITY;

  /// @param width outputs of the network per event
  /// @param events those that predictions are for
  /// @param ensemble whether predictions are of its members
  /// @param epochs largest number of epochs
  EpochJudge(
      Trainer trainer, int width, Dataset train, Dataset events, boolean ensemble, int epochs) {
    this.loss = trainer.loss.judged();
    this.losses = new EpochLosses(loss, epochs);
    this.metric = trainer.metric;
    this.listener = trainer.listener;
    this.events = events;
    this.signed = SignedSelection.of(loss, train, events, width);
    this.scaled =
        ensemble
            && TemperatureScaling.applies(loss)
            && !SignedSelection.negative(train)
            && !SignedSelection.negative(events);
  }

  /// Judgement of an epoch.
  ///
  /// @param loss of the outputs as they are
  /// @param best whether it is the best so far
  record Verdict(double loss, double metric, boolean best) {}

  /// Judges epoch `number` by predictions of a finite loss.
  Verdict judge(int number, Predictions predictions) {
    if (loss instanceof HeadLosses heads) {
      listener.heads(number, predictions.headLosses(heads, events));
    }
    double mean = predictions.meanLoss(events);
    double judged = judged(predictions, mean);
    if (losses.changesIn(number)) {
      restart();
    }
    boolean best = isBest(predictions, judged);
    if (best) {
      bestLoss = judged;
    }
    double figure = metric.of(predictions.outputs(), events.targets(), events.weights());
    return new Verdict(mean, figure, best);
  }

  // What minimized another loss is no longer compared with.
  private void restart() {
    bestLoss = Double.POSITIVE_INFINITY;
    signed.ifPresent(selection -> selection.keep(new double[0]));
  }

  private double judged(Predictions predictions, double mean) {
    return scaled
        ? TemperatureScaling.lowestLoss(predictions.outputs(), predictions.width(), events)
        : mean;
  }

  private boolean isBest(Predictions predictions, double judged) {
    if (signed.isEmpty()) {
      return judged < bestLoss;
    }
    double[] figures = signed.get().figures(predictions);
    boolean better = signed.get().isBetter(figures);
    if (better) {
      signed.get().keep(figures);
    }
    return better;
  }

  /// Goes back to where a checkpoint was. A checkpoint has no figures of events: they are computed
  /// again where they are needed.
  ///
  /// @param best predictions with the weights of the best epoch
  void restore(Checkpoint checkpoint, Supplier<Predictions> best) {
    int number = checkpoint.bestEpoch();
    if (number == 0) {
      bestLoss = Double.POSITIVE_INFINITY;
    } else {
      double mean = checkpoint.epochs().get(number - 1).validationLoss();
      bestLoss = scaled ? judged(best.get(), mean) : mean;
    }
    signed.ifPresent(
        selection -> selection.keep(number == 0 ? new double[0] : selection.figures(best.get())));
  }
}
