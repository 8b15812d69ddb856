package org.jpsi.core.train;

import org.jpsi.core.data.Dataset;
import org.jpsi.core.loss.BinaryCrossEntropy;
import org.jpsi.core.loss.CrossEntropy;
import org.jpsi.core.loss.Loss;

/// Temperature scaling: one factor on all logits of a classifier (Guo et al., arXiv:1706.04599).
/// Where it is the one of the lowest cross-entropy, what is left of the loss is what the classifier
/// does not know, without what it is too sure of: by that an epoch is chosen, since a network goes
/// on to separate better long after it has become too sure ("refine, then calibrate", Berta et al.,
/// arXiv:2501.19195).
///
/// The loss `g(b) = sum w l(b z) / sum w` is convex in the factor b for weights of zero or more;
/// its minimum within [0.1, 10] is found by Newton steps that stay within brackets, in float64 and
/// in the order of the events.
final class TemperatureScaling {
  private static final double LOWEST = 0.1;
  private static final double HIGHEST = 10;
  private static final int MAX_STEPS = 10;
  private static final double PRECISION = 1e-3;

  private TemperatureScaling() {}

  /// Whether a loss has logits that can be scaled.
  static boolean applies(Loss loss) {
    return loss instanceof BinaryCrossEntropy
        || loss instanceof CrossEntropy(double smoothing) && smoothing == 0;
  }

  /// The lowest mean loss over factors.
  ///
  /// @param outputs finite logits, `[events, width]`, width 1 for two classes
  /// @param events with weights of zero or more, and a class each
  static double lowestLoss(float[] outputs, int width, Dataset events) {
    Sums sums = new Sums(outputs, width, events);
    double low = LOWEST;
    double high = HIGHEST;
    double factor = 1;
    for (int step = 0; step < MAX_STEPS; step++) {
      sums.at(factor);
      if (sums.slope > 0) {
        high = factor;
      } else {
        low = factor;
      }
      double next = factor - sums.slope / sums.curvature;
      if (!(next > low && next < high)) {
        next = Math.sqrt(low * high);
      }
      if (Math.abs(next - factor) < PRECISION * factor) {
        break;
      }
      factor = next;
    }
    sums.at(factor);
    return sums.loss;
  }

  /// The mean loss and its two derivatives by the factor.
  private static final class Sums {
    private final float[] outputs;
    private final int width;
    private final float[] targets;
    private final float[] weights;
    private final double[] exponentials;
    private double loss;
    private double slope;
    private double curvature;

    Sums(float[] outputs, int width, Dataset events) {
      this.outputs = outputs;
      this.width = width;
      this.targets = events.targets();
      this.weights = events.weights();
      this.exponentials = new double[width];
    }

    void at(double factor) {
      loss = 0;
      slope = 0;
      curvature = 0;
      double total = 0;
      for (int i = 0; i < weights.length; i++) {
        if (width == 1) {
          sigmoid(factor, outputs[i], targets[i], weights[i]);
        } else {
          softmax(factor, i * width, (int) targets[i], weights[i]);
        }
        total += weights[i];
      }
      loss /= total;
      slope /= total;
      curvature /= total;
    }

    private void sigmoid(double factor, double z, double y, double weight) {
      double scaled = factor * z;
      double e = StrictMath.exp(-Math.abs(scaled));
      double p = scaled < 0 ? e / (1 + e) : 1 / (1 + e);
      // y softplus(-z) + (1 - y) softplus(z)
      double softplus = StrictMath.log1p(e);
      loss += weight * (softplus + (scaled < 0 ? -y * scaled : (1 - y) * scaled));
      slope += weight * (p - y) * z;
      curvature += weight * e / ((1 + e) * (1 + e)) * z * z;
    }

    private void softmax(double factor, int from, int label, double weight) {
      double largest = outputs[from];
      for (int k = 1; k < width; k++) {
        largest = Math.max(largest, outputs[from + k]);
      }
      double sum = 0;
      for (int k = 0; k < width; k++) {
        exponentials[k] = StrictMath.exp(factor * (outputs[from + k] - largest));
        sum += exponentials[k];
      }
      double mean = 0;
      double square = 0;
      for (int k = 0; k < width; k++) {
        double z = outputs[from + k] - largest;
        mean += exponentials[k] / sum * z;
        square += exponentials[k] / sum * z * z;
      }
      double own = outputs[from + label] - largest;
      loss += weight * (StrictMath.log(sum) - factor * own);
      slope += weight * (mean - own);
      curvature += weight * Math.max(0, square - mean * mean);
    }
  }
}
