package org.jpsi.core.optim;

import java.util.List;
import org.jpsi.core.errors.SettingCheck;
import org.jpsi.core.tensor.Parameter;

/// Parameter group: parameters selected by name that have their own factors on learning rate and
/// regularization, such as biases without weight decay, or a first layer that moves slowly, or, at
/// a rate of 0, not at all.
///
/// ```java
/// optimizer.start(parameters, List.of(ParameterGroup.vectors(1, 0), new ParameterGroup("0.*", 0, 0.1, 1)));
/// ```
///
/// @param names pattern of parameter names, in which `*` matches any characters: `*.bias`
/// @param rank only parameters of so many axes (1: biases, and gains of normalization layers); 0
///   for any
/// @param learningRate a factor on the optimizer's, at least 0
/// @param regularization a factor on the optimizer's weight decay and on the {@link Penalty}, at
///   least 0
public record ParameterGroup(String names, int rank, double learningRate, double regularization) {
  private static final String WHERE = "parameter group";

  public ParameterGroup {
    SettingCheck.require(rank >= 0, WHERE, "rank", "of 0 or more", rank);
    SettingCheck.require(
        learningRate >= 0 && learningRate < 1e6,
        WHERE,
        "learningRate",
        "of 0 or more",
        learningRate);
    SettingCheck.require(
        regularization >= 0 && regularization < 1e6,
        WHERE,
        "regularization",
        "of 0 or more",
        regularization);
  }

  /// All parameters of one axis: biases, and gains of normalization layers.
  public static ParameterGroup vectors(double learningRate, double regularization) {
    return new ParameterGroup("*", 1, learningRate, regularization);
  }

  boolean matches(Parameter parameter) {
    return (rank == 0 || parameter.shape().rank() == rank) && matches(parameter.name());
  }

  // The first of the parts between stars begins the name, the last ends it, and the others follow
  // in order: each at the first place where it can.
  private boolean matches(String name) {
    int star = names.indexOf('*');
    if (star < 0) {
      return name.equals(names);
    }
    String last = names.substring(names.lastIndexOf('*') + 1);
    int end = name.length() - last.length();
    if (star > end || !name.startsWith(names.substring(0, star)) || !name.endsWith(last)) {
      return false;
    }
    int at = star;
    for (int next = names.indexOf('*', star + 1); next >= 0; next = names.indexOf('*', star + 1)) {
      String part = names.substring(star + 1, next);
      at = name.indexOf(part, at);
      if (at < 0 || at + part.length() > end) {
        return false;
      }
      at += part.length();
      star = next;
    }
    return true;
  }

  /// The first group that matches a parameter, or one with factors of 1.
  static ParameterGroup of(Parameter parameter, List<ParameterGroup> groups) {
    return groups.stream()
        .filter(group -> group.matches(parameter))
        .findFirst()
        .orElse(new ParameterGroup("*", 0, 1, 1));
  }
}
