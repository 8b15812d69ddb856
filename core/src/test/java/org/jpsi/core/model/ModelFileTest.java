package org.jpsi.core.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jpsi.core.data.ColumnPreprocessing;
import org.jpsi.core.data.Feature;
import org.jpsi.core.data.Features;
import org.jpsi.core.data.Preprocessing;
import org.jpsi.core.data.PreprocessingStep;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.errors.Place;
import org.jpsi.core.errors.Problem;
import org.jpsi.core.io.Safetensors;
import org.jpsi.core.nn.Dropout;
import org.jpsi.core.nn.Init;
import org.jpsi.core.nn.Linear;
import org.jpsi.core.nn.Relu;
import org.jpsi.core.nn.Sequential;
import org.jpsi.core.nn.Tanh;
import org.jpsi.core.random.Rng;
import org.jpsi.core.table.NumberColumn;
import org.jpsi.core.table.Table;
import org.jpsi.core.task.Task;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ModelFileTest {
  @TempDir Path folder;

  private static final List<Task> TASKS =
      List.of(
          new Task.Binary("sig \"1\"", "bkg"),
          new Task.Multiclass(List.of("a", "b/c", "é")),
          new Task.Regression(List.of(new Task.Target("m", "GeV"), new Task.Target("y", ""))));

  static List<Task> tasks() {
    return TASKS;
  }

  private static Model model(Task task) {
    Sequential network =
        Sequential.of(
            Linear.of(2, 5, Init.GLOROT_UNIFORM),
            Tanh.of(),
            Dropout.of(0.25),
            Linear.of(5, 4, Init.FAN_IN_UNIFORM),
            Relu.of(),
            Linear.of(4, task.width()));
    network.initialize(Rng.of(8));
    return new Model(
        List.of(
            new InputColumn("x", false, 1, "GeV"),
            new InputColumn("jet1_b-tag", false, 2, "1"),
            new InputColumn("word", true, 1, "")),
        Preprocessing.of(
            Features.of(
                List.of(
                    new Feature("x", "x", "GeV"), new Feature("r", "`jet1_b-tag`[1] * lumi", "")),
                Map.of("lumi", 1.1)),
            List.of(
                ColumnPreprocessing.standardize(0.1, 3.3e-7, -1, 1e30),
                new ColumnPreprocessing(
                    List.of(
                        new PreprocessingStep.Standardize(-1.0 / 3, 1),
                        new PreprocessingStep.Clip(-7.5, 1.0 / 7)),
                    0,
                    9999))),
        "word != \"no\"",
        task,
        task instanceof Task.Regression
            ? List.of(ColumnPreprocessing.standardize(91.2, 2.5, 60, 120), ColumnPreprocessing.NONE)
            : List.of(),
        new NetworkPredictor(network),
        Map.of("analysis", "samples:\n- \"a\"\n", "data", "00ff"));
  }

  private static Sequential network(Model model) {
    return ((NetworkPredictor) model.predictor()).network();
  }

  private Path write(Model model) {
    Path file = folder.resolve("model.safetensors");
    ModelFile.write(model, file);
    return file;
  }

  @ParameterizedTest
  @MethodSource("tasks")
  void whatIsWrittenIsReadAgainToTheBit(Task task) throws Exception {
    Model model = model(task);
    Path file = write(model);
    Model read = ModelFile.read(file);
    assertThat(read.columns()).isEqualTo(model.columns());
    assertThat(read.preprocessing()).isEqualTo(model.preprocessing());
    assertThat(read.selection()).isEqualTo(model.selection());
    assertThat(read.task()).isEqualTo(task);
    assertThat(read.targets()).isEqualTo(model.targets());
    assertThat(read.provenance()).isEqualTo(model.provenance());
    assertThat(network(read).spec()).isEqualTo(network(model).spec());
    float[] inputs = {0.5f, -1.25f, 3, 1e-3f};
    assertThat(Scorer.of(read).score(inputs, 2)).isEqualTo(Scorer.of(model).score(inputs, 2));
    Path again = folder.resolve("again");
    ModelFile.write(read, again);
    assertThat(again).hasSameBinaryContentAs(file);
  }

  @Test
  void anEventsScoreDoesNotDependOnItsNeighbors() {
    Scorer scorer = Scorer.of(model(TASKS.getFirst()));
    Rng rng = Rng.of(1);
    float[] inputs = new float[2 * 2500];
    for (int i = 0; i < inputs.length; i++) {
      inputs[i] = (float) rng.normal(i);
    }
    double[] all = scorer.score(inputs, 2500);
    for (int i : new int[] {0, 1, 1023, 1024, 2047, 2499}) {
      double[] alone = scorer.score(new float[] {inputs[2 * i], inputs[2 * i + 1]}, 1);
      assertThat(alone).containsExactly(all[i]);
    }
  }

  @Test
  void scoresAreByName() {
    Scorer scorer = Scorer.of(model(TASKS.get(2)));
    assertThat(scorer.columnNames()).containsExactly("x", "jet1_b-tag", "word");
    assertThatThrownBy(
            () -> scorer.score(Table.of("t.root:t", List.of(NumberColumn.of("x", "GeV", 1f)))))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("t.root:t")
        .hasMessageContaining("jet1_b-tag");
  }

  @Test
  void inputsThatDoNotFitAreRefused() {
    Scorer scorer = Scorer.of(model(TASKS.getFirst()));
    assertThatThrownBy(() -> scorer.score(new float[7], 4))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "score of events 0 to 4: expected inputs [4, 2] and scores [4, 1], found 7 and 4");
    assertThatThrownBy(() -> scorer.score(new float[7], -1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("score of events 0 to -1");
    assertThatThrownBy(() -> scorer.score(new float[8], 1, 4, new double[3]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageEndingWith("found 8 and 3");
  }

  @Test
  void whatTheOutputsAreIsWritten() {
    assertThat(description(TASKS.get(0)))
        .contains(
            "\"output\":{\"task\":\"binary\",\"signal\":\"sig \\\"1\\\"\",\"background\":\"bkg\"}");
    assertThat(description(TASKS.get(1)))
        .contains("\"output\":{\"task\":\"multiclass\",\"classes\":[\"a\",\"b/c\",\"é\"]}");
    assertThat(description(TASKS.get(2)))
        .contains(
            "\"output\":{\"task\":\"regression\",\"targets\":["
                + "{\"name\":\"m\",\"unit\":\"GeV\",\"steps\":[{\"kind\":\"standardize\",\"mean\":91.2,"
                + "\"deviation\":2.5}],\"low\":60.0,\"high\":120.0},"
                + "{\"name\":\"y\",\"unit\":\"\",\"steps\":[]}]}");
  }

  private String description(Task task) {
    return Safetensors.read(write(model(task))).metadata().getOrDefault("jpsi", "");
  }

  /// The file with its description changed.
  private Path changed(UnaryOperator<String> change) {
    Safetensors stored = Safetensors.read(write(model(TASKS.getFirst())));
    String json = stored.metadata().getOrDefault("jpsi", "");
    String other = change.apply(json);
    assertThat(other).isNotEqualTo(json);
    Path file = folder.resolve("changed.safetensors");
    new Safetensors(stored.arrays(), Map.of("jpsi", other)).write(file);
    return file;
  }

  private static void refused(Path file, String message) {
    assertThatThrownBy(() -> ModelFile.read(file))
        .isInstanceOf(InputException.class)
        .satisfies(e ->
            assertThat(((InputException) e).problem())
                .returns(Problem.Kind.DAMAGED_FILE, Problem::kind)
                .extracting(problem -> problem.where().getFirst())
                .isEqualTo(new Place.Named(file.toString())))
        .hasMessageContaining("] the model's description is damaged: ")
        .hasMessageContaining(message)
        .hasMessageContaining("train it again, or copy it again from where it came");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "\"in\":2 | \"in\":3 | network] the model's description is damaged: expected 49 parameters,"
            + " as described, found 44 in the file",
        "\"out\":5 | \"out\":-5 | `out`",
        "\"out\":5 | \"out\":1e300 | `out`",
        "\"out\":5 | \"out\":[5] | setting out",
        "\"rate\":0.25 | \"rate\":2 | `rate`",
        "GLOROT_UNIFORM | EVIL | `init`",
        "\"format\":3 | \"format\":\"jpsi-model-3\" | key format] the model's"
            + " description is damaged: expected a whole number, found jpsi-model-3",
        "\"minimumReader\":3 | \"minimumReader\":4 | minimumReader is 4, expected 1 to the format,"
            + " 3",
        "\"mean\":0.1 | \"mean\":1e999 | expected a finite mean",
        "\"deviation\":3.3E-7 | \"deviation\":0 | a positive deviation",
        "\"kind\":\"clip\" | \"kind\":\"clop\" | key kind] the model's description is damaged:"
            + " expected a step of preprocessing: standardize, clip, impute, log, quantile or"
            + " category, found `clop`",
        "\"low\":-7.5 | \"low\":7.5 | Clip: expected low < high, both finite",
        "\"name\":\"r\" | \"name\":\"x\" | features] the model's description is damaged: expected"
            + " each name once, found x twice",
        "\"width\":2 | \"width\":-9223372036854775808 | key width] the model's description is"
            + " damaged: expected a whole number from 1 to 2147483647, found -922",
        "\"width\":2 | \"width\":0 | from 1 to 2147483647, found 0",
        "\"low\":-1.0 | \"low\":1e31 | key low] the model's description is damaged: expected a"
            + " number up to `high`, 1.0E30, found 1.0E31",
        "\"background\":\"bkg\" | \"background\":\"sig \\\"1\\\"\" | distinct classes",
        "[1] * lumi | [1] * * lumi | expected",
        "[1] * lumi | [1] * limu | needs [jet1_b-tag, limu]",
        "\"word != | \"wort != | needs [wort]",
        "\"task\":\"binary\" | \"task\":\"multiclass\",\"classes\":[\"a\",\"a\"] | distinct"
            + " classes",
        "\"task\":\"binary\" | \"task\":\"bynary\" | key task] the model's description is damaged:"
            + " expected binary, multiclass or regression, found `bynary`",
        "\"task\":\"binary\" | \"task\":7 | key task] the model's description is damaged: expected"
            + " text, found 7",
        "\"text\":false | \"text\":null | key text] the model's description is damaged: expected a"
            + " value, found nothing",
        "\"features\":[ | \"features\":[null, | key features.0] the model's description is damaged:"
            + " expected an object",
        "\"select\": | \"select\":1,\"select\": | a second time",
      })
  void aDescriptionThatDoesNotFitIsRefused(String from, String to, String message) {
    String found = from.strip();
    refused(
        changed(json ->
            json.replaceFirst(
                java.util.regex.Pattern.quote(found),
                java.util.regex.Matcher.quoteReplacement(to.strip()))),
        message.strip());
  }

  @Test
  void aClassNameInAFileIsATypeThatIsNotKnown() {
    Path file =
        changed(json -> json.replace("\"kind\":\"tanh\"", "\"kind\":\"java.lang.Runtime\""));
    assertThatThrownBy(() -> ModelFile.read(file))
        .satisfies(e ->
            assertThat(((InputException) e).problem())
                .returns(Problem.Kind.MISSING_PROVIDER, Problem::kind))
        .hasMessageStartingWith("[" + file + ": network] expected a layer of kind ")
        .hasMessageEndingWith(
            "found `java.lang.Runtime`; add the library that has the LayerProvider of"
                + " `java.lang.Runtime`");
  }

  @Test
  void whatIsWrongWithAPartIsToldOfTheFileWithTheCauseKept() {
    Path file = changed(json -> json.replace("\"kind\":\"tanh\"", "\"kind\":\"tahn\""));
    assertThatThrownBy(() -> ModelFile.read(file))
        .hasMessageStartingWith("[" + file + ": network] expected a layer of kind ")
        .hasMessageEndingWith(
            ", found `tahn`; did you mean tanh?; add the library that has the LayerProvider of"
                + " `tahn`")
        .hasCauseInstanceOf(InputException.class)
        .cause()
        .hasMessageStartingWith("[network] expected a layer of kind ");
    Path formula = changed(json -> json.replace("[1] * lumi", "[1] * * lumi"));
    // Without the excerpt of the expression, which is not edited there.
    assertThatThrownBy(() -> ModelFile.read(formula))
        .satisfies(e -> assertThat(e.getMessage()).doesNotContain("\n"));
  }

  @Test
  void aFormulaOrAPreprocessingWithoutEndIsRefused() {
    String clips = "[" + "{\"kind\":\"clip\",\"low\":0,\"high\":1},".repeat(64);
    Path steps = changed(json -> json.replace("steps\":[", "steps\":" + clips));
    refused(steps, "expected up to 64 steps of preprocessing, found 65");
    refused(changed(json -> json.replace("[1] * lumi", "[1] * " + "(".repeat(1_000_000))), "");
  }

  @Test
  void nothingIsAllocatedForANetworkThatTheFileDoesNotHold() {
    String wide = "\"in\":1048576";
    Path file = changed(json -> json.replace("\"in\":2", wide).replace("\"out\":5", "\"out\":200"));
    // Found by counting: building the network would fail at an array's shape.
    refused(file, "expected 209715429 parameters, as described, found 44 in the file");
  }

  @ParameterizedTest
  @ValueSource(floats = {Float.NaN, Float.NEGATIVE_INFINITY})
  void weightsThatAreNoNumbersAreRefused(float value) {
    Path file = write(model(TASKS.getFirst()));
    Safetensors stored = Safetensors.read(file);
    stored.array("0.bias", "").values()[1] = value;
    stored.write(file);
    refused(
        file,
        "["
            + file
            + ": array 0.bias] the model's description is damaged: expected finite numbers,"
            + " found "
            + value);
  }

  @Test
  void arraysUnderOtherNamesAreRefused() {
    Safetensors stored = Safetensors.read(write(model(TASKS.getFirst())));
    Map<String, Safetensors.Array> renamed = new LinkedHashMap<>();
    stored.arrays().forEach((name, array) -> renamed.put(name.replace("0.", "9."), array));
    Path file = folder.resolve("renamed");
    new Safetensors(renamed, stored.metadata()).write(file);
    assertThatThrownBy(() -> ModelFile.read(file))
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith("[" + file + "] expected an array named 0.weight, found 6 others")
        .hasMessageContaining("or 9.weight?");
  }

  @Test
  void anyDamageToTheDescriptionIsRefusedOrHarmless() throws Exception {
    String good =
        Safetensors.read(write(model(TASKS.getFirst()))).metadata().getOrDefault("jpsi", "");
    Rng rng = Rng.of(6);
    int[] refused = {0};
    for (int i = 0; i < 4000; i++) {
      long draw = 4L * i;
      Path file =
          changed(json -> {
            StringBuilder text = new StringBuilder(json);
            int at = rng.integer(good.length(), draw);
            String letters = "0123456789eE-+.,:[]{}\"\\nulx*(`";
            char c = letters.charAt(rng.integer(letters.length(), draw + 1));
            if (rng.integer(3, draw + 2) == 0 || text.charAt(at) == c) {
              text.deleteCharAt(at);
            } else {
              text.setCharAt(at, c);
            }
            return text.toString();
          });
      try {
        ModelFile.read(file);
      } catch (InputException expected) {
        assertThat(expected.problem().where()).startsWith(new Place.Named(file.toString()));
        refused[0]++;
      }
    }
    assertThat(refused[0]).isGreaterThan(1500);
    assertThat(Files.list(folder)).noneMatch(f -> f.toString().endsWith(".partial"));
  }

  @Test
  void anotherSafetensorsFileIsNoModel() {
    Path file = folder.resolve("torch.safetensors");
    new Safetensors(Map.of(), Map.of("format", "pt")).write(file);
    assertThatThrownBy(() -> ModelFile.read(file))
        .hasMessageContaining("expected a model that `jpsi train` wrote")
        .hasMessageContaining("found safetensors without the key jpsi");
  }
}
