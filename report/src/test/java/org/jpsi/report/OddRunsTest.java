package org.jpsi.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jpsi.core.eval.Epoch;
import org.jpsi.core.eval.Evaluation;
import org.jpsi.core.eval.History;
import org.jpsi.core.eval.ScoredEvents;
import org.jpsi.core.eval.TrainingFeatures;
import org.jpsi.core.model.NetworkPredictor;
import org.jpsi.core.nn.Linear;
import org.jpsi.core.nn.Sequential;
import org.jpsi.core.parallel.ThreadPool;
import org.jpsi.core.table.NumberColumn;
import org.jpsi.core.task.Part;
import org.jpsi.core.task.Task;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Runs as they come where data or training are poor: every figure and every sentence is there.
class OddRunsTest {
  private static final Task BINARY = new Task.Binary("signal", "background");

  /// What is odd, and the run.
  record Odd(String what, ReportData run) {
    @Override
    public String toString() {
      return what;
    }
  }

  static Stream<Odd> runs() {
    return Stream.of(
        odd("all predictions equal", binary(60, i -> 0.5, _ -> 1)),
        odd("all predictions 0 or 1", binary(60, i -> i % 2, _ -> 1)),
        odd("predictions at 1e-38", binary(60, i -> 1e-38 * i, _ -> 1)),
        odd("the signal weighs nothing", binary(60, i -> i / 60.0, i -> i % 2 == 1 ? 0 : 1)),
        odd("the signal has a negative sum", binary(60, i -> i / 60.0, i -> i % 2 == 1 ? -1 : 1)),
        odd("all weights negative", binary(60, i -> i / 60.0, _ -> -1)),
        odd("all weights zero", binary(60, i -> i / 60.0, _ -> 0)),
        odd("weights of both signs", binary(60, i -> i / 60.0, i -> i % 3 == 0 ? -0.5 : 1)),
        odd("weights of 1e-300", binary(60, i -> i / 60.0, _ -> 1e-150)),
        odd("weights of 1e150", binary(60, i -> i / 60.0, _ -> 1e150)),
        odd("one event of each class", binary(2, i -> 0.3 + 0.4 * i, _ -> 1)),
        odd("one event", binary(1, _ -> 0.3, _ -> 1)),
        odd("no signal in the test", oneClassLess()),
        odd("only events of the training", alone()),
        odd("validation, but no test", validated()),
        odd("two classes as many", classes(2)),
        odd("twenty classes", classes(20)),
        odd("a class of many without events", classWithout()),
        odd("a constant target", regression(i -> 7, i -> 7 + 0.1 * i)),
        odd("perfect predictions", regression(i -> i, i -> i)),
        odd("constant predictions", regression(i -> i, _ -> 3)),
        odd("targets of 1e30", regression(i -> 1e30 * i, i -> 1.1e30 * i)),
        odd("targets of 1e-30", regression(i -> 1e-30 * i, i -> 1.1e-30 * i)),
        odd("targets at both limits", regression(i -> i % 2 == 0 ? 3e38 : -3e38, _ -> 0)),
        odd("no epoch", with(binary(60, i -> i / 60.0, _ -> 1), history(0))),
        odd("one epoch", with(binary(60, i -> i / 60.0, _ -> 1), history(1))),
        odd("losses of 1e300", with(binary(60, i -> i / 60.0, _ -> 1), huge())),
        odd("losses that are not finite", with(binary(60, i -> i / 60.0, _ -> 1), diverged())),
        odd("sixty features", features(60)),
        odd("features at the limits", limits()));
  }

  @ParameterizedTest
  @MethodSource("runs")
  void anOddRunGetsAWholeReportWithoutANumberThatIsNone(Odd odd) {
    Report report = Report.of(odd.run);
    assertThat(report.failures()).isEmpty();
    HtmlPageTest.parse(report.html());
    assertThat(report.html()).doesNotContain("NaN", "Infinity");
    assertThat(report.headline()).startsWith("On ").doesNotContain("NaN", "Infinity");
    for (ReportFigure figure : report.figures()) {
      ChartTest.parse(figure.svg());
    }
  }

  @ParameterizedTest
  @MethodSource("runs")
  void anOddRunHasTheSameBytesInAnyCountryWithAnyThreads(Odd odd) {
    String html = with(odd.run, ThreadPool.SERIAL);
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag("hi-IN-u-nu-deva"));
      assertThat(with(odd.run, ThreadPool.of(3))).isEqualTo(html);
    } finally {
      Locale.setDefault(before);
    }
  }

  private static String with(ReportData run, ThreadPool pool) {
    try (InputFigureRendering inputs = InputFigureRendering.begin(run.inputs(), pool)) {
      return Report.of(run, inputs).html();
    }
  }

  private static Odd odd(String what, ReportData run) {
    return new Odd(what, run);
  }

  private static int[] alternate(int events, int classes) {
    return IntStream.range(0, events).map(i -> i % classes).toArray();
  }

  private static float[] floats(int events, IntToDoubleFunction value) {
    float[] values = new float[events];
    for (int i = 0; i < events; i++) {
      values[i] = (float) value.applyAsDouble(i);
    }
    return values;
  }

  private static double[] doubles(int events, IntToDoubleFunction value) {
    return IntStream.range(0, events).mapToDouble(value::applyAsDouble).toArray();
  }

  private static ScoredEvents scored(
      Part part, int[] label, IntToDoubleFunction score, IntToDoubleFunction weight) {
    int n = label.length;
    return ScoredEvents.classification(
        part, new double[][] {doubles(n, score)}, label, doubles(n, weight), 0.6);
  }

  private static ReportData binary(
      int events, IntToDoubleFunction score, IntToDoubleFunction weight) {
    List<ScoredEvents> parts = new ArrayList<>();
    for (Part part : Part.values()) {
      parts.add(scored(part, alternate(events, 2), score, weight));
    }
    return run(BINARY, parts, history(5), plain(events));
  }

  private static ReportData oneClassLess() {
    return run(
        BINARY,
        List.of(
            scored(Part.TRAIN, alternate(40, 2), i -> i / 40.0, _ -> 1),
            scored(Part.TEST, new int[10], i -> i / 10.0, _ -> 1)),
        history(5),
        plain(40));
  }

  private static ReportData alone() {
    var train = scored(Part.TRAIN, alternate(40, 2), i -> i / 40.0, _ -> 1);
    return run(BINARY, List.of(train), history(5), plain(40));
  }

  private static ReportData validated() {
    return run(
        BINARY,
        List.of(
            scored(Part.TRAIN, alternate(40, 2), i -> i / 40.0, _ -> 1),
            scored(Part.VALIDATION, alternate(30, 2), i -> i / 30.0, _ -> 1)),
        history(5),
        plain(40));
  }

  private static ReportData classes(int classes) {
    return many(classes, alternate(5 * classes, classes));
  }

  private static ReportData classWithout() {
    return many(4, alternate(40, 3));
  }

  private static ReportData many(int classes, int[] label) {
    int n = label.length;
    double[][] scores = new double[classes][];
    for (int c = 0; c < classes; c++) {
      int one = c;
      scores[c] = doubles(n, i -> (label[i] == one ? 0.5 : 0.1) + 0.01 * (i % 7));
    }
    double[] weight = new double[n];
    Arrays.fill(weight, 1);
    List<ScoredEvents> parts = new ArrayList<>();
    for (Part part : Part.values()) {
      parts.add(ScoredEvents.classification(part, scores, label, weight, 0.6));
    }
    List<String> names = IntStream.range(0, classes).mapToObj(c -> "class " + c).toList();
    return run(new Task.Multiclass(names), parts, history(5), plain(n));
  }

  private static ReportData regression(IntToDoubleFunction target, IntToDoubleFunction predicted) {
    double[] weight = new double[50];
    Arrays.fill(weight, 1);
    List<ScoredEvents> parts = new ArrayList<>();
    for (Part part : Part.values()) {
      parts.add(
          ScoredEvents.regression(
              part,
              new double[][] {doubles(50, predicted)},
              new double[][] {doubles(50, target)},
              weight,
              0.1));
    }
    Task task = new Task.Regression(List.of(new Task.Target("t", "GeV")));
    return run(task, parts, history(5), plain(50));
  }

  private static List<NumberColumn> plain(int events) {
    return List.of(
        NumberColumn.of("a", "GeV", floats(events, i -> i)),
        NumberColumn.of("b", "", floats(events, i -> i * i % 7)));
  }

  private static ReportData features(int count) {
    List<NumberColumn> features = new ArrayList<>();
    for (int f = 0; f < count; f++) {
      int step = f + 1;
      features.add(NumberColumn.of("f" + f, "", floats(60, i -> i * step % 61)));
    }
    var train = scored(Part.TRAIN, alternate(60, 2), i -> i / 60.0, _ -> 1);
    return run(BINARY, List.of(train), history(5), features);
  }

  private static ReportData limits() {
    var train = scored(Part.TRAIN, alternate(60, 2), i -> i / 60.0, _ -> 1);
    return run(
        BINARY,
        List.of(train),
        history(5),
        List.of(
            NumberColumn.of("largest", "", floats(60, i -> i % 2 == 0 ? 3.4e38 : -3.4e38)),
            NumberColumn.of("smallest", "", floats(60, i -> i * 1e-45)),
            NumberColumn.of("constant", "", floats(60, _ -> -3e38)),
            NumberColumn.of("steep", "", floats(60, i -> Math.pow(10, i - 30)))));
  }

  private static History history(int epochs) {
    List<Epoch> all = new ArrayList<>();
    for (int e = 1; e <= epochs; e++) {
      all.add(new Epoch(e, 1.0 / e, 1.1 / e, 0.5, true, 1e-3, 0));
    }
    return new History(all, epochs, History.StopReason.EPOCHS);
  }

  private static History huge() {
    return new History(
        List.of(
            new Epoch(1, 1e300, 1e299, 1e300, true, 1, 0),
            new Epoch(2, 1e-300, 1e298, 1e-300, true, 1, 0)),
        2,
        History.StopReason.STOPPED);
  }

  private static History diverged() {
    double none = Double.NaN;
    return new History(
        List.of(
            new Epoch(1, 0.5, 0.4, none, true, 1, 0),
            new Epoch(2, Double.POSITIVE_INFINITY, none, none, false, 1, 0)),
        1,
        History.StopReason.STOPPED);
  }

  private static ReportData with(ReportData run, History history) {
    return new ReportData(
        Evaluation.of(run.task(), run.evaluation().parts(), history),
        run.inputs(),
        run.description(),
        run.predictor(),
        run.training());
  }

  private static ReportData run(
      Task task, List<ScoredEvents> parts, History history, List<NumberColumn> features) {
    ScoredEvents train = parts.getFirst();
    return new ReportData(
        Evaluation.of(task, parts, history),
        new TrainingFeatures(task, features, train.label(), train.weight()),
        new ReportData.Description("odd", "name: odd\n", List.of(), "w", true, List.of()),
        new NetworkPredictor(Sequential.of(Linear.of(features.size(), task.width()))),
        new ReportData.Training("AUC", "stopped by the user", ""));
  }
}
