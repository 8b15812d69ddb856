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
    float left = scale;
    if (value < Double.POSITIVE_INFINITY) {
      clipValues(gradients, n, scale, (float) value);
      left = 1;
    }
    if (norm < Double.POSITIVE_INFINITY) {
      double length = Math.abs(left) * Math.sqrt(Sums.dot(gradients, 0, gradients, 0, n));
      if (length > norm && length < Double.POSITIVE_INFINITY) {
        left = (float) (left * (norm / length));
      }
    }
    return left;
  }

  private static void clipValues(float[] g, int n, float scale, float max) {
    for (int i = 0; i < n; i++) {
      g[i] = Math.min(max, Math.max(-max, scale * g[i]));
    }
  }

  /// Scales `gradients` in place to the Euclidean norm `maxNorm` where theirs is larger (PyTorch's
  /// `clip_grad_norm_`); returns the norm they had. A norm that is not finite leaves them as they
  /// are.
  public static double byNorm(float[] gradients, double maxNorm) {
    float scale = norm(maxNorm).clip(gradients, gradients.length, 1);
    double length = Math.sqrt(Sums.dot(gradients, 0, gradients, 0, gradients.length));
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
