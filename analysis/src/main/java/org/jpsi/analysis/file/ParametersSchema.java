package org.jpsi.analysis.file;

import java.util.List;
import java.util.Optional;
import org.jpsi.analysis.file.AnalysisFile.Feature;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.expression.Expression;

/// Schema of the key `parameters`, of a parametrised network.
final class ParametersSchema {
  static final Key<AnalysisFile, List<String>> PARAMETERS =
      Key.withDefault(
          "parameters",
          new ValueType.ListType<>(
              "a feature", TextType.of("a feature"), false, ValueType.ListType.Single.READ),
          new Default.Absent<>("none"),
          a -> a.features().parameter().map(List::of),
          "The feature that is a parameter of the signal, such as the mass that is searched for"
              + " (arXiv:1601.07913): a column among `features:`. Background events have the value"
              + " of a signal event, drawn by weight, a network's training another one in each"
              + " epoch; the values of the signal get the same sum of weights each, and figures of"
              + " their own. `jpsi apply --at mass=500,750` scores at these.");

  private ParametersSchema() {}

  /// The features with the parameter among them, where one is named.
  static FeatureChoice features(KeyValues<AnalysisFile> values, boolean regression) {
    FeatureChoice features = values.get(AnalysisSchema.FEATURES);
    Optional<List<String>> parameters = values.find(PARAMETERS);
    if (parameters.isEmpty()) {
      return features;
    }
    String where = values.where(PARAMETERS);
    if (parameters.get().size() != 1) {
      throw InputException.at(where)
          .expected("one parameter")
          .found(Integer.toString(parameters.get().size()))
          .remedy("name the one whose values are searched for")
          .exception();
    }
    if (regression) {
      throw InputException.at(where)
          .says("a regression, with `target:`, has no signal whose parameter it could be")
          .remedy("leave `parameters:` out")
          .exception();
    }
    for (Key<AnalysisFile, ?> other :
        List.of(AnalysisSchema.FOLDS, AnalysisSchema.DATA, AnalysisSchema.VARIATIONS)) {
      if (values.isSet(other)) {
        // events that are read again have the values of their files, not drawn ones
        throw InputException.at(where)
            .expected("`parameters:` without `" + other.name() + ":`")
            .found("both")
            .remedy("leave one of them out")
            .exception();
      }
    }
    String name = parameters.get().getFirst();
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
    return new FeatureChoice(features.all(), features.named(), Optional.of(name));
  }
}
