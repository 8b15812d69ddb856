package org.jpsi.core.optim;

import java.util.List;

/// What happens to gradients and weights at every step beside the optimizer's own rule.
///
/// @param schedule of the learning rate
/// @param clipping of gradients
/// @param penalty on the weights, part of the loss that is made small
/// @param averaging of weights
/// @param groups of parameters that go in a way of their own
public record UpdateRule(
    Schedule schedule,
    GradientClipping clipping,
    Penalty penalty,
    Averaging averaging,
    List<ParameterGroup> groups) {
  /// Nothing happens.
  public static final UpdateRule PLAIN =
      new UpdateRule(
          new Schedule.ConstantRate(),
          GradientClipping.NONE,
          Penalty.NONE,
          new Averaging.None(),
          List.of());

  public UpdateRule {
    groups = List.copyOf(groups);
  }

  public UpdateRule with(Schedule other) {
    return new UpdateRule(other, clipping, penalty, averaging, groups);
  }

  public UpdateRule with(GradientClipping other) {
    return new UpdateRule(schedule, other, penalty, averaging, groups);
  }

  public UpdateRule with(Penalty other) {
    return new UpdateRule(schedule, clipping, other, averaging, groups);
  }

  public UpdateRule with(Averaging other) {
    return new UpdateRule(schedule, clipping, penalty, other, groups);
  }

  public UpdateRule with(List<ParameterGroup> others) {
    return new UpdateRule(schedule, clipping, penalty, averaging, others);
  }
}
