package org.jpsi.analysis.file;

import java.util.List;
import java.util.Optional;
import org.jpsi.analysis.file.ValueType.WordType;
import org.jpsi.core.data.Flattening;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.loss.DistanceCorrelationLoss;

/// Decorrelation of the score from variables in background events.
///
/// @param from expressions of the variables
/// @param strength of the term of the loss; 0 for planing
public record Decorrelate(List<String> from, How how, double strength) {
  /// Method of decorrelation.
  public enum How {
    /// A distance correlation as a term of the loss.
    DISCO,
    /// Training weights that make the variables' distributions flat.
    PLANING
  }

  private static final double STRENGTH = 10;

  private static final Key<Decorrelate, List<String>> FROM =
      Key.withDefault(
          "from",
          new ValueType.ListType<>(
              "a variable, or a list of them",
              TextType.EXPRESSION,
              false,
              ValueType.ListType.Single.READ),
          new Default.Required<>(),
          of -> Optional.of(of.from()),
          "The variables, expressions. They need not be features, and are none of `features:"
              + " all`.");

  private static final Key<Decorrelate, How> HOW =
      Key.of(
          "how",
          new WordType<>(
              "a method of decorrelation",
              List.of(
                  new WordType.Word<>(
                      "disco",
                      How.DISCO,
                      "The distance correlation of the score and each variable in background events"
                          + " as a term of the loss (arXiv:2001.05310), for `model: network` and"
                          + " weights of zero or more."),
                  new WordType.Word<>(
                      "planing",
                      How.PLANING,
                      "Training weights that make the variables' distributions flat in each class,"
                          + " as `flatten:` does, for every model; at most three variables."))),
          How.DISCO,
          Decorrelate::how,
          "The method.");

  private static final Key<Decorrelate, Double> STRENGTH_OF =
      Key.withDefault(
          "strength",
          NumberType.of("a strength", 0, DistanceCorrelationLoss.MAX_STRENGTH),
          new Default.Absent<>("`10` for `disco`"),
          of -> of.how() == How.DISCO ? Optional.of(of.strength()) : Optional.empty(),
          "The factor of the term, lambda in the paper: from 0, where the figures are given and"
              + " nothing is decorrelated.");

  static final Key<AnalysisFile, Decorrelate> DECORRELATE =
      Key.withDefault(
          "decorrelate",
          new ObjectType<>(List.of(FROM, HOW, STRENGTH_OF), List.of(), Decorrelate::of),
          new Default.Absent<>("the score may follow any variable"),
          a -> a.decorrelation().decorrelate(),
          "Variables, such as a mass, that the score of background events must not depend on,"
              + " `{from: mass, how: disco, strength: 10}`, with figures of how far cuts change"
              + " their distributions. For a signal against a background.");

  public Decorrelate {
    from = List.copyOf(from);
  }

  Decorrelate withFrom(List<String> others) {
    return new Decorrelate(others, how, strength);
  }

  /// Whether the loss has a term.
  public boolean inLoss() {
    return how == How.DISCO && strength > 0;
  }

  private static Decorrelate of(KeyValues<Decorrelate> values) {
    List<String> from = values.find(FROM).orElseThrow(() -> values.wrong("the key from"));
    How how = values.get(HOW);
    Optional<Double> strength = values.find(STRENGTH_OF);
    for (int i = 0; i < from.size(); i++) {
      if (from.indexOf(from.get(i)) < i) {
        throw InputException.at(values.where(FROM))
            .expected("every variable once")
            .found(from.get(i) + " twice")
            .exception();
      }
    }
    if (how == How.PLANING && strength.isPresent()) {
      throw InputException.at(values.where(STRENGTH_OF))
          .expected("`how: disco`, which has a strength")
          .found("`how: planing`")
          .remedy("leave `strength:` out")
          .exception();
    }
    if (how == How.PLANING && from.size() > Flattening.MOST_VARIABLES) {
      throw InputException.at(values.where(FROM))
          .expected("at most " + Flattening.MOST_VARIABLES + " variables for `how: planing`")
          .found(Integer.toString(from.size()))
          .remedy("events would be few in bins of so many: name those that matter most")
          .exception();
    }
    return new Decorrelate(from, how, how == How.DISCO ? strength.orElse(STRENGTH) : 0);
  }
}
