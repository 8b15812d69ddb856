package org.jpsi.core.loss;

import java.util.Map;
import org.jpsi.core.errors.SettingCheck;
import org.jpsi.core.tensor.Tensor;

/// Cross-entropy loss over classes, from logits, with label smoothing (Szegedy et al.,
/// arXiv:1512.00567, section 7): `l = -(1 - s) log p[y] - s (mean over classes of log p)` with `p =
/// softmax(z)`, from the logits `z`; `s` is the smoothing.
///
/// Output `[events, classes]`; target `y`, the number of the class as a float, `[events]` or
/// `[events, 1]`.
///
/// @param smoothing from 0 to below 1: the share of every label that is spread over all classes
public record CrossEntropy(double smoothing) implements Loss {
  public CrossEntropy {
    SettingCheck.within("cross-entropy", "smoothing", smoothing, 0, 0.999);
  }

  /// With labels as they are.
  public CrossEntropy() {
    this(0);
  }

  public static CrossEntropy of() {
    return new CrossEntropy();
  }

  public static CrossEntropy of(double smoothing) {
    return new CrossEntropy(smoothing);
  }

  @Override
  public String name() {
    return "cross-entropy";
  }

  @Override
  public Map<String, Object> settings() {
    return Map.of("smoothing", smoothing);
  }

  @Override
  public Tensor forward(Tensor output, Tensor target, Tensor weight) {
    int events = weight.count();
    if (output.shape().rank() != 2
        || output.shape().size(0) != events
        || target.count() != events) {
      throw LossShapes.mismatch(name(), output, target, weight);
    }
    Tensor log = output.logSoftmax();
    Tensor l = log.gather(target.reshape(events)).neg();
    if (smoothing > 0) {
      l = l.mul((float) (1 - smoothing)).sub(log.mean(1).mul((float) smoothing));
    }
    return l.dot(weight.reshape(events));
  }

  @Override
  public TargetRange targets(int outputs) {
    return TargetRange.classes(outputs);
  }

  @Override
  public Tensor response(Tensor output) {
    return output.softmax();
  }
}
