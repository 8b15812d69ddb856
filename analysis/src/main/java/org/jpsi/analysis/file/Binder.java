package org.jpsi.analysis.file;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.expression.Expression;

/// Makes an analysis of the tree that was read, fills in defaults, and refuses what does not fit
/// together.
final class Binder {
  private final String origin;
  private final Map<String, String> places = new LinkedHashMap<>();

  Binder(String origin) {
    this.origin = origin;
  }

  Located bind(YamlNode.Mapping root, Path folder) {
    Value.Keys keys =
        new Value(root, "", places)
            .keys(
                "name",
                "signal",
                "samples",
                "label",
                "target",
                "select",
                "features",
                "weight",
                "yields",
                "constants",
                "spectators",
                "split",
                "model",
                "network",
                "training",
                "seed",
                "allowLeak");
    places.put("", origin);
    List<AnalysisFile.Feature> targets =
        keys.find("target")
            .map(v -> quantities(v, "an expression, or a list of them"))
            .orElse(List.of());
    Optional<String> label = keys.find("label").map(Value::expression);
    if (label.isPresent() && !targets.isEmpty()) {
      throw InputException.at(keys.where("label"))
          .expected("`label:` for classes or `target:` for regression")
          .found("both")
          .remedy("leave one out")
          .exception();
    }
    SampleBinder samples =
        new SampleBinder(
            keys.find("samples").orElseThrow(this::noSamples), label, !targets.isEmpty());
    boolean allowLeak = keys.find("allowLeak").map(Value::truth).orElse(false);
    Optional<String> signal = signal(keys, samples, targets);
    AnalysisFile analysis =
        new AnalysisFile(
            keys.find("name").map(Binder::name).orElseGet(this::stem),
            signal,
            samples.samples(),
            samples.label(),
            targets,
            keys.find("select").map(Value::expression).orElse(AnalysisFile.ALL_EVENTS),
            keys.find("features").map(this::features).orElse(AnalysisFile.Features.ALL),
            keys.find("weight").map(Value::expression).orElse(AnalysisFile.WEIGHT),
            keys.find("yields").map(Value::truth).orElse(false),
            keys.find("constants").map(this::constants).orElse(Map.of()),
            keys.find("spectators").map(this::spectators).orElse(List.of()),
            SplitBinder.split(keys.find("split"), samples.samples(), where("split")),
            ModelBinder.models(keys.find("model")),
            NetworkBinder.network(keys.find("network"), !targets.isEmpty()),
            TrainingBinder.training(keys.find("training"), classes(samples, signal, targets)),
            keys.find("seed").map(Value::wholeLong).orElse(AnalysisFile.SEED),
            allowLeak);
    if (!allowLeak) {
      refuseTargetAsFeature(analysis);
    }
    return new Located(analysis, folder, places);
  }

  private String where(String key) {
    return places.getOrDefault(key, origin) + " " + key;
  }

  /// A run folder is named so: nothing that leads elsewhere.
  private static String name(Value value) {
    String name = value.text("a name");
    if (!name.matches("[^./\\\\\\p{Cntrl}][^/\\\\\\p{Cntrl}]{0,99}")) {
      throw value.wrong("a name that can be a folder's: no / or \\, no dot in front");
    }
    return name;
  }

  private String stem() {
    return origin.replaceFirst("(?<=.)\\.(ya?ml|json)$", "");
  }

  private InputException noSamples() {
    return InputException.at(origin)
        .expected("the key samples")
        .found("none")
        .remedy(
            "write where the events are, as in `samples: [{files: a.root, tree: t, class: signal},"
                + " {files: b.root, tree: t, class: background}]`")
        .exception();
  }

  /// How many classes the file tells: 0 is regression, empty leaves it to the events. Against a
  /// signal, all others are one.
  private static Optional<Integer> classes(
      SampleBinder samples, Optional<String> signal, List<AnalysisFile.Feature> targets) {
    if (!targets.isEmpty() || signal.isPresent()) {
      return Optional.of(targets.isEmpty() ? 2 : 0);
    }
    return samples.label().isPresent() ? Optional.empty() : Optional.of(samples.classes().size());
  }

  private Optional<String> signal(
      Value.Keys keys, SampleBinder samples, List<AnalysisFile.Feature> targets) {
    Optional<Value> value = keys.find("signal");
    if (value.isEmpty()) {
      return samples.signal();
    }
    Value found = value.get();
    if (!targets.isEmpty()) {
      throw InputException.at(found.where())
          .says("a regression, with `target:`, has no signal")
          .remedy("leave `signal:` out")
          .exception();
    }
    String name = found.className("the name of a class");
    if (samples.label().isEmpty() && !samples.classes().contains(name)) {
      throw InputException.at(found.where())
          .expected("one of the classes " + String.join(", ", samples.classes()))
          .found(name)
          .nearest(name, samples.classes())
          .exception();
    }
    return Optional.of(name);
  }

  private AnalysisFile.Features features(Value value) {
    String expected = "`all`, or a list of expressions";
    if (value.isText()) {
      if (value.text(expected).equals("all")) {
        return AnalysisFile.Features.ALL;
      }
      throw value.wrong(expected);
    }
    List<Value> items = value.list(expected);
    if (items.isEmpty()) {
      throw value.wrong(expected);
    }
    List<AnalysisFile.Feature> named = new ArrayList<>();
    boolean all = false;
    for (Value item : items) {
      if (item.isText() && item.text("an expression").equals("all")) {
        all = true;
      } else {
        named.add(quantity(item));
      }
    }
    return new AnalysisFile.Features(all, different(value, named));
  }

  private List<AnalysisFile.Feature> quantities(Value value, String expected) {
    List<Value> items = value.oneOrMore(expected);
    return different(value, items.stream().map(Binder::quantity).toList());
  }

  private static List<AnalysisFile.Feature> different(
      Value value, List<AnalysisFile.Feature> quantities) {
    Set<String> names = new HashSet<>();
    for (AnalysisFile.Feature quantity : quantities) {
      if (!names.add(quantity.name())) {
        throw InputException.at(value.where())
            .expected("different names")
            .found(quantity.name() + " twice")
            .remedy("name one of them otherwise: {name: ..., is: ...}")
            .exception();
      }
    }
    return quantities;
  }

  private static AnalysisFile.Feature quantity(Value value) {
    if (!value.isMapping()) {
      String text = value.expression();
      return new AnalysisFile.Feature(
          Expression.parse(text).plainColumn().orElse(text.strip()), text, "");
    }
    Value.Keys keys = value.keys("name", "is", "unit");
    Optional<String> name = keys.find("name").map(v -> v.text("a name").strip());
    Optional<String> is = keys.find("is").map(Value::expression);
    if (name.isEmpty() && is.isEmpty()) {
      throw value.wrong("the keys name and is");
    }
    String formula = is.orElseGet(() -> Expression.quoted(name.orElseThrow()));
    return new AnalysisFile.Feature(
        name.orElseGet(() -> Expression.parse(formula).plainColumn().orElse(formula.strip())),
        formula,
        keys.find("unit").map(v -> v.text("a unit, as in GeV")).orElse(""));
  }

  private Map<String, Double> constants(Value value) {
    Map<String, Double> constants = new LinkedHashMap<>();
    value
        .entries("constants by name, as in {lumi: 1.2}")
        .forEach((name, number) -> {
          if (!Expression.quoted(name).equals(name) || name.contains(".")) {
            throw InputException.at(number.where())
                .expected("a constant's name of letters, digits and _, not true, false or pi")
                .found(name)
                .exception();
          }
          constants.put(name, number.number("a number", x -> true));
        });
    return constants;
  }

  private List<String> spectators(Value value) {
    String expected = "a column, or a list of columns";
    List<String> names =
        value.isList() && value.list(expected).isEmpty()
            ? List.of()
            : value.oneOrMore(expected).stream().map(v -> v.text("a column")).toList();
    for (int i = 0; i < names.size(); i++) {
      if (names.indexOf(names.get(i)) < i) {
        throw InputException.at(value.where())
            .expected("every column once")
            .found(names.get(i) + " twice")
            .exception();
      }
    }
    return names;
  }

  private void refuseTargetAsFeature(AnalysisFile analysis) {
    Set<String> taken = new HashSet<>();
    analysis.targets().forEach(t -> taken.addAll(Expression.parse(t.is()).columnNames()));
    analysis.constants().keySet().forEach(taken::remove);
    for (int i = 0; i < analysis.features().named().size(); i++) {
      AnalysisFile.Feature feature = analysis.features().named().get(i);
      for (String column : Expression.parse(feature.is()).columnNames()) {
        if (taken.contains(column)) {
          throw InputException.at(where("features"))
              .says(
                  String.format(
                      Locale.ROOT,
                      "feature %s holds column %s, which the target is made of",
                      feature.name(),
                      column))
              .remedy("leave it out; `allowLeak: true` takes it all the same")
              .exception();
        }
      }
    }
  }
}
