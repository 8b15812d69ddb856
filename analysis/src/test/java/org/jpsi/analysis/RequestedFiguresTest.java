package org.jpsi.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.eval.Significance;
import org.jpsi.core.table.Table;
import org.jpsi.formats.EventWriter;
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
      spectators: [tag, word]
      model: boosted-trees
      reference: false
      """;

  private Path train(String keys) throws IOException {
    write("sig.csv", Toy.events(800, 1, 1));
    write("near.csv", Toy.events(900, 2, 0));
    write("far.csv", Toy.events(700, 3, 0));
    Path file = dir.resolve("figures.yaml");
    Files.writeString(file, SAMPLES + keys);
    Path run = dir.resolve("run");
    TrainService.run(
        new TrainService.TrainRequest(file, List.of(), run, null, 1, true),
        ProgressListener.SILENT);
    return run;
  }

  private void write(String name, Table events) {
    try (EventWriter writer = Tables.create(dir.resolve(name), "events")) {
      writer.write(events);
      writer.finish();
    }
  }

  @Test
  void whatIsNotAskedForIsNotThere() throws IOException {
    JsonNode metrics = Runs.metrics(train("yields: true\n"));
    assertThat(metrics.has("significance")).isFalse();
    assertThat(metrics.has("samples")).isFalse();
    assertThat(metrics.has("efficiencies")).isFalse();
  }

  @Test
  void figuresAreThoseOfTheTestEventsInTheFileOfScores() throws IOException {
    Path run =
        train(
            "yields: true\nsignificance: {background: 0.1}\n"
                + "efficiencies: {signal: [0.5, 0.8], by: tag}\n");
    JsonNode metrics = Runs.metrics(run);
    Table scores = Runs.scores(run);
    double[] score = Runs.values(scores, "score");
    double[] weight = Runs.values(scores, "weight");
    double[] input = Runs.values(scores, "input");
    JsonNode samples = metrics.path("samples");
    assertThat(samples.propertyNames()).containsExactly("signal", "near", "far");
    assertThat(samples.path("far").path("read").asInt()).isEqualTo(700);
    assertThat(samples.path("far").path("selected").path("events").asInt()).isLessThan(690);

    JsonNode cuts = metrics.path("efficiencies").path("cuts");
    assertThat(cuts.size()).isEqualTo(3);
    double cut = cuts.get(2).path("cut").asDouble();
    assertThat(cut)
        .isEqualTo(metrics.path("significance").path("cut").path("cut").asDouble());
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
    JsonNode tag = metrics.path("efficiencies").path("spectators").path("tag");
    assertThat(tag.path("signal").path("efficiency").size()).isEqualTo(3);
    assertThat(tag.path("signal").path("score").size())
        .isEqualTo(tag.path("edges").size() - 1);

    String report = Files.readString(run.resolve("report.html"));
    assertThat(report)
        .contains("Expected significance of a discovery", "only a fit is right")
        .contains("Samples and efficiencies", "Cut-flow", "Efficiency against tag");
    assertThat(run.resolve("plots/profile-1.svg")).exists();
    assertThat(Files.readString(run.resolve("analysis.yaml")))
        .contains("significance: {background: 0.1}")
        .contains("efficiencies: {signal: [0.5, 0.8], by: [tag]}");
  }

  @Test
  void whatCannotBeGivenIsRefused() {
    assertThatThrownBy(() -> train("significance: {}\n"))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("expected `yields: true` beside it");
    assertThatThrownBy(() -> train("efficiencies: {by: tac}\n"))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("expected some of the spectators tag, word, found tac; did you mean tag");
    assertThatThrownBy(() -> train("efficiencies: {by: word}\n"))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("expected spectators that are numbers");
    assertThatThrownBy(() -> train("significance: {background: -1}\nyields: true\n"))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("expected a relative uncertainty from 0 to 10, found -1");
  }
}
