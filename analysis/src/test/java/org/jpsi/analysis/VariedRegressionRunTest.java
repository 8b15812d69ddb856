package org.jpsi.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.jpsi.core.table.NumberColumn;
import org.jpsi.core.table.Table;
import org.jpsi.formats.Tables;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/// Systematic variations of a regression.
class VariedRegressionRunTest {
  private static final double SHIFT = 0.25;

  @TempDir Path folder;
  private Table events;

  @BeforeEach
  void write() {
    events = Toy.events(1200, 3, 0);
    Toy.write(folder.resolve("events.root"), "t", events);
  }

  private Path train(String more) {
    return Toy.train(
        Toy.analysis(
            folder,
            """
            samples: [events.root]
            target: {name: energy, is: target, unit: MeV}
            weight: w
            features: [x, y]
            reference: false
            """
                + Toy.QUICK
                + more),
        folder.resolve("run"));
  }

  private static JsonNode systematics(Path run) {
    return Runs.metrics(run).path("systematics");
  }

  private double[] shifted() {
    return Arrays.stream(Runs.values(events, "x")).map(x -> x + SHIFT).toArray();
  }

  /// Predictions of all events by `jpsi apply`, where the variation is written into the file.
  private double[] varied(Path run) {
    Table shifted = Toy.with(events, NumberColumn.of("x", "GeV", shifted()));
    Path file = Toy.write(folder.resolve("varied.root"), "t", shifted);
    Path out = Toy.apply(run.resolve("model.safetensors"), folder.resolve("out.root"), file);
    return Runs.values(Tables.read(out, null), "prediction");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "folds: {k: 3, by: eventNumber}\n"})
  void biasAndResolutionAreThoseOfWhatTheModelPredictsOfVariedColumns(String folds)
      throws IOException {
    Path run = train(folds + "variations: {jes: {up: {x: x + 0.25}, down: {x: x - 0.25}}}\n");
    JsonNode up = systematics(run).path("jes:up");
    double[] after = varied(run);
    Table tested = Runs.scores(run);
    double[] sums = new double[4];
    double[] squares = new double[2];
    double w = 0;
    for (int i = 0; i < tested.rows(); i++) {
      int entry = (int) tested.numbers("entry").integer(i, 0);
      double weight = tested.numbers("weight").value(i);
      double truth = Runs.values(events, "target")[entry];
      double[] p = {tested.numbers("prediction").value(i), after[entry]};
      w += weight;
      for (int k = 0; k < 2; k++) {
        sums[k] += weight * p[k];
        sums[2 + k] += weight * (p[k] - truth);
        squares[k] += weight * (p[k] - truth) * (p[k] - truth);
      }
    }
    JsonNode of = up.path("targets").path("energy");
    for (int k = 0; k < 2; k++) {
      String which = k == 0 ? "nominal" : "varied";
      double bias = sums[2 + k] / w;
      close(of.path("prediction").path(which), sums[k] / w);
      close(of.path("bias").path(which), bias);
      close(of.path("rmse").path(which), Math.sqrt(squares[k] / w));
      close(of.path("resolution").path(which), Math.sqrt(squares[k] / w - bias * bias));
    }
    assertThat(of.path("bias").path("nominal").asDouble())
        .isCloseTo(Runs.figure(run, "test", "bias"), within(1e-9));
    assertThat(of.path("bias").path("change_error").asDouble()).isPositive();
    assertThat(up.path("yield").path("change").asDouble()).isZero();
    assertThat(up.has("auc")).isFalse();
    assertThat(Files.readString(run.resolve("report.html")))
        .contains("Predictions of energy [MeV]", "jes:down", "Targets stay as they are")
        .doesNotContain("yield of <");
  }

  private static void close(JsonNode found, double expected) {
    assertThat(found.asDouble()).isCloseTo(expected, within(1e-6 * Math.abs(expected) + 1e-6));
  }

  @Test
  void eventsMoveIntoTheSelectionAndOut() {
    Path run = train("select: x > 0.5\nvariations: {jes: {up: {x: x + 0.25}}}\n");
    JsonNode up = systematics(run).path("jes:up");
    double[] x = Runs.values(events, "x");
    double[] w = Runs.values(events, "w");
    double nominal = 0;
    double varied = 0;
    for (int i = 0; i < x.length; i++) {
      nominal += x[i] > 0.5 ? w[i] : 0;
      varied += x[i] + SHIFT > 0.5 ? w[i] : 0;
    }
    JsonNode yield = up.path("yield");
    double error = yield.path("change_error").asDouble();
    close(yield.path("nominal"), nominal);
    assertThat(yield.path("varied").asDouble()).isCloseTo(varied, within(4 * error));
    assertThat(up.path("events").asInt())
        .isGreaterThan(Runs.metrics(run).path("test").path("events").asInt());
  }

  /// What is true does not move, also where it is computed from a column that does.
  @Test
  void aTargetStaysAsItIs() {
    Path run =
        Toy.train(
            Toy.analysis(
                folder,
                """
                samples: [events.root]
                target: {name: energy, is: 100 + 20 * x}
                weight: w
                features: [x, y]
                allowLeak: true
                reference: false
                split: {by: eventNumber}
                variations:
                  none: {up: {eventNumber: eventNumber + 1}}
                  jes: {up: {x: x + 0.25}}
                  w: {weight: {up: 2}}
                  same: {files: events.root}
                """
                    + Toy.QUICK),
            folder.resolve("run"));
    JsonNode found = systematics(run);
    assertThat(found.path("none:up").path("unchanged").asBoolean()).isTrue();
    assertThat(found.path("same").path("unchanged").asBoolean()).isTrue();
    JsonNode w = found.path("w:up");
    assertThat(w.path("targets").path("energy").path("bias").path("change").asDouble())
        .isCloseTo(0, within(1e-9));
    close(w.path("yield").path("varied"), 2 * w.path("yield").path("nominal").asDouble());
    JsonNode jes = found.path("jes:up").path("targets").path("energy");
    // the predictions move, and the bias by as much
    close(jes.path("bias").path("change"), jes.path("prediction").path("change").asDouble());
    assertThat(jes.path("bias").path("change").asDouble()).isNotZero();
  }

  @Test
  void whatDoesNotFitIsRefused() {
    assertThatThrownBy(() -> train("variations: {jes: {up: {x: x}, class: sig}}\n"))
        .hasMessageContaining("expected no class, for a regression, with `target:`, has none")
        .hasMessageContaining("found sig");
    assertThatThrownBy(() -> train("variations: {jes: {up: {xx: x}}}\n"))
        .hasMessageContaining("xx");
    Toy.write(folder.resolve("less.root"), "t", Toy.without(events, "target"));
    assertThatThrownBy(
            () -> train("split: {by: eventNumber}\nvariations: {had: {files: less.root}}\n"))
        .hasMessageContaining("less.root")
        .hasMessageContaining("target");
    Runs.nothing(folder.resolve("run"));
  }
}
