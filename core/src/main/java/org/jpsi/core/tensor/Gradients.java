package org.jpsi.core.tensor;

import java.util.Map;
import java.util.Set;
import org.jpsi.core.kernel.Loops;

/// Gradients of one scalar by every leaf that requires one: a value, with nothing to set to zero
/// before the next.
public final class Gradients {
  private final Map<Tensor, float[]> leaves;

  Gradients(Map<Tensor, float[]> leaves) {
    this.leaves = leaves;
  }

  /// All leaves that have one.
  Set<Tensor> leaves() {
    return leaves.keySet();
  }

  /// The gradient by one leaf, in its shape; zeros where the scalar does not depend on it.
  public Tensor of(Tensor leaf) {
    if (!leaf.needsGrad() || leaf.origin() != null) {
      throw new IllegalArgumentException(
          "gradients are kept only for leaf tensors made by Tensor.requiresGrad()");
    }
    float[] sum = leaves.get(leaf);
    return sum == null ? Tensor.zeros(leaf.shape()) : Tensor.view(sum.clone(), 0, leaf.shape());
  }

  /// The gradient by a parameter's values.
  public Tensor of(Parameter parameter) {
    return of(parameter.tensor());
  }

  /// Adds all gradients of `parameters` to `flat` from `offset`, in the order of {@link
  /// Parameters#values()}.
  public void addTo(Parameters parameters, float[] flat, int offset) {
    parameters.requireUnfrozen();
    for (int i = 0; i < parameters.list().size(); i++) {
      float[] sum = leaves.get(parameters.list().get(i).tensor());
      if (sum != null) {
        Loops.addTo(sum, 0, flat, offset + parameters.offset(i), sum.length);
      }
    }
  }

  /// All gradients of `parameters` in one new array, in the order of {@link Parameters#values()}.
  public float[] of(Parameters parameters) {
    float[] flat = new float[parameters.size()];
    addTo(parameters, flat, 0);
    return flat;
  }
}
