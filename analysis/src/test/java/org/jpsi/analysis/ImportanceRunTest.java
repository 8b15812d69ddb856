package org.jpsi.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.table.Table;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class ImportanceRunTest {
  @TempDir Path dir;

  private static final String SAMPLES =
      """
      samples:
        - {files: sig.csv, class: signal}
        - {files: bkg.csv, class: background}
      features: [x, y, {name: twice, is: 2 * x + 0.1 * y, unit: GeV}]
      weight: abs(w)
      reference: false
      """;

  private static final String CUT = "network: {layers: [8]}\ntraining: {epochs: 6, batch: 40}\n";

  private Path train(String keys) throws IOException {
    for (int k = 0; k < 2; k++) {
      Table events = Toy.events(700, k + 1L, 1 - k);
      Toy.write(dir.resolve(k == 0 ? "sig.csv" : "bkg.csv"), "events", Toy.flat(events));
    }
    Path file = dir.resolve("importance.yaml");
    Files.writeString(file, keys);
    Path run = dir.resolve("run");
    Toy.train(file, run);
    return run;
  }

  private static List<String> names(JsonNode groups) {
    List<String> names = new ArrayList<>();
    groups.forEach(group -> {
      List<String> each = new ArrayList<>();
      group.path("features").forEach(name -> each.add(name.asString()));
      names.add(String.join("+", each));
    });
    return names;
  }

  @Test
  void theFeatureThatSeparatesIsTheImportantOneTogetherWithItsCopy() throws IOException {
    Path run = train(SAMPLES + CUT);
    JsonNode found = Runs.metrics(run).path("importance");
    assertThat(found.path("figure").asString()).isEqualTo("AUC");
    assertThat(found.path("part").asString()).isEqualTo("test");
    JsonNode permuted = found.path("permuted");
    assertThat(names(permuted)).containsExactly("x+twice", "y");
    assertThat(permuted.get(0).path("loss").asDouble()).isGreaterThan(0.2);
    assertThat(permuted.get(0).path("error").asDouble()).isBetween(0.005, 0.05);
    assertThat(Math.abs(permuted.get(1).path("loss").asDouble())).isLessThan(0.05);
    assertThat(found.has("retrained")).isFalse();
    // all test events, their AUC is that of the run
    assertThat(found.path("value").asDouble()).isEqualTo(Runs.figure(run, "test", "auc"));
    JsonNode x = found.path("partialDependence").path("x");
    assertThat(x.path("values").size()).isEqualTo(20);
    JsonNode mean = x.path("score").path("mean");
    assertThat(mean.get(19).asDouble()).isGreaterThan(mean.get(0).asDouble());
    assertThat(Files.readString(run.resolve("report.html")))
        .contains(
            "Importance of the features",
            "x, twice",
            "figure-importance",
            "figure-dependence-3",
            "twice [GeV]");
    assertThat(Files.readString(run.resolve("analysis.yaml"))).doesNotContain("importance:");
  }

  @Test
  void withoutItNothingIsComputed() throws IOException {
    Path run = train(SAMPLES + CUT + "importance: false\n");
    assertThat(Runs.metrics(run).has("importance")).isFalse();
    assertThat(Files.readString(run.resolve("report.html")))
        .doesNotContain("Importance of the features");
    assertThat(Files.readString(run.resolve("analysis.yaml"))).contains("importance: false");
  }

  @Test
  void trainingWithoutAFeatureTellsWhatTheOthersCannotMakeUpFor() throws IOException {
    Path run =
        train(
            SAMPLES
                + CUT.replace("network:", "members: 2\nnetwork:")
                + "importance: {retrain: true, events: 200, repeats: 2}\n");
    JsonNode found = Runs.metrics(run).path("importance");
    assertThat(found.path("events").asInt()).isEqualTo(200);
    assertThat(found.path("repeats").asInt()).isEqualTo(2);
    assertThat(names(found.path("retrained"))).containsExactly("x+twice", "y");
    assertThat(found.path("retrained").get(0).path("loss").asDouble()).isGreaterThan(0.2);
    assertThat(Math.abs(found.path("retrained").get(1).path("loss").asDouble())).isLessThan(0.1);
    assertThat(Files.readString(run.resolve("report.html")))
        .contains("trained without", "a sample of");
    assertThat(Files.readString(run.resolve("analysis.yaml")))
        .contains("importance: {events: 200, repeats: 2, retrain: true}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"boosted-trees", "mix", "nearest-neighbors"})
  void everyModelHasOne(String model) throws IOException {
    String network = model.equals("mix") ? "members: 2\n" + CUT : "";
    JsonNode found =
        Runs.metrics(train(SAMPLES + network + "model: " + model + "\n")).path("importance");
    assertThat(names(found.path("permuted"))).containsExactly("x+twice", "y");
  }

  @Test
  void categoriesMissingValuesAndRegressionsHaveTheirs() throws IOException {
    String analysis =
        """
        samples: [{files: [sig.csv, bkg.csv]}]
        target: target
        features: [x, y, word, {name: hole, is: "y > 1 ? sqrt(-1) : y"}]
        members: 2
        reference: false
        training: {budget: quick, epochs: 4}
        """;
    JsonNode found = Runs.metrics(train(analysis)).path("importance");
    assertThat(found.path("figure").asString()).isEqualTo("RMSE");
    assertThat(found.path("permuted").get(0).path("loss").asDouble()).isPositive();
    JsonNode word = found.path("partialDependence").path("word");
    assertThat(word.path("values").get(0).asString()).isEqualTo("bkg");
    assertThat(word.path("values").size()).isEqualTo(2);
  }

  @Test
  void ofFoldsItIsThatOfAllEventsByTheModelsOfTheirFolds() throws IOException {
    Path run = train(SAMPLES + CUT + "folds: 3\n");
    JsonNode found = Runs.metrics(run).path("importance");
    assertThat(found.path("folds").asInt()).isEqualTo(3);
    // the figure is that of the pooled scores, of inputs in float32
    assertThat(found.path("value").asDouble())
        .isCloseTo(Runs.figure(run, "test", "auc"), within(1e-5));
    assertThat(found.path("events").asInt())
        .isEqualTo(Runs.metrics(run).path("test").path("events").asInt());
    assertThat(names(found.path("permuted"))).containsExactly("x+twice", "y");
    assertThat(Files.readString(run.resolve("report.html")))
        .contains("each by the model of the fold that tests it");
    assertThatThrownBy(() -> train(SAMPLES + CUT + "folds: 3\nimportance: {retrain: true}\n"))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("expected `retrain: true` where there is one training")
        .hasMessageContaining("importance.yaml:10");
  }

  @Test
  void wrongKeysAreRefused() {
    assertThatThrownBy(() -> train(SAMPLES + "importance: {event: 200}\n"))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("found `event`; did you mean events");
    assertThatThrownBy(() -> train(SAMPLES + "importance: yes please\n"))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("expected true or false");
    assertThatThrownBy(() -> train(SAMPLES + "importance: {repeats: 0}\n"))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("expected a whole number from 1 to 1000, found 0");
  }

  @Test
  void whatIsTrainedWithoutAFeatureIsDecorrelatedToo() throws IOException {
    Path run =
        train(
            SAMPLES
                + CUT
                + "decorrelate: {from: target, strength: 5}\n"
                + "importance: {retrain: true, events: 200, repeats: 1}\n");
    assertThat(names(Runs.metrics(run).path("importance").path("retrained")))
        .containsExactlyInAnyOrder("x+twice", "y");
  }
}
