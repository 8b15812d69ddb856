package org.jpsi.core.train;

import java.util.List;
import java.util.Optional;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import org.jpsi.core.data.Dataset;
import org.jpsi.core.loss.Loss;
import org.jpsi.core.nn.Linear;
import org.jpsi.core.nn.Sequential;
import org.jpsi.core.parallel.ThreadPool;
import org.jpsi.core.tensor.Parameter;

/// Temperature of an ensemble of classifiers: the factor b on the logits z of all members with
/// which the mean of their probabilities has the lowest cross-entropy on validation events (Guo et
/// al., arXiv:1706.04599; Rahaman and Thiery, arXiv:2007.08792, for ensembles):
///
/// `n / sum w * sum w -ln(mean over members of softmax(b z_m)[y]) + (ln b)^2 / (2 * 0.5^2)`
///
/// The second term, a log-normal prior, keeps few events from saying much. The factor becomes part
/// of each member's last layer, so that a model is what it was, and scores as fast.
final class EnsembleTemperature {
  private static final int MAX_EVENTS = 1 << 15;
  private static final double WIDEST = StrictMath.log(5);
  private static final double PRIOR = 0.5;
  private static final int STEPS = 18;
  private static final double GOLDEN = (Math.sqrt(5) - 1) / 2;

  private final float[][] logits;
  private final int width;
  private final float[] targets;
  private final float[] weights;

  private EnsembleTemperature(float[][] logits, int width, Dataset events) {
    this.logits = logits;
    this.width = width;
    this.targets = events.targets();
    this.weights = events.weights();
  }

  /// Multiplies the last layer of each member by the factor; leaves them where a loss has no
  /// logits, where there are no validation events or ones of negative weight, and where a member
  /// does not end with a linear layer of its own.
  ///
  /// @param validation of which every so many are used, where there are more than needed
  static void set(List<Sequential> members, Loss loss, Dataset validation, ThreadPool pool) {
    if (validation.events() == 0
        || !TemperatureScaling.applies(loss)
        || SignedSelection.negative(validation)
        || !(validation.meanWeight() > 0)
        || members.stream().anyMatch(member -> last(member).isEmpty())) {
      return;
    }
    int every = Math.ceilDiv(validation.events(), MAX_EVENTS);
    Dataset events =
        validation.view(
            IntStream.iterate(0, i -> i < validation.events(), i -> i + every).toArray());
    float[][] logits = new float[members.size()][];
    int width = 0;
    for (int m = 0; m < logits.length; m++) {
      Predictions predictions =
          Predictions.scored(members.get(m), loss, events, events.events(), pool);
      logits[m] = predictions.outputs();
      width = predictions.width();
    }
    if (!(events.meanWeight() > 0)) {
      return;
    }
    float factor = (float) factor(logits, width, events);
    for (Sequential member : members) {
      Linear layer = last(member).orElseThrow();
      scale(layer.weight(), factor);
      scale(layer.bias(), factor);
    }
  }

  /// The factor of the lowest loss, between 1/5 and 5.
  ///
  /// @param logits of each member, `[events, width]`
  static double factor(float[][] logits, int width, Dataset events) {
    return new EnsembleTemperature(logits, width, events).factor();
  }

  private static Optional<Linear> last(Sequential member) {
    return member.layers().getLast() instanceof Linear linear
            && !linear.weight().frozen()
            && !linear.bias().frozen()
        ? Optional.of(linear)
        : Optional.empty();
  }

  private static void scale(Parameter parameter, float factor) {
    float[] values = parameter.tensor().toArray();
    for (int i = 0; i < values.length; i++) {
      values[i] *= factor;
    }
    parameter.set(values);
  }

  // Golden section over the logarithm.
  private double factor() {
    DoubleUnaryOperator loss = this::loss;
    double low = -WIDEST;
    double high = WIDEST;
    double left = high - GOLDEN * (high - low);
    double right = low + GOLDEN * (high - low);
    double atLeft = loss.applyAsDouble(left);
    double atRight = loss.applyAsDouble(right);
    for (int step = 0; step < STEPS; step++) {
      if (atLeft <= atRight) {
        high = right;
        right = left;
        atRight = atLeft;
        left = high - GOLDEN * (high - low);
        atLeft = loss.applyAsDouble(left);
      } else {
        low = left;
        left = right;
        atLeft = atRight;
        right = low + GOLDEN * (high - low);
        atRight = loss.applyAsDouble(right);
      }
    }
    return StrictMath.exp((low + high) / 2);
  }

  private double loss(double logarithm) {
    double factor = StrictMath.exp(logarithm);
    double sum = 0;
    double total = 0;
    for (int i = 0; i < weights.length; i++) {
      double probability = 0;
      for (float[] member : logits) {
        probability +=
            width == 1
                ? sigmoid(factor * (targets[i] > 0.5 ? member[i] : -member[i]))
                : softmax(member, i * width, (int) targets[i], factor);
      }
      sum -= weights[i] * StrictMath.log(Math.max(probability / logits.length, Double.MIN_NORMAL));
      total += weights[i];
    }
    return sum / total * weights.length + logarithm * logarithm / (2 * PRIOR * PRIOR);
  }

  private static double sigmoid(double z) {
    return 1 / (1 + StrictMath.exp(-z));
  }

  private double softmax(float[] member, int from, int label, double factor) {
    double sum = 0;
    for (int k = 0; k < width; k++) {
      sum += StrictMath.exp(factor * (member[from + k] - member[from + label]));
    }
    return 1 / sum;
  }
}
