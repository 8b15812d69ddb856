package org.jpsi.analysis.file;

import java.util.List;
import java.util.Optional;
import org.jpsi.core.data.Flattening;
import org.jpsi.core.errors.InputException;

/// Flattening of the training: variables in which the classes get the same distribution.
///
/// @param by expressions of the variables
/// @param to the class whose distribution the others get, or {@link #FLAT}
public record Flatten(List<String> by, String to) {
  /// The word for a flat distribution.
  public static final String FLAT = "flat";

  private static final Key<Flatten, List<String>> BY =
      Key.withDefault(
          "by",
          new ValueType.ListType<>(
              "a variable, or a list of them",
              TextType.EXPRESSION,
              false,
              ValueType.ListType.Single.READ),
          new Default.Required<>(),
          flatten -> Optional.of(flatten.by()),
          "The variables, at most three expressions. They need not be features.");

  private static final Key<Flatten, String> TO =
      Key.withDefault(
          "to",
          TextType.CLASS,
          new Default.Required<>(),
          flatten -> Optional.of(flatten.to()),
          "The class whose distribution the others get, or `flat`.");

  static final Key<AnalysisFile, Flatten> FLATTEN =
      Key.withDefault(
          "flatten",
          new ObjectType<>(List.of(BY, TO), List.of(), Flatten::of),
          new Default.Absent<>("weights are taken as they are"),
          analysis -> analysis.reweighting().flatten(),
          "Variables in which all classes have the same distribution for the training,"
              + " `{by: [pt, mass], to: signal}`, so that nothing is learned from them: factors on"
              + " training weights. Figures keep the physical weights.");

  public Flatten {
    by = List.copyOf(by);
  }

  private static Flatten of(KeyValues<Flatten> values) {
    List<String> by = values.find(BY).orElseThrow(() -> values.wrong("the keys by and to"));
    String to = values.find(TO).orElseThrow(() -> values.wrong("the keys by and to"));
    if (by.size() > Flattening.MOST_VARIABLES) {
      throw InputException.at(values.where(BY))
          .expected("at most " + Flattening.MOST_VARIABLES + " variables")
          .found(Integer.toString(by.size()))
          .remedy("events would be few in bins of so many: name those that matter most")
          .exception();
    }
    return new Flatten(by, to);
  }
}
