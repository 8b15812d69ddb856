package org.jpsi.core.model;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jpsi.core.data.ColumnPreprocessing;
import org.jpsi.core.data.Feature;
import org.jpsi.core.data.Features;
import org.jpsi.core.data.Fingerprints;
import org.jpsi.core.data.Preprocessing;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.errors.Place;
import org.jpsi.core.errors.Problem;
import org.jpsi.core.errors.ProblemText;
import org.jpsi.core.io.Json;
import org.jpsi.core.io.Safetensors;
import org.jpsi.core.task.Task;
import org.jpsi.core.tensor.Inputs;

/// Model file: writes and reads a model as safetensors, with the numbers of its predictor as arrays
/// (those of a network under the names of a PyTorch `Sequential`), all the rest as one JSON object
/// under the key `jpsi` of `__metadata__`. Equal models are equal files.
public final class ModelFile {
  private static final String KEY = "jpsi";

  /// The format that is written. Formats 1 and 2 had a mean and a scale instead of the steps of a
  /// column's preprocessing, and a member `network` in the place of `predictor` ({@link
  /// FormerPredictor}); format 1, that of version 0.1, was marked by {@link #FIRST}.
  private static final FormatVersion FORMAT = new FormatVersion(3, 3);

  /// That of a model whose columns have codes of missing values, which a reader of format 3 would
  /// take for numbers.
  private static final FormatVersion WITH_CODES = new FormatVersion(4, 4);

  /// That of a model with jagged columns, which a reader of format 4 does not know, or whose
  /// preprocessing has transformations.
  private static final FormatVersion WITH_ITEMS = new FormatVersion(5, 5);

  /// That of a model with linear transformations of groups of features, which a reader of format 5
  /// would leave out.
  private static final FormatVersion WITH_TRANSFORMATIONS = new FormatVersion(6, 6);

  private static final int FIRST_WITH_PREDICTOR = 3;
  private static final int FIRST_WITH_CHECKSUM = 3;

  private static final String FIRST = "jpsi-model-1";
  private static final String DAMAGED = "the model's description is damaged";
  private static final String REMEDY = "train it again, or copy it again from where it came";

  private ModelFile() {}

  /// Writes the file whole or not at all.
  ///
  /// @throws InputException where a layer of a network is neither built in nor built by a {@link
  ///   org.jpsi.core.nn.LayerProvider}, or is built by it as another one, or tied weights would
  ///   come apart, or the kind of predictor is not built in: the file could not be read again
  public static void write(Model model, Path file) {
    write(model, file, PredictorCodecs.BUILT_IN);
  }

  static void write(Model model, Path file, PredictorCodecs codecs) {
    Map<String, Safetensors.Array> arrays = new LinkedHashMap<>();
    Map<String, Object> predictor = PredictorWriter.describe(codecs, model.predictor(), arrays);
    ReadingCheck.demandSame(model.predictor(), model.inputShapes(), codecs, predictor, arrays);
    new Safetensors(arrays, Map.of(KEY, Json.write(describe(model, predictor)))).write(file);
  }

  /// Reads a file of any origin. Its checksum is verified; files of version 0.1 have none.
  ///
  /// @throws InputException where it is missing, damaged, not a model of Jpsi, or needs a newer
  ///   reader or a {@link org.jpsi.core.nn.LayerProvider} that is not there
  public static Model read(Path file) {
    return read(file, _ -> {});
  }

  /// The same, with notes on what could not be verified.
  ///
  /// @param notes a sentence each, for the user
  public static Model read(Path file, Consumer<String> notes) {
    return read(file, PredictorCodecs.BUILT_IN, notes);
  }

  static Model read(Path file, PredictorCodecs codecs, Consumer<String> notes) {
    Safetensors stored = Safetensors.read(file);
    Place.Named where = new Place.Named(file.toString());
    String text = stored.metadata().get(KEY);
    if (text == null) {
      throw InputException.at(where)
          .expected("a model that `jpsi train` wrote")
          .found("safetensors without the key " + KEY + " in its metadata")
          .remedy("a network without its features cannot be applied by name")
          .exception();
    }
    try {
      JsonObject described = JsonObject.of("description", Json.parse(text));
      FormatVersion format = format(described);
      format.demandReadable(file.toString(), "a model", WITH_TRANSFORMATIONS.format());
      if (!stored.verified()) {
        demandWithoutChecksum(where, format, notes);
      }
      Model model = restore(described, predictor(described, codecs, stored, file.toString()));
      Scorer.of(model).demandColumns();
      return model;
    } catch (InputException wrong) {
      throw wrong.problem().where().contains(where) ? wrong : damaged(where, wrong);
    } catch (Json.SyntaxException | IllegalArgumentException | ArithmeticException wrong) {
      throw InputException.at(where)
          .kind(Problem.Kind.DAMAGED_FILE)
          .says(DAMAGED + ": " + ProblemText.messageOf(wrong))
          .remedy(REMEDY)
          .cause(wrong)
          .exception();
    }
  }

  private static void demandWithoutChecksum(
      Place.Named where, FormatVersion format, Consumer<String> notes) {
    if (format.format() >= FIRST_WITH_CHECKSUM) {
      throw InputException.at(where)
          .kind(Problem.Kind.DAMAGED_FILE)
          .expected("a checksum (sha256) in its metadata")
          .found("none: the file was damaged, or changed by another program")
          .remedy(REMEDY)
          .exception();
    }
    notes.accept(
        where.name()
            + " has no checksum, as models of version 0.1 have none: damage to its numbers would"
            + " not be seen");
  }

  /// An error in a part of a model as an error of the file: model files are not edited by hand, so
  /// the part's remedy does not help, nor does the excerpt of an expression.
  private static InputException damaged(Place file, InputException wrong) {
    Problem part = wrong.problem();
    if (part.kind() == Problem.Kind.MISSING_PROVIDER) {
      return wrong.in(file);
    }
    Problem whole =
        new Problem(
                Problem.Kind.DAMAGED_FILE,
                part.where(),
                part.says().isEmpty() ? DAMAGED : DAMAGED + ": " + part.says(),
                part.expected(),
                part.found(),
                part.nearest(),
                REMEDY,
                Problem.Excerpt.NONE)
            .in(file);
    return InputException.of(whole, wrong);
  }

  private static Map<String, Object> describe(Model model, Map<String, Object> predictor) {
    Map<String, Object> json = new LinkedHashMap<>();
    boolean codes = model.columns().stream().anyMatch(column -> !column.missing().isEmpty());
    boolean items = model.columns().stream().anyMatch(column -> column.depth() > 0);
    FormatVersion format =
        preprocessings(model).anyMatch(of -> !of.transformations().isEmpty())
            ? WITH_TRANSFORMATIONS
            : items || isTransformed(model) ? WITH_ITEMS : codes ? WITH_CODES : FORMAT;
    json.put("format", format.format());
    json.put("minimumReader", format.minimumReader());
    json.put("output", describe(model.task(), model.targets()));
    json.put("columns", model.columns().stream().map(ModelFile::describe).toList());
    if (model.inputs().isSingle()) {
      describe(model.preprocessing(), json);
    } else {
      json.put("inputs", describe(model.inputs()));
    }
    json.put("select", model.selection());
    json.put("predictor", predictor);
    json.put("provenance", model.provenance());
    model.calibration().ifPresent(by -> json.put("calibration", by.describe()));
    if (!model.trainingEvents().isEmpty()) {
      json.put("trainingEvents", model.trainingEvents().toText());
    }
    return json;
  }

  private static boolean isTransformed(Model model) {
    return preprocessings(model)
        .flatMap(preprocessing -> preprocessing.columns().stream())
        .anyMatch(ColumnPreprocessing::isTransformed);
  }

  private static Stream<Preprocessing> preprocessings(Model model) {
    Stream<Preprocessing> folds =
        model.predictor() instanceof FoldedPredictor folded
            ? folded.folds().stream().map(FoldedPredictor.Fold::features)
            : Stream.empty();
    return Stream.concat(model.inputs().names().stream().map(model.inputs()::get), folds);
  }

  private static Map<String, Object> describe(Task task, List<ColumnPreprocessing> columns) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("task", task.id());
    switch (task) {
      case Task.Binary binary -> {
        json.put("signal", binary.signal());
        json.put("background", binary.background());
      }
      case Task.Multiclass classes -> json.put("classes", classes.classes());
      case Task.Regression regression -> {
        List<Object> targets = new ArrayList<>();
        for (int t = 0; t < columns.size(); t++) {
          Map<String, Object> one = new LinkedHashMap<>();
          one.put("name", regression.targets().get(t).name());
          one.put("unit", regression.targets().get(t).unit());
          PreprocessingCodec.describe(columns.get(t), one);
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
    if (!column.missing().isEmpty()) {
      json.put("missing", column.missing());
    }
    if (column.depth() > 0) {
      json.put("depth", column.depth());
    }
    return json;
  }

  private static List<Object> describe(Inputs<Preprocessing> inputs) {
    List<Object> described = new ArrayList<>();
    inputs.forEach((name, preprocessing) -> {
      Map<String, Object> json = new LinkedHashMap<>();
      json.put("name", name);
      describe(preprocessing, json);
      described.add(json);
    });
    return described;
  }

  /// Adds the members of a preprocessing to a description.
  static void describe(Preprocessing preprocessing, Map<String, Object> into) {
    List<Object> features = new ArrayList<>();
    for (int j = 0; j < preprocessing.columns().size(); j++) {
      Feature feature = preprocessing.features().list().get(j);
      Map<String, Object> json = new LinkedHashMap<>();
      json.put("name", feature.name());
      json.put("is", feature.expression());
      json.put("unit", feature.unit());
      PreprocessingCodec.describe(preprocessing.columns().get(j), json);
      features.add(json);
    }
    into.put("features", features);
    into.put("constants", preprocessing.features().constants());
    TransformationCodec.describe(preprocessing.transformations(), into);
  }

  private static FormatVersion format(JsonObject json) {
    return FIRST.equals(json.values().get("format"))
        ? new FormatVersion(1, 1)
        : new FormatVersion(json.integer("format"), json.integer("minimumReader"));
  }

  private static Predictor predictor(
      JsonObject json, PredictorCodecs codecs, Safetensors stored, String where) {
    return format(json).format() < FIRST_WITH_PREDICTOR
        ? FormerPredictor.read(new PredictorReader(codecs, json.object("network"), stored, where))
        : new PredictorReader(codecs, json.object("predictor"), stored, where).predictor();
  }

  private static Model restore(JsonObject json, Predictor predictor) {
    Map<String, String> provenance = new LinkedHashMap<>();
    JsonObject origin = json.object("provenance");
    origin.names().forEach(name -> provenance.put(name, origin.string(name)));
    return new Model(
        json.objects("columns").stream()
            .map(c ->
                new InputColumn(
                    c.string("name"),
                    c.bool("text"),
                    c.integer("width", 1, Integer.MAX_VALUE),
                    c.string("unit"),
                    c.names().contains("missing") ? c.numbers("missing") : List.of(),
                    c.names().contains("depth") ? c.integer("depth", 1, 100) : 0))
            .toList(),
        inputs(json),
        json.string("select"),
        task(json.object("output")),
        targets(json.object("output")),
        predictor,
        provenance,
        json.names().contains("trainingEvents")
            ? Fingerprints.parse(json.string("trainingEvents"))
            : Fingerprints.NONE,
        json.names().contains("calibration")
            ? Optional.of(ScoreCalibration.restore(json.object("calibration")))
            : Optional.empty());
  }

  private static Inputs<Preprocessing> inputs(JsonObject json) {
    if (!json.names().contains("inputs")) {
      return Inputs.single(preprocessing(json));
    }
    Inputs<Preprocessing> inputs = Inputs.none();
    for (JsonObject input : json.objects("inputs")) {
      inputs = inputs.with(input.string("name"), preprocessing(input));
    }
    return inputs;
  }

  /// The preprocessing that is described so.
  static Preprocessing preprocessing(JsonObject json) {
    List<JsonObject> features = json.objects("features");
    Map<String, Double> constants = new LinkedHashMap<>();
    JsonObject named = json.object("constants");
    named.names().forEach(name -> constants.put(name, named.number(name)));
    return Preprocessing.of(
        Features.of(
            features.stream()
                .map(f -> new Feature(f.string("name"), f.string("is"), f.string("unit")))
                .toList(),
            constants),
        features.stream().map(PreprocessingCodec::restore).toList(),
        TransformationCodec.restore(json));
  }

  private static Task task(JsonObject json) {
    return switch (json.string("task")) {
      case "binary" -> new Task.Binary(json.string("signal"), json.string("background"));
      case "multiclass" -> new Task.Multiclass(json.strings("classes"));
      case "regression" ->
          new Task.Regression(
              json.objects("targets").stream()
                  .map(t -> new Task.Target(t.string("name"), t.string("unit")))
                  .toList());
      default ->
          throw InputException.at("key task")
              .expected("binary, multiclass or regression")
              .found("`" + json.string("task") + "`")
              .exception();
    };
  }

  private static List<ColumnPreprocessing> targets(JsonObject json) {
    return json.string("task").equals("regression")
        ? json.objects("targets").stream().map(PreprocessingCodec::restore).toList()
        : List.of();
  }
}
