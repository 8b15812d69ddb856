package org.jpsi;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jpsi.analysis.file.AnalysisFile;
import org.jpsi.analysis.file.AnalysisReader;
import org.jpsi.analysis.file.AnalysisWithSource;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.events.EventRecipe;
import org.jpsi.core.events.Events;
import org.jpsi.core.io.Json;

/// Events of an analysis: those that a program gives, or those that an analysis file names.
sealed interface AnalyzedEvents {
  /// The events that the program gives.
  Optional<Events> given();

  /// The features that these texts mean, as an analysis file has them.
  List<?> features(String... texts);

  /// The targets that these texts mean.
  List<?> targets(String... texts);

  /// The analysis with these keys, as a file has them; one of `""` is left out.
  ///
  /// @param settings as `--set` has them, which override the keys
  AnalysisWithSource source(Map<String, Object> keys, List<String> settings);

  /// `training.epochs=5`
  static String setting(String key, Object value) {
    return key + "=" + (value instanceof Number ? value.toString() : Json.write(value));
  }

  /// Events that a program gives.
  record Given(Events events, EventRecipe recipe) implements AnalyzedEvents {
    /// What the events say of themselves.
    Map<String, Object> keys() {
      Map<String, Object> keys = new LinkedHashMap<>();
      keys.put("name", GivenEvents.name(events, recipe));
      // which events it is that are analyzed is said below
      keys.put("samples", List.of(events.origin()));
      recipe.label().ifPresent(label -> keys.put("label", label));
      keys.put("select", recipe.selection());
      keys.put("weight", recipe.weight());
      return keys;
    }

    @Override
    public Optional<Events> given() {
      return Optional.of(recipe.events());
    }

    @Override
    public List<?> features(String... texts) {
      FeatureNames names = new FeatureNames(events, recipe);
      return Arrays.stream(texts).flatMap(names::find).distinct().toList();
    }

    @Override
    public List<?> targets(String... texts) {
      FeatureNames names = new FeatureNames(events, recipe);
      return Arrays.stream(texts).map(names::quantity).toList();
    }

    @Override
    public AnalysisWithSource source(Map<String, Object> keys, List<String> settings) {
      Map<String, Object> all = new LinkedHashMap<>(keys);
      all.values().removeIf(""::equals);
      if (!all.containsKey("label") && !all.containsKey("target")) {
        throw InputException.at(events.origin())
            .expected("events with a label, or a target, to be learned")
            .found("neither")
            .remedy("say which column it is with `label`, or with `target` of the analysis")
            .exception();
      }
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

  /// Events that an analysis file names.
  record Named(Path file) implements AnalyzedEvents {
    @Override
    public Optional<Events> given() {
      return Optional.empty();
    }

    @Override
    public List<?> features(String... texts) {
      for (String text : texts) {
        if (text.endsWith("*") || text.indexOf('?') >= 0 && text.indexOf(':') < 0) {
          throw InputException.at("features")
              .expected("names or expressions, since the analysis is read from a file")
              .found(text)
              .remedy("patterns are for events that are opened: `Analysis.of(Events.open(...))`")
              .exception();
        }
      }
      return List.of(texts);
    }

    @Override
    public List<?> targets(String... texts) {
      return List.of(texts);
    }

    @Override
    public AnalysisWithSource source(Map<String, Object> keys, List<String> settings) {
      List<String> all = new ArrayList<>();
      keys.forEach((key, value) -> all.add(value.equals("") ? key + "=" : setting(key, value)));
      all.addAll(settings);
      return AnalysisReader.read(file, all);
    }
  }
}
