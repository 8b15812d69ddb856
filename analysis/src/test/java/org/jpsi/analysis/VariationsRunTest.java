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

/// Runs with systematic variations.
class VariationsRunTest {
  @TempDir Path folder;
  private Table signal;
  private Table background;

  @BeforeEach
  void write() {
    signal = Toy.events(900, 1, 1);
    background = Toy.events(900, 2, 0);
    Toy.write(folder.resolve("sig.root"), "t", signal);
    Toy.write(folder.resolve("bkg.root"), "t", background);
  }

  private Path analysis(String more) {
    return Toy.analysis(
        folder,
        """
        samples: [{files: sig.root, class: sig}, {files: bkg.root, class: bkg}]
        signal: sig
        weight: w
        features: [x, y]
        reference: false
        """
            + Toy.QUICK
            + more);
  }

  private Path train(String more) {
    return Toy.train(analysis(more), folder.resolve("run"));
  }

  private static JsonNode systematics(Path run) {
    return Runs.metrics(run).path("systematics");
  }

  /// The scores of a table by the model of a run.
  private double[] scores(Path run, Table events) {
    Path file = Toy.write(folder.resolve("varied.root"), "t", events);
    Path out = folder.resolve("varied-scores.root");
    Toy.apply(run.resolve("model.safetensors"), out, file);
    double[] scores = Runs.values(Tables.read(out, null), "score");
    try {
      Files.delete(file);
      Files.delete(out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return scores;
  }

  private static Table plus(Table events, double by) {
    double[] x = Arrays.stream(Runs.values(events, "x")).map(v -> v + by).toArray();
    return Toy.with(events, NumberColumn.of("x", "GeV", x));
  }

  @Test
  void variedColumnsAreWhatTheModelIsAppliedTo() {
    Path run =
        train(
            """
            variations:
              jes: {up: {x: x + 0.25}, down: {x: x - 0.25}}
            """);
    JsonNode found = systematics(run);
    assertThat(found.propertyNames()).containsExactly("jes:up", "jes:down");
    JsonNode point = found.path("jes:up").path("workingPoints").get(1);
    assertThat(point.path("background").asDouble()).isEqualTo(0.1);
    double cut = point.path("cut").asDouble();
    double[][] varied = {scores(run, plus(signal, 0.25)), scores(run, plus(background, 0.25))};
    Table tested = Runs.scores(run);
    double[] passing = new double[2];
    double[] before = new double[2];
    double[] all = new double[2];
    for (int i = 0; i < tested.rows(); i++) {
      int input = (int) tested.numbers("input").integer(i, 0);
      int entry = (int) tested.numbers("entry").integer(i, 0);
      double w = tested.numbers("weight").value(i);
      all[input] += w;
      before[input] += tested.numbers("score").value(i) >= cut ? w : 0;
      passing[input] += varied[input][entry] >= cut ? w : 0;
    }
    for (int c = 0; c < 2; c++) {
      JsonNode change = point.path("efficiencies").path(c == 0 ? "sig" : "bkg");
      assertThat(change.path("nominal").asDouble()).isCloseTo(before[c] / all[c], within(1e-12));
      assertThat(change.path("varied").asDouble()).isCloseTo(passing[c] / all[c], within(1e-12));
      assertThat(change.path("change_error").asDouble()).isBetween(1e-4, 0.1);
    }
    assertThat(point.path("efficiencies").path("bkg").path("change").asDouble()).isPositive();
    assertThat(found.path("jes:up").path("yields").path("sig").path("change").asDouble()).isZero();
    assertThat(found.path("jes:up").path("auc").path("nominal").asDouble())
        .isCloseTo(Runs.figure(run, "test", "auc"), within(1e-12));
  }

  @Test
  void eventsMoveIntoTheSelectionAndOut() {
    Path run =
        train(
            """
            select: x > 0.5
            variations: {jes: {up: {x: x + 0.25}}}
            """);
    JsonNode yield = systematics(run).path("jes:up").path("yields").path("bkg");
    double[] x = Runs.values(background, "x");
    double[] w = Runs.values(background, "w");
    double nominal = 0;
    double varied = 0;
    for (int i = 0; i < x.length; i++) {
      nominal += x[i] > 0.5 ? w[i] : 0;
      varied += x[i] + 0.25 > 0.5 ? w[i] : 0;
    }
    assertThat(yield.path("nominal").asDouble()).isCloseTo(nominal, within(1e-9 * nominal));
    double error = yield.path("change_error").asDouble();
    assertThat(yield.path("varied").asDouble()).isCloseTo(varied, within(4 * error));
    assertThat(yield.path("change").asDouble()).isGreaterThan(2 * error);
    assertThat(systematics(run).path("jes:up").path("events").asInt())
        .isGreaterThan(Runs.metrics(run).path("test").path("events").asInt());
  }

  @Test
  void aFactorOnTheWeightChangesYieldsAndNoScore() throws IOException {
    Path run =
        train(
            """
            yields: true
            variations:
              pdf: {weight: {up: 1.1, down: "1 - 0.1 * (x > 1)"}, class: sig}
              none: {up: {eventNumber: eventNumber + 1}}
            """);
    JsonNode up = systematics(run).path("pdf:up");
    JsonNode yield = up.path("yields").path("sig");
    assertThat(yield.path("varied").asDouble())
        .isCloseTo(1.1 * yield.path("nominal").asDouble(), within(1e-9));
    assertThat(up.path("yields").path("bkg").path("change").asDouble()).isZero();
    assertThat(up.path("auc").path("change").asDouble()).isCloseTo(0, within(1e-12));
    assertThat(up.path("auc").path("change_error").asDouble()).isCloseTo(0, within(1e-12));
    assertThat(up.path("significance").path("change").asDouble()).isPositive();
    assertThat(systematics(run).path("none:up").path("unchanged").asBoolean()).isTrue();
    assertThat(Files.readString(run.resolve("report.html")))
        .contains("Systematic variations")
        .contains("pdf:down")
        .contains("none:up (no effect)")
        .contains(
            "variation none:up changes nothing: no feature, selection or weight is computed from"
                + " eventNumber");
    assertThat(Files.readString(run.resolve("analysis.yaml")))
        .contains("variations:")
        .contains("eventNumber + 1");
  }

  @Test
  void allColumnsOfAVariationAreComputedFromThoseThatWere() {
    Path run = train("variations: {swap: {up: {x: y, y: x}}, twice: {up: {x: x + 1, y: x}}}\n");
    double[] swapped =
        scores(
            run,
            Toy.with(
                Toy.with(signal, NumberColumn.of("x", "", Runs.values(signal, "y"))),
                NumberColumn.of("y", "", Runs.values(signal, "x"))));
    JsonNode point = systematics(run).path("swap:up").path("workingPoints").get(2);
    Table tested = Runs.scores(run);
    double passing = 0;
    double all = 0;
    for (int i = 0; i < tested.rows(); i++) {
      if (tested.numbers("input").integer(i, 0) == 0) {
        double w = tested.numbers("weight").value(i);
        int entry = (int) tested.numbers("entry").integer(i, 0);
        all += w;
        passing += swapped[entry] >= point.path("cut").asDouble() ? w : 0;
      }
    }
    assertThat(point.path("efficiencies").path("sig").path("varied").asDouble())
        .isCloseTo(passing / all, within(1e-12));
  }

  @Test
  void filesAreMatchedToTheNominalEventsByTheSplit() {
    Toy.write(folder.resolve("copy.root"), "t", signal);
    Toy.write(folder.resolve("other.root"), "t", plus(signal, 0.5));
    Path run =
        train(
            """
            split: {by: eventNumber}
            variations:
              same: {files: copy.root, class: sig}
              had: {files: other.root, class: sig}
              jes: {up: {x: x + 0.5}, class: sig}
            """);
    JsonNode found = systematics(run);
    assertThat(found.path("same").path("unchanged").asBoolean()).isTrue();
    assertThat(found.path("had").path("unchanged").asBoolean()).isFalse();
    // the same events, whether computed or read
    assertThat(found.path("had")).isEqualTo(found.path("jes:up"));
  }

  @Test
  void figuresDoNotDependOnThreads() {
    Path run = train("variations: {jes: {up: {x: x * 1.1}}}\n");
    TrainService.TrainRequest again =
        new TrainService.TrainRequest(
            folder.resolve("toy.yaml"), List.of(), folder.resolve("again"), null, 3, false);
    Path other = TrainService.run(again, ProgressListener.SILENT).folder();
    Runs.same(Toy.files(other), Toy.files(run));
  }

  @Test
  void withoutVariationsThereIsNothingOfThem() throws IOException {
    Path run = train("");
    assertThat(Runs.metrics(run).has("systematics")).isFalse();
    assertThat(Files.readString(run.resolve("analysis.yaml"))).doesNotContain("variations");
  }

  private void refused(String more, String... words) {
    assertThatThrownBy(() -> train(more)).hasMessageContainingAll(words);
    Runs.nothing(folder.resolve("run"));
  }

  @Test
  void whatCannotBeComputedIsRefusedBeforeTraining() {
    refused("variations: {jes: {up: {xx: x}}}\n", "variations.jes.up", "xx");
    refused("variations: {jes: {up: {x: z * 2}}}\n", "variations.jes.up.x", "z");
    refused("variations: {pdf: {weight: {up: nothing}}}\n", "weight.up", "nothing");
    refused("variations: {jes: {}}\n", "expected columns in `up:`", "found nothing that varies");
    refused("variations: {jes: {up: {x: x}, class: sgi}}\n", "found sgi", "sig");
    refused("variations: {had: {files: a.root, class: sig}}\n", "split: {by: ...}", "found none");
    refused(
        "split: {by: eventNumber}\nvariations: {had: {files: a.root}}\n",
        "found 2 samples",
        "class:");
    refused("split: {by: eventNumber}\nvariations: {had: {files: a.root, class: sig}}\n", "a.root");
    refused("variations: {jes: {up: {x: x}, tree: t}}\n", "`tree:` only with `files:`");
    refused("variations: {'a:b': {up: {x: x}}}\n", "the name of a variation", "a:b");
    Toy.write(folder.resolve("less.root"), "t", Toy.without(signal, "y"));
    refused(
        "split: {by: eventNumber}\nvariations: {had: {files: less.root, class: sig}}\n",
        "less.root",
        "a column y");
  }
}
