package org.jpsi.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.jpsi.core.eval.Evaluation;
import org.jpsi.core.eval.History;
import org.jpsi.core.eval.Overtraining.Verdict;
import org.jpsi.core.eval.ScoredEvents;
import org.jpsi.core.eval.TrainingFeatures;
import org.jpsi.core.model.NetworkPredictor;
import org.jpsi.core.nn.Layer;
import org.jpsi.core.nn.LayerSpec;
import org.jpsi.core.nn.Mode;
import org.jpsi.core.nn.Sequential;
import org.jpsi.core.table.NumberColumn;
import org.jpsi.core.task.Part;
import org.jpsi.core.task.Task;
import org.jpsi.core.tensor.Shape;
import org.jpsi.core.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.xml.sax.InputSource;

class ReportTest {
  private static final ReportData BINARY = ToyRuns.binary(4_000, 5, 1.3, 0, false, false);
  private static final ReportData SIGNED = ToyRuns.binary(4_000, 8, 1.3, 0, true, true);

  static Stream<ReportData> runs() {
    return Stream.of(BINARY, SIGNED, ToyRuns.multiclass(2_000), ToyRuns.regression(2_000));
  }

  @ParameterizedTest
  @MethodSource("runs")
  void everyPageAndEveryFigureIsWellFormed(ReportData run) throws Exception {
    Report report = Report.of(run);
    Document page = parse(report.html().replaceFirst("<!DOCTYPE html>", ""));
    assertThat(page.getElementsByTagName("figure").getLength()).isEqualTo(report.figures().size());
    for (ReportFigure figure : report.figures()) {
      Element svg = parse(figure.svg()).getDocumentElement();
      assertThat(svg.getTagName()).isEqualTo("svg");
      assertThat(svg.getAttribute("viewBox")).startsWith("0 0 ");
      assertThat(svg.getElementsByTagName("title").item(0).getTextContent())
          .isEqualTo(figure.title());
      assertThat(svg.getElementsByTagName("desc").item(0).getTextContent())
          .isEqualTo(figure.alternative())
          .isNotBlank();
    }
  }

  @ParameterizedTest
  @MethodSource("runs")
  void theSameRunGivesTheSameBytes(ReportData run) {
    assertThat(Report.of(run).html()).isEqualTo(Report.of(run).html());
  }

  @ParameterizedTest
  @MethodSource("runs")
  void everythingThePageNeedsIsInIt(ReportData run) {
    String html = Report.of(run).html();
    String withoutNamespaces = html.replaceAll("xmlns(:\\w+)?=\"[^\"]*\"", "");
    assertThat(withoutNamespaces).doesNotContain("http://", "https://", "<link", "@import", "src=");
    // Every id is there once, and every link inside the page leads somewhere.
    List<String> ids = all(html, " id=\"([^\"]+)\"");
    assertThat(ids).doesNotHaveDuplicates();
    Set<String> known = new HashSet<>(ids);
    assertThat(known).containsAll(all(html, "href=\"#([^\"]+)\""));
    assertThat(known).containsAll(all(html, "url\\(#([^)]+)\\)"));
  }

  @Test
  void aBinaryReportHasAllItsSectionsInOrder() {
    assertThat(sections(BINARY))
        .containsExactly(
            "verdict",
            "analysis",
            "notes",
            "inputs",
            "correlations",
            "network",
            "learning",
            "score",
            "roc",
            "cut",
            "about");
    assertThat(Report.of(BINARY).html())
        .contains("at 1 % background", "No significance is given", "Column `Type` alone");
  }

  @Test
  void signedWeightsAreSaidAndYieldsGiveASignificance() {
    Report report = Report.of(SIGNED);
    assertThat(report.html())
        .contains("of the events have a negative weight; they are kept")
        .contains("genWeight * lumi")
        .contains("Where weights are signed, p is the fraction of 999 permutations")
        .contains("Best cut: score ≥");
    assertThat(report.figures().stream().map(ReportFigure::id)).contains("significance");
  }

  @Test
  void manyClassesGetAConfusionMatrixAndRegressionGetsResiduals() {
    assertThat(sections(ToyRuns.multiclass(2_000))).contains("confusion", "roc");
    assertThat(sections(ToyRuns.regression(2_000)))
        .contains("regression")
        .doesNotContain("roc", "score", "cut");
    assertThat(Report.of(ToyRuns.regression(2_000)).figures().stream().map(ReportFigure::id))
        .contains("residual-1", "prediction-1", "resolution-1", "residual-2");
  }

  @Test
  void theVerdictTellsGoodFromOvertrainedAndUndertrained() {
    assertThat(BINARY.evaluation().overtraining().verdict()).isEqualTo(Verdict.GOOD);
    assertThat(Report.of(BINARY).headline())
        .startsWith(
            "On 800 test events the network tells signal from background with an AUC of 0.8")
        .endsWith("It is neither under- nor overtrained.");
    ReportData over = ToyRuns.binary(20_000, 2, 1.3, 0.6, false, false);
    assertThat(over.evaluation().overtraining().verdict()).isEqualTo(Verdict.OVERTRAINED);
    assertThat(Report.of(over).html()).contains("perform regularization", "get more data");
    ReportData under = ToyRuns.binary(4_000, 2, 0, 0, false, false);
    assertThat(under.evaluation().overtraining().verdict()).isEqualTo(Verdict.UNDERTRAINED);
    assertThat(Report.of(under).html())
        .contains("train longer", "complexify the model", "add more features");
  }

  @Test
  void aSteeplyFallingInputHasPowersOfTenAtItsAxis() {
    List<NumberColumn> features = new ArrayList<>(BINARY.inputs().features());
    float[] values = new float[features.getFirst().rows()];
    for (int i = 0; i < values.length; i++) {
      values[i] = 1 / (1 - (i + 0.5f) / values.length);
    }
    features.set(0, NumberColumn.of("pt", "GeV", values));
    assertThat(Report.of(with(BINARY, features)).figures().getFirst().svg())
        .contains(">pt [GeV]<", ">10\u207b\u00b9<", ">10\u207b\u00b2<");
  }

  @Test
  void aRegressionSaysHowMuchOfTheTargetItExplains() {
    assertThat(Report.of(ToyRuns.regression(2_000)).headline())
        .containsPattern("its own spread is [^;]*; [\\d.]+ % of its variance is explained");
  }

  @Test
  void aFigureThatFailsIsNamedInItsPlaceAndCostsNothingElse() throws Exception {
    List<NumberColumn> features = new ArrayList<>(BINARY.inputs().features());
    float[] values = ((float[]) features.getFirst().array()).clone();
    values[7] = Float.POSITIVE_INFINITY;
    features.set(0, NumberColumn.of("a < b", "", values));
    Report whole = Report.of(BINARY);
    Report report = Report.of(with(BINARY, features));
    assertThat(report.failures().stream().map(ReportFailure::title))
        .containsExactly("a < b", "Correlations: signal");
    assertThat(report.failures().getFirst())
        .hasToString(
            "the figure \"a < b\" could not be drawn: IllegalArgumentException: event 7 has value"
                + " Infinity and weight 1.0");
    assertThat(report.html())
        .contains(
            "<figure id=\"figure-input-1\">\n<figcaption><span><b>a &lt; b</b> could not be drawn:"
                + " IllegalArgumentException: event 7 has value Infinity");
    parse(report.html().replaceFirst("<!DOCTYPE html>", ""));
    assertThat(report.figures()).hasSize(whole.figures().size() - 2);
    // but for the name of the feature in the correlations
    List<ReportFigure> others = new ArrayList<>(whole.figures());
    others.removeIf(f -> f.id().equals("input-1") || f.id().startsWith("correlation"));
    assertThat(report.figures()).containsAll(others);
  }

  @Test
  void whateverADrawingThrowsIsToldInALine() {
    FigureTask.SvgSource stack = (id, title, alternative) -> nested(0) + id;
    assertThat(new FigureTask("x", "X", "", "", stack).render())
        .isEqualTo(new FailedFigure("x", "X", "StackOverflowError"));
    FigureTask.PlotSource plot =
        () -> {
          throw new IllegalStateException("one\ntwo");
        };
    assertThat(FigureTask.plot("y", "Y", "", "", plot).render())
        .isEqualTo(new FailedFigure("y", "Y", "IllegalStateException: one"));
    FigureTask.SvgSource full =
        (id, title, alternative) -> {
          throw new OutOfMemoryError("full");
        };
    assertThatThrownBy(() -> new FigureTask("z", "Z", "", "", full).render())
        .isInstanceOf(OutOfMemoryError.class);
  }

  @SuppressWarnings("InfiniteRecursion") // that is what it is for
  private static int nested(int depth) {
    return nested(depth + 1) + 1;
  }

  private static ReportData with(ReportData run, List<NumberColumn> features) {
    TrainingFeatures before = run.inputs();
    return new ReportData(
        run.evaluation(),
        new TrainingFeatures(before.task(), features, before.label(), before.weight()),
        run.description(),
        run.predictor(),
        run.training());
  }

  @Test
  void namesMayHoldAnything() throws Exception {
    String evil =
        "</text><script>alert(1)</script> & \"x\" 'y' \\(z^2\\) <a href=\"u\">v</a> \u0000$1\\";
    ReportData.Description said = BINARY.description();
    Task task = new Task.Binary(evil, "b & <c>");
    List<NumberColumn> features = new ArrayList<>(BINARY.inputs().features());
    features.set(0, NumberColumn.of(evil, evil, features.getFirst().toDoubles()));
    ScoredEvents train = BINARY.evaluation().train();
    ReportData run =
        new ReportData(
            Evaluation.of(task, BINARY.evaluation().parts(), BINARY.evaluation().history()),
            new TrainingFeatures(task, features, train.label(), train.weight()),
            new ReportData.Description(
                evil,
                evil,
                List.of(evil),
                evil,
                true,
                List.of(new ReportData.Property(evil, evil))),
            new NetworkPredictor(Sequential.of(named(evil))),
            new ReportData.Training(evil, evil, evil));
    Report report = Report.of(run);
    Document page = parse(report.html().replaceFirst("<!DOCTYPE html>", ""));
    assertThat(page.getElementsByTagName("script").getLength()).isEqualTo(1);
    for (ReportFigure figure : report.figures()) {
      Document svg = parse(figure.svg());
      assertThat(svg.getElementsByTagName("script").getLength()).isZero();
      assertThat(svg.getElementsByTagName("a").getLength()).isZero();
    }
    assertThat(said.name()).isEqualTo("higgs");
  }

  private static Layer named(String kind) {
    return new Layer() {
      @Override
      public Tensor forward(Tensor input, Mode mode) {
        return input;
      }

      @Override
      public Shape outputs(Shape inputs) {
        return inputs;
      }

      @Override
      public LayerSpec spec() {
        return LayerSpec.of(kind, Map.of());
      }
    };
  }

  @Test
  void poorRunsStillGetAReport() throws Exception {
    // No other part, one event of the signal, a constant feature, no epoch, a class of negative
    // weight.
    double[] score = {0.3, 0.3, 0.3};
    ReportData.Description said = BINARY.description();
    for (double[] weight : List.of(new double[] {1, 1, 1}, new double[] {-1, 1, 0.5})) {
      Task task = new Task.Binary("s", "b");
      int[] label = {1, 0, 0};
      ScoredEvents train =
          ScoredEvents.classification(
              Part.TRAIN, new double[][] {score}, label, weight, Double.NaN);
      History none = new History(List.of(), 0, History.StopReason.STOPPED);
      Evaluation evaluation = Evaluation.of(task, List.of(train), none);
      List<NumberColumn> features =
          List.of(
              NumberColumn.of("c", "", new float[3]),
              NumberColumn.of("d", "", new float[] {1, 2, 3}));
      ReportData run =
          new ReportData(
              evaluation,
              new TrainingFeatures(task, features, label, weight),
              said,
              new NetworkPredictor(Sequential.of()),
              new ReportData.Training("AUC", "stopped by Ctrl-C", ""));
      Report report = Report.of(run);
      parse(report.html().replaceFirst("<!DOCTYPE html>", ""));
      assertThat(evaluation.overtraining().verdict()).isEqualTo(Verdict.UNDECIDED);
      assertThat(report.headline()).contains("its own training events (there are no others)");
      assertThat(report.html()).doesNotContain("NaN", "Infinity");
      assertThat(report.failures()).isEmpty();
    }
  }

  @Test
  void onlyFiniteNumbersStandInAPage() {
    runs().forEach(run -> assertThat(Report.of(run).html()).doesNotContain("NaN", "Infinity"));
  }

  @Test
  void filesAreWrittenBesideThePage(@TempDir Path folder) throws IOException {
    Report report = Report.of(BINARY);
    report.write(folder);
    assertThat(folder.resolve("report.html")).content().isEqualTo(report.html());
    for (ReportFigure figure : report.figures()) {
      assertThat(figure.id()).matches("[a-z0-9-]+");
      assertThat(folder.resolve("plots").resolve(figure.id() + ".svg"))
          .content()
          .isEqualTo(figure.svg());
    }
    try (Stream<Path> plots = Files.list(folder.resolve("plots"))) {
      assertThat(plots).hasSize(report.figures().size());
    }
  }

  @Test
  void numbersAreWrittenWithAsManyDigitsAsTheirErrorsGive() {
    assertThat(Formatting.withError(0.81234, 0.0031)).isEqualTo("0.8123 ± 0.0031");
    assertThat(Formatting.withError(125.34, 1.7)).isEqualTo("125.3 ± 1.7");
    assertThat(Formatting.withError(12534, 170)).isEqualTo("12534 ± 170");
    assertThat(Formatting.withError(1, 0)).isEqualTo("1");
    assertThat(Formatting.brief(5)).isEqualTo("5");
    assertThat(Formatting.brief(0.05)).isEqualTo("0.05");
    assertThat(Formatting.brief(2.5)).isEqualTo("2.5");
    assertThat(Formatting.brief(1e7)).isEqualTo("1.00e+07");
    assertThat(Svg.number(-0.001)).isEqualTo("0");
    assertThat(Svg.number(-1.05)).isEqualTo("-1.05");
    assertThat(Svg.number(12.3)).isEqualTo("12.3");
  }

  private static List<String> sections(ReportData run) {
    return all(Report.of(run).html(), "<section id=\"([^\"]+)\"");
  }

  private static List<String> all(String text, String pattern) {
    List<String> found = new ArrayList<>();
    Matcher matcher = Pattern.compile(pattern).matcher(text);
    while (matcher.find()) {
      found.addAll(Arrays.asList(matcher.group(1).split(" ")));
    }
    return found;
  }

  private static Document parse(String xml) throws Exception {
    DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
    factory.setNamespaceAware(false);
    return factory.newDocumentBuilder().parse(new InputSource(new StringReader(xml.strip())));
  }
}
