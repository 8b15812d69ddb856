package org.jpsi.core.train;

import java.util.Optional;
import java.util.function.Supplier;
import org.jpsi.core.data.Dataset;
import org.jpsi.core.eval.Metric;
import org.jpsi.core.loss.HeadLosses;
import org.jpsi.core.loss.Loss;

/// Judgement of epochs by predictions for events that were not trained on: whether one is the best
/// so far. The best is that of the lowest loss, where weights have both signs that of the best
/// bounded figure ({@link SignedSelection}).
final class EpochJudge {
  private final Loss loss;
  private final Metric metric;
  private final TrainingListener listener;
  private final Dataset events;
  private final Optional<SignedSelection> signed;
  private double bestLoss = Double.POSITIVE_INFINITY;

  /// @param width outputs of the network per event
  /// @param events those that predictions are for
  EpochJudge(Trainer trainer, int width, Dataset train, Dataset events) {
    this.loss = trainer.loss;
    this.metric = trainer.metric;
    this.listener = trainer.listener;
    this.events = events;
    this.signed = SignedSelection.of(loss, train, events, width);
  }

  /// Judgement of an epoch.
  ///
  /// @param best whether it is the best so far
  record Verdict(double loss, double metric, boolean best) {}

  /// Judges epoch `number` by predictions of a finite loss.
  Verdict judge(int number, Predictions predictions) {
    if (loss instanceof HeadLosses heads) {
      listener.heads(number, predictions.headLosses(heads, events));
    }
    double mean = predictions.meanLoss(events);
    boolean best = isBest(predictions, mean);
    if (best) {
      bestLoss = mean;
    }
    double figure = metric.of(predictions.outputs(), events.targets(), events.weights());
    return new Verdict(mean, figure, best);
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

  /// Goes back to where a checkpoint was. A checkpoint has no figures of events: they are computed
  /// again where they are needed.
  ///
  /// @param best predictions with the weights of the best epoch
  void restore(Checkpoint checkpoint, Supplier<Predictions> best) {
    int number = checkpoint.bestEpoch();
    bestLoss =
        number == 0
            ? Double.POSITIVE_INFINITY
            : checkpoint.epochs().get(number - 1).validationLoss();
    signed.ifPresent(
        selection -> selection.keep(number == 0 ? new double[0] : selection.figures(best.get())));
  }
}
