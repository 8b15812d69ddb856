package org.jpsi.core.loss;

import org.jpsi.core.nn.Sigmoid;
import org.jpsi.core.tensor.Tensor;

/// Binary cross-entropy loss from probabilities (PyTorch's BCELoss), for the output `p` of a
/// network that ends in {@link Sigmoid}: `l = -y log(p) - (1 - y) log(1 - p)`; logarithms end at
/// -100, as PyTorch's do, and pass no gradient there. {@link BinaryCrossEntropy} is exact where
/// this one has rounded.
///
/// Output `p` in [0, 1], `[events, 1]` or `[events]`; target `y` in [0, 1], `[events]` or `[events,
/// 1]`.
public record BinaryCrossEntropyOfProbability() implements Loss {
  public static BinaryCrossEntropyOfProbability of() {
    return new BinaryCrossEntropyOfProbability();
  }

  @Override
  public String name() {
    return "bceOfProbability";
  }

  @Override
  public Tensor forward(Tensor output, Tensor target, Tensor weight) {
    LossShapes.checkSingle(name(), output, target, weight);
    int events = weight.count();
    Tensor p = output.reshape(events);
    Tensor y = target.reshape(events);
    Tensor l = y.mul(log(p)).add(y.neg().add(1).mul(log(p.neg().add(1))));
    return l.neg().dot(weight.reshape(events));
  }

  // The inner clamp keeps the gradient at 0 from being infinite times 0; a probability of 1 has
  // one.
  private static Tensor log(Tensor p) {
    return p.clamp(Float.MIN_VALUE, Float.POSITIVE_INFINITY)
        .log()
        .clamp(-100, Float.POSITIVE_INFINITY);
  }

  @Override
  public TargetRange targets(int outputs) {
    return TargetRange.within(0, 1);
  }

  @Override
  public Tensor response(Tensor output) {
    return output;
  }
}
