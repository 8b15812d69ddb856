package org.jpsi.core.nn;

import org.jpsi.core.tensor.Tensor;

/// Gaussian error linear unit (Hendrycks and Gimpel, arXiv:1606.08415): `y = x P(x)` with the
/// normal distribution function P, the exact form.
public record Gelu() implements Activation {
  public static Gelu of() {
    return new Gelu();
  }

  @Override
  public String name() {
    return "gelu";
  }

  @Override
  public Tensor forward(Tensor x, Mode mode) {
    return x.gelu();
  }

  @Override
  public String toString() {
    return "Gelu()";
  }
}
