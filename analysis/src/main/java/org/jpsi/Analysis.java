package org.jpsi;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jpsi.analysis.TrainService;
import org.jpsi.analysis.file.AnalysisFile;
import org.jpsi.analysis.file.AnalysisReader;
import org.jpsi.analysis.file.AnalysisWithSource;
import org.jpsi.analysis.progress.ProgressListener;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.events.EventRecipe;
import org.jpsi.core.events.Events;
import org.jpsi.core.io.Json;
import org.jpsi.core.parallel.ThreadBudget;

/// Analysis of events: their selection, weight and label with features and settings, trained as
/// `jpsi train` trains an analysis file. Keys that are not set have the defaults of the file's.
///
/// ```java
/// Run run = Analysis.of(events).features("m_*", "dphi").epochs(20).fit();
/// ```
///
/// Immutable: each setting gives a new analysis.
public final class Analysis {
  private final Events events;
  private final EventRecipe recipe;
  private final Map<String, Object> keys;
  private final List<String> settings;
  private final ProgressListener progress;
  private final int threads;

  private Analysis(
      Events events,
      EventRecipe recipe,
      Map<String, Object> keys,
      List<String> settings,
      ProgressListener progress,
      int threads) {
    this.events = events;
    this.recipe = recipe;
    this.keys = keys;
    this.settings = settings;
    this.progress = progress;
    this.threads = threads;
  }

  /// An analysis of events with their weight and label.
  public static Analysis of(Events events) {
    EventRecipe recipe = events.recipe();
    Map<String, Object> keys = new LinkedHashMap<>();
    keys.put("name", GivenEvents.name(events, recipe));
    // which events it is that are analyzed is said below
    keys.put("samples", List.of(events.origin()));
    recipe.label().ifPresent(label -> keys.put("label", label));
    keys.put("select", recipe.selection());
    keys.put("weight", recipe.weight());
    return new Analysis(
        events, recipe, keys, List.of(), ProgressListener.SILENT, ThreadBudget.threads());
  }

  /// The features: columns, also by names with `*` and `?`, or expressions over columns. Without
  /// this, they are all columns of numbers that are not used otherwise.
  ///
  /// @throws InputException where there is no such column, with the nearest names
  public Analysis features(String... features) {
    FeatureNames names = new FeatureNames(events, recipe);
    return with("features", Arrays.stream(features).flatMap(names::find).distinct().toList());
  }

  /// The targets of a regression: columns or expressions, in the place of the label.
  ///
  /// @throws InputException where there is no such column, with the nearest names
  public Analysis target(String... targets) {
    FeatureNames names = new FeatureNames(events, recipe);
    Analysis regression = with("target", Arrays.stream(targets).map(names::quantity).toList());
    regression.keys.remove("label");
    return regression;
  }

  /// The class that is the signal, against all others.
  public Analysis signal(String name) {
    return with("signal", name);
  }

  /// The name of the analysis, in its report.
  public Analysis name(String name) {
    return with("name", name);
  }

  /// The models: `network`, or learners such as `boosted-trees`. The run is of the first, the
  /// others are compared with it.
  public Analysis model(String... names) {
    return with("model", List.of(names));
  }

  /// The largest number of epochs.
  public Analysis epochs(int number) {
    return set("training.epochs", number);
  }

  /// The seed of all random numbers of the training.
  public Analysis seed(long seed) {
    return set("seed", seed);
  }

  /// Any other key of the analysis file, as `--set` has it: `set("training.budget", "quick")`.
  /// `set("network.layers", List.of(64, 64))` is one plain network in the place of the default one.
  ///
  /// @param value number, text, list or map
  public Analysis set(String key, Object value) {
    List<String> all = new ArrayList<>(settings);
    all.add(key + "=" + (value instanceof Number ? value.toString() : Json.write(value)));
    return new Analysis(events, recipe, keys, List.copyOf(all), progress, threads);
  }

  /// The number of threads, by default the process's; it changes the speed, never the result.
  public Analysis threads(int number) {
    return new Analysis(events, recipe, keys, settings, progress, number);
  }

  /// The listener, which is told of the training while it runs.
  public Analysis listener(ProgressListener listener) {
    return new Analysis(events, recipe, keys, settings, listener, threads);
  }

  private Analysis with(String key, Object value) {
    Map<String, Object> all = new LinkedHashMap<>(keys);
    all.put(key, value);
    return new Analysis(events, recipe, all, settings, progress, threads);
  }

  /// Trains and evaluates, as `jpsi train` does, in memory.
  ///
  /// @throws InputException where a key or the events are wrong, or a loss is not finite
  public Run fit() {
    return new Run(TrainService.train(source(), Optional.of(recipe.events()), threads, progress));
  }

  /// The analysis file that trains the same, every default written out.
  public String toYaml() {
    return source().analysis().toYaml();
  }

  private AnalysisWithSource source() {
    if (!keys.containsKey("label") && !keys.containsKey("target")) {
      throw InputException.at(events.origin())
          .expected("events with a label, or a target, to be learned")
          .found("neither")
          .remedy("say which column it is with `label`, or with `target` of the analysis")
          .exception();
    }
    Map<String, Object> all = new LinkedHashMap<>(keys);
    all.computeIfAbsent("features", _ -> new FeatureNames(events, recipe).all());
    String where = "Analysis of " + events.origin();
    AnalysisWithSource read =
        AnalysisReader.parse(where, Json.write(all), Path.of("").toAbsolutePath(), settings);
    AnalysisFile analysis = read.analysis();
    return new AnalysisWithSource(
        analysis.with(List.of(GivenEvents.sample(events, recipe, analysis.seed()))),
        read.folder(),
        Map.of("", where),
        read.warnings());
  }
}
