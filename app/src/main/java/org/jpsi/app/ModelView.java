package org.jpsi.app;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jpsi.core.data.ColumnPreprocessing;
import org.jpsi.core.data.Feature;
import org.jpsi.core.data.Preprocessing;
import org.jpsi.core.errors.ProblemText;
import org.jpsi.core.model.CombinedPredictor;
import org.jpsi.core.model.EnsemblePredictor;
import org.jpsi.core.model.Model;
import org.jpsi.core.model.NeighborsPredictor;
import org.jpsi.core.model.NetworkPredictor;
import org.jpsi.core.model.Predictor;
import org.jpsi.core.model.TreesPredictor;
import org.jpsi.core.nn.Init;
import org.jpsi.core.nn.LayerSpec;
import org.jpsi.core.task.Task;

/// View of a model, for `jpsi inspect`: its task, features, layers and provenance.
final class ModelView {
  // How weights were drawn is nothing that a trained network has.
  private static final Set<String> DRAWS =
      Arrays.stream(Init.values()).map(Init::name).collect(Collectors.toUnmodifiableSet());

  // Of a longer list its length is shown: that of columns stands above, feature by feature.
  private static final int MOST = 8;

  private ModelView() {}

  static void show(Model model, PrintStream out) {
    out.println(ProblemText.escaped(purpose(model.task())));
    if (!model.selection().isEmpty()) {
      out.println("for events with " + ProblemText.escaped(model.selection()));
    }
    if (!model.constants().isEmpty()) {
      out.println(
          "with "
              + model.constants().entrySet().stream()
                  .map(e -> ProblemText.escaped(e.getKey()) + " = " + Numbers.of(e.getValue()))
                  .collect(Collectors.joining(", ")));
    }
    out.println();
    model
        .inputs()
        .forEach((name, preprocessing) -> {
          if (!model.inputs().isSingle()) {
            out.println("input " + ProblemText.escaped(name));
          }
          features(preprocessing).print(out);
          told(preprocessing).forEach(line -> out.println(ProblemText.escaped(line)));
          out.println();
        });
    predictor(model.predictor(), "").forEach(line -> out.println(ProblemText.escaped(line)));
    if (!model.provenance().isEmpty()) {
      out.println();
      out.println("provenance");
      model.provenance().forEach((key, value) -> told(key, value, out));
    }
  }

  private static TextTable features(Preprocessing preprocessing) {
    TextTable features =
        new TextTable("lllrrrr", "feature", "expression", "unit", "center", "scale", "min", "max");
    for (int j = 0; j < preprocessing.features().size(); j++) {
      Feature feature = preprocessing.features().list().get(j);
      ColumnPreprocessing column = preprocessing.columns().get(j);
      if (column.category().isPresent()) {
        features.row(
            feature.name(), isColumn(feature) ? "" : feature.expression(), "text", "", "", "", "");
        continue;
      }
      features.row(
          feature.name(),
          isColumn(feature) ? "" : feature.expression(),
          feature.unit(),
          Numbers.of(column.center(), column.low(), column.high()),
          column.isTransformed() ? "" : Numbers.of(column.standardization().deviation()),
          Numbers.of(column.low(), column.low(), column.high()),
          Numbers.of(column.high(), column.low(), column.high()));
    }
    return features;
  }

  /// What the table has no place for: categories, and how much was missing.
  private static List<String> told(Preprocessing preprocessing) {
    List<String> lines = new ArrayList<>();
    List<String> names = preprocessing.features().names();
    preprocessing.transformations().forEach(of -> lines.add(of.text(names)));
    for (int j = 0; j < preprocessing.columns().size(); j++) {
      ColumnPreprocessing column = preprocessing.columns().get(j);
      String name = preprocessing.features().list().get(j).name();
      if (column.category().isPresent() || column.isTransformed()) {
        lines.add(name + ": " + column);
      }
      if (column.missing() > 0) {
        String percent = String.format(Locale.ROOT, "%.2g", 100 * column.missing());
        lines.add(name + ": missing in " + percent + " % of the training events");
      }
    }
    return lines;
  }

  private static List<String> predictor(Predictor predictor, String indent) {
    String count = EventCount.of(predictor.parameterCount());
    List<String> lines = new ArrayList<>();
    switch (predictor) {
      case NetworkPredictor one -> {
        lines.add(indent + "network of " + count + " parameters");
        lines.addAll(layers(one.network().spec(), indent + "  "));
      }
      case TreesPredictor one ->
          lines.add(indent + one.trees().trees() + " trees of " + count + " numbers");
      case NeighborsPredictor one -> {
        String stored = EventCount.of(one.neighbors().stored());
        lines.add(indent + one.neighbors().k() + " nearest neighbors of " + stored + " events");
      }
      case EnsemblePredictor several when sameNetworks(several) -> {
        NetworkPredictor one = (NetworkPredictor) several.members().getFirst();
        lines.add(
            indent
                + several.members().size()
                + " networks of "
                + EventCount.of(one.parameterCount())
                + " parameters each, of which the mean of "
                + (several.mean() == EnsemblePredictor.Mean.OUTPUTS
                    ? "predictions"
                    : "probabilities")
                + " counts");
        lines.addAll(layers(one.network().spec(), indent + "  "));
      }
      case CombinedPredictor several -> {
        lines.add(indent + several.members().size() + " models of " + count + " numbers");
        several.members().forEach(member -> lines.addAll(predictor(member, indent + "  ")));
      }
    }
    return lines;
  }

  /// Whether members differ in their weights alone, so that one is shown for all.
  private static boolean sameNetworks(EnsemblePredictor ensemble) {
    List<LayerSpec> specs = new ArrayList<>();
    for (Predictor member : ensemble.members()) {
      if (!(member instanceof NetworkPredictor one)) {
        return false;
      }
      specs.add(one.network().spec());
    }
    return specs.stream().distinct().count() == 1;
  }

  private static boolean isColumn(Feature feature) {
    return feature.expression().equals(feature.name())
        || feature.expression().equals("`" + feature.name() + "`");
  }

  private static String purpose(Task task) {
    return switch (task) {
      case Task.Binary binary ->
          "a classifier of " + binary.signal() + " against " + binary.background();
      case Task.Multiclass classes -> "a classifier of " + String.join(", ", classes.classes());
      case Task.Regression regression ->
          "a regression of "
              + regression.targets().stream()
                  .map(t -> t.unit().isEmpty() ? t.name() : t.name() + " (" + t.unit() + ")")
                  .collect(Collectors.joining(", "));
    };
  }

  private static List<String> layers(LayerSpec spec, String indent) {
    List<String> lines = new ArrayList<>();
    boolean plain = spec.type().equals("sequential");
    if (!plain) {
      lines.add(indent + spec.type() + settings(spec.settings()));
    }
    spec.layers().forEach(part -> lines.addAll(layers(part, plain ? indent : indent + "  ")));
    return lines;
  }

  private static String settings(Map<String, Object> settings) {
    return settings.entrySet().stream()
        .filter(e -> !DRAWS.contains(e.getValue().toString()))
        .map(e -> " " + e.getKey() + " " + plain(e.getValue()))
        .collect(Collectors.joining(","));
  }

  // Constants of enums are written as in an analysis file.
  private static String plain(Object value) {
    if (value instanceof List<?> list && list.size() > MOST) {
      return Integer.toString(list.size());
    }
    String text = value.toString();
    return text.matches("[A-Z_]+") ? text.toLowerCase(Locale.ROOT).replace('_', ' ') : text;
  }

  private static void told(String key, String value, PrintStream out) {
    String name = "  " + ProblemText.escaped(key) + ":";
    if (value.contains("\n")) {
      out.println(name);
      value.lines().forEach(line -> out.println("    " + ProblemText.escaped(line)));
    } else {
      out.println(name + " " + ProblemText.escaped(value));
    }
  }
}
