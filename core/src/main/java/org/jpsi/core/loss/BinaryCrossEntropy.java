package org.jpsi.core.loss;

import org.jpsi.core.tensor.Tensor;

/// Binary cross-entropy loss from logits (PyTorch's BCEWithLogitsLoss): `l = y log(1 + exp(-z)) +
/// (1 - y) log(1 + exp(z))`, the cross-entropy of the probability `sigmoid(z)`, from the logit `z`,
/// so that no probability is rounded to 0 or 1 before its logarithm.
///
/// Output `[events, 1]` or `[events]`; target `y` in [0, 1], `[events]` or `[events, 1]`.
public record BinaryCrossEntropy() implements Loss {
  public static BinaryCrossEntropy of() {
    return new BinaryCrossEntropy();
  }

  @Override
  public String name() {
    return "bce";
  }

  @Override
  public Tensor forward(Tensor output, Tensor target, Tensor weight) {
    LossShapes.checkSingle(name(), output, target, weight);
    int events = weight.count();
    Tensor z = output.reshape(events);
    Tensor y = target.reshape(events);
    // two positive terms: no cancellation for confident predictions
    Tensor l = y.mul(z.neg().softplus()).add(y.neg().add(1).mul(z.softplus()));
    return l.dot(weight.reshape(events));
  }

  @Override
  public TargetRange targets(int outputs) {
    return TargetRange.within(0, 1);
  }

  @Override
  public Tensor response(Tensor output) {
    return output.sigmoid();
  }
}
