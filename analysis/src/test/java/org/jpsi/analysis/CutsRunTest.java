package org.jpsi.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.expression.Expression;
import org.jpsi.core.table.Table;
import org.jpsi.formats.Tables;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class CutsRunTest {
  @TempDir Path dir;

  private static final String SAMPLES =
      """
      samples:
        - {files: sig.csv, class: signal}
        - {files: bkg.csv, class: background}
      features: [x, {name: diff, is: y - target / 20}, {name: steps, is: "floor(x * 2)"}]
      reference: false
      importance: false
      network: {layers: [8]}
      training: {epochs: 8, batch: 40}
      """;

  private Path train(String analysis) throws IOException {
    for (int k = 0; k < 2; k++) {
      Table events = Toy.events(2000, k + 1L, 1 - k);
      Toy.write(dir.resolve(k == 0 ? "sig.csv" : "bkg.csv"), "events", Toy.flat(events));
    }
    Path file = dir.resolve("cuts.yaml");
    Files.writeString(file, analysis);
    Path run = dir.resolve("run");
    Toy.train(file, run);
    return run;
  }

  @Test
  void cutsAsTextLeaveTheEventsThatTheyAreSaidTo() throws IOException {
    Path run = train(SAMPLES + "cuts: {signal: [0.5, 0.8]}\n");
    JsonNode found = Runs.metrics(run).path("rectangularCuts");
    // x alone separates: cuts are as good as the network
    assertThat(found.path("auc").asDouble())
        .isCloseTo(Runs.figure(run, "test", "auc"), within(0.03));
    assertThat(found.path("cuts").size()).isEqualTo(2);
    Table scores = Runs.scores(run);
    double[] input = Runs.values(scores, "input");
    double[] entry = Runs.values(scores, "entry");
    Table[] files = {
      Tables.read(dir.resolve("sig.csv"), null), Tables.read(dir.resolve("bkg.csv"), null)
    };
    for (JsonNode at : found.path("cuts")) {
      String select = at.path("select").asString();
      double[] all = new double[2];
      double[] passing = new double[2];
      double[][] passes = {
        Expression.parse("select", select).evaluate(files[0]),
        Expression.parse("select", select).evaluate(files[1])
      };
      for (int i = 0; i < input.length; i++) {
        all[(int) input[i]]++;
        passing[(int) input[i]] += passes[(int) input[i]][(int) entry[i]];
      }
      assertThat(at.path("signal").asDouble()).isCloseTo(passing[0] / all[0], within(1e-12));
      assertThat(at.path("background").asDouble()).isCloseTo(passing[1] / all[1], within(1e-12));
      assertThat(at.path("signal").asDouble())
          .isGreaterThan(at.path("signalOfValidation").asDouble() - 0.06);
      assertThat(at.path("model_background").asDouble()).isBetween(0.0, 0.5);
    }
    assertThat(Files.readString(run.resolve("report.html")))
        .contains("Rectangular cuts beside it", "select: ", "figure-rectangular-cuts");
    assertThat(Files.readString(run.resolve("analysis.yaml")))
        .contains("cuts: {signal: [0.5, 0.8]}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "cuts: true;folds: 3|expected `cuts:` where one validation part chooses them",
        "cuts: true;target: y|a regression, with `target:`, has no signal",
        "cuts: {signal: 1.5}|expected a number above 0 and below 1, found 1.5",
        "cuts: {signals: 0.5}|did you mean signal",
        "cuts: maybe|expected true or false"
      })
  void whatCannotBeCutIsRefused(String keys, String message) {
    String analysis =
        keys.contains("target")
            ? "samples: [{files: [sig.csv, bkg.csv]}]\nfeatures: [x]\n"
            : SAMPLES;
    assertThatThrownBy(() -> train(analysis + keys.replace(';', '\n') + "\n"))
        .isInstanceOf(InputException.class)
        .hasMessageContaining(message);
  }

  @Test
  void severalClassesHaveNoSignalToBeCutFor() {
    String three =
        """
        samples: [{files: [sig.csv, bkg.csv]}]
        label: "x > 1 ? \\"a\\" : y > 0 ? \\"b\\" : \\"c\\""
        allowLeak: true
        features: [x, y]
        cuts: true
        """;
    assertThatThrownBy(() -> train(three))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("expected a signal against a background, found 3 classes")
        .hasMessageContaining("cuts");
  }
}
