package org.jpsi.analysis.file;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jpsi.analysis.file.ValueType.ConvertedType;
import org.jpsi.analysis.file.ValueType.MapType;
import org.jpsi.analysis.file.ValueType.ShorthandType;
import org.jpsi.analysis.file.ValueType.WordType;
import org.jpsi.core.data.Scaling;
import org.jpsi.core.errors.InputException;

/// Schema of the key `preprocessing`: one scaling of all features, or those of some by name.
final class PreprocessingSchema {
  /// Key under which the scaling of all others stands.
  private static final String OTHERS = "how";

  private static final WordType<Scaling> SCALING =
      new WordType<>(
          "a scaling of features",
          List.of(
              word(
                  Scaling.STANDARDIZE,
                  "Mean 0 and standard deviation 1, of the events that are no outliers."),
              word(
                  Scaling.ROBUST,
                  "Median 0 and interquartile range 1: tails and sentinels change neither."),
              word(
                  Scaling.LOG,
                  "The logarithm, then `robust`, of positive quantities with a long tail. Values"
                      + " that have none count as half of the smallest positive one; the run says"
                      + " how many."),
              word(
                  Scaling.QUANTILE,
                  "By quantiles of the training events to a normal distribution.")));

  private static final ConvertedType<Map<String, Scaling>, Given> BY_NAME =
      new ConvertedType<>(
          new MapType<>(
              "scalings by feature, as in {how: robust, Jet_pt: log}",
              SCALING,
              "the name of a feature",
              name -> !name.isBlank(),
              "^.*\\S.*$"),
          PreprocessingSchema::given,
          PreprocessingSchema::words);

  /// What the file has.
  ///
  /// @param usual empty where it does not say
  private record Given(Optional<Scaling> usual, Map<String, Scaling> named) {
    FeatureScaling orElse(Scaling other) {
      return new FeatureScaling(usual.orElse(other), named);
    }
  }

  private static final ConvertedType<Given, FeatureScaling> TYPE =
      new ConvertedType<>(
          new ShorthandType<>(
              SCALING,
              usual -> new Given(Optional.of(usual), Map.of()),
              given -> given.named().isEmpty() ? given.usual() : Optional.empty(),
              BY_NAME),
          given -> given.orElse(Scaling.ROBUST),
          scaling -> new Given(Optional.of(scaling.usual()), scaling.named()));

  static final Key<AnalysisFile, FeatureScaling> PREPROCESSING =
      Key.withDefault(
          "preprocessing",
          TYPE,
          new Default.ByTask<>(
              task ->
                  Optional.of(
                      FeatureScaling.of(
                          task.defaultNetwork() ? DefaultRecipe.SCALING : Scaling.STANDARDIZE)),
              "`robust` for the default network; `standardize` where `network:` is written, or none"
                  + " is trained"),
          a -> Optional.of(a.preprocessing()),
          "The scaling of the features, fitted to the training part: of all, or of some by name and"
              + " of the others by `how`, which is `robust` where it is left out: `{Jet_pt: log,"
              + " m_bb: quantile}`.");

  private PreprocessingSchema() {}

  private static WordType.Word<Scaling> word(Scaling value, String meaning) {
    return new WordType.Word<>(value.id(), value, meaning);
  }

  private static Given given(Map<String, Scaling> all) {
    Map<String, Scaling> named = new LinkedHashMap<>(all);
    Optional<Scaling> usual = Optional.ofNullable(named.remove(OTHERS));
    return new Given(usual, named);
  }

  private static Map<String, Scaling> words(Given given) {
    Map<String, Scaling> all = new LinkedHashMap<>();
    given.usual().ifPresent(usual -> all.put(OTHERS, usual));
    all.putAll(given.named());
    return all;
  }

  /// Refuses a logarithm of all features: those of both signs have none.
  static FeatureScaling required(KeyValues<AnalysisFile> values) {
    FeatureScaling scaling = values.get(PREPROCESSING);
    if (scaling.usual() == Scaling.LOG) {
      throw InputException.at(values.where(PREPROCESSING))
          .expected("`log` of features by name")
          .found("it of all")
          .remedy("write {how: robust, Jet_pt: log}")
          .exception();
    }
    return scaling.with(TransformationSchema.of(values));
  }
}
