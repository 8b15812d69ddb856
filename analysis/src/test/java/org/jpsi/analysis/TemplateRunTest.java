package org.jpsi.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.jpsi.analysis.template.TemplateService;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.eval.ScoreTemplate;
import org.jpsi.core.table.NumberColumn;
import org.jpsi.core.table.Table;
import org.jpsi.formats.Tables;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// `jpsi histograms`: templates of the score of a run.
class TemplateRunTest {
  private static final String EDGES = TemplateRuns.EDGES;
  private static final double[] BINS = {0, 0.4, 0.6, 1};
  private static final String SAMPLES = TemplateRuns.SAMPLES;

  @TempDir Path folder;

  private Path train(String yaml) {
    return new TemplateRuns(folder).train(yaml);
  }

  private TemplateService.TemplateResult run(
      Path run, String bins, boolean unblind, double luminosity, String... out) {
    return new TemplateRuns(folder).run(run, bins, unblind, luminosity, out);
  }

  private JsonNode json() {
    return JsonMapper.shared().readTree(folder.resolve("w.json"));
  }

  private static JsonNode sample(JsonNode workspace, String name) {
    for (JsonNode sample : workspace.path("channels").get(0).path("samples")) {
      if (sample.path("name").asString().equals(name)) {
        return sample;
      }
    }
    throw new AssertionError("no sample " + name + " in " + workspace);
  }

  private static JsonNode modifier(JsonNode sample, String type, String name) {
    for (JsonNode modifier : sample.path("modifiers")) {
      if (modifier.path("type").asString().equals(type)
          && modifier.path("name").asString().equals(name)) {
        return modifier.path("data");
      }
    }
    return JsonMapper.shared().nullNode();
  }

  private static double[] numbers(JsonNode list) {
    double[] values = new double[list.size()];
    Arrays.setAll(values, i -> list.get(i).asDouble());
    return values;
  }

  /// The template of an input's test events, with other scores and weights.
  ///
  /// @param scores of all its entries
  private ScoreTemplate expected(Path run, int input, double[] scores, double weight) {
    Table tested = Runs.scores(run);
    Table all =
        Tables.read(folder.resolve(List.of("sig.root", "bkg.root", "more.root").get(input)), "t");
    double own = input == 0 ? 0.2 : 1;
    double whole = Arrays.stream(Runs.values(all, "w")).map(w -> own * Math.abs(w)).sum();
    double[] score = new double[tested.rows()];
    double[] weights = new double[tested.rows()];
    double test = 0;
    int n = 0;
    for (int i = 0; i < tested.rows(); i++) {
      if (tested.numbers("input").value(i) == input) {
        score[n] = scores[(int) tested.numbers("entry").value(i)];
        weights[n] = tested.numbers("weight").value(i);
        test += weights[n++];
      }
    }
    double factor = weight * whole / test;
    return ScoreTemplate.of(
        BINS, Arrays.copyOf(score, n), Arrays.stream(weights, 0, n).map(w -> w * factor).toArray());
  }

  private double[] scores(Path run, Table events) {
    Path file = Toy.write(folder.resolve("varied.root"), "t", events);
    Path out = folder.resolve("varied-scores.root");
    out.toFile().delete();
    return Runs.values(
        Tables.read(Toy.apply(run.resolve("model.safetensors"), out, file), null), "score");
  }

  private static Table plus(Table events, String column, double by) {
    double[] x = Arrays.stream(Runs.values(events, column)).map(v -> v + by).toArray();
    return Toy.with(events, NumberColumn.of(column, "", x));
  }

  private static void close(double[] found, double[] expected) {
    assertThat(found).hasSameSizeAs(expected);
    for (int i = 0; i < found.length; i++) {
      assertThat(found[i]).isCloseTo(expected[i], within(1e-9));
    }
  }

  @Test
  void templatesAreTheTestEventsOfEachSampleScaledToAll() {
    Path run = train(SAMPLES + TemplateRuns.VARIED);
    TemplateService.TemplateResult found = run(run, EDGES, false, 0.02, "w.json", "h.root");
    assertThat(found.rows().stream().map(List::getFirst)).containsExactly("sig", "bkg", "more");
    assertThat(found.rows().getFirst().subList(1, 2)).containsExactly("signal");
    assertThat(found.notes())
        .containsExactly("variation shower has one direction: the other is its mirror image");
    JsonNode work = json();
    Table[] events = {
      Toy.events(900, 1, 1), Toy.events(900, 2, 0), Toy.events(600, 3, 0),
    };
    List<String> names = List.of("sig", "bkg", "more");
    double[] observed = new double[3];
    for (int s = 0; s < 3; s++) {
      JsonNode sample = sample(work, names.get(s));
      ScoreTemplate nominal = expected(run, s, scores(run, events[s]), 1);
      close(numbers(sample.path("data")), nominal.contents());
      close(
          numbers(modifier(sample, "staterror", "staterror_score")),
          Arrays.stream(nominal.variances()).map(Math::sqrt).toArray());
      // yields and shape together are the varied template
      for (double by : new double[] {0.25, -0.25}) {
        boolean up = by > 0;
        double[] shape =
            numbers(modifier(sample, "histosys", "jes").path(up ? "hi_data" : "lo_data"));
        double yield = modifier(sample, "normsys", "jes").path(up ? "hi" : "lo").asDouble();
        close(
            Arrays.stream(shape).map(v -> v * yield).toArray(),
            expected(run, s, scores(run, plus(events[s], "x", by)), 1).contents());
      }
      // a variation of a class is one of its samples alone
      boolean signal = s == 0;
      assertThat(modifier(sample, "normsys", "norm").isNull()).isEqualTo(!signal);
      assertThat(modifier(sample, "normsys", "shower").isNull()).isEqualTo(signal);
      // of weights alone no shape
      assertThat(modifier(sample, "histosys", "norm").isNull()).isTrue();
      if (signal) {
        assertThat(modifier(sample, "normsys", "norm").path("hi").asDouble())
            .isCloseTo(1.2, within(1e-12));
        assertThat(modifier(sample, "normsys", "norm").path("lo").asDouble())
            .isCloseTo(0.9, within(1e-12));
      } else {
        double[] data = numbers(sample.path("data"));
        double[] up = expected(run, s, scores(run, plus(events[s], "y", 0.5)), 1).contents();
        double low = modifier(sample, "normsys", "shower").path("lo").asDouble();
        double[] mirrored =
            Arrays.stream(numbers(modifier(sample, "histosys", "shower").path("lo_data")))
                .map(v -> v * low)
                .toArray();
        for (int b = 0; b < 3; b++) {
          assertThat(mirrored[b]).isCloseTo(2 * data[b] - up[b], within(1e-9));
          observed[b] += data[b];
        }
      }
    }
    close(numbers(work.path("observations").get(0).path("data")), observed);
    JsonNode parameters = work.path("measurements").get(0).path("config").path("parameters");
    assertThat(parameters.get(1).path("sigmas").get(0).asDouble()).isEqualTo(0.02);
    assertThat(work.path("measurements").get(0).path("name").asString()).isEqualTo("toy");
  }

  @Test
  void dataAreObservedOnlyWhereAsked() {
    Toy.write(folder.resolve("data.root"), "t", Toy.events(500, 9, 0));
    Path run = train(SAMPLES + "data: data.root\n");
    run(run, EDGES, false, 0, "w.json");
    double[] blind = numbers(json().path("observations").get(0).path("data"));
    run(run, EDGES, true, 0, "w.json", "h.root");
    double[] seen = numbers(json().path("observations").get(0).path("data"));
    double[] scores = scores(run, Toy.events(500, 9, 0));
    double[] ones = new double[scores.length];
    Arrays.fill(ones, 1);
    assertThat(seen).isEqualTo(ScoreTemplate.of(BINS, scores, ones).contents());
    assertThat(blind).isNotEqualTo(seen);
  }

  @Test
  void foldsGiveAllEventsAndAnAnalysisWithALabelItsClasses() {
    Toy.write(folder.resolve("both.root"), "t", Toy.mixed(900, 5));
    Path run =
        train(
            """
            samples: [{files: both.root}]
            label: "kind == 1 ? 'sig' : 'bkg'"
            signal: sig
            weight: w
            features: [x, y]
            reference: false
            folds: 3
            """
                + Toy.QUICK);
    TemplateService.TemplateResult found = run(run, "2", false, 0, "w.json");
    assertThat(found.rows().stream().map(row -> row.getFirst() + " " + row.get(2)))
        .containsExactlyInAnyOrder("sig 450", "bkg 450");
    assertThat(found.notes())
        .anyMatch(note -> note.startsWith("weights are taken for expected numbers of events"));
    double[] weight = Runs.values(Runs.scores(run), "weight");
    double all = 0;
    for (JsonNode sample : json().path("channels").get(0).path("samples")) {
      all += Arrays.stream(numbers(sample.path("data"))).sum();
    }
    assertThat(all).isCloseTo(Arrays.stream(weight).sum(), within(1e-9));
  }

  @Test
  void binsOfTheSignificanceAreThoseOfTheRun() {
    Path run = train(SAMPLES + "significance: {background: 0.1}\n");
    run(run, "significance", false, 0, "w.json");
    JsonNode bins = Runs.metrics(run).path("significance").path("binned").path("bins");
    assertThat(sample(json(), "sig").path("data").size()).isEqualTo(bins.size());
  }

  @Test
  void negativeBinsAreZeroAndEmptyOnesAreRefusedWithBinsThatDo() throws Exception {
    Path run = train(SAMPLES.replace("abs(w)", "\"x > 2.5 && kind == 0 ? -abs(w) : abs(w)\""));
    assertRefused(() -> run(run, "40", false, 0, "w.json", "h.root"), "expected background in");
    assertThat(folder.resolve("h.root")).doesNotExist();
    String message = "";
    try {
      run(run, "40", false, 0, "w.json");
    } catch (InputException refused) {
      message = refused.message();
    }
    String bins = message.substring(message.indexOf("--bins ") + 7).strip();
    TemplateService.TemplateResult found = run(run, bins, false, 0, "w.json");
    assertThat(found.rows()).hasSize(3);
    // as many of 20 bins, where none are asked for
    TemplateService.TemplateResult auto = run(run, TemplateService.BINS, false, 0, "w.json");
    assertThat(auto.notes()).anyMatch(note -> note.startsWith("bins 0,"));
    // histograms alone may have empty bins
    run(run, "40", false, 0, "h.root");
    assertThat(Files.size(folder.resolve("h.root"))).isPositive();
    for (JsonNode sample : json().path("channels").get(0).path("samples")) {
      for (double value : numbers(sample.path("data"))) {
        assertThat(value).isNotNegative();
      }
    }
  }

  @Test
  void aNegativeBinOfASampleIsZeroInTheWorkspaceAndSaid() {
    Path run =
        train(
            SAMPLES.replace(
                "{files: bkg.root, class: bkg}",
                "{files: bkg.root, class: bkg, weight: \"x > 0 ? -0.5 : 1\"}"));
    TemplateService.TemplateResult found = run(run, EDGES, false, 0, "w.json");
    assertThat(found.notes())
        .anyMatch(note -> note.startsWith("bkg has negative sums of weights at scores of"));
    double[] data = numbers(sample(json(), "bkg").path("data"));
    assertThat(data[2]).isZero();
    assertThat(numbers(modifier(sample(json(), "bkg"), "staterror", "staterror_score"))[2])
        .isPositive();
  }

  @Test
  void whatCannotBeDoneIsRefused() {
    Path run = train(SAMPLES);
    for (String bins : List.of("0", "a", "1,0", "0.5", "0,,1", "999999", "0,nan")) {
      assertRefused(
          () -> run(run, bins, false, 0, "w.json"), "[--bins] expected auto, a number of bins");
    }
    assertRefused(
        () -> run(run, "significance", false, 0, "w.json"), "expected a run with the key");
    assertRefused(() -> run(run, "3", false, 0, "w.txt"), "expected a file .root");
    assertRefused(() -> run(run, "3", false, 2, "w.json"), "expected a number between 0 and 1");
    assertRefused(() -> run(run, "3", true, 0, "w.json"), "expected an analysis with measured");
    assertRefused(
        () -> run(folder.resolve("none"), "3", false, 0, "w.json"), "expected a run folder");
    TemplateService.TemplateResult cut = run(run, "0.4,0.6", false, 0, "w.json");
    assertThat(cut.notes()).hasSize(3).allMatch(note -> note.contains("outside of the bins"));
    Toy.write(folder.resolve("more.root"), "t", Toy.events(650, 3, 0));
    assertRefused(() -> run(run, "3", false, 0, "w.json"), "its files have changed since");
    Path regression =
        Toy.train(
            Toy.analysis(
                folder,
                "samples: [{files: sig.root}]\ntarget: target\nfeatures: [x, y]\n" + Toy.QUICK),
            folder.resolve("regression"));
    assertRefused(() -> run(regression, "3", false, 0, "w.json"), "found a regression");
  }

  private static void assertRefused(Runnable what, String words) {
    assertThatThrownBy(what::run).isInstanceOf(InputException.class).hasMessageContaining(words);
  }
}
