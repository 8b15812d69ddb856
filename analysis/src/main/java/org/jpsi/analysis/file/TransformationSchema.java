package org.jpsi.analysis.file;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jpsi.analysis.file.ValueType.ListType;
import org.jpsi.analysis.file.ValueType.WordType;
import org.jpsi.core.data.LinearTransformation.Kind;
import org.jpsi.core.errors.InputException;

/// Schema of the key `transformations`: linear transformations of groups of features.
final class TransformationSchema {
  private static final Key<FeatureTransformation, List<String>> OF =
      Key.withDefault(
          "of",
          new ListType<>(
              "the names of two features or more",
              TextType.of("a feature"),
              false,
              ListType.Single.NO),
          new Default.Required<>(),
          whole -> Optional.of(whole.of()),
          "The features of the group, by their names.");

  private static final Key<FeatureTransformation, Kind> HOW =
      Key.of(
          "how",
          new WordType<>(
              "a linear transformation",
              List.of(
                  word(
                      Kind.PCA,
                      "Principal components: inputs without correlations, the one of the largest"
                          + " variance first."),
                  word(Kind.WHITENED_PCA, "Principal components, each divided by its width."),
                  word(
                      Kind.DECORRELATION,
                      "Each feature as near to itself as can be, without correlations (TMVA's"
                          + " `D`)."))),
          Kind.PCA,
          FeatureTransformation::how,
          "What takes the places of the features.");

  static final Key<AnalysisFile, List<FeatureTransformation>> TRANSFORMATIONS =
      Key.withDefault(
          "transformations",
          new ListType<>(
              "a transformation of a group of features, or a list of them",
              new ObjectType<>(List.of(OF, HOW), List.of(), TransformationSchema::transformation),
              false,
              ListType.Single.READ_AND_WRITTEN),
          new Default.ByTask<>(_ -> Optional.of(List.of()), "none"),
          a -> Optional.of(a.preprocessing().transformations()).filter(all -> !all.isEmpty()),
          "Linear transformations of groups of features, fitted to the training part with the"
              + " magnitudes of its weights, once each feature is scaled by `preprocessing`: `{of:"
              + " [pt, eta, phi], how: pca}`.");

  private TransformationSchema() {}

  private static WordType.Word<Kind> word(Kind kind, String meaning) {
    return new WordType.Word<>(kind.id(), kind, meaning);
  }

  private static FeatureTransformation transformation(KeyValues<FeatureTransformation> values) {
    return new FeatureTransformation(
        values
            .find(OF)
            .orElseThrow(() ->
                InputException.at(values.where())
                    .expected("the features of a group, `of:`")
                    .found("none")
                    .remedy("write {of: [pt, eta, phi], how: pca}")
                    .exception()),
        values.get(HOW));
  }

  /// The transformations; refused where a feature is in two, is the parameter, or has cuts.
  static List<FeatureTransformation> of(KeyValues<AnalysisFile> values) {
    List<FeatureTransformation> all = values.get(TRANSFORMATIONS);
    if (all.isEmpty()) {
      return all;
    }
    String where = values.where(TRANSFORMATIONS);
    Set<String> known = new HashSet<>();
    Set<String> parameters =
        new HashSet<>(values.find(ParametersSchema.PARAMETERS).orElse(List.of()));
    for (FeatureTransformation transformation : all) {
      if (transformation.of().size() < 2) {
        throw InputException.at(where)
            .expected("two features or more in a group")
            .found(String.join(", ", transformation.of()))
            .remedy("scale a single feature by `preprocessing`")
            .exception();
      }
      List<String> again = new ArrayList<>(transformation.of());
      again.removeIf(known::add);
      if (!again.isEmpty()) {
        throw InputException.at(where)
            .expected("each feature in one group, once")
            .found(again.getFirst() + " twice")
            .exception();
      }
      if (transformation.of().stream().anyMatch(parameters::contains)) {
        throw InputException.at(where)
            .expected("features that are no parameter")
            .found(String.join(", ", parameters) + ", which is one by `parameters:`")
            .remedy("leave it out of the group")
            .exception();
      }
    }
    if (!values.get(StudySchema.CUTS).isEmpty()) {
      throw InputException.at(where)
          .expected("`transformations:` without `cuts:`, which are on features")
          .found("both")
          .remedy("leave one of them out")
          .exception();
    }
    return all;
  }
}
