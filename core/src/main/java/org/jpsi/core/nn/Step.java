package org.jpsi.core.nn;

import org.jpsi.core.errors.InputException;
import org.jpsi.core.tensor.Tensor;

/// Heaviside step function, the perceptron's activation: `y = 1` where `x > 0`, else 0. Its
/// derivative is 0 everywhere, so no layer below it learns by gradients; training with it is
/// refused, inference is not.
public record Step() implements Activation {
  public static Step of() {
    return new Step();
  }

  @Override
  public String name() {
    return "step";
  }

  @Override
  public Init init() {
    return Init.GLOROT_UNIFORM;
  }

  @Override
  public Tensor forward(Tensor x, Mode mode) {
    if (mode instanceof Mode.Training) {
      throw InputException.at("step")
          .says("cannot be trained by gradients: its derivative is 0 everywhere")
          .remedy("train with sigmoid, its smooth form, or by the perceptron's own rule")
          .exception();
    }
    return x.step();
  }

  @Override
  public String toString() {
    return "Step()";
  }
}
