package org.jpsi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jpsi.analysis.TrainService;
import org.jpsi.analysis.progress.ProgressListener;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.eval.Roc;
import org.jpsi.core.events.Events;
import org.jpsi.core.model.Model;
import org.jpsi.core.model.ModelFile;
import org.jpsi.core.random.Rng;
import org.jpsi.core.table.NumberColumn;
import org.jpsi.core.table.Table;
import org.jpsi.core.table.TextColumn;
import org.jpsi.formats.EventWriter;
import org.jpsi.formats.Tables;
import org.jpsi.report.Figure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Analyses that programs write: the same training as that of the file that says the same.
class AnalysisTest {
  @TempDir Path folder;

  /// Two classes of Gaussians in `x` and `y`, with weights of both signs and an energy.
  private static Table table(int n) {
    Rng rng = Rng.of(3);
    float[] x = new float[n];
    double[] y = new double[n];
    double[] w = new double[n];
    double[] energy = new double[n];
    long[] event = new long[n];
    String[] kind = new String[n];
    for (int i = 0; i < n; i++) {
      boolean signal = rng.uniform(i) < 0.5;
      x[i] = (float) (rng.child("x").normal(i) + (signal ? 1.5 : 0));
      y[i] = rng.child("y").normal(i);
      w[i] = i % 10 == 0 ? -0.5 : 1 + 0.25 * (i % 3);
      energy[i] = 100 + 20 * (x[i] + y[i]);
      event[i] = (1L << 60) + i;
      kind[i] = signal ? "sig" : "bkg";
    }
    return Table.of(
        "toy",
        List.of(
            NumberColumn.of("x", "GeV", x),
            NumberColumn.of("y", "", y),
            NumberColumn.of("w", "", w),
            NumberColumn.of("energy", "MeV", energy),
            NumberColumn.of("eventNumber", "", event),
            new TextColumn("kind", kind)));
  }

  private static Analysis quick(Events events) {
    return Analysis.of(events)
        .set("network", Map.of("layers", List.of(8, 4)))
        .set("training.batch", 50)
        .epochs(3)
        .threads(1);
  }

  private Path train(String yaml, Path out) throws Exception {
    Path file = Files.writeString(folder.resolve("toy.yaml"), yaml);
    return TrainService.run(
            new TrainService.TrainRequest(file, List.of(), out, null, 1, false),
            ProgressListener.SILENT)
        .folder();
  }

  private static final String QUICK =
      "network: {layers: [8, 4]}\ntraining: {epochs: 3, batch: 50}\n";

  /// The files of two runs are the same, but for these.
  private static void sameRuns(Path found, Path expected, String... but) throws Exception {
    try (Stream<Path> files = Files.walk(expected)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path name = expected.relativize(file);
        if (!List.of(but).contains(name.toString())) {
          assertThat(found.resolve(name)).hasSameBinaryContentAs(file);
        }
      }
    }
  }

  @Test
  void generatedEventsTrainAsTheirAnalysisFileDoes() throws Exception {
    Events events =
        Events.generate("higgs", 600)
            .weight("weight")
            .label("process")
            .filter("m_bb > 20")
            .define("dphi", "acos(cos(lepton_phi - jet1_phi))");
    Run run = quick(events).features("m_*", "dphi", "m_bb / m_wwbb").fit();
    Path saved = run.save(folder.resolve("program"));
    Path file =
        train(
            QUICK
                + """
                name: higgs
                samples: [{generate: higgs, events: 600}]
                label: process
                select: m_bb > 20
                weight: weight
                features: [{name: m_jj, unit: GeV}, {name: m_jjj, unit: GeV}, {name: m_lv, unit: GeV},
                  {name: m_jlv, unit: GeV}, {name: m_bb, unit: GeV}, {name: m_wbb, unit: GeV},
                  {name: m_wwbb, unit: GeV}, {name: dphi, is: acos(cos(lepton_phi - jet1_phi))},
                  m_bb / m_wwbb]
                """,
            folder.resolve("file"));
    sameRuns(saved, file);
    assertThat(saved.resolve("analysis.yaml"))
        .content()
        .contains("generate: higgs", "events: 600", "select: m_bb > 20");
    // what was saved trains the same again; that the signal was chosen is no longer told
    sameRuns(
        train(Files.readString(saved.resolve("analysis.yaml")), folder.resolve("again")),
        file,
        "report.html");
    assertThat(run.toYaml()).isEqualTo(Files.readString(saved.resolve("analysis.yaml")));
  }

  @Test
  void aSeedOfItsOwnKeepsTheEventsThatWereGiven() throws Exception {
    Events events = Events.generate("higgs", 600, 7).label("process");
    Path saved = quick(events).features("m_bb", "m_wwbb").seed(2).fit().save(folder.resolve("run"));
    assertThat(saved.resolve("analysis.yaml")).content().contains("seed: 7", "\nseed: 2");
    sameRuns(
        train(Files.readString(saved.resolve("analysis.yaml")), folder.resolve("again")),
        saved,
        "report.html");
    Path same = quick(events).features("m_bb", "m_wwbb").seed(7).fit().save(folder.resolve("7"));
    assertThat(same.resolve("analysis.yaml")).content().doesNotContain(", seed: 7");
  }

  @Test
  void eventsOfFilesTrainAsTheirAnalysisFileDoes() throws Exception {
    Table all = table(900);
    List<Path> files = new ArrayList<>();
    for (int f = 0; f < 3; f++) {
      Path file = folder.resolve("part" + f + ".root");
      try (EventWriter writer = Tables.create(file, "t")) {
        writer.write(all.slice(300 * f, 300 * f + 300));
        writer.finish();
      }
      files.add(file);
    }
    Path saved;
    try (Events events = Events.open(folder.resolve("part*.root").toString(), "t")) {
      saved =
          quick(events.weight("w").label("kind").define("r", "x - y"))
              .features("x", "r")
              .name("toy")
              .fit()
              .save(folder.resolve("program"));
    }
    Path file =
        train(
            QUICK
                + """
                name: toy
                samples: [{files: part*.root, tree: t}]
                label: kind
                weight: w
                features: [{name: x, unit: GeV}, {name: r, is: x - y}]
                """,
            folder.resolve("file"));
    // a pattern is not the names that it found
    sameRuns(saved, file, "analysis.yaml", "report.html", "model.safetensors");
    Model one = ModelFile.read(saved.resolve("model.safetensors"));
    Model other = ModelFile.read(file.resolve("model.safetensors"));
    assertThat(one.predict(Events.of(all))).isEqualTo(other.predict(Events.of(all)));
    sameRuns(
        train(Files.readString(saved.resolve("analysis.yaml")), folder.resolve("again")),
        saved,
        "report.html");
  }

  @Test
  void eventsInMemoryAreTrainedOnAndTheRunSaysThatItCannotBeMadeAgain() throws Exception {
    Table all = table(900);
    try (EventWriter writer = Tables.create(folder.resolve("all.root"), "t")) {
      writer.write(all);
      writer.finish();
    }
    Events events = Events.of(all).weight("w").label("kind").filter("y > -1").define("r", "x - y");
    Run run = quick(events).features("x", "r").fit();
    Path saved = run.save(folder.resolve("program"));
    Path file =
        train(
            QUICK
                + """
                samples: [{files: all.root, tree: t}]
                label: kind
                select: y > -1
                weight: w
                features: [{name: x, unit: GeV}, {name: r, is: x - y}]
                """,
            folder.resolve("file"));
    assertThat(saved.resolve("history.csv")).hasSameBinaryContentAs(file.resolve("history.csv"));
    assertThat(run.model().predict(events))
        .isEqualTo(ModelFile.read(file.resolve("model.safetensors")).predict(events));
    String yaml = Files.readString(saved.resolve("analysis.yaml"));
    assertThat(yaml).contains("given: toy", "select: y > -1");
    assertThatThrownBy(() -> train(yaml, folder.resolve("again")))
        .isInstanceOf(InputException.class)
        .hasMessageContaining(
            "samples.0.given] expected `files:` or `generate:`, found events that were in the"
                + " memory of a program; train in that program again, or write its events to a"
                + " file");
  }

  @Test
  void figuresOfARunAreThoseOfItsModelOnThePartsOfItsEvents() {
    Events events = Events.of(table(1500)).weight("w").label("kind").filter("y > -1.5");
    Run run = quick(events).features("x", "y").fit();
    Roc test = Roc.of(run.model(), events.split(0.6, 0.2, 0.2).test());
    assertThat(run.test().roc()).isEqualTo(test);
    assertThat(run.test().auc()).isEqualTo(test.auc());
    assertThat(run.train().auc())
        .isEqualTo(Roc.of(run.model(), events.split(0.6, 0.2, 0.2).train()).auc());
    assertThat(run.test().auc()).asString().matches("0\\.7\\d+ ± 0\\.\\d+");
    assertThat(run.test().events() + run.validation().events() + run.train().events())
        .isEqualTo((int) events.count());
    assertThat(run.test().value("accuracy")).isEqualTo(run.test().accuracy());
    assertThat(run.test()).asString().startsWith("test: ").contains(", auc 0.7");
    assertThat(run.history().epochs()).hasSize(3);
    assertThat(run.toString())
        .startsWith("On ")
        .contains("test events the network tells sig from bkg with an AUC of " + run.test().auc());
    // one is called so
    assertThat(run.warnings()).noneMatch(w -> w.contains("the score is the probability of sig"));
    List<Object> shown = run.displayed();
    assertThat(shown.getFirst()).isEqualTo(run.verdict());
    assertThat(shown.stream().skip(1)).hasSizeGreaterThan(3).allMatch(Figure.class::isInstance);
    assertThatThrownBy(() -> run.test().value("acuracy"))
        .isInstanceOf(InputException.class)
        .hasMessage(
            "[test] expected one of the metrics loss, auc, auc_error, accuracy, accuracy_error,"
                + " brier, brier_error, effective_events, found acuracy; did you mean accuracy?");
  }

  @Test
  void aViewOfAnotherModelsScoresOrOfOnePartIsTrainedOnAsItIs() {
    Events events = Events.of(table(1500)).weight("w").label("kind");
    Run first = quick(events).features("x").fit();
    Events scored = events.define("s", first.model()).filter("s > 0.05").redefine("y", "2 * y");
    Run second = quick(scored).features("s", "y").fit();
    assertThat(second.model().features().names()).containsExactly("s", "y");
    assertThat(second.model().features().list().getLast().expression()).isEqualTo("y");
    assertThat(second.test().roc())
        .isEqualTo(Roc.of(second.model(), scored.split(0.6, 0.2, 0.2).test()));
    assertThat(second.toYaml()).contains("given: toy");
    // of the training events alone: split again by the same numbers, they would all be in one part
    Events half = events.split(0.5, 0.25, 0.25).by("eventNumber").train();
    Run part = quick(half).features("x", "y").fit();
    assertThat(part.train().events() + part.validation().events() + part.test().events())
        .isEqualTo((int) half.count());
  }

  @Test
  void aRegressionPredictsItsTargetsAndHasNoRocCurve() {
    Events events = Events.of(table(900)).weight("w").label("kind");
    Run run = quick(events).target("energy").features("x", "y").epochs(30).fit();
    assertThat(run.test().rmse()).isLessThan(20);
    assertThatThrownBy(() -> run.test().roc())
        .isInstanceOf(InputException.class)
        .hasMessage(
            "[test] expected a signal against a background, for a ROC curve, found a task with"
                + " scores prediction; name the `signal` of the analysis");
    assertThatThrownBy(() -> run.test().auc())
        .hasMessageContaining("expected one of the metrics loss, rmse, rmse_error, mae, bias,");
    Events predicted = events.define("e", run.model());
    assertThat(predicted.columns().getLast().unit()).isEqualTo("MeV");
    assertThat(predicted.mean("e - energy")).isCloseTo(0, within(10.0));
  }

  @Test
  void featuresAreColumnsPatternsAndExpressions() {
    Events events =
        Events.of(table(50)).weight("w").label("kind").define("x2", "x * x").define("xy", "x * y");
    Analysis analysis = Analysis.of(events);
    assertThat(analysis.features("x*", "?", "x*y", "2 * y").toYaml())
        .contains("{name: x, is: x, unit: GeV}", "{name: x2, is: x * x}", "{name: xy, is: x * y}")
        .doesNotContain("name: w");
    // all that is not used otherwise, and what was defined
    assertThat(analysis.toYaml()).contains("all", "{name: x2, is: x * x}", "{name: xy, is: x * y}");
    assertThatThrownBy(() -> analysis.features("z*"))
        .isInstanceOf(InputException.class)
        .hasMessageContaining(
            "[features] expected columns of numbers with names like z*, found none among 8");
    assertThatThrownBy(() -> analysis.features("enrgy"))
        .hasMessageContaining("expected a column enrgy, found 8 others; did you mean energy?");
  }

  @Test
  void whatCannotBeTrainedIsRefusedBeforeAnythingIsRead() throws Exception {
    Events events = Events.of(table(300)).weight("w").label("kind");
    assertThatThrownBy(() -> Analysis.of(Events.of(table(50))).fit())
        .isInstanceOf(InputException.class)
        .hasMessage(
            "[toy] expected events with a label, or a target, to be learned, found neither; say"
                + " which column it is with `label`, or with `target` of the analysis");
    assertThatThrownBy(() -> Analysis.of(events).set("training.epoch", 3).fit())
        .hasMessageContaining("did you mean epochs?");
    assertThatThrownBy(() -> Analysis.of(events).model("bosted-trees").fit())
        .hasMessageContaining("did you mean boosted-trees?");
    assertThatThrownBy(() -> Analysis.of(events).signal("higgs").features("x").fit())
        .hasMessage("[Analysis of toy signal] expected one of the classes bkg, sig, found higgs");
    Files.createDirectory(folder.resolve("taken"));
    Run run = quick(events).features("x").fit();
    assertThatThrownBy(() -> run.save(folder.resolve("taken")))
        .hasMessage(
            "["
                + folder.resolve("taken")
                + "] expected a folder that does not exist yet, found one with a run or other"
                + " files; choose another, or remove it yourself");
    assertThat(Arrays.asList(folder.toFile().list())).containsExactly("taken");
  }
}
