package org.jpsi.core.eval;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jpsi.core.model.ScoreCalibration;
import org.jpsi.core.task.Task;

/// Fit of a calibration to events that the model was not trained on, each class with weights of the
/// same sum.
///
/// The logistic map has the slope a and the offset b of the highest likelihood of `logit p = a
/// logit s + b` (Platt 1999, without his changed targets); of several classes `p_k ~ s_k^a`
/// (temperature scaling, arXiv:1706.04599). Weights of both signs have the same likelihood where it
/// is concave, as far as the fit sees it; where not, there is no calibration. The isotonic map is
/// that of the least squared error among those that rise with the score.
///
/// @param map empty where there is none
/// @param errors one standard deviation of slope and offset, or of the slope of several classes, by
///   the statistics of the events; none of an isotonic map
/// @param reason why there is no map
public record CalibrationFit(
    Optional<ScoreCalibration.CalibrationMap> map, List<Double> errors, String reason) {
  private static final int STEPS = 100;
  private static final double STEEPEST = 1e3;

  public CalibrationFit {
    errors = List.copyOf(errors);
  }

  private static CalibrationFit none(String reason) {
    return new CalibrationFit(Optional.empty(), List.of(), reason);
  }

  /// Weights of events, those of each class with the sum 1.
  ///
  /// @throws IllegalArgumentException where those of a class have no positive sum
  private static double[] balanced(ScoredEvents events, int classes) {
    double[] sum = new double[classes];
    for (int i = 0; i < events.events(); i++) {
      sum[events.label()[i]] += events.weight()[i];
    }
    for (double each : sum) {
      ScoreChecks.positive("a class", each);
    }
    double[] weight = new double[events.events()];
    Arrays.setAll(weight, i -> events.weight()[i] / sum[events.label()[i]]);
    return weight;
  }

  /// Fits a logistic map: slope and offset of two classes, the slope alone of several.
  ///
  /// @throws IllegalArgumentException where a score is not finite, or a class has no positive sum
  ///   of weights
  public static CalibrationFit logistic(Task task, ScoredEvents events) {
    for (double[] scores : events.scores()) {
      ScoreChecks.finite("score", scores);
    }
    int classes = task.classNames().size();
    double[] weight = balanced(events, classes);
    Likelihood likelihood =
        task instanceof Task.Binary
            ? new TwoClasses(logits(events.scores()[0]), events.label(), weight)
            : new SeveralClasses(logarithms(events), events.label(), weight);
    double[] at = {1, 0};
    int n = likelihood.parameters();
    Slope slope = likelihood.at(at);
    for (int step = 0; step < STEPS; step++) {
      double[] move = slope.newton(n);
      if (move.length == 0) {
        return none("the likelihood of weights of both signs is not concave");
      }
      // near the maximum rounding hides whether a step is one upwards
      double gain = -(slope.gradient[0] * move[0] + slope.gradient[1] * move[1]);
      boolean done = gain < 1e-13 * (1 + Math.abs(slope.value));
      double part = 1;
      double[] to = moved(at, move, part);
      Slope next = likelihood.at(to);
      while (!done && !(next.value <= slope.value) && part > 1e-10) {
        part /= 2;
        to = moved(at, move, part);
        next = likelihood.at(to);
      }
      at = to;
      slope = next;
      if (Math.abs(at[0]) > STEEPEST || (done && Math.abs(slope.value) < 1e-6)) {
        return none("the score separates the classes of the validation events");
      }
      if (done) {
        return found(task, at, slope, n);
      }
    }
    return none("the likelihood has no maximum that " + STEPS + " steps of Newton's method find");
  }

  private static double[] moved(double[] from, double[] move, double part) {
    return new double[] {from[0] + part * move[0], from[1] + part * move[1]};
  }

  private static CalibrationFit found(Task task, double[] at, Slope slope, int parameters) {
    if (slope.newton(parameters).length == 0) {
      return none("the likelihood of weights of both signs is not concave");
    }
    if (!(at[0] > 0)) {
      return none("probabilities would fall with the score");
    }
    double[] errors = slope.errors(parameters);
    return new CalibrationFit(
        Optional.of(
            task instanceof Task.Binary
                ? new ScoreCalibration.Platt(at[0], at[1])
                : new ScoreCalibration.Temperature(at[0], task.classNames().size())),
        Arrays.stream(errors).limit(parameters).boxed().toList(),
        "");
  }

  private static double[] logits(double[] score) {
    return Arrays.stream(score).map(ScoreCalibration::logit).toArray();
  }

  private static double[][] logarithms(ScoredEvents events) {
    return Arrays.stream(events.scores())
        .map(row -> Arrays.stream(row).map(ScoreCalibration::logarithm).toArray())
        .toArray(double[][]::new);
  }

  /// Minus the logarithm of a likelihood at a slope a and an offset b, its gradient, its Hessian
  /// (aa, ab, bb) and the covariance of the gradient.
  record Slope(double value, double[] gradient, double[] hessian, double[] covariance) {
    /// Newton's step; nothing where the Hessian is not positive.
    double[] newton(int parameters) {
      if (parameters == 1) {
        return hessian[0] > 0 ? new double[] {-gradient[0] / hessian[0], 0} : new double[0];
      }
      double det = determinant();
      if (!(hessian[0] > 0 && det > 1e-12 * hessian[0] * hessian[2])) {
        return new double[0];
      }
      return new double[] {
        -(hessian[2] * gradient[0] - hessian[1] * gradient[1]) / det,
        -(hessian[0] * gradient[1] - hessian[1] * gradient[0]) / det
      };
    }

    private double determinant() {
      return hessian[0] * hessian[2] - hessian[1] * hessian[1];
    }

    /// Errors by H^-1 C H^-1.
    double[] errors(int parameters) {
      if (parameters == 1) {
        return new double[] {Math.sqrt(covariance[0]) / hessian[0], 0};
      }
      double det = determinant();
      double aa = hessian[2] / det;
      double ab = -hessian[1] / det;
      double bb = hessian[0] / det;
      return new double[] {error(aa, ab), error(ab, bb)};
    }

    private double error(double x, double y) {
      double variance = x * x * covariance[0] + 2 * x * y * covariance[1] + y * y * covariance[2];
      return Math.sqrt(Math.max(0, variance));
    }
  }

  /// Likelihood of the parameters.
  private interface Likelihood {
    int parameters();

    Slope at(double[] parameters);
  }

  private record TwoClasses(double[] logit, int[] label, double[] weight) implements Likelihood {
    @Override
    public int parameters() {
      return 2;
    }

    @Override
    public Slope at(double[] parameters) {
      Moments moments = new Moments(2);
      for (int i = 0; i < logit.length; i++) {
        double x = logit[i];
        double z = parameters[0] * x + parameters[1];
        double e = StrictMath.exp(-Math.abs(z));
        double p = z >= 0 ? 1 / (1 + e) : e / (1 + e);
        double loss = StrictMath.log1p(e) + (label[i] == 1 ? Math.max(0, -z) : Math.max(0, z));
        double d = p - label[i];
        double curvature = p * (1 - p);
        moments.add(
            label[i], weight[i], loss, d * x, d, curvature * x * x, curvature * x, curvature);
      }
      return moments.slope();
    }
  }

  private record SeveralClasses(double[][] logarithm, int[] label, double[] weight)
      implements Likelihood {
    @Override
    public int parameters() {
      return 1;
    }

    @Override
    public Slope at(double[] parameters) {
      int classes = logarithm.length;
      Moments moments = new Moments(classes);
      double[] e = new double[classes];
      for (int i = 0; i < label.length; i++) {
        double most = Double.NEGATIVE_INFINITY;
        for (int k = 0; k < classes; k++) {
          most = Math.max(most, parameters[0] * logarithm[k][i]);
        }
        double sum = 0;
        double mean = 0;
        double square = 0;
        for (int k = 0; k < classes; k++) {
          e[k] = StrictMath.exp(parameters[0] * logarithm[k][i] - most);
          sum += e[k];
          mean += e[k] * logarithm[k][i];
          square += e[k] * logarithm[k][i] * logarithm[k][i];
        }
        mean /= sum;
        double own = logarithm[label[i]][i];
        double loss = StrictMath.log(sum) + most - parameters[0] * own;
        double variance = Math.max(0, square / sum - mean * mean);
        moments.add(label[i], weight[i], loss, mean - own, 0, variance, 0, 0);
      }
      return moments.slope();
    }
  }

  /// Weighted sums over events, with the covariance of the gradient about its mean in each class:
  /// the number of events of a class is not what fluctuates, as each has the same sum of weights.
  private static final class Moments {
    private double value;
    private final double[] hessian = new double[3];
    private final double[][] mean;
    private final double[] squares;
    private final double[][] first;
    private final double[][] second;

    Moments(int classes) {
      mean = new double[classes][2];
      squares = new double[classes];
      first = new double[classes][2];
      second = new double[classes][3];
    }

    void add(
        int label, double w, double loss, double ga, double gb, double aa, double ab, double bb) {
      value += w * loss;
      hessian[0] += w * aa;
      hessian[1] += w * ab;
      hessian[2] += w * bb;
      mean[label][0] += w * ga;
      mean[label][1] += w * gb;
      double w2 = w * w;
      squares[label] += w2;
      first[label][0] += w2 * ga;
      first[label][1] += w2 * gb;
      second[label][0] += w2 * ga * ga;
      second[label][1] += w2 * ga * gb;
      second[label][2] += w2 * gb * gb;
    }

    Slope slope() {
      double[] gradient = new double[2];
      double[] covariance = new double[3];
      for (int c = 0; c < mean.length; c++) {
        double a = mean[c][0];
        double b = mean[c][1];
        gradient[0] += a;
        gradient[1] += b;
        covariance[0] += second[c][0] - 2 * a * first[c][0] + a * a * squares[c];
        covariance[1] += second[c][1] - a * first[c][1] - b * first[c][0] + a * b * squares[c];
        covariance[2] += second[c][2] - 2 * b * first[c][1] + b * b * squares[c];
      }
      return new Slope(value, gradient, hessian.clone(), covariance);
    }
  }

  /// Fits an isotonic map of two classes by pooling adjacent violators (Barlow et al. 1972).
  ///
  /// @throws IllegalArgumentException where a score is not finite, or a class has no positive sum
  ///   of weights
  public static CalibrationFit isotonic(ScoredEvents events) {
    double[] score = events.scores()[0];
    ScoreChecks.finite("score", score);
    if (PartMetrics.isSigned(events.weight())) {
      return none("isotonic regression needs weights that are not negative");
    }
    double[] weight = balanced(events, 2);
    RankStatistics ranks = RankStatistics.of(score);
    boolean[] signal = OneVsRest.isClass(events.label(), 1);
    double[] s = ranks.sums(signal, true, weight, false);
    double[] b = ranks.sums(signal, false, weight, false);
    // blocks from the lowest score up
    int n = ranks.size();
    double[] sum = new double[n];
    double[] all = new double[n];
    int[] from = new int[n];
    int[] to = new int[n];
    int blocks = 0;
    for (int g = n - 1; g >= 0; g--) {
      if (s[g] + b[g] == 0) {
        continue; // events without weight
      }
      sum[blocks] = s[g];
      all[blocks] = s[g] + b[g];
      from[blocks] = g;
      to[blocks] = g;
      blocks++;
      while (blocks > 1 && sum[blocks - 2] * all[blocks - 1] >= sum[blocks - 1] * all[blocks - 2]) {
        sum[blocks - 2] += sum[blocks - 1];
        all[blocks - 2] += all[blocks - 1];
        to[blocks - 2] = to[blocks - 1];
        blocks--;
      }
    }
    List<Double> scores = new ArrayList<>();
    List<Double> probabilities = new ArrayList<>();
    for (int k = 0; k < blocks; k++) {
      double p = sum[k] / all[k];
      scores.add(ranks.values()[from[k]]);
      probabilities.add(p);
      if (to[k] != from[k]) {
        scores.add(ranks.values()[to[k]]);
        probabilities.add(p);
      }
    }
    return new CalibrationFit(
        Optional.of(new ScoreCalibration.Isotonic(scores, probabilities)), List.of(), "");
  }
}
