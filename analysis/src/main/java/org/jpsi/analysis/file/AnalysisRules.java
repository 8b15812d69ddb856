package org.jpsi.analysis.file;

import static org.jpsi.analysis.file.AnalysisSchema.ALLOW_DUPLICATES;
import static org.jpsi.analysis.file.AnalysisSchema.ALLOW_LEAK;
import static org.jpsi.analysis.file.AnalysisSchema.CLASS_WEIGHTS;
import static org.jpsi.analysis.file.AnalysisSchema.COMPARE;
import static org.jpsi.analysis.file.AnalysisSchema.CONSTANTS;
import static org.jpsi.analysis.file.AnalysisSchema.DATA;
import static org.jpsi.analysis.file.AnalysisSchema.FEATURES;
import static org.jpsi.analysis.file.AnalysisSchema.FOLDS;
import static org.jpsi.analysis.file.AnalysisSchema.LABEL;
import static org.jpsi.analysis.file.AnalysisSchema.MEMBERS;
import static org.jpsi.analysis.file.AnalysisSchema.MISSING;
import static org.jpsi.analysis.file.AnalysisSchema.MODEL;
import static org.jpsi.analysis.file.AnalysisSchema.NAME;
import static org.jpsi.analysis.file.AnalysisSchema.NETWORK;
import static org.jpsi.analysis.file.AnalysisSchema.REFERENCE;
import static org.jpsi.analysis.file.AnalysisSchema.SAMPLES;
import static org.jpsi.analysis.file.AnalysisSchema.SEED;
import static org.jpsi.analysis.file.AnalysisSchema.SELECT;
import static org.jpsi.analysis.file.AnalysisSchema.SIGNAL;
import static org.jpsi.analysis.file.AnalysisSchema.SPECTATORS;
import static org.jpsi.analysis.file.AnalysisSchema.SPLIT;
import static org.jpsi.analysis.file.AnalysisSchema.TARGET;
import static org.jpsi.analysis.file.AnalysisSchema.TRAINING;
import static org.jpsi.analysis.file.AnalysisSchema.VARIATIONS;
import static org.jpsi.analysis.file.AnalysisSchema.WEIGHT;
import static org.jpsi.analysis.file.AnalysisSchema.YIELDS;
import static org.jpsi.analysis.file.Luminosity.LUMINOSITY;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jpsi.analysis.file.AnalysisFile.Feature;
import org.jpsi.analysis.file.AnalysisFile.Model;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.events.MissingCodes;
import org.jpsi.core.expression.Expression;
import org.jpsi.core.io.FilePattern;

/// Rules between keys of the analysis file: builds the analysis from their values, and refuses what
/// does not fit together.
final class AnalysisRules {
  private final KeyValues<AnalysisFile> values;

  private AnalysisRules(KeyValues<AnalysisFile> values) {
    this.values = values;
  }

  static AnalysisFile analysis(KeyValues<AnalysisFile> values) {
    return new AnalysisRules(values).analysis();
  }

  private AnalysisFile analysis() {
    List<Feature> targets = values.find(TARGET).orElse(List.of());
    QuantitySchema.requireDistinctNames(targets, values.where(TARGET));
    Optional<String> label = values.find(LABEL);
    if (label.isPresent() && !targets.isEmpty()) {
      throw InputException.at(values.where(LABEL))
          .expected("`label:` for classes or `target:` for regression")
          .found("both")
          .remedy("leave one of them out")
          .exception();
    }
    SampleRules samples =
        new SampleRules(
            values,
            SAMPLES,
            values.find(SAMPLES).orElseThrow(this::noSamples),
            label,
            !targets.isEmpty());
    Optional<String> signal = signal(samples, !targets.isEmpty());
    List<Model> models = values.get(MODEL);
    values.assume(
        KnownTask.of(
            !targets.isEmpty(),
            signal,
            samples.label(),
            samples.classes().size(),
            KnownTask.NetworkOf.of(models, values.isSet(NETWORK))));
    Optional<Luminosity> luminosity = values.find(LUMINOSITY);
    samples.requireNormalized(luminosity, values, SAMPLES);
    Optional<Folds> folds = values.find(FOLDS);
    folds.ifPresent(_ -> FoldsSchema.requireAlone(values, samples.samples()));
    // folds are all parts in turn
    EventSplit split = folds.isPresent() ? EventSplit.DEFAULT : values.get(SPLIT);
    SplitSchema.requireEveryPart(split.fractions(), samples.samples(), values.where(SPLIT));
    AnalysisFile analysis =
        new AnalysisFile(
            values.find(NAME).orElseGet(this::stem),
            signal,
            samples.samples(),
            samples.label(),
            targets,
            values.get(SELECT),
            ParametersSchema.features(values, !targets.isEmpty()),
            values.get(WEIGHT),
            values.find(CLASS_WEIGHTS),
            yields(luminosity),
            luminosity,
            values.get(CONSTANTS),
            CsvSchema.required(values, samples.samples()),
            values.find(MISSING).orElse(MissingCodes.NONE),
            values.get(SPECTATORS),
            Decorrelation.of(values, !targets.isEmpty(), models),
            NegativeWeightsSchema.of(values),
            split,
            folds,
            models,
            PreprocessingSchema.required(values),
            values.get(MEMBERS),
            values.find(NETWORK),
            values.get(TRAINING),
            values.get(SEED),
            values.get(ALLOW_LEAK),
            values.get(ALLOW_DUPLICATES),
            values.get(REFERENCE),
            values.find(COMPARE),
            FiguresSchema.options(values, yields(luminosity)),
            values.find(DATA),
            values.get(VARIATIONS));
    requireConsistent(analysis, values::where);
    VariationSchema.require(analysis, values.context().locations());
    refuseRepeatedModels(analysis.models());
    if (analysis.members().ship().isPresent()
        && analysis.models().stream().anyMatch(m -> m.name().equals(Model.MIX))) {
      throw InputException.at(values.where(MEMBERS))
          .expected("`ship:` for `model: network`")
          .found("`model: mix`, whose network keeps all members")
          .remedy("leave `ship:` out")
          .exception();
    }
    return analysis;
  }

  /// Refuses features or spectators that are there twice, and features that contain the target.
  ///
  /// @param where the location of a key, for messages
  static void requireConsistent(AnalysisFile analysis, UnaryOperator<String> where) {
    QuantitySchema.requireDistinctNames(analysis.features().named(), where.apply(FEATURES.name()));
    refuseRepeatedSpectators(analysis.spectators(), where.apply(SPECTATORS.name()));
    if (!analysis.allowLeak()) {
      refuseTargetAsFeature(analysis, where.apply(FEATURES.name()));
    }
  }

  /// Whether weights are yields, as normalized ones are.
  private boolean yields(Optional<Luminosity> luminosity) {
    boolean said = values.get(YIELDS);
    if (luminosity.isPresent() && values.isSet(YIELDS) && !said) {
      throw InputException.at(values.where(YIELDS))
          .expected("`yields: true`, since weights are normalized to `luminosity:`")
          .found("false")
          .remedy("leave `yields:` out")
          .exception();
    }
    return said || luminosity.isPresent();
  }

  private String origin() {
    return values.context().locations().getOrDefault("", "");
  }

  private String stem() {
    String name = origin();
    String stem = FilePattern.stem(name);
    return List.of(".yaml", ".yml", ".json").contains(name.substring(stem.length())) ? stem : name;
  }

  private InputException noSamples() {
    return InputException.at(origin())
        .expected("the key samples")
        .found("none")
        .remedy(
            "add the files of events, as in `samples: [{files: a.root, tree: t, class: signal},"
                + " {files: b.root, tree: t, class: background}]`")
        .exception();
  }

  private Optional<String> signal(SampleRules samples, boolean regression) {
    if (values.isSet(SIGNAL) && regression) {
      throw InputException.at(values.where(SIGNAL))
          .says("a regression, with `target:`, has no signal")
          .remedy("leave `signal:` out")
          .exception();
    }
    Optional<String> given = values.find(SIGNAL);
    if (given.isEmpty()) {
      return samples.signal();
    }
    if (samples.label().isEmpty() && !samples.classes().contains(given.get())) {
      throw InputException.at(values.where(SIGNAL))
          .expected("one of the classes " + String.join(", ", samples.classes()))
          .found(given.get())
          .nearest(given.get(), samples.classes())
          .exception();
    }
    return given;
  }

  private static void refuseRepeatedSpectators(List<String> spectators, String where) {
    for (int i = 0; i < spectators.size(); i++) {
      if (spectators.indexOf(spectators.get(i)) < i) {
        throw InputException.at(where)
            .expected("every column once")
            .found(spectators.get(i) + " twice")
            .exception();
      }
    }
  }

  private void refuseRepeatedModels(List<Model> models) {
    Set<String> names = new HashSet<>();
    for (int i = 0; i < models.size(); i++) {
      if (!names.add(models.get(i).name())) {
        throw InputException.at(values.where(MODEL, i))
            .expected("each model once")
            .found(models.get(i).name())
            .exception();
      }
    }
  }

  private static void refuseTargetAsFeature(AnalysisFile analysis, String where) {
    Set<String> taken = new HashSet<>();
    analysis.targets().forEach(t -> taken.addAll(Expression.parse(t.expression()).columnNames()));
    analysis.constants().keySet().forEach(taken::remove);
    for (Feature feature : analysis.features().named()) {
      for (String column : Expression.parse(feature.expression()).columnNames()) {
        if (taken.contains(column)) {
          throw InputException.at(where)
              .says(
                  String.format(
                      Locale.ROOT,
                      "feature %s contains column %s, from which the target is computed",
                      feature.name(),
                      column))
              .remedy("leave it out, or set `allowLeak: true` if it is intended")
              .exception();
        }
      }
    }
  }
}
