package org.jpsi.core.model;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jpsi.core.data.Feature;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.io.Json;
import org.jpsi.core.io.Safetensors;
import org.jpsi.core.nn.Layer;
import org.jpsi.core.nn.LayerRegistry;
import org.jpsi.core.nn.LayerSpec;
import org.jpsi.core.nn.Sequential;
import org.jpsi.core.tensor.Parameter;
import org.jspecify.annotations.Nullable;

/// A model as a safetensors file: the weights (and statistics of batch normalization) as arrays
/// under the names a PyTorch `Sequential` gives them, all the rest as one JSON object under the key
/// `jpsi` of `__metadata__`. Equal models are equal files.
public final class ModelFile {
  private static final String KEY = "jpsi";
  private static final String FORMAT = "jpsi-model-1";

  private ModelFile() {}

  /// Writes the file whole or not at all.
  ///
  /// @throws InputException where the network has a layer that is not built in: the file could not
  ///   be read again
  public static void write(Model model, Path file) {
    LayerRegistry.values(model.network().spec());
    Map<String, Safetensors.Array> arrays = new LinkedHashMap<>();
    for (Parameter parameter : held(model.network())) {
      arrays.put(
          parameter.name(),
          new Safetensors.Array(parameter.shape().sizes(), parameter.tensor().toArray()));
    }
    new Safetensors(arrays, Map.of(KEY, Json.write(describe(model)))).write(file);
  }

  /// Reads a file of any origin.
  ///
  /// @throws InputException where it is missing, damaged, or not a model of Jpsi
  public static Model read(Path file) {
    Safetensors stored = Safetensors.read(file);
    String where = file.toString();
    String text = stored.metadata().get(KEY);
    if (text == null) {
      throw InputException.at(where)
          .expected("a model that `jpsi train` wrote")
          .found("safetensors without the key " + KEY + " in its metadata")
          .remedy("a network without its features cannot be applied by name")
          .exception();
    }
    try {
      Model model = restore(new Fields(Json.parse(text)), stored, where);
      Scorer.of(model).demandColumns();
      return model;
    } catch (InputException damaged) {
      if (damaged.message().startsWith("[" + where + "]")) {
        throw damaged;
      }
      // without the picture of a formula
      throw damaged(where, damaged.message().lines().findFirst().orElse(""), damaged);
    } catch (Json.SyntaxException | IllegalArgumentException | ArithmeticException damaged) {
      throw damaged(where, String.valueOf(damaged.getMessage()), damaged);
    }
  }

  private static InputException damaged(String where, String what, Exception cause) {
    return InputException.at(where)
        .says("the model's description is damaged: " + what)
        .remedy("train it again, or copy it again from where it came")
        .cause(cause)
        .exception();
  }

  private static Map<String, Object> describe(Model model) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("format", FORMAT);
    json.put("output", describe(model.output()));
    json.put("columns", model.columns().stream().map(ModelFile::describe).toList());
    json.put("features", model.features().stream().map(ModelFile::describe).toList());
    json.put("constants", model.constants());
    json.put("select", model.selection());
    json.put("network", describe(model.network().spec()));
    json.put("provenance", model.provenance());
    return json;
  }

  private static Map<String, Object> describe(Output output) {
    Map<String, Object> json = new LinkedHashMap<>();
    switch (output) {
      case Output.Binary binary -> {
        json.put("task", "binary");
        json.put("signal", binary.signal());
        json.put("background", binary.background());
      }
      case Output.Multiclass classes -> {
        json.put("task", "multiclass");
        json.put("classes", classes.classes());
      }
      case Output.Regression regression -> {
        json.put("task", "regression");
        List<Object> targets = new ArrayList<>();
        for (Output.Target target : regression.targets()) {
          Map<String, Object> one = new LinkedHashMap<>();
          one.put("name", target.name());
          one.put("unit", target.unit());
          one.put("mean", target.mean());
          one.put("scale", target.scale());
          targets.add(one);
        }
        json.put("targets", targets);
      }
    }
    return json;
  }

  private static Map<String, Object> describe(InputColumn column) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("name", column.name());
    json.put("text", column.text());
    json.put("width", column.width());
    json.put("unit", column.unit());
    return json;
  }

  private static Map<String, Object> describe(Feature feature) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("name", feature.name());
    json.put("is", feature.expression());
    json.put("unit", feature.unit());
    json.put("mean", feature.mean());
    json.put("scale", feature.scale());
    json.put("low", feature.low());
    json.put("high", feature.high());
    return json;
  }

  private static Map<String, Object> describe(LayerSpec spec) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("kind", spec.type());
    json.put("settings", spec.settings());
    json.put("parts", spec.layers().stream().map(ModelFile::describe).toList());
    return json;
  }

  private static List<Parameter> held(Layer network) {
    return Stream.concat(network.parameters().stream(), network.buffers().stream()).toList();
  }

  private static Model restore(Fields json, Safetensors stored, String where) {
    if (!FORMAT.equals(json.text("format"))) {
      throw new IllegalArgumentException(
          "format is " + json.text("format") + ", expected " + FORMAT);
    }
    LayerSpec described = spec(json.fields("network"));
    long held = stored.arrays().values().stream().mapToLong(a -> a.values().length).sum();
    if (LayerRegistry.values(described) != held) {
      throw new IllegalArgumentException(
          "the network described has "
              + LayerRegistry.values(described)
              + " parameters, the file holds "
              + held);
    }
    Layer layer = LayerRegistry.of(described);
    if (!(layer instanceof Sequential network)) {
      throw new IllegalArgumentException(
          "network is " + layer.spec().type() + ", expected sequential");
    }
    for (Parameter parameter : held(network)) {
      Safetensors.Array array = stored.array(parameter.name(), where);
      if (!java.util.Arrays.equals(array.shape(), parameter.shape().sizes())) {
        throw new IllegalArgumentException(
            "array %s has shape %s, expected %s"
                .formatted(
                    parameter.name(), java.util.Arrays.toString(array.shape()), parameter.shape()));
      }
      // it would score every event NaN, and not say why
      for (float value : array.values()) {
        if (!Float.isFinite(value)) {
          throw new IllegalArgumentException(
              "array " + parameter.name() + " holds " + value + ", expected finite numbers");
        }
      }
      parameter.set(array.values());
    }
    network.verify();
    Map<String, Double> constants = new LinkedHashMap<>();
    json.fields("constants").map.forEach((name, value) -> constants.put(name, Json.number(value)));
    Map<String, String> provenance = new LinkedHashMap<>();
    Fields origin = json.fields("provenance");
    origin.map.keySet().forEach(name -> provenance.put(name, origin.text(name)));
    return new Model(
        json.list("columns").stream()
            .map(c ->
                new InputColumn(c.text("name"), c.flag("text"), c.whole("width"), c.text("unit")))
            .toList(),
        json.list("features").stream().map(ModelFile::feature).toList(),
        constants,
        json.text("select"),
        output(json.fields("output")),
        network,
        provenance);
  }

  private static Feature feature(Fields f) {
    return new Feature(
        f.text("name"),
        f.text("is"),
        f.text("unit"),
        f.number("mean"),
        f.number("scale"),
        f.number("low"),
        f.number("high"));
  }

  private static Output output(Fields json) {
    return switch (json.text("task")) {
      case "binary" -> new Output.Binary(json.text("signal"), json.text("background"));
      case "multiclass" -> new Output.Multiclass(json.texts("classes"));
      case "regression" ->
          new Output.Regression(
              json.list("targets").stream()
                  .map(t ->
                      new Output.Target(
                          t.text("name"), t.text("unit"), t.number("mean"), t.number("scale")))
                  .toList());
      default -> throw new IllegalArgumentException("unknown task " + json.text("task"));
    };
  }

  private static LayerSpec spec(Fields json) {
    return new LayerSpec(
        json.text("kind"),
        json.fields("settings").map,
        json.list("parts").stream().map(ModelFile::spec).toList());
  }

  /// The members of a JSON object, each of a type that is demanded.
  private static final class Fields {
    private final Map<String, Object> map = new LinkedHashMap<>();

    Fields(@Nullable Object json) {
      if (!(json instanceof Map<?, ?> object)) {
        throw new IllegalArgumentException("expected an object, found " + json);
      }
      object.forEach((name, value) -> {
        if (value == null) {
          throw new IllegalArgumentException(name + " is null");
        }
        map.put((String) name, value);
      });
    }

    private <T> T get(String name, Class<T> type) {
      Object value = map.get(name);
      if (!type.isInstance(value)) {
        throw new IllegalArgumentException(
            name + " is " + value + ", expected " + type.getSimpleName());
      }
      return type.cast(value);
    }

    String text(String name) {
      return get(name, String.class);
    }

    boolean flag(String name) {
      return get(name, Boolean.class);
    }

    int whole(String name) {
      return Math.toIntExact(Math.min(Integer.MAX_VALUE, get(name, Long.class)));
    }

    double number(String name) {
      return Json.number(map.get(name));
    }

    Fields fields(String name) {
      return new Fields(map.get(name));
    }

    List<Fields> list(String name) {
      List<Fields> items = new ArrayList<>();
      for (Object item : get(name, List.class)) {
        items.add(new Fields(item));
      }
      return items;
    }

    List<String> texts(String name) {
      List<String> items = new ArrayList<>();
      for (Object item : get(name, List.class)) {
        if (!(item instanceof String text)) {
          throw new IllegalArgumentException(name + " holds " + item + ", expected text");
        }
        items.add(text);
      }
      return items;
    }
  }
}
