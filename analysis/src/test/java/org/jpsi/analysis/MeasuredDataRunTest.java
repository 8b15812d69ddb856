package org.jpsi.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.jpsi.analysis.progress.ProgressListener;
import org.jpsi.core.table.NumberColumn;
import org.jpsi.core.table.Table;
import org.jpsi.formats.Tables;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// Runs with measured data: what is compared, and what is not looked at.
class MeasuredDataRunTest {
  @TempDir Path folder;
  private Table data;

  @BeforeEach
  void write() {
    Toy.write(folder.resolve("sig.root"), "t", positive(Toy.events(900, 1, 1)));
    Toy.write(folder.resolve("bkg.root"), "t", positive(Toy.events(900, 2, 0)));
    data =
        Toy.without(
            Table.concat("data", List.of(Toy.events(700, 11, 0), Toy.events(40, 12, 1))),
            "kind",
            "word",
            "w",
            "target");
    Toy.write(folder.resolve("data.root"), "t", data);
  }

  private static Table positive(Table events) {
    double[] w = new double[events.rows()];
    Arrays.setAll(w, i -> 0.5 + i % 2);
    return Toy.with(events, NumberColumn.of("w", "", w));
  }

  private Path train(String name, String more, String... settings) {
    Path analysis =
        Toy.analysis(
            folder,
            """
            samples: [{files: sig.root, class: sig}, {files: bkg.root, class: bkg}]
            signal: sig
            weight: w
            features: [x, y, {name: tag, is: "`jet1_b-tag` * 2"}]
            reference: false
            """
                + Toy.QUICK
                + more);
    Path run = Toy.train(analysis, folder.resolve(name), settings);
    assertThat(report(run).lines().filter(line -> line.contains("data are not compared")).toList())
        .isEmpty();
    return run;
  }

  private static String report(Path run) {
    try {
      return Files.readString(run.resolve("report.html"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static double[] shifted(Table of, String name, double by) {
    return Arrays.stream(Runs.values(of, name)).map(v -> v + by).toArray();
  }

  @Test
  void dataAndSimulationAreComparedBelowTheScoreThatMostOfTheSignalExceeds() throws IOException {
    Path run = train("run", "data: data.root\n");
    JsonNode found = Runs.metrics(run).path("data");
    double cut = found.path("blindedFrom").asDouble();
    assertThat(cut).isBetween(0.0, 1.0);
    assertThat(found.path("signalBlinded").asDouble()).isCloseTo(0.9, within(0.1));
    Table scored = scored(run, "data.root");
    long below = Arrays.stream(Runs.values(scored, "score")).filter(s -> s < cut).count();
    assertThat(found.path("events").asLong()).isEqualTo(below);
    // the simulated test events below the cut, and as many by weight
    Table tested = Runs.scores(run);
    long simulated = Arrays.stream(Runs.values(tested, "score")).filter(s -> s < cut).count();
    assertThat(found.path("simulatedEvents").asLong()).isEqualTo(simulated);
    assertThat(found.path("scaledToData").asBoolean()).isTrue();
    for (String name : List.of("x", "y", "tag")) {
      assertThat(found.path("features").path(name).path("p").asDouble()).isBetween(0.0, 1.0);
    }
    assertThat(found.path("scores").path("score").path("chi2").isNumber()).isTrue();
    assertThat(report(run))
        .contains("Data and simulation")
        .contains("Blinded: data of a score of")
        .contains("figure-data-score-1")
        .contains("figure-data-input-3");
    assertThat(run.resolve("plots/data-input-1.svg")).exists();
    assertThat(Files.readString(run.resolve("analysis.yaml")))
        .contains("files: \"../data.root\"")
        .contains("blind: signal");
  }

  private Table scored(Path run, String events) {
    Path out = folder.resolve("scored.root");
    Toy.apply(run.resolve("model.safetensors"), out, folder.resolve(events));
    return Tables.read(out, null);
  }

  @Test
  void blindedEventsLeaveNoTrace() {
    Table above = Toy.with(data.slice(0, 50), NumberColumn.of("x", "GeV", far(50)));
    Toy.write(folder.resolve("more.root"), "t", Table.concat("more", List.of(data, above)));
    Path few = train("few", "data: {files: data.root, classifier: true}\n");
    Path many = train("many", "data: {files: more.root, classifier: true}\n");
    assertThat(scored(many, "more.root").rows()).isEqualTo(data.rows() + 50);
    assertThat(Runs.metrics(many).path("data")).isEqualTo(Runs.metrics(few).path("data"));
    assertThat(Runs.metrics(few).path("data").path("events").asInt()).isPositive();
  }

  private static float[] far(int n) {
    float[] far = new float[n];
    Arrays.fill(far, 6);
    return far;
  }

  @Test
  void theClassifierNamesTheFeatureThatDiffers() {
    Table off = Toy.with(data, NumberColumn.of("y", "", shifted(data, "y", 0.7)));
    Toy.write(folder.resolve("off.root"), "t", off);
    Path run = train("run", "data: {files: off.root, blind: none, classifier: true}\n");
    JsonNode found = Runs.metrics(run).path("data");
    assertThat(found.has("blindedFrom")).isFalse();
    assertThat(found.path("events").asInt()).isEqualTo(data.rows());
    JsonNode classifier = found.path("classifier");
    double auc = classifier.path("auc").asDouble();
    assertThat(auc - 0.5).isGreaterThan(5 * classifier.path("auc_error").asDouble());
    JsonNode importances = classifier.path("importances");
    assertThat(importances.get(0).path("feature").asString()).isEqualTo("y");
    assertThat(importances.get(0).path("loss").asDouble())
        .isGreaterThan(3 * importances.get(0).path("loss_error").asDouble());
    assertThat(found.path("features").path("y").path("p").asDouble()).isLessThan(1e-6);
    assertThat(report(run))
        .contains("Nothing is blinded: all data are shown.")
        .contains("A classifier of data against simulation");
  }

  @Test
  void yieldsAreNotScaledAndFigureDoesNotDependOnThreads() {
    String more = "yields: true\ndata: {files: data.root, blind: 0.5}\n";
    Path run = train("run", more);
    JsonNode found = Runs.metrics(run).path("data");
    assertThat(found.path("scale").asDouble()).isEqualTo(1);
    assertThat(found.path("scaledToData").asBoolean()).isFalse();
    assertThat(found.path("blindedFrom").asDouble()).isEqualTo(0.5);
    TrainService.TrainRequest again =
        new TrainService.TrainRequest(
            folder.resolve("toy.yaml"), List.of(), folder.resolve("again"), null, 3, false);
    Path other = TrainService.run(again, ProgressListener.SILENT).folder();
    Runs.same(Toy.files(other), Toy.files(run));
  }

  @Test
  void aSelectionOfTheDataIsAppliedToThemAlone() {
    Path all = train("all", "data: {files: data.root, blind: none}\n");
    Path some = train("some", "data: {files: data.root, blind: none, select: y > 0}\n");
    long positive = Arrays.stream(Runs.values(data, "y")).filter(y -> y > 0).count();
    JsonNode found = Runs.metrics(some).path("data");
    assertThat(found.path("events").asLong()).isEqualTo(positive);
    assertThat(found.path("simulatedEvents"))
        .isEqualTo(Runs.metrics(all).path("data").path("simulatedEvents"));
    assertThat(Runs.metrics(some).path("test")).isEqualTo(Runs.metrics(all).path("test"));
  }

  @Test
  void withoutDataThereIsNothingOfIt() throws IOException {
    Path run = train("run", "");
    assertThat(Runs.metrics(run).has("data")).isFalse();
    assertThat(report(run)).doesNotContain("Data and simulation");
    assertThat(Files.readString(run.resolve("analysis.yaml"))).doesNotContain("data:");
  }

  @Test
  void whatCannotBeComparedIsRefusedBeforeTraining() {
    Toy.write(folder.resolve("less.root"), "t", Toy.without(data, "y"));
    assertThatThrownBy(() -> train("run", "data: less.root\n"))
        .hasMessageContaining("less.root:t")
        .hasMessageContaining("expected a column y");
    assertThatThrownBy(() -> train("run", "data: {files: data.root, select: z > 0}\n"))
        .hasMessageContaining("expected a column z");
    assertThatThrownBy(() -> train("run", "data: {files: nothing.root}\n"))
        .hasMessageContaining("nothing.root");
    assertThatThrownBy(() -> train("run", "data: {files: data.root, blind: 2}\n"))
        .hasMessageContaining("expected a score from 0 to 1, `signal` or `none`")
        .hasMessageContaining("found 2");
    Runs.nothing(folder.resolve("run"));
  }

  @Test
  void aRegressionHasNothingToBlind() {
    Path analysis =
        Toy.analysis(
            folder,
            """
            samples: [sig.root]
            target: target
            features: [x, y]
            reference: false
            data: {files: data.root, select: x > 0}
            """
                + Toy.QUICK);
    JsonNode found = Runs.metrics(Toy.train(analysis, folder.resolve("run"))).path("data");
    assertThat(found.path("scores").path("prediction").path("chi2").isNumber()).isTrue();
    assertThatThrownBy(() -> Toy.train(analysis, folder.resolve("other"), "data.blind=0.5"))
        .hasMessageContaining("data.blind")
        .hasMessageContaining("found no signal class");
  }
}
