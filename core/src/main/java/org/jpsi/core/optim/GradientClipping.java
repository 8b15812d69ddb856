package org.jpsi.core.optim;

import org.jpsi.core.errors.SettingCheck;
import org.jpsi.core.kernel.Sums;

/// Gradient clipping, by value and by norm, before the optimizer sees the gradients: each by itself
/// first, then all together. It keeps a single bad batch from moving the parameters far away.
///
/// @param norm the maximum Euclidean norm of all gradients together, which keep their direction;
///   infinite for no limit
/// @param value the maximum absolute value of a single one; infinite for no limit
public record GradientClipping(double norm, double value) {
  /// Gradients per range: the norm is a sum over ranges, so that whoever has only some of them, a
  /// thread or one of several machines, gives a part of the same sum.
  public static final int RANGE = 2048;

  public static final GradientClipping NONE =
      new GradientClipping(Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY);

  public GradientClipping {
    SettingCheck.require(norm > 0, "gradient clipping", "norm", "greater than 0", norm);
    SettingCheck.require(value > 0, "gradient clipping", "value", "greater than 0", value);
  }

  public static GradientClipping norm(double maxNorm) {
    return new GradientClipping(maxNorm, Double.POSITIVE_INFINITY);
  }

  public static GradientClipping value(double maxValue) {
    return new GradientClipping(Double.POSITIVE_INFINITY, maxValue);
  }

  /// Clips `scale` times the first `n` gradients: where clipped by value, in place and multiplied
  /// by the scale; else they are unchanged.
  ///
  /// @return the factor by which the gradients now have to be multiplied, in {@link
  ///   Optimizer.State#update}. A norm that is not finite changes nothing.
  public float clip(float[] gradients, int n, float scale) {
    clipValues(gradients, scale, 0, n);
    float left = value < Double.POSITIVE_INFINITY ? 1 : scale;
    return norm < Double.POSITIVE_INFINITY ? factor(squares(gradients, n), left) : left;
  }

  /// Clips `scale` times the gradients `from` to `to - 1` by value, in place; unchanged, and not
  /// scaled, where there is no limit.
  public void clipValues(float[] g, float scale, int from, int to) {
    if (value < Double.POSITIVE_INFINITY) {
      float max = (float) value;
      for (int i = from; i < to; i++) {
        g[i] = Math.min(max, Math.max(-max, scale * g[i]));
      }
    }
  }

  /// Clips by norm.
  ///
  /// @param squares the sum of all squared gradients: the sums of {@link #squares} of all ranges of
  ///   {@link #RANGE} gradients, added in ascending order
  /// @param left factor by which the gradients still have to be multiplied
  /// @return the factor by which they now have to be multiplied
  public float factor(double squares, float left) {
    double length = Math.abs(left) * Math.sqrt(squares);
    return length > norm && length < Double.POSITIVE_INFINITY
        ? (float) (left * (norm / length))
        : left;
  }

  /// The sum of the squared gradients `from` to `to - 1`, a range of at most {@link #RANGE}.
  public static double squares(float[] gradients, int from, int to) {
    return Sums.dot(gradients, from, gradients, from, to - from);
  }

  private static double squares(float[] gradients, int n) {
    double sum = 0;
    for (int from = 0; from < n; from += RANGE) {
      sum += squares(gradients, from, Math.min(n, from + RANGE));
    }
    return sum;
  }

  /// Scales `gradients` in place to the Euclidean norm `maxNorm` where theirs is larger (PyTorch's
  /// `clip_grad_norm_`); returns the norm they had. A norm that is not finite leaves them as they
  /// are.
  public static double byNorm(float[] gradients, double maxNorm) {
    float scale = norm(maxNorm).clip(gradients, gradients.length, 1);
    double length = Math.sqrt(squares(gradients, gradients.length));
    for (int i = 0; i < gradients.length && scale != 1; i++) {
      gradients[i] *= scale;
    }
    return length;
  }

  /// Clips every gradient to `[-maxValue, maxValue]`, in place (PyTorch's `clip_grad_value_`); NaN
  /// stays.
  public static void byValue(float[] gradients, double maxValue) {
    value(maxValue).clip(gradients, gradients.length, 1);
  }
}
