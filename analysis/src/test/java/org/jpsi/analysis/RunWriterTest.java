package org.jpsi.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jpsi.analysis.folder.RunFolder;
import org.jpsi.analysis.progress.ProgressListener;
import org.jpsi.analysis.progress.Warnings;
import org.jpsi.core.eval.TrainingFeatures;
import org.jpsi.core.model.NetworkPredictor;
import org.jpsi.core.nn.Sequential;
import org.jpsi.core.parallel.ThreadPool;
import org.jpsi.core.table.NumberColumn;
import org.jpsi.core.table.Table;
import org.jpsi.core.tensor.Parameter;
import org.jpsi.report.InputFigureRendering;
import org.jpsi.report.ReportFailure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Runs in which a figure cannot be drawn, and runs with odd inputs.
class RunWriterTest {
  private static final String TWO =
      "samples: [{files: sig.root, class: sig}, {files: bkg.root, class: bkg}]\n";
  @TempDir Path folder;

  /// Takes notes, and looks what is there when the model is learned.
  private static class Notebook implements ProgressListener {
    private final Path model;
    private final List<String> notes = new ArrayList<>();
    private final List<String> stages = new ArrayList<>();

    Notebook(Path model) {
      this.model = model;
    }

    @Override
    public void warning(String what) {
      notes.add(what);
    }

    @Override
    public void stage(String what) {
      stages.add(what + (Files.exists(model) ? ", the model is there" : ""));
    }
  }

  private static RunWriter writer(
      PreparedTraining training, List<TrainedModel> trained, ProgressListener watch) {
    return new RunWriter(
        training,
        trained.getFirst(),
        () -> RunEvaluation.of(training, trained, ThreadPool.SERIAL, watch),
        watch);
  }

  private Path two() {
    Toy.write(folder.resolve("sig.root"), "t", Toy.events(400, 1, 1));
    Toy.write(folder.resolve("bkg.root"), "t", Toy.events(400, 2, 0));
    return Toy.analysis(folder, Toy.QUICK + TWO + "features: [x, y]\n");
  }

  @Test
  void aFigureThatCannotBeDrawnIsNotedAndCostsNothingElse() throws IOException {
    Path analysis = two();
    Map<String, byte[]> whole = Toy.files(Toy.train(analysis, folder.resolve("whole")));
    RunFolder run = RunFolder.newRun(folder.resolve("run"), false);
    Notebook watch = new Notebook(run.partial().resolve("model.safetensors"));
    TrainService.TrainRequest request = Toy.request(analysis, folder.resolve("run"));
    PreparedTraining training =
        TrainService.prepare(TrainService.read(request), 1, watch, new Warnings(watch));
    run.begin();
    TrainingFeatures inputs = RunWriter.inputs(training);
    List<NumberColumn> features = new ArrayList<>(inputs.features());
    double[] broken = features.getFirst().toDoubles();
    broken[inputs.rows()[3]] = Double.POSITIVE_INFINITY;
    features.set(0, NumberColumn.of("x", "GeV", broken));
    TrainingFeatures bad =
        new TrainingFeatures(
            inputs.task(), features, Map.of(), inputs.rows(), inputs.label(), inputs.weight());
    watch.notes.clear();
    watch.stages.clear();
    String headline;
    try (InputFigureRendering drawings = InputFigureRendering.begin(bad, ThreadPool.SERIAL)) {
      List<TrainedModel> learned =
          new ModelTraining(training, Learners.of(training), 1, watch).all();
      headline = writer(training, learned, watch).write(run, inputs, drawings);
    }
    assertThat(headline).startsWith("On ");
    assertThat(watch.stages)
        .containsExactly(
            "scoring, the model is there",
            "importance of features, the model is there",
            "drawing the report, the model is there");
    assertThat(watch.notes)
        .hasSize(3)
        .endsWith(ReportFailure.BUG)
        .first()
        .asString()
        .startsWith(
            "the figure \"x\" could not be drawn: IllegalArgumentException: event 3 has value"
                + " Infinity");
    Map<String, byte[]> found = Toy.files(folder.resolve("run"));
    assertThat(new String(found.get("report.html"), StandardCharsets.UTF_8))
        .contains("<b>x</b> could not be drawn: IllegalArgumentException");
    Set<String> lost = Set.of("plots/input-1.svg", "plots/correlation-2.svg");
    assertThat(whole.keySet()).containsAll(lost);
    whole.keySet().removeAll(lost);
    // written before and beside
    whole.keySet().removeAll(Set.of("report.html", "analysis.yaml"));
    found.remove("report.html");
    Runs.same(found, whole);
  }

  /// Trains, lets the test break what was trained, and writes the run.
  private Map<String, byte[]> written(Notebook watch, RunFolder run, Consumer<Sequential> broken) {
    TrainService.TrainRequest request = Toy.request(two(), folder.resolve("run"));
    PreparedTraining training =
        TrainService.prepare(TrainService.read(request), 1, watch, new Warnings(watch));
    run.begin();
    TrainingFeatures inputs = RunWriter.inputs(training);
    try (InputFigureRendering drawings = InputFigureRendering.begin(inputs, ThreadPool.SERIAL)) {
      List<TrainedModel> learned =
          new ModelTraining(training, Learners.of(training), 1, watch).all();
      broken.accept(((NetworkPredictor) learned.getFirst().predictor()).network());
      writer(training, learned, watch).write(run, inputs, drawings);
    }
    return Toy.files(folder.resolve("run"));
  }

  @Test
  void metricsThatFailAreNamedInTheReportOfACompleteRun() {
    RunFolder run = RunFolder.newRun(folder.resolve("run"), false);
    Notebook watch = new Notebook(run.partial().resolve("model.safetensors"));
    // scores that no training gives: every metric refuses them
    Map<String, byte[]> found =
        written(
            watch,
            run,
            network -> {
              Parameter last = network.parameters().getLast();
              float[] bias = new float[last.shape().count()];
              Arrays.fill(bias, Float.NaN);
              last.set(bias);
            });
    assertThat(found.keySet())
        .contains(
            "model.safetensors",
            "history.csv",
            "scores.root",
            "metrics.json",
            "report.html",
            "plots/loss.svg",
            "plots/input-1.svg");
    String why = " of the report could not be made: IllegalArgumentException: score of event 0 is";
    assertThat(watch.notes)
        .anyMatch(note -> note.startsWith("the part \"metrics of test events\"" + why))
        .anyMatch(note -> note.startsWith("the part \"ROC curves of test events\"" + why))
        .endsWith(ReportFailure.BUG);
    assertThat(new String(found.get("report.html"), StandardCharsets.UTF_8))
        .contains(
            "test events not all figures of merit could be computed",
            "metrics of test events could not be computed: IllegalArgumentException: score of event"
                + " 0 is NaN",
            "the output of `jpsi --version`");
    assertThat(run.partial()).doesNotExist();
  }

  @Test
  void anyOtherBugLeavesTheModelInItsFolder() {
    RunFolder run = RunFolder.newRun(folder.resolve("run"), false);
    Notebook watch =
        new Notebook(run.partial().resolve("model.safetensors")) {
          @Override
          public void stage(String what) {
            if (what.equals("drawing the report")) {
              throw new IllegalStateException("planted");
            }
          }
        };
    assertThatThrownBy(() -> written(watch, run, _ -> {}))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("planted");
    assertThat(Toy.files(folder.resolve("run")).keySet())
        .contains("model.safetensors", "history.csv", "scores.root", "metrics.json")
        .doesNotContain("report.html");
    assertThat(watch.notes)
        .endsWith("the run could not be completed; its model is in " + folder.resolve("run"));
  }

  /// A run whose report is told of other inputs than those of its training.
  private Map<String, byte[]> reported(TrainingFeatures shown, Notebook watch, RunFolder run) {
    TrainService.TrainRequest request = Toy.request(two(), folder.resolve("run"));
    PreparedTraining training =
        TrainService.prepare(TrainService.read(request), 1, watch, new Warnings(watch));
    run.begin();
    try (InputFigureRendering rendering =
        InputFigureRendering.begin(RunWriter.inputs(training), ThreadPool.SERIAL)) {
      List<TrainedModel> learned =
          new ModelTraining(training, Learners.of(training), 1, watch).all();
      watch.notes.clear();
      String headline = writer(training, learned, watch).write(run, shown, rendering);
      assertThat(headline).startsWith("On ");
    }
    return Toy.files(folder.resolve("run"));
  }

  @Test
  @SuppressWarnings("NullAway") // what must not be, and costs no run
  void aPageThatCannotBeMadeIsNotedAndTheRunIsWhole() {
    RunFolder run = RunFolder.newRun(folder.resolve("run"), false);
    Notebook watch = new Notebook(run.partial().resolve("model.safetensors"));
    Map<String, byte[]> found = reported(null, watch, run);
    assertThat(found.keySet())
        .contains(
            "model.safetensors",
            "metrics.json",
            "history.csv",
            "scores.root",
            "report.html",
            "plots/roc.svg",
            "plots/input-1.svg");
    assertThat(watch.notes)
        .hasSize(3)
        .endsWith(ReportFailure.BUG)
        .anyMatch(note -> note.startsWith("the figure \"Network\" could not be drawn: "))
        .anyMatch(note -> note.startsWith("the part \"Page\" of the report could not be made: "));
    assertThat(new String(found.get("report.html"), StandardCharsets.UTF_8))
        .contains("the run is complete", "<a href=\"plots/roc.svg\">", "&quot;Page&quot;");
    assertThat(run.partial()).doesNotExist();
  }

  @Test
  void oddDataEndWithStatusZeroAndAWholeReport() {
    Path analysis = two();
    Notebook watch = new Notebook(folder);
    // a curve of one point, weights from a column, no correlations
    for (String odd : List.of("training.epochs=1", "weight=x * 0 + 1", "features=[x]")) {
      watch.notes.clear();
      Path to = folder.resolve("odd " + odd.length());
      TrainService.run(Toy.request(analysis, to, odd), watch);
      assertThat(watch.notes).noneMatch(note -> note.contains("could not be"));
      assertThat(Toy.files(to).keySet()).contains("model.safetensors", "report.html");
    }
  }

  @Test
  void timesInNanosecondsGetARunWithAllItsFigures() {
    Path analysis = two();
    for (String name : List.of("sig.root", "bkg.root")) {
      Table events = Toy.events(400, 3, name.startsWith("s") ? 1 : 0);
      long[] time = new long[events.rows()];
      double[] x = events.numbers("x").toDoubles();
      for (int i = 0; i < time.length; i++) {
        time[i] = 1_700_000_000_000_000_000L + (long) (1e8 * x[i]);
      }
      Path file = folder.resolve(name);
      file.toFile().delete();
      Toy.write(file, "t", Toy.with(events, NumberColumn.of("time", "ns", time)));
    }
    Notebook watch = new Notebook(folder);
    TrainService.run(Toy.request(analysis, folder.resolve("run"), "features=[time, y]"), watch);
    assertThat(watch.notes).noneMatch(note -> note.contains("could not be drawn"));
    assertThat(Toy.files(folder.resolve("run")).keySet())
        .contains("model.safetensors", "report.html", "metrics.json", "plots/input-1.svg");
    String time =
        new String(
            Toy.files(folder.resolve("run")).get("plots/input-1.svg"), StandardCharsets.UTF_8);
    assertThat(time).contains("time − 1.7e18 [ns]");
  }

  @Test
  void aTimeOfTodayIsPredictedWithItsSpread() {
    Table events = Toy.events(800, 3, 1);
    double[] x = events.numbers("x").toDoubles();
    double[] time = new double[x.length];
    for (int i = 0; i < time.length; i++) {
      time[i] = 1.7e9 + 60 / (1 + Math.exp(-x[i]));
    }
    Toy.write(folder.resolve("a.root"), "t", Toy.with(events, NumberColumn.of("time", "s", time)));
    Path analysis =
        Toy.analysis(
            folder, Toy.QUICK + "samples: [{files: a.root}]\ntarget: time\nfeatures: [x, y]\n");
    Path run = Toy.train(analysis, folder.resolve("run"), "training.epochs=30");
    Table scores = Runs.scores(run);
    NumberColumn predicted = scores.numbers("prediction");
    assertThat(predicted.typeName()).isEqualTo("float64");
    double squares = 0;
    for (int i = 0; i < scores.rows(); i++) {
      double residual = predicted.value(i) - scores.numbers("time").value(i);
      squares += residual * residual;
    }
    double rmse = Math.sqrt(squares / scores.rows());
    assertThat(rmse).isBetween(0.01, 6.0);
    assertThat(Runs.figure(run, "test", "rmse")).isCloseTo(rmse, within(1e-6));
    Map<String, byte[]> files = Toy.files(run);
    assertThat(new String(files.get("plots/prediction-1.svg"), StandardCharsets.UTF_8))
        .contains("true time − 1,700,000,000 [s]");
    assertThat(new String(files.get("report.html"), StandardCharsets.UTF_8))
        .containsPattern("its own spread is [\\d.]+ s; \\d\\d\\.\\d.% of its variance");
  }

  @ParameterizedTest
  @ValueSource(strings = {"1e-30", "1e38"})
  void tinyAndHugeWeightsGetARun(String weight) {
    Path run = Toy.train(two(), folder.resolve("run"), "weight=" + weight);
    assertThat(Toy.files(run).keySet())
        .contains("model.safetensors", "report.html", "metrics.json", "scores.root");
    assertThat(Runs.figure(run, "test", "auc")).isBetween(0.5, 1.0);
  }
}
