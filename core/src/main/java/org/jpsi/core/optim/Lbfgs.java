package org.jpsi.core.optim;

import java.util.ArrayList;
import java.util.List;
import org.jpsi.core.errors.SettingCheck;
import org.jpsi.core.tensor.Parameters;

/// The L-BFGS minimizer (Nocedal and Wright, Numerical Optimization, algorithm 7.5) with a line
/// search for the strong Wolfe conditions, in the steps of PyTorch's
/// `LBFGS(line_search_fn="strong_wolfe")`: for small problems whose whole loss can be computed at
/// every step. It compares gradients from step to step, so they must be of one function: it is no
/// {@link Optimizer}, and cannot use mini-batches.
///
/// ```java
/// Lbfgs.Minimum minimum = new Lbfgs().minimize(parameters, gradient -> ...);
/// ```
///
/// @param learningRate the length first tried along each direction, greater than 0
/// @param iterations the maximum number of iterations
/// @param evaluations the maximum number of evaluations of the function
/// @param toleranceGradient ends where no derivative is larger
/// @param toleranceChange ends where neither value nor parameters change by more
/// @param history number of pairs of steps kept
public record Lbfgs(
    double learningRate,
    int iterations,
    int evaluations,
    double toleranceGradient,
    double toleranceChange,
    int history) {
  public Lbfgs {
    SettingCheck.learningRate("lbfgs", learningRate);
    SettingCheck.require(iterations >= 1, "lbfgs", "iterations", "of 1 or more", iterations);
    SettingCheck.require(evaluations >= 1, "lbfgs", "evaluations", "of 1 or more", evaluations);
    SettingCheck.require(
        toleranceGradient >= 0, "lbfgs", "toleranceGradient", "of 0 or more", toleranceGradient);
    SettingCheck.require(
        toleranceChange >= 0, "lbfgs", "toleranceChange", "of 0 or more", toleranceChange);
    SettingCheck.require(history >= 1, "lbfgs", "history", "of 1 or more", history);
  }

  public Lbfgs() {
    this(200);
  }

  public Lbfgs(int iterations) {
    this(1, iterations, iterations + iterations / 4 + 1, 1e-7, 1e-9, 100);
  }

  /// Objective function to minimize: always the same function of the parameters.
  public interface Objective {
    /// The value at the parameters' present values.
    ///
    /// @param gradient by {@link Parameters#values()}, to be written; it holds zeros
    double evaluate(float[] gradient);
  }

  public static Lbfgs of() {
    return new Lbfgs();
  }

  public static Lbfgs of(int iterations) {
    return new Lbfgs(iterations);
  }

  /// Result of a minimization.
  ///
  /// @param value of the objective there
  /// @param values the value before the first iteration and after each
  /// @param evaluations of the objective
  /// @param converged whether a tolerance ended it, not a bound on iterations or evaluations
  public record Minimum(double value, List<Double> values, int evaluations, boolean converged) {
    public Minimum {
      values = List.copyOf(values);
    }

    public int iterations() {
      return values.size() - 1;
    }
  }

  /// Moves the parameters to a minimum near where they are. NaN of the objective counts as too
  /// high; where it is NaN at the start, nothing moves.
  public Minimum minimize(Parameters parameters, Objective objective) {
    return new Search(parameters, objective).run();
  }

  /// Minimization under way, one call of {@link #minimize}. All but the parameters themselves is
  /// float64.
  private final class Search {
    private final StrongWolfeLineSearch.SearchLine line;
    private final List<double[]> changes = new ArrayList<>();
    private final List<double[]> steps = new ArrayList<>();
    private double scale = 1;

    Search(Parameters parameters, Objective objective) {
      line = new StrongWolfeLineSearch.SearchLine(parameters, objective);
    }

    Minimum run() {
      StrongWolfeLineSearch.Trial at = line.at(0, new double[line.size()]);
      List<Double> values = new ArrayList<>(List.of(at.value()));
      boolean converged = largest(at.gradient()) <= toleranceGradient;
      double[] direction = new double[0];
      double[] before = at.gradient();
      double length = 0;
      while (!converged && values.size() <= iterations && line.evaluations() < evaluations) {
        boolean first = values.size() == 1;
        if (!first) {
          remember(at.gradient(), before, direction, length);
        }
        direction = direction(at.gradient());
        before = at.gradient();
        length = first ? Math.min(1, 1 / sum(before)) * learningRate : learningRate;
        double slope = dot(before, direction);
        if (!(slope <= -toleranceChange)) {
          // Flat along the best direction there is; or not a number, which is no minimum.
          converged = slope > -toleranceChange;
          break;
        }
        double value = at.value();
        at =
            new StrongWolfeLineSearch(
                    line, direction, toleranceChange, evaluations - line.evaluations())
                .search(at, slope, length);
        length = at.length();
        line.move(length, direction);
        values.add(at.value());
        converged =
            largest(at.gradient()) <= toleranceGradient
                || Math.abs(length) * largest(direction) <= toleranceChange
                || Math.abs(at.value() - value) < toleranceChange;
      }
      line.write();
      return new Minimum(at.value(), values, line.evaluations(), converged);
    }

    private void remember(double[] gradient, double[] before, double[] direction, double length) {
      double[] change = new double[gradient.length];
      double[] step = new double[gradient.length];
      for (int i = 0; i < gradient.length; i++) {
        change[i] = gradient[i] - before[i];
        step[i] = direction[i] * length;
      }
      double curvature = dot(change, step);
      if (curvature > 1e-10) {
        if (changes.size() == history) {
          changes.removeFirst();
          steps.removeFirst();
        }
        changes.add(change);
        steps.add(step);
        scale = curvature / dot(change, change);
      }
    }

    /// The search direction: minus the approximate inverse Hessian times the gradient (two-loop
    /// recursion).
    private double[] direction(double[] gradient) {
      int n = changes.size();
      double[] along = new double[n];
      double[] q = new double[gradient.length];
      add(q, -1, gradient);
      for (int i = n - 1; i >= 0; i--) {
        along[i] = dot(steps.get(i), q) / dot(changes.get(i), steps.get(i));
        add(q, -along[i], changes.get(i));
      }
      for (int j = 0; j < q.length; j++) {
        q[j] *= scale;
      }
      for (int i = 0; i < n; i++) {
        double back = dot(changes.get(i), q) / dot(changes.get(i), steps.get(i));
        add(q, along[i] - back, steps.get(i));
      }
      return q;
    }
  }

  private static void add(double[] y, double factor, double[] x) {
    for (int i = 0; i < y.length; i++) {
      y[i] += factor * x[i];
    }
  }

  static double dot(double[] x, double[] y) {
    double sum = 0;
    for (int i = 0; i < x.length; i++) {
      sum += x[i] * y[i];
    }
    return sum;
  }

  static double largest(double[] x) {
    double largest = 0;
    for (double value : x) {
      largest = Math.max(largest, Math.abs(value));
    }
    return largest;
  }

  private static double sum(double[] x) {
    double sum = 0;
    for (double value : x) {
      sum += Math.abs(value);
    }
    return sum;
  }
}
