package org.jpsi.core.optim;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jpsi.core.errors.SettingCheck;
import org.jpsi.core.tensor.Parameter;

/// Parameters that are trained in a way of their own, told by name: biases without weight decay, a
/// first layer that moves slowly, or, at a rate of 0, not at all.
///
/// ```java
/// optimizer.start(parameters, List.of(ParameterGroup.vectors(1, 0), new ParameterGroup("0.*", 0, 0.1, 1)));
/// ```
///
/// @param names which parameters: `*` stands for any characters, as in `*.bias`
/// @param rank and only those of so many axes (1: biases and what norms scale by); 0 takes any
/// @param learningRate a factor on the optimizer's, at least 0
/// @param regularization a factor on the optimizer's weight decay and on the {@link Penalty}, at
///   least 0
public record ParameterGroup(String names, int rank, double learningRate, double regularization) {
  private static final String WHERE = "parameter group";

  public ParameterGroup {
    SettingCheck.that(rank >= 0, WHERE, "rank", "of 0 or more", rank);
    SettingCheck.that(
        learningRate >= 0 && learningRate < 1e6,
        WHERE,
        "learningRate",
        "of 0 or more",
        learningRate);
    SettingCheck.that(
        regularization >= 0 && regularization < 1e6,
        WHERE,
        "regularization",
        "of 0 or more",
        regularization);
  }

  /// All parameters of one axis: biases, and what norms scale and shift by.
  public static ParameterGroup vectors(double learningRate, double regularization) {
    return new ParameterGroup("*", 1, learningRate, regularization);
  }

  boolean matches(Parameter parameter) {
    return (rank == 0 || parameter.shape().rank() == rank)
        && glob().matcher(parameter.name()).matches();
  }

  private Pattern glob() {
    return Pattern.compile(
        Stream.of(names.split("\\*", -1)).map(Pattern::quote).collect(Collectors.joining(".*")));
  }

  /// The group of a parameter, or one that changes nothing.
  static ParameterGroup of(Parameter parameter, List<ParameterGroup> groups) {
    return groups.stream()
        .filter(group -> group.matches(parameter))
        .findFirst()
        .orElse(new ParameterGroup("*", 0, 1, 1));
  }
}
