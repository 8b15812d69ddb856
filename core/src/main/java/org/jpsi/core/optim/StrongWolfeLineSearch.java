package org.jpsi.core.optim;

import org.jpsi.core.tensor.Parameters;

/// Line search for a step length that satisfies the strong Wolfe conditions (Nocedal and Wright,
/// algorithms 3.5 and 3.6; the interpolation is that of minFunc, as in PyTorch).
final class StrongWolfeLineSearch {
  private static final double C1 = 1e-4;
  private static final double C2 = 0.9;

  private final SearchLine line;
  private final double[] direction;
  private final double toleranceChange;
  private final int maxEvaluations;

  /// @param maxEvaluations of the objective
  StrongWolfeLineSearch(
      SearchLine line, double[] direction, double toleranceChange, int maxEvaluations) {
    this.line = line;
    this.direction = direction;
    this.toleranceChange = toleranceChange;
    this.maxEvaluations = maxEvaluations;
  }

  /// Trial point: the objective at a length along the direction, its gradient, and its derivative
  /// by the length.
  record Trial(double length, double value, double[] gradient, double slope) {}

  /// Line through the parameters, in float64, and the objective along it.
  static final class SearchLine {
    private final Parameters parameters;
    private final Lbfgs.Objective objective;
    private final double[] origin;
    private int evaluations;

    SearchLine(Parameters parameters, Lbfgs.Objective objective) {
      this.parameters = parameters;
      this.objective = objective;
      this.origin = new double[parameters.size()];
      float[] values = parameters.read(0, origin.length);
      for (int i = 0; i < origin.length; i++) {
        origin[i] = values[i];
      }
    }

    int size() {
      return origin.length;
    }

    int evaluations() {
      return evaluations;
    }

    Trial at(double length, double[] direction) {
      parameters.update(
          0,
          origin.length,
          values -> {
            for (int i = 0; i < origin.length; i++) {
              values[i] = (float) (origin[i] + length * direction[i]);
            }
          });
      float[] slopes = new float[origin.length];
      double value = objective.evaluate(slopes);
      evaluations++;
      double[] gradient = new double[slopes.length];
      for (int i = 0; i < slopes.length; i++) {
        gradient[i] = slopes[i];
      }
      return new Trial(length, value, gradient, Lbfgs.dot(gradient, direction));
    }

    void move(double length, double[] direction) {
      for (int i = 0; i < origin.length; i++) {
        origin[i] += length * direction[i];
      }
    }

    /// Writes the current point to the parameters.
    void write() {
      parameters.update(
          0,
          origin.length,
          values -> {
            for (int i = 0; i < origin.length; i++) {
              values[i] = (float) origin[i];
            }
          });
    }
  }

  /// @param start where the parameters are
  /// @param slope the derivative there along the direction, negative
  /// @param first the length tried first
  Trial search(Trial start, double slope, double first) {
    Trial origin = new Trial(0, start.value, start.gradient, slope);
    Trial previous = origin;
    Trial point = line.at(first, direction);
    for (int tried = 0; tried < maxEvaluations; tried++) {
      if (violatesSufficientDecrease(point, origin)
          || (tried > 1 && point.value >= previous.value)) {
        return zoom(origin, previous, point, tried);
      }
      if (satisfiesCurvature(point, origin)) {
        return point;
      }
      if (point.slope >= 0) {
        return zoom(origin, previous, point, tried);
      }
      double min = point.length + 0.01 * (point.length - previous.length);
      double next = interpolated(previous, point, min, point.length * 10);
      previous = point;
      point = line.at(next, direction);
    }
    return notAbove(origin, point) ? origin : point;
  }

  // NaN is too high: the search comes back from outside the objective's domain.
  private static boolean violatesSufficientDecrease(Trial point, Trial origin) {
    return !(point.value <= origin.value + C1 * point.length * origin.slope);
  }

  private static boolean notAbove(Trial a, Trial b) {
    return a.value <= b.value || Double.isNaN(b.value);
  }

  private static boolean satisfiesCurvature(Trial point, Trial origin) {
    return Math.abs(point.slope) <= -C2 * origin.slope;
  }

  /// Narrows the bracket between `a` and `b`.
  private Trial zoom(Trial origin, Trial a, Trial b, int before) {
    Trial low = notAbove(a, b) ? a : b;
    Trial high = low == a ? b : a;
    // The order of the bracket's ends is kept: the interpolation, as its oracle's, depends on it.
    boolean lowFirst = low == a;
    boolean stuck = false;
    double size = Lbfgs.largest(direction);
    for (int tried = before; tried < maxEvaluations; tried++) {
      if (Math.abs(high.length - low.length) * size < toleranceChange) {
        break;
      }
      double min = Math.min(low.length, high.length);
      double max = Math.max(low.length, high.length);
      double length = interpolated(lowFirst ? low : high, lowFirst ? high : low, min, max);
      double edge = 0.1 * (max - min);
      boolean close = Math.min(max - length, length - min) < edge;
      if (close && (stuck || length >= max || length <= min)) {
        boolean above = Math.abs(length - max) < Math.abs(length - min);
        length = above ? max - edge : min + edge;
        stuck = false;
      } else {
        stuck = close;
      }
      Trial point = line.at(length, direction);
      if (violatesSufficientDecrease(point, origin) || point.value >= low.value) {
        high = point;
        Trial first = lowFirst ? low : high;
        Trial second = lowFirst ? high : low;
        lowFirst = notAbove(first, second);
        low = lowFirst ? first : second;
        high = lowFirst ? second : first;
      } else {
        if (satisfiesCurvature(point, origin)) {
          return point;
        }
        if (point.slope * (high.length - low.length) >= 0) {
          high = low;
        }
        low = point;
      }
    }
    return low;
  }

  /// The minimum of the cubic through two points and their slopes, kept between two lengths.
  private static double interpolated(Trial a, Trial b, double min, double max) {
    double d1 = a.slope + b.slope - 3 * (a.value - b.value) / (a.length - b.length);
    double square = d1 * d1 - a.slope * b.slope;
    if (!(square >= 0)) {
      return (min + max) / 2;
    }
    double d2 = Math.sqrt(square);
    double at =
        a.length <= b.length
            ? b.length
                - (b.length - a.length) * ((b.slope + d2 - d1) / (b.slope - a.slope + 2 * d2))
            : a.length
                - (a.length - b.length) * ((a.slope + d2 - d1) / (a.slope - b.slope + 2 * d2));
    return Math.min(Math.max(at, min), max);
  }
}
