package org.jpsi.core.optim;

/// The Adam optimizer (Kingma and Ba, arXiv:1412.6980, algorithm 1): `p -= learningRate m' /
/// (sqrt(v') + epsilon)` with `m = beta1 m + (1 - beta1) g`, `v = beta2 v + (1 - beta2) g^2`, `m' =
/// m / (1 - beta1^t)`, `v' = v / (1 - beta2^t)`. With `amsgrad`, `v` in the quotient is the largest
/// it ever was (Reddi et al., arXiv:1904.09237), so that steps do not grow when large gradients are
/// forgotten.
///
/// @param learningRate greater than 0
/// @param beta1 in [0, 1)
/// @param beta2 in [0, 1)
/// @param epsilon in (0, 1)
/// @param amsgrad whether `v` never shrinks
public record Adam(double learningRate, double beta1, double beta2, double epsilon, boolean amsgrad)
    implements Optimizer {
  public static final double LEARNING_RATE = 1e-3;
  public static final double BETA1 = 0.9;
  public static final double BETA2 = 0.999;
  public static final double EPSILON = 1e-8;

  public Adam {
    AdamState.check("adam", learningRate, beta1, beta2, epsilon);
  }

  public Adam(double learningRate) {
    this(learningRate, BETA1, BETA2, EPSILON);
  }

  public Adam(double learningRate, double beta1, double beta2, double epsilon) {
    this(learningRate, beta1, beta2, epsilon, false);
  }

  public Adam() {
    this(LEARNING_RATE);
  }

  public static Adam of() {
    return new Adam();
  }

  public static Adam of(double learningRate) {
    return new Adam(learningRate);
  }

  @Override
  public String name() {
    return "adam";
  }

  @Override
  public State start(int parameters) {
    return AdamState.start(parameters, learningRate, beta1, beta2, epsilon, 0, amsgrad);
  }
}
