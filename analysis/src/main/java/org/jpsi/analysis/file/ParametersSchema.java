package org.jpsi.analysis.file;

import java.util.List;
import java.util.Optional;
import org.jpsi.analysis.file.AnalysisFile.Feature;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.expression.Expression;

/// Schema of the key `parameters`, of a parametrised network.
final class ParametersSchema {
  private static final int MOST = 8;

  static final Key<AnalysisFile, List<String>> PARAMETERS =
      Key.withDefault(
          "parameters",
          new ValueType.ListType<>(
              "a feature, or a list of features",
              TextType.of("a feature"),
              false,
              ValueType.ListType.Single.READ),
          new Default.Absent<>("none"),
          a -> Optional.of(a.features().parameters()).filter(names -> !names.isEmpty()),
          "The features that are parameters of the signal, such as the mass that is searched for"
              + " (arXiv:1601.07913): columns among `features:`, up to 8. Background events have"
              + " the values of one signal event, drawn by weight, a network's training another one"
              + " in each epoch; the points of the signal get the same sum of weights each, and"
              + " figures of their own. `jpsi apply --at mass=500,750` scores at these.");

  private ParametersSchema() {}

  /// The features with the parameters among them, where some are named.
  static FeatureChoice features(KeyValues<AnalysisFile> values, boolean regression) {
    FeatureChoice features = values.get(AnalysisSchema.FEATURES);
    Optional<List<String>> parameters = values.find(PARAMETERS);
    if (parameters.isEmpty()) {
      return features;
    }
    String where = values.where(PARAMETERS);
    List<String> names = parameters.get();
    if (names.size() > MOST) {
      throw InputException.at(where)
          .expected("at most " + MOST + " parameters")
          .found(Integer.toString(names.size()))
          .remedy("name those whose values are searched for, or leave `parameters:` out")
          .exception();
    }
    if (regression) {
      throw InputException.at(where)
          .says("a regression, with `target:`, has no signal whose parameter it could be")
          .remedy("leave `parameters:` out")
          .exception();
    }
    for (int p = 0; p < names.size(); p++) {
      if (names.indexOf(names.get(p)) < p) {
        throw InputException.at(where)
            .expected("each parameter once")
            .found(names.get(p) + " twice")
            .exception();
      }
      requireColumn(names.get(p), features, where);
    }
    values
        .find(AnalysisSchema.FOLDS)
        .ifPresent(folds -> requireFolds(folds, names, features, where));
    values
        .get(AnalysisSchema.VARIATIONS)
        .forEach((name, variation) -> requireNominal(variation, names, features, where));
    return new FeatureChoice(features.all(), features.named(), names);
  }

  /// Requires that a variation leaves the parameters as they are: they are hypotheses.
  private static void requireNominal(
      Variation variation, List<String> names, FeatureChoice features, String where) {
    for (Feature feature : features.named()) {
      if (names.contains(feature.name())) {
        for (String column : Expression.parse(feature.expression()).columnNames()) {
          if (variation.up().containsKey(column) || variation.down().containsKey(column)) {
            throw InputException.at(where)
                .expected("parameters that no variation changes, for they are hypotheses")
                .found("a variation of " + column)
                .remedy("leave it out of `variations:`")
                .exception();
          }
        }
      }
    }
  }

  /// Requires that an event's fold does not depend on the values at which it is scored.
  private static void requireFolds(
      Folds folds, List<String> names, FeatureChoice features, String where) {
    if (folds.by().isEmpty()) {
      throw InputException.at(where)
          .expected("`folds: {by: ...}` beside `parameters:`")
          .found("folds without `by:`, where an event is known by its features")
          .remedy("divide by a number of the event: scored at a point, it has other features")
          .exception();
    }
    List<String> divided = Expression.parse(folds.by().get()).columnNames();
    for (Feature feature : features.named()) {
      if (names.contains(feature.name())
          && Expression.parse(feature.expression()).columnNames().stream()
              .anyMatch(divided::contains)) {
        throw InputException.at(where)
            .expected("`folds.by` of other columns than a parameter")
            .found(feature.name() + " in " + folds.by().get())
            .remedy("divide by a number of the event, as `by: eventNumber`")
            .exception();
      }
    }
  }

  private static void requireColumn(String name, FeatureChoice features, String where) {
    List<String> names = features.named().stream().map(Feature::name).toList();
    Feature feature =
        features.named().stream()
            .filter(one -> one.name().equals(name))
            .findFirst()
            .orElseThrow(() ->
                InputException.at(where)
                    .expected("one of those named in `features:`")
                    .found(name)
                    .nearest(name, names)
                    .remedy("add it there: `features: [all, " + name + "]`")
                    .exception());
    if (Expression.parse(feature.expression()).plainColumn().isEmpty()) {
      throw InputException.at(where)
          .expected("a feature that is a column, whose value can be set")
          .found(name + ", which is computed: " + feature.expression())
          .exception();
    }
  }
}
