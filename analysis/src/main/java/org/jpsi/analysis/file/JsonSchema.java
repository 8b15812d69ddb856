package org.jpsi.analysis.file;

import java.util.List;
import java.util.stream.Stream;
import org.jpsi.analysis.file.ValueType.BooleanType;
import org.jpsi.analysis.file.ValueType.ConvertedType;
import org.jpsi.analysis.file.ValueType.ListType;
import org.jpsi.analysis.file.ValueType.MapType;
import org.jpsi.analysis.file.ValueType.ShorthandType;
import org.jpsi.analysis.file.ValueType.WordType;
import org.jpsi.core.io.Numeral;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// JSON Schema (draft 2020-12) of the analysis file, by which editors complete and check keys. It
/// has the type of each value; rules between keys are checked by the reader alone.
public final class JsonSchema {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  // unquoted, a class or an expression may be a number or a boolean to YAML
  private static final List<String> TEXT = List.of("string", "number", "boolean");

  private JsonSchema() {}

  /// The schema as text, with the options of the learners on the class path.
  public static String analysisFile() {
    ObjectNode root = JSON.objectNode();
    root.put("$schema", "https://json-schema.org/draft/2020-12/schema");
    root.put("title", "Analysis file of Jpsi");
    root.setAll(schema(AnalysisSchema.FILE));
    return new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(root) + "\n";
  }

  private static ObjectNode schema(ValueType<?> type) {
    return switch (type) {
      case NumberType number -> number(number);
      case IntegerType integer -> integer(integer);
      case TextType text -> text(text);
      case TuneSchema.SpaceType _ -> space();
      case BooleanType _ -> JSON.objectNode().put("type", "boolean");
      case WordType<?> word -> JSON.objectNode().set("enum", words(word.names()));
      case ListType<?> list -> list(list);
      case MapType<?> map -> map(map);
      case ShorthandType<?, ?> shorthand ->
          either(schema(shorthand.brief()), schema(shorthand.full()));
      case ConvertedType<?, ?> converted -> schema(converted.base());
      case ObjectType<?> object -> object(object);
      case ChoiceType<?> choice -> choice(choice);
    };
  }

  private static ObjectNode number(NumberType type) {
    ObjectNode schema = JSON.objectNode().put("type", "number");
    if (Double.isFinite(type.min())) {
      bound(schema, type.minExclusive() ? "exclusiveMinimum" : "minimum", type.min());
    }
    if (Double.isFinite(type.max())) {
      bound(schema, type.maxExclusive() ? "exclusiveMaximum" : "maximum", type.max());
    }
    return schema;
  }

  private static void bound(ObjectNode schema, String key, double value) {
    if (value == Math.rint(value)) {
      schema.put(key, (long) value);
    } else {
      schema.put(key, value);
    }
  }

  private static ObjectNode integer(IntegerType type) {
    ObjectNode schema = JSON.objectNode().put("type", "integer");
    if (!type.any()) {
      schema.put("minimum", type.min()).put("maximum", type.max());
    }
    return schema;
  }

  private static ObjectNode text(TextType type) {
    ObjectNode schema = JSON.objectNode();
    if (!type.word().isEmpty()) {
      return schema.put("const", type.word());
    }
    schema.set("type", words(TEXT));
    return type.pattern().isEmpty() ? schema : schema.put("pattern", type.pattern());
  }

  private static ObjectNode space() {
    ObjectNode ends = JSON.objectNode().put("type", "array").put("minItems", 2).put("maxItems", 2);
    ends.set("items", JSON.objectNode().put("type", "number"));
    ObjectNode interval = JSON.objectNode().put("type", "object");
    ObjectNode properties = interval.putObject("properties");
    List.of("uniform", "log", "integer", "logInteger")
        .forEach(name -> properties.set(name, ends.deepCopy()));
    interval.put("additionalProperties", false).put("minProperties", 1).put("maxProperties", 1);
    return either(JSON.objectNode().put("type", "array").put("minItems", 2), interval);
  }

  private static ObjectNode list(ListType<?> type) {
    ObjectNode schema = JSON.objectNode().put("type", "array");
    schema.set("items", schema(type.item()));
    if (!type.empty()) {
      schema.put("minItems", 1);
    }
    return type.single() == ListType.Single.NO ? schema : either(schema(type.item()), schema);
  }

  private static ObjectNode map(MapType<?> type) {
    ObjectNode schema = JSON.objectNode().put("type", "object");
    schema.set("propertyNames", JSON.objectNode().put("pattern", type.pattern()));
    schema.set("additionalProperties", schema(type.item()));
    return schema;
  }

  private static ObjectNode object(ObjectType<?> type) {
    ObjectNode schema = JSON.objectNode().put("type", "object");
    ObjectNode properties = schema.putObject("properties");
    ArrayNode required = JSON.arrayNode();
    ArrayNode once = JSON.arrayNode();
    for (Key<?, ?> key : type.keys()) {
      properties.set(key.name(), key(key));
      for (String old : key.aliases()) {
        properties.set(old, formerly(schema(key.type()), key.name()));
        ObjectNode both = JSON.objectNode();
        both.putObject("not").set("required", words(List.of(key.name(), old)));
        once.add(both);
      }
      if (key.defaultValue() instanceof Default.Required<?>) {
        required.add(key.name());
      }
    }
    if (!required.isEmpty()) {
      schema.set("required", required);
    }
    if (!once.isEmpty()) {
      schema.set("allOf", once);
    }
    return schema.put("additionalProperties", false);
  }

  private static ObjectNode key(Key<?, ?> key) {
    ObjectNode schema = JSON.objectNode();
    schema.put("description", key.meaning());
    schema.setAll(schema(key.type()));
    key.constant().ifPresent(defaultValue -> schema.set("default", value(defaultValue)));
    return schema;
  }

  private static ObjectNode choice(ChoiceType<?> type) {
    ObjectNode word = JSON.objectNode();
    word.set(
        "enum",
        words(
            type.options().stream()
                .flatMap(
                    option -> Stream.concat(Stream.of(option.name()), option.aliases().stream()))
                .toList()));
    ObjectNode settings = JSON.objectNode().put("type", "object");
    ObjectNode properties = settings.putObject("properties");
    for (NamedOption<?> option : type.options()) {
      ObjectNode schema = JSON.objectNode().put("description", option.meaning());
      schema.setAll(schema(option.settings()));
      properties.set(option.name(), schema);
      for (String old : option.aliases()) {
        properties.set(old, formerly(schema.deepCopy(), option.name()));
      }
    }
    settings.put("additionalProperties", false).put("minProperties", 1).put("maxProperties", 1);
    return either(word, settings);
  }

  private static ObjectNode formerly(ObjectNode schema, String name) {
    String now = "Now `" + name + "`.";
    schema.put("deprecated", true).put("description", now);
    // two keywords of VS Code: shown for the old name, which is not suggested
    return schema.put("deprecationMessage", now).put("doNotSuggest", true);
  }

  private static ObjectNode either(ObjectNode one, ObjectNode other) {
    ObjectNode schema = JSON.objectNode();
    schema.putArray("anyOf").add(one).add(other);
    return schema;
  }

  private static ArrayNode words(List<String> words) {
    ArrayNode array = JSON.arrayNode();
    words.forEach(array::add);
    return array;
  }

  // A default as JSON, an unquoted scalar with its type in YAML.
  private static JsonNode value(YamlNode node) {
    return switch (node) {
      case YamlNode.Scalar scalar -> scalar(YamlText.flow(scalar), scalar.text());
      case YamlNode.Sequence list -> {
        ArrayNode array = JSON.arrayNode();
        list.items().forEach(item -> array.add(value(item)));
        yield array;
      }
      case YamlNode.Mapping map -> {
        ObjectNode object = JSON.objectNode();
        map.entries().forEach((key, entry) -> object.set(key, value(entry.value())));
        yield object;
      }
    };
  }

  private static JsonNode scalar(String written, String text) {
    if (written.equals("true") || written.equals("false")) {
      return JSON.booleanNode(written.equals("true"));
    }
    if (Numeral.isWhole(written)) {
      return JSON.numberNode(Long.parseLong(written));
    }
    return Numeral.isDecimal(written)
        ? JSON.numberNode(Double.parseDouble(written))
        : JSON.stringNode(text);
  }
}
