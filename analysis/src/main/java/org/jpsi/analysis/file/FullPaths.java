package org.jpsi.analysis.file;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jpsi.analysis.file.AnalysisFile.Feature;
import org.jpsi.core.data.Scaling;
import org.jpsi.core.expression.Expression;

/// Full paths in an analysis: members of objects that it names alone, as `pt`, are named with their
/// objects, as `mu.pt`; a feature that is a column of fixed-size arrays is one feature for each of
/// their elements, `a[0][0]`, `a[0][1]`, .... So the run, its model and what is printed say which
/// member was trained on.
public final class FullPaths {
  private final Map<String, Expression> paths = new LinkedHashMap<>();
  private final Map<String, String> aliases;
  private final Map<String, List<String>> arrays;

  private FullPaths(Map<String, String> aliases, Map<String, List<String>> arrays) {
    this.aliases = aliases;
    this.arrays = arrays;
    aliases.forEach((alias, path) -> paths.put(alias, Expression.column(path)));
  }

  /// The analysis with full paths.
  ///
  /// @param aliases names of members, each with its path
  /// @param arrays full paths of columns of arrays, each with the indices of all elements, `[0][0]`
  /// @throws org.jpsi.core.errors.InputException where it then has a column twice as a feature, or
  ///   the target among the features
  public static AnalysisWithSource in(
      AnalysisWithSource source, Map<String, String> aliases, Map<String, List<String>> arrays) {
    if (aliases.isEmpty() && arrays.isEmpty()) {
      return source;
    }
    FullPaths full = new FullPaths(aliases, arrays);
    AnalysisFile analysis = full.in(source.analysis());
    AnalysisRules.requireConsistent(analysis, source::where);
    return new AnalysisWithSource(analysis, source.folder(), source.locations(), source.warnings());
  }

  private AnalysisFile in(AnalysisFile a) {
    return new AnalysisFile(
        a.name(),
        a.signal(),
        a.samples().stream().map(this::in).toList(),
        a.label().map(this::in),
        quantities(a.targets()),
        in(a.select()),
        features(a.features()),
        in(a.weight()),
        a.classWeights(),
        a.yields(),
        a.luminosity(),
        a.constants(),
        a.csv(),
        a.missing().named(name -> aliases.getOrDefault(name, name)),
        a.spectators().stream().map(name -> aliases.getOrDefault(name, name)).toList(),
        a.decorrelation().with(this::in),
        a.negativeWeights(),
        new EventSplit(a.split().fractions(), a.split().by().map(this::in)),
        a.folds().map(folds -> new Folds(folds.k(), folds.by().map(this::in))),
        a.models(),
        preprocessing(a),
        a.members(),
        a.network(),
        a.training(),
        a.seed(),
        a.allowLeak(),
        a.allowDuplicates(),
        a.reference(),
        a.compare(),
        new FigureOptions(
            a.figures().significance(),
            a.figures()
                .efficiencies()
                .map(e ->
                    new FigureOptions.EfficiencyOptions(
                        e.signal(),
                        e.by().stream().map(name -> aliases.getOrDefault(name, name)).toList())),
            a.figures().calibration(),
            a.figures().studies()),
        a.data().map(data -> data.withSelect(in(data.select()))),
        variations(a.variations()));
  }

  private Map<String, Variation> variations(Map<String, Variation> all) {
    Map<String, Variation> full = new LinkedHashMap<>();
    all.forEach((name, variation) ->
        full.put(
            name, variation.withColumns(column -> aliases.getOrDefault(column, column), this::in)));
    return full;
  }

  private Sample in(Sample sample) {
    return new Sample(
        sample.source(),
        sample.className(),
        in(sample.weight()),
        in(sample.select()),
        sample.normalization(),
        sample.part());
  }

  // Parameters are some of them, and may get other names.
  private FeatureChoice features(FeatureChoice features) {
    return new FeatureChoice(
        features.all(),
        features.named().stream().flatMap(this::elements).toList(),
        features.parameters().stream().map(name -> renamed(features, name).getFirst()).toList());
  }

  private FeatureScaling preprocessing(AnalysisFile a) {
    Map<String, Scaling> named = new LinkedHashMap<>();
    a.preprocessing()
        .named()
        .forEach((name, scaling) ->
            renamed(a.features(), name).forEach(full -> named.put(full, scaling)));
    List<FeatureTransformation> groups =
        a.preprocessing().transformations().stream()
            .map(group ->
                new FeatureTransformation(
                    group.of().stream()
                        .flatMap(name -> renamed(a.features(), name).stream())
                        .toList(),
                    group.how()))
            .toList();
    return new FeatureScaling(a.preprocessing().usual(), named, groups);
  }

  /// The name of a feature with full paths: of one that is named, or of one of `all`.
  private List<String> renamed(FeatureChoice features, String name) {
    return features.named().stream()
        .filter(feature -> feature.name().equals(name))
        .findFirst()
        .map(feature -> elements(feature).map(Feature::name).toList())
        .orElse(List.of(aliases.getOrDefault(name, name)));
  }

  /// The elements of a feature that is a column of arrays, else the feature itself.
  private Stream<Feature> elements(Feature feature) {
    Feature full = in(feature);
    Optional<List<String>> indices =
        Expression.parse(full.expression()).plainColumn().map(arrays::get);
    return indices.isEmpty()
        ? Stream.of(full)
        : indices.get().stream()
            .map(k -> new Feature(full.name() + k, full.expression() + k, full.unit()));
  }

  private List<Feature> quantities(List<Feature> quantities) {
    return quantities.stream().map(this::in).toList();
  }

  /// A quantity without a name of its own is called by its expression.
  private Feature in(Feature quantity) {
    String expression = in(quantity.expression());
    boolean named = !quantity.name().equals(QuantitySchema.name(quantity.expression()));
    return new Feature(
        named ? quantity.name() : QuantitySchema.name(expression), expression, quantity.unit());
  }

  private String in(String expression) {
    return Expression.parse(expression).inline(paths).text();
  }
}
