package org.jpsi.core.train;

import java.util.Optional;
import org.jpsi.core.data.Dataset;
import org.jpsi.core.loss.Loss;
import org.jpsi.core.loss.QuantileLoss;
import org.jpsi.core.loss.TargetRange;
import org.jpsi.core.table.EventBlocks;
import org.jpsi.core.tensor.Shape;
import org.jpsi.core.tensor.Tensor;

/// Selection of the best epoch where weights have both signs. A loss has no lower bound then: the
/// network that diverged furthest may have the lowest. A bounded figure decides in its place, to
/// which an event adds no more than a multiple of its weight, whatever is predicted:
///
/// - of probabilities the squared error, whose mean is the Brier score;
/// - of other targets the squared error of each, in units of its variance, where an error counts as
///   no more than {@link #LARGEST} standard deviations (winsorized);
/// - of quantiles the pinball loss, in units of the standard deviation, winsorized likewise.
///
/// A later epoch replaces the one that was kept where its figure is lower by more than one standard
/// error of the difference on the same events (the one-standard-error rule of Breiman et al.,
/// Classification and Regression Trees, 1984, section 3.4.3).
final class SignedSelection {
  // Errors that a network in use makes are smaller: at one deviation, bold predictions that are
  // wrong would cost no more than cautious ones.
  private static final double LARGEST = 3;

  private final Loss loss;
  private final int outputs;
  private final float[] targets;
  private final float[] weights;
  private final double[] variances;
  private double[] best = {};

  private SignedSelection(Loss loss, Dataset validation) {
    this.loss = loss;
    this.outputs = validation.outputs();
    this.targets = validation.targets();
    this.weights = validation.weights();
    this.variances = variances();
  }

  /// Empty where no weight is negative, or the figure is not defined: there are no validation
  /// events, or a loss of the user's does not add up over events or predicts fewer numbers than
  /// there are targets.
  ///
  /// @param width outputs of the network per event
  static Optional<SignedSelection> of(Loss loss, Dataset train, Dataset validation, int width) {
    if (validation.events() == 0
        || !loss.additive()
        || !(negative(train) || negative(validation))) {
      return Optional.empty();
    }
    int predicted = loss.response(Tensor.zeros(1, width)).count();
    return predicted < validation.outputs() && !loss.targets(width).integer()
        ? Optional.empty()
        : Optional.of(new SignedSelection(loss, validation));
  }

  static boolean negative(Dataset events) {
    for (int i = 0; i < events.events(); i++) {
      if (events.weight(i) < 0) {
        return true;
      }
    }
    return false;
  }

  // The variance of each target, by the magnitude of the weights.
  private double[] variances() {
    int events = weights.length;
    double all = EventBlocks.sum(events, i -> Math.abs(weights[i]));
    double[] squares = new double[outputs];
    for (int t = 0; t < outputs; t++) {
      int at = t;
      double mean =
          EventBlocks.sum(events, i -> Math.abs(weights[i]) * targets[i * outputs + at]) / all;
      double variance =
          EventBlocks.sum(
                  events,
                  i -> {
                    double d = targets[i * outputs + at] - mean;
                    return Math.abs(weights[i]) * d * d;
                  })
              / all;
      squares[t] = variance > 0 ? variance : 1;
    }
    return squares;
  }

  /// The bounded figure of each validation event.
  double[] figures(Predictions predictions) {
    int events = weights.length;
    int width = predictions.width();
    Tensor response = loss.response(Tensor.view(predictions.outputs(), 0, Shape.of(events, width)));
    float[] predicted = response.toArray();
    int each = predicted.length / events;
    TargetRange range = loss.targets(width);
    boolean probability = range.min() == 0 && range.max() == 1;
    double[] figures = new double[events];
    for (int i = 0; i < events; i++) {
      figures[i] =
          range.integer() && width > 1
              ? classes(predicted, i * each, each, (int) targets[i])
              : probability
                  ? squares(predicted, i, each)
                  : loss instanceof QuantileLoss quantiles
                      ? pinball(quantiles, predicted, i)
                      : bounded(predicted, i, each);
    }
    return figures;
  }

  private static double classes(float[] predicted, int first, int classes, int label) {
    double sum = 0;
    for (int k = 0; k < classes; k++) {
      double d = predicted[first + k] - (k == label ? 1 : 0);
      sum += d * d;
    }
    return sum;
  }

  private double squares(float[] predicted, int event, int each) {
    double sum = 0;
    for (int t = 0; t < outputs; t++) {
      double d = predicted[event * each + t] - targets[event * outputs + t];
      sum += d * d;
    }
    return sum / outputs;
  }

  private double bounded(float[] predicted, int event, int each) {
    double sum = 0;
    for (int t = 0; t < outputs; t++) {
      double d = (double) predicted[event * each + t] - targets[event * outputs + t];
      sum += Math.min(LARGEST * LARGEST, d * d / variances[t]);
    }
    return sum / outputs;
  }

  private double pinball(QuantileLoss quantiles, float[] predicted, int event) {
    int levels = quantiles.levels().size();
    double sum = 0;
    for (int t = 0; t < outputs; t++) {
      for (int l = 0; l < levels; l++) {
        double d =
            (double) targets[event * outputs + t] - predicted[(event * outputs + t) * levels + l];
        double level = quantiles.levels().get(l);
        double size = Math.min(LARGEST, Math.abs(d) / Math.sqrt(variances[t]));
        sum += (d > 0 ? level : 1 - level) * size;
      }
    }
    return sum / (outputs * levels);
  }

  /// Whether an epoch of these figures replaces the one that was kept.
  boolean isBetter(double[] figures) {
    if (best.length == 0) {
      return true;
    }
    int events = weights.length;
    double all = EventBlocks.sum(events, i -> weights[i]);
    double mean = EventBlocks.sum(events, i -> weights[i] * (figures[i] - best[i])) / all;
    double variance =
        EventBlocks.sum(
            events,
            i -> {
              double pull = weights[i] * (figures[i] - best[i] - mean);
              return pull * pull;
            });
    return mean < -Math.sqrt(variance) / all;
  }

  /// Takes these figures as those of the epoch that is kept.
  void keep(double[] figures) {
    best = figures;
  }
}
