package org.jpsi.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.eval.Significance;
import org.jpsi.core.table.Table;
import org.jpsi.formats.Tables;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class RequestedFiguresTest {
  @TempDir Path dir;

  private static final String SAMPLES =
      """
      samples:
        - {files: sig.csv, class: signal, weight: "0.2"}
        - {files: near.csv, class: background}
        - {files: far.csv, class: background, select: y > -1}
      features: [x, y]
      weight: abs(w)
      spectators: [target, word]
      network: {layers: [8, 4], dropout: 0.1}
      training: {epochs: 4, batch: 20}
      reference: false
      """;

  private Path train(String keys) throws IOException {
    String[] names = {"sig.csv", "near.csv", "far.csv"};
    for (int k = 0; k < 3; k++) {
      Table events = Toy.events(900 - 100 * k, k + 1L, k == 0 ? 1 : 0);
      Toy.write(dir.resolve(names[k]), "events", Toy.flat(events));
    }
    Path file = dir.resolve("figures.yaml");
    Files.writeString(file, SAMPLES + keys);
    Path run = dir.resolve("run");
    Toy.train(file, run);
    return run;
  }

  @Test
  void whatIsNotAskedForIsNotThere() throws IOException {
    JsonNode metrics = Runs.metrics(train("yields: true\n"));
    assertThat(metrics.has("significance")).isFalse();
    assertThat(metrics.has("cutFlow")).isFalse();
    assertThat(metrics.has("efficiencies")).isFalse();
  }

  @Test
  void figuresAreThoseOfTheTestEventsInTheFileOfScores() throws IOException {
    Path run =
        train(
            "yields: true\nsignificance: {background: 0.1}\n"
                + "efficiencies: {signal: [0.5, 0.8], by: target}\n");
    JsonNode metrics = Runs.metrics(run);
    Table scores = Runs.scores(run);
    double[] score = Runs.values(scores, "score");
    double[] weight = Runs.values(scores, "weight");
    double[] input = Runs.values(scores, "input");
    JsonNode samples = metrics.path("cutFlow");
    assertThat(samples.propertyNames()).containsExactly("signal", "near", "far");
    assertThat(samples.path("far").path("read").asInt()).isEqualTo(700);
    assertThat(samples.path("far").path("selected").path("events").asInt()).isLessThan(690);

    JsonNode cuts = metrics.path("efficiencies").path("cuts");
    assertThat(cuts.size()).isEqualTo(3);
    double cut = cuts.get(2).path("cut").asDouble();
    assertThat(cut).isEqualTo(metrics.path("significance").path("cut").path("cut").asDouble());
    String[] names = {"signal", "near", "far"};
    double s = 0;
    double b = 0;
    double squares = 0;
    for (int k = 0; k < 3; k++) {
      double all = 0;
      double pass = 0;
      double passSquares = 0;
      for (int i = 0; i < score.length; i++) {
        if (input[i] == k) {
          all += weight[i];
          pass += score[i] >= cut ? weight[i] : 0;
          passSquares += score[i] >= cut ? weight[i] * weight[i] : 0;
        }
      }
      assertThat(cuts.get(2).path("samples").path(names[k]).path("efficiency").asDouble())
          .isCloseTo(pass / all, within(1e-9));
      double yield = samples.path(names[k]).path("selected").path("weight").asDouble();
      s += k == 0 ? yield * pass / all : 0;
      b += k > 0 ? yield * pass / all : 0;
      squares += k > 0 ? passSquares * (yield / all) * (yield / all) : 0;
    }
    JsonNode z = metrics.path("significance").path("cut");
    assertThat(z.path("signal").asDouble()).isCloseTo(s, within(1e-6));
    assertThat(z.path("background").asDouble()).isCloseTo(b, within(1e-6));
    assertThat(z.path("significance").asDouble())
        .isCloseTo(Significance.asimov(s, b, 0.01 * b * b + squares), within(1e-6));
    assertThat(z.path("error").asDouble()).isPositive();
    JsonNode target = metrics.path("efficiencies").path("spectators").path("target");
    assertThat(target.path("signal").path("efficiency").size()).isEqualTo(3);
    assertThat(target.path("signal").path("score").size())
        .isEqualTo(target.path("edges").size() - 1);

    String report = Files.readString(run.resolve("report.html"));
    assertThat(report)
        .contains("Expected significance of a discovery", "only a fit is right")
        .contains("Samples and efficiencies", "Cut-flow", "Efficiency against target");
    assertThat(run.resolve("plots/profile-1.svg")).exists();
    assertThat(Files.readString(run.resolve("analysis.yaml")))
        .contains("significance: {background: 0.1}")
        .contains("efficiencies: {signal: [0.5, 0.8], by: [target]}");
  }

  @Test
  void whatCannotBeGivenIsRefused() {
    assertThatThrownBy(() -> train("significance: {}\n"))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("expected `yields: true` beside it");
    assertThatThrownBy(() -> train("efficiencies: {by: targe}\n"))
        .isInstanceOf(InputException.class)
        .hasMessageContaining(
            "expected some of the spectators target, word, found targe; did you mean target");
    assertThatThrownBy(() -> train("efficiencies: {by: word}\n"))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("expected spectators that are numbers");
    assertThatThrownBy(() -> train("significance: {background: -1}\nyields: true\n"))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("expected a relative uncertainty from 0 to 10, found -1");
  }

  @Test
  void probabilitiesStandBesideTheScoreThatStays() throws IOException {
    Path plain = train("");
    double[] before = Runs.values(Runs.scores(plain), "score");
    Path run = dir.resolve("calibrated");
    Path file = dir.resolve("calibrated.yaml");
    Files.writeString(
        file, SAMPLES + "calibration: {mixture: {signal: 1, background: 49}, method: isotonic}\n");
    Toy.train(file, run);
    Table scores = Runs.scores(run);
    assertThat(Runs.values(scores, "score")).isEqualTo(before);
    double[] p = Runs.values(scores, "probability");
    assertThat(Arrays.stream(p).allMatch(x -> x >= 0 && x <= 1)).isTrue();
    JsonNode found = Runs.metrics(run).path("calibration");
    assertThat(found.path("mixture").path("signal").asDouble()).isEqualTo(0.02);
    assertThat(found.path("probability").path("expectedCalibrationError").asDouble())
        .isLessThan(0.02);
    assertThat(Files.readString(run.resolve("report.html")))
        .contains("Calibration of the score", "2\u00a0% signal", "an isotonic map of");

    Path out = Toy.apply(run, dir.resolve("again.csv"), dir.resolve("sig.csv"));
    Table again = Tables.read(out, null);
    double[] input = Runs.values(scores, "input");
    double[] entry = Runs.values(scores, "entry");
    for (int i = 0; i < p.length; i++) {
      if (input[i] == 0) {
        assertThat(again.numbers("probability").value((int) entry[i])).isEqualTo(p[i]);
      }
    }
  }

  @Test
  void aCalibrationForAMixtureThatIsNoneIsRefused() {
    assertThatThrownBy(() -> train("calibration: {mixture: {signl: 1}}\n"))
        .isInstanceOf(InputException.class)
        .hasMessageContaining(
            "expected parts of the classes background, signal, found signl; did you mean signal?");
    assertThatThrownBy(() -> train("calibration: {mixture: {signal: 1}}\n"))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("expected a part of each of the classes background, signal");
  }
}
