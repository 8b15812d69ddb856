package org.jpsi.core.loss;

import java.util.List;
import java.util.Map;
import org.jpsi.core.errors.SettingCheck;
import org.jpsi.core.tensor.Tensor;

/// Non-negative risk: the loss of each class over a batch, where negative weights would carry it
/// below zero, is zero there.
///
/// `sum over classes c of max(0, sum over events of c of w l)`
///
/// Where l is not negative, neither is the expectation of the sum of w l of a class whose density
/// is not: what is below zero is a fluctuation, and is not learned (Kiryo et al., arXiv:1703.00593,
/// for positive and unlabeled events; there it is climbed again, here it has no gradient). It is no
/// sum over events: it gets each batch whole. In a training it is minimized; epochs are judged by
/// the base.
///
/// Output, target and response are those of the base.
///
/// @param base a loss that adds up over events and is not negative
/// @param classes whose indices are the targets, from 0; 1 for all events together
public record NonNegativeRisk(Loss base, int classes) implements Loss {
  public NonNegativeRisk {
    if (!base.additive()) {
      throw new IllegalArgumentException(
          "NonNegativeRisk: expected a loss that adds up over events, found " + base.name());
    }
    SettingCheck.require(classes >= 1, "non-negative risk", "classes", "of 1 or more", classes);
  }

  @Override
  public String name() {
    return "non-negative " + base.name();
  }

  @Override
  public Map<String, Object> settings() {
    return base.settings();
  }

  @Override
  public Tensor forward(Tensor output, Tensor target, Tensor weight) {
    Tensor risk = of(0, output, target, weight);
    for (int c = 1; c < classes; c++) {
      risk = risk.add(of(c, output, target, weight));
    }
    return risk;
  }

  private Tensor of(int label, Tensor output, Tensor target, Tensor weight) {
    if (classes == 1) {
      return base.forward(output, target, weight).relu();
    }
    // 1 for this class, 0 for all others, whose index differs by 1 or more
    Tensor own = target.reshape(weight.count()).add(-label).abs().neg().add(1).relu();
    return base.forward(output, target, weight.mul(own)).relu();
  }

  @Override
  public boolean additive() {
    return false;
  }

  /// The base, which adds up over events.
  @Override
  public Loss judged() {
    return base;
  }

  @Override
  public Loss inEpoch(int epoch, int epochs) {
    return new NonNegativeRisk(base.inEpoch(epoch, epochs), classes);
  }

  @Override
  public List<Loss> parts() {
    return List.of(base);
  }

  @Override
  public TargetRange targets(int outputs) {
    return base.targets(outputs);
  }

  @Override
  public Tensor response(Tensor output) {
    return base.response(output);
  }
}
