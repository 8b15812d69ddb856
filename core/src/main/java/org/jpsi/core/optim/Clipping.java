package org.jpsi.core.optim;

import org.jpsi.core.kernel.Sums;

/// Keeps a single bad batch from throwing the parameters far away.
public final class Clipping {
  private Clipping() {}

  /// Scales `gradients` in place to the Euclidean norm `most` where theirs is larger; gives the
  /// norm they had. A norm that is not finite leaves them as they are.
  public static double byNorm(float[] gradients, double most) {
    Check.that(most > 0, "gradient clipping", "norm", "greater than 0", most);
    double norm = Math.sqrt(Sums.dot(gradients, 0, gradients, 0, gradients.length));
    if (norm > most && norm < Double.POSITIVE_INFINITY) {
      float scale = (float) (most / norm);
      for (int i = 0; i < gradients.length; i++) {
        gradients[i] *= scale;
      }
    }
    return norm;
  }
}
