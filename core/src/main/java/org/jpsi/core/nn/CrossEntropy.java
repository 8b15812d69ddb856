package org.jpsi.core.nn;

import org.jpsi.core.tensor.Tensor;

/// `l = -log p[y]` with `p = softmax(z)`, from the logits `z`.
///
/// Output `[events, classes]`; target `y`, the number of the class as a float, `[events]` or
/// `[events, 1]`.
public record CrossEntropy() implements Loss {
  @Override
  public String name() {
    return "ce";
  }

  @Override
  public Tensor forward(Tensor output, Tensor target, Tensor weight) {
    int events = weight.count();
    if (output.shape().rank() != 2
        || output.shape().size(0) != events
        || target.count() != events) {
      throw new IllegalArgumentException(
          "ce of output "
              + output.shape()
              + ", target "
              + target.shape()
              + ", weight "
              + weight.shape());
    }
    Tensor l = output.logSoftmax().gather(target.reshape(events)).neg();
    return l.dot(weight.reshape(events));
  }

  @Override
  public Tensor response(Tensor output) {
    return output.softmax();
  }
}
