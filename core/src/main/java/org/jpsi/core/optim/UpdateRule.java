package org.jpsi.core.optim;

import java.util.List;

/// Transformations of gradients and weights in every step, beside the optimizer: schedule,
/// clipping, penalty, averaging and parameter groups.
///
/// @param schedule of the learning rate
/// @param clipping of gradients
/// @param penalty on the weights, part of the loss
/// @param averaging of weights
/// @param groups of parameters with their own factors
public record UpdateRule(
    Schedule schedule,
    GradientClipping clipping,
    Penalty penalty,
    Averaging averaging,
    List<ParameterGroup> groups) {
  /// No schedule, clipping, penalty, averaging or groups.
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
