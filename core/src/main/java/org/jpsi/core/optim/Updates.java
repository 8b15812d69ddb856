package org.jpsi.core.optim;

import java.util.List;

/// What happens to gradients and weights at every step beside the optimizer's own rule.
///
/// @param schedule of the learning rate
/// @param clipping of gradients
/// @param penalty on the weights, part of the loss that is made small
/// @param averaging of weights
/// @param groups of parameters that go in a way of their own
public record Updates(
    Schedule schedule,
    Clipping clipping,
    Penalty penalty,
    Averaging averaging,
    List<ParameterGroup> groups) {
  /// Nothing happens.
  public static final Updates PLAIN =
      new Updates(
          new Schedule.Constant(), Clipping.NONE, Penalty.NONE, new Averaging.None(), List.of());

  public Updates {
    groups = List.copyOf(groups);
  }

  public Updates with(Schedule other) {
    return new Updates(other, clipping, penalty, averaging, groups);
  }

  public Updates with(Clipping other) {
    return new Updates(schedule, other, penalty, averaging, groups);
  }

  public Updates with(Penalty other) {
    return new Updates(schedule, clipping, other, averaging, groups);
  }

  public Updates with(Averaging other) {
    return new Updates(schedule, clipping, penalty, other, groups);
  }

  public Updates with(List<ParameterGroup> others) {
    return new Updates(schedule, clipping, penalty, averaging, others);
  }
}
