package org.jpsi.lab.anomaly;

import java.util.function.DoublePredicate;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.linalg.Cholesky;

/// Bump hunt: the observed events in a signal region compared with the background that a fit to the
/// sidebands predicts there.
///
/// The fitted background is `density(x) = exp(a + b u + c u^2)`, u = ln(x / x0) with x0 the middle
/// of the window: a parabola in both logarithms, as close to a falling spectrum as the functions of
/// dijet searches. Its three coefficients maximize the Poisson likelihood of the sidebands' bins, a
/// weighted one where events have weights.
///
/// @param window signal region and sidebands
/// @param observed sum of weights in the signal region
/// @param expected background predicted by the sidebands
/// @param error standard deviation of `expected`, from the covariance of the fit
/// @param pull (observed - expected) / sqrt(k expected + error^2), k = sum w^2 / sum w of the
///   sidebands, 1 without weights: the excess in standard deviations
/// @param chi2 of the fit: sum of (n - mu)^2 / (k mu) over the sidebands' bins
/// @param degreesOfFreedom of the fit
/// @param coefficients a, b, c
public record Bump(
    Window window,
    double observed,
    double expected,
    double error,
    double pull,
    double chi2,
    int degreesOfFreedom,
    double[] coefficients) {
  private static final int BINS = 10;
  private static final int TERMS = 3;
  private static final int MAX_STEPS = 100;

  public Bump {
    coefficients = coefficients.clone();
  }

  @Override
  public double[] coefficients() {
    return coefficients.clone();
  }

  /// A bump hunt with events of weight 1.
  public static Bump of(Window window, double[] values) {
    double[] ones = new double[values.length];
    java.util.Arrays.fill(ones, 1);
    return of(window, values, ones);
  }

  /// A bump hunt with weighted events: fits ten bins of each sideband.
  ///
  /// @param values of the window's variable, positive in the window
  /// @param weights of either sign
  /// @throws InputException where a sideband has no positive sum of weights
  public static Bump of(Window window, double[] values, double[] weights) {
    if (values.length != weights.length) {
      throw new IllegalArgumentException(
          "Bump: expected " + values.length + " weights, found " + weights.length);
    }
    if (!(window.from() > 0)) {
      throw new IllegalArgumentException(
          "Bump: expected a window of positive numbers, found one from " + window.from());
    }
    Bins bins = Bins.of(window);
    double[] n = new double[2 * BINS];
    double observed = 0;
    double sum = 0;
    double squares = 0;
    for (int i = 0; i < values.length; i++) {
      if (window.signal(values[i])) {
        observed += weights[i];
      } else if (window.sideband(values[i])) {
        n[bins.find(values[i])] += weights[i];
        sum += weights[i];
        squares += weights[i] * weights[i];
      }
    }
    requirePositive("lower", n, 0, values, x -> x < window.low() && window.sideband(x));
    requirePositive("upper", n, BINS, values, x -> x >= window.high() && window.sideband(x));
    double k = squares / sum;
    double[] coefficients = fit(bins, n, sum);
    double[][] information = information(bins, coefficients);
    double chi2 = 0;
    for (int i = 0; i < n.length; i++) {
      double mu = bins.mean(i, coefficients);
      chi2 += (n[i] - mu) * (n[i] - mu) / (k * mu);
    }
    double expected = 0;
    double[] gradient = new double[TERMS];
    for (int i = 2 * BINS; i < 3 * BINS; i++) {
      double mu = bins.mean(i, coefficients);
      expected += mu;
      for (int a = 0; a < TERMS; a++) {
        gradient[a] += mu * bins.term(i, a);
      }
    }
    double[] solution = solve(information, gradient);
    double variance = 0;
    for (int a = 0; a < TERMS; a++) {
      variance += k * gradient[a] * solution[a];
    }
    double pull = (observed - expected) / Math.sqrt(k * expected + variance);
    return new Bump(
        window,
        observed,
        expected,
        Math.sqrt(variance),
        pull,
        chi2,
        n.length - TERMS,
        coefficients);
  }

  /// The fitted background density: expected sum of weights per unit of the variable.
  public double density(double x) {
    double u = StrictMath.log(x / middle(window));
    return StrictMath.exp(coefficients[0] + u * (coefficients[1] + u * coefficients[2]));
  }

  private static double middle(Window window) {
    return 0.5 * (window.low() + window.high());
  }

  private static void requirePositive(
      String side, double[] n, int from, double[] values, DoublePredicate inside) {
    double sum = 0;
    for (int i = from; i < from + BINS; i++) {
      sum += n[i];
    }
    if (!(sum > 0)) {
      long events = java.util.Arrays.stream(values).filter(inside).count();
      throw InputException.at("window")
          .expected("a positive sum of weights in the " + side + " sideband")
          .found(sum + " from " + events + " events")
          .remedy("widen the window, or cut less tightly")
          .exception();
    }
  }

  /// Maximum-likelihood fit by Newton's method, steps halved where they do not increase the
  /// likelihood.
  private static double[] fit(Bins bins, double[] n, double sum) {
    double width = 0;
    for (int i = 0; i < n.length; i++) {
      width += bins.width[i];
    }
    double[] c = {StrictMath.log(sum / width), 0, 0};
    double best = likelihood(bins, n, c);
    for (int step = 0; step < MAX_STEPS; step++) {
      double[] gradient = new double[TERMS];
      for (int i = 0; i < n.length; i++) {
        double residual = n[i] - bins.mean(i, c);
        for (int a = 0; a < TERMS; a++) {
          gradient[a] += residual * bins.term(i, a);
        }
      }
      double[] newtonStep = solve(information(bins, c), gradient);
      double[] next = c;
      double reached = Double.NEGATIVE_INFINITY;
      for (double fraction = 1; fraction > 1e-6 && !(reached >= best); fraction /= 2) {
        next =
            new double[] {
              c[0] + fraction * newtonStep[0],
              c[1] + fraction * newtonStep[1],
              c[2] + fraction * newtonStep[2]
            };
        reached = likelihood(bins, n, next);
      }
      if (!(reached > best)) {
        return c;
      }
      c = next;
      best = reached;
    }
    return c;
  }

  private static double likelihood(Bins bins, double[] n, double[] c) {
    double sum = 0;
    for (int i = 0; i < n.length; i++) {
      double mu = bins.mean(i, c);
      sum += n[i] * StrictMath.log(mu) - mu;
    }
    return sum;
  }

  private static double[][] information(Bins bins, double[] c) {
    double[][] sum = new double[TERMS][TERMS];
    for (int i = 0; i < 2 * BINS; i++) {
      double mu = bins.mean(i, c);
      for (int a = 0; a < TERMS; a++) {
        for (int b = 0; b < TERMS; b++) {
          sum[a][b] += mu * bins.term(i, a) * bins.term(i, b);
        }
      }
    }
    return sum;
  }

  private static double[] solve(double[][] m, double[] right) {
    return Cholesky.solve(Cholesky.decompose(m, 0, Bump::degenerate), right);
  }

  private static RuntimeException degenerate(int term) {
    return InputException.at("bump")
        .expected("sidebands that determine the three coefficients of the background")
        .found("too few bins with events to determine coefficient " + term)
        .remedy("widen the window, or cut less tightly")
        .exception();
  }

  /// Bins of the fit: ten of the lower sideband, ten of the upper, ten of the signal region.
  ///
  /// @param u ln(x / x0) at the centers
  private record Bins(Window window, double[] u, double[] width) {
    static Bins of(Window window) {
      double[] from = {window.from(), window.high(), window.low()};
      double[] to = {window.low(), window.to(), window.high()};
      double[] u = new double[3 * BINS];
      double[] width = new double[3 * BINS];
      for (int i = 0; i < u.length; i++) {
        int region = i / BINS;
        width[i] = (to[region] - from[region]) / BINS;
        double center = from[region] + (i % BINS + 0.5) * width[i];
        u[i] = StrictMath.log(center / middle(window));
      }
      return new Bins(window, u, width);
    }

    int find(double x) {
      boolean lower = x < window.low();
      double from = lower ? window.from() : window.high();
      int bin = (int) ((x - from) / width[lower ? 0 : BINS]);
      return Math.min(bin, BINS - 1) + (lower ? 0 : BINS);
    }

    double term(int i, int power) {
      return power == 0 ? 1 : power == 1 ? u[i] : u[i] * u[i];
    }

    double mean(int i, double[] c) {
      return width[i] * StrictMath.exp(c[0] + u[i] * (c[1] + u[i] * c[2]));
    }
  }
}
