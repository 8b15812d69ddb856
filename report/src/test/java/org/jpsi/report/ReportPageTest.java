package org.jpsi.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.jpsi.core.eval.CutScan;
import org.jpsi.core.eval.Evaluation;
import org.jpsi.core.eval.KolmogorovSmirnov;
import org.jpsi.core.eval.PartMetrics;
import org.jpsi.core.eval.RegressionMetrics;
import org.jpsi.core.eval.Roc;
import org.jpsi.core.model.Predictor;
import org.jpsi.core.task.Part;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/// The tables and sentences of a page beside the evaluation they are of.
class ReportPageTest {
  private static final ReportData BINARY = ToyRuns.binary(2_000, 3, 1.3, 0, false, false);
  private static final ReportData SIGNED = ToyRuns.binary(4_000, 3, 1.3, 0, true, true);
  private static final ReportData MANY = ToyRuns.multiclass(1_000);
  private static final ReportData REGRESSION = ToyRuns.regression(500);

  private static Element section(ReportData run, String id) {
    Document page = HtmlPageTest.parse(Report.of(run).html());
    return PlotReader.elements(page.getDocumentElement(), "section").stream()
        .filter(section -> section.getAttribute("id").equals(id))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no section " + id));
  }

  private static String plain(Element element) {
    return element.getTextContent().replace('\u00a0', ' ');
  }

  private static List<List<String>> table(Element section) {
    List<List<String>> rows = new ArrayList<>();
    for (Element row : PlotReader.elements(section, "tr")) {
      List<String> cells = new ArrayList<>();
      for (String tag : List.of("th", "td")) {
        PlotReader.elements(row, tag).forEach(cell -> cells.add(plain(cell)));
      }
      rows.add(cells);
    }
    return rows;
  }

  private static double figure(PartMetrics summary, String name) {
    return summary.value(name).orElseThrow();
  }

  @Test
  void eachPartHasItsFigures() {
    List<List<String>> rows = table(section(BINARY, "verdict"));
    assertThat(rows.getFirst())
        .containsExactly("part", "events", "sum of weights", "loss", "AUC", "accuracy");
    PartMetrics train = BINARY.evaluation().metrics().firstEntry().getValue();
    assertThat(rows.get(1))
        .containsExactly(
            "train",
            "1,200",
            "1,200",
            Formatting.format("%.4f", figure(train, "loss")),
            Formatting.withError(figure(train, "auc"), figure(train, "auc_error")),
            Formatting.withError(figure(train, "accuracy"), figure(train, "accuracy_error")));
    assertThat(rows.stream().map(List::getFirst).toList())
        .containsExactly("part", "train", "validation", "test");
  }

  @Test
  void smallFiguresKeepTheirDigitsAndMissingOnesAreADash() {
    Evaluation e = BINARY.evaluation();
    var summaries = new java.util.LinkedHashMap<Part, PartMetrics>();
    var figures = new java.util.LinkedHashMap<String, Double>();
    figures.put("loss", 0.001234);
    figures.put("zero", 0.0);
    figures.put("negative", -0.00567);
    figures.put("rmse", 12.3);
    figures.put("rmse_m_true", 0.5);
    figures.put("mae_x", 0.25);
    figures.put("bias", 0.01);
    figures.put("bias_x", 0.00999);
    summaries.put(Part.TRAIN, new PartMetrics(10, 5, figures));
    summaries.put(Part.TEST, new PartMetrics(3, -0.5, new java.util.LinkedHashMap<>()));
    ReportData run =
        new ReportData(
            with(e, summaries),
            BINARY.inputs(),
            BINARY.description(),
            BINARY.predictor(),
            BINARY.training());
    List<List<String>> rows = table(section(run, "verdict"));
    assertThat(rows.getFirst())
        .containsExactly(
            "part",
            "events",
            "sum of weights",
            "loss",
            "zero",
            "negative",
            "RMSE",
            "RMSE of m_true",
            "MAE of x",
            "bias",
            "bias of x");
    assertThat(rows.get(1))
        .containsExactly(
            "train",
            "10",
            "5",
            "0.00123",
            "0.0000",
            "-0.00567",
            "12.3000",
            "0.5000",
            "0.2500",
            "0.0100",
            "0.00999");
    assertThat(rows.get(2))
        .containsExactly("test", "3", "-0.5", "–", "–", "–", "–", "–", "–", "–", "–");
  }

  private static Evaluation with(
      Evaluation e, java.util.LinkedHashMap<Part, PartMetrics> summaries) {
    return new Evaluation(
        e.task(),
        e.history(),
        e.parts(),
        summaries,
        e.evaluated(),
        e.rocs(),
        e.trainRocs(),
        e.ksTests(),
        e.cuts(),
        e.confusion(),
        e.regressions(),
        e.overtraining(),
        e.members(),
        e.comparison(),
        List.of());
  }

  @Test
  void cardsHaveWhatMattersMost() {
    Roc.WorkingPoint at =
        BINARY.evaluation().rocs().getFirst().orElseThrow().workingPoints().get(1);
    assertThat(cards(BINARY))
        .containsExactly(
            "test AUC = " + auc(BINARY),
            "signal at 10 % background = " + Formatting.percent(at.signal(), at.error()),
            "test accuracy = "
                + Formatting.percent(
                    BINARY.evaluation().confusion().orElseThrow().accuracy(),
                    BINARY.evaluation().confusion().orElseThrow().error()),
            "test events = 400",
            "epoch kept = 17 of 24");
    RegressionMetrics q = REGRESSION.evaluation().regressions().getFirst();
    assertThat(cards(REGRESSION))
        .startsWith(
            "test RMSE of m_true = " + Formatting.withError(q.rmse(), q.rmseError()) + " GeV",
            "bias = " + Formatting.withError(q.bias(), q.biasError()) + " GeV")
        .hasSize(6);
    assertThat(cards(MANY)).hasSize(4).first().isEqualTo("test AUC = " + auc(MANY));
  }

  private static String auc(ReportData run) {
    PartMetrics summary = run.evaluation().evaluatedMetrics();
    return Formatting.withError(figure(summary, "auc"), figure(summary, "auc_error"));
  }

  private static List<String> cards(ReportData run) {
    return PlotReader.elements(section(run, "verdict"), "strong").stream()
        .map(value -> plain((Element) value.getPreviousSibling()) + " = " + plain(value))
        .toList();
  }

  @Test
  void theTaskIsSaidInALine() {
    assertThat(plain(section(BINARY, "verdict")))
        .contains("signal against background, 3 features, 1,200 training events");
    assertThat(plain(section(MANY, "verdict")))
        .contains("4 classes (signal, bg0, bg1, bg2), 4 features, 600 training events");
    assertThat(plain(section(REGRESSION, "verdict")))
        .contains("Regression of m_true, cos_theta, 3 features, 300 training events");
  }

  @Test
  void weightsAreToldAsTheyAre() {
    assertThat(plain(section(BINARY, "analysis")))
        .contains("Every event counts as one. For training, each class's")
        .doesNotContain("negative weight", "expected yields");
    assertThat(plain(section(SIGNED, "analysis")))
        .contains(
            "Event weights: genWeight * lumi. "
                + Formatting.format("%.1f", SIGNED.evaluation().percentNegative())
                + " % of the events have a negative weight; they are kept")
        .contains("The weights are taken as expected yields");
    assertThat(plain(section(REGRESSION, "analysis")))
        .contains("Training weights are scaled to a mean magnitude of one.");
  }

  @Test
  void distancesOfScoresHaveTheirEffectiveEventsAndTheirChance() {
    List<List<String>> rows = table(section(BINARY, "score"));
    for (int c = 0; c < 2; c++) {
      KolmogorovSmirnov d = BINARY.evaluation().ksTests().get(c).orElseThrow();
      double p = d.pValue().orElseThrow();
      assertThat(rows.get(c + 1))
          .containsExactly(
              BINARY.task().classNames().get(c),
              Formatting.format("%.4f", d.distance()),
              Formatting.count(Math.round(d.effectiveFirst())),
              Formatting.count(Math.round(d.effectiveSecond())),
              p < 0.001 ? "< 0.001" : Formatting.format("%.3f", p));
    }
    KolmogorovSmirnov signed = SIGNED.evaluation().ksTests().getFirst().orElseThrow();
    assertThat(signed.permutations()).isPositive();
    assertThat(table(section(SIGNED, "score")).get(1))
        .endsWith(ReportPage.chance(signed.pValue().orElseThrow()));
    assertThat(plain(section(SIGNED, "score")))
        .contains("permutations of the events between both samples", "It decides nothing");
    ReportData apart = ToyRuns.binary(20_000, 2, 1.3, 1, false, false);
    assertThat(table(section(apart, "score")).get(1)).endsWith("< 0.001");
  }

  @ParameterizedTest
  @CsvSource({"0, < 0.001", "0.00099, < 0.001", "0.001, 0.001", "0.0049, 0.005", "1, 1.000"})
  void aChanceHasThreeDigitsOrIsSaidToBeSmaller(double p, String text) {
    assertThat(ReportPage.chance(p)).isEqualTo(text);
  }

  @Test
  void eachClassHasItsWorkingPoints() {
    List<List<String>> rows = table(section(MANY, "roc"));
    assertThat(rows).hasSize(5);
    for (int c = 0; c < 4; c++) {
      Roc roc = MANY.evaluation().rocs().get(c).orElseThrow();
      List<String> row = new ArrayList<>();
      row.add(MANY.task().classNames().get(c));
      row.add(Formatting.withError(roc.auc().value(), roc.auc().error()));
      for (Roc.WorkingPoint at : roc.workingPoints()) {
        row.add(Formatting.percent(at.signal(), at.error()));
      }
      assertThat(rows.get(c + 1)).isEqualTo(row);
    }
    assertThat(plain(section(MANY, "roc"))).contains("Efficiency of each class");
    assertThat(table(section(BINARY, "roc")).get(1)).startsWith("signal");
    assertThat(plain(section(BINARY, "roc"))).contains("Signal efficiency");
  }

  @Test
  void theBestCutHasItsYieldsAndSignificances() {
    CutScan.CutPoint at = SIGNED.evaluation().cuts().flatMap(CutScan::best).orElseThrow();
    assertThat(plain(section(SIGNED, "cut")))
        .contains(
            Formatting.format(
                "Best cut: score ≥ %.3f leaves S = %s and B = %s (yields of the whole sample):"
                    + " Asimov significance %s, S/√(S+B) %s.",
                at.cut(),
                Formatting.brief(at.s()),
                Formatting.brief(at.b()),
                Formatting.withError(at.asimov(), at.asimovError()),
                Formatting.withError(at.significance(), at.significanceError())));
    assertThat(plain(section(BINARY, "cut")))
        .contains("No significance is given")
        .doesNotContain("Best cut");
  }

  @Test
  void eachTargetHasItsRow() {
    List<List<String>> rows = table(section(REGRESSION, "regression"));
    for (int t = 0; t < 2; t++) {
      RegressionMetrics q = REGRESSION.evaluation().regressions().get(t);
      assertThat(rows.get(t + 1))
          .containsExactly(
              t == 0 ? "m_true [GeV]" : "cos_theta",
              Formatting.withError(q.rmse(), q.rmseError()),
              Formatting.brief(q.mae()),
              Formatting.withError(q.bias(), q.biasError()),
              Formatting.brief(q.spread()));
    }
  }

  @Test
  void theTrainingIsToldInEpochsOrRounds() {
    assertThat(plain(section(BINARY, "learning")))
        .contains(
            "24 epochs; the weights of epoch 17 were kept. Training ended: no improvement in 7"
                + " epochs.");
    ReportData trees =
        new ReportData(
            BINARY.evaluation(),
            BINARY.inputs(),
            BINARY.description(),
            ToyRuns.tree(BINARY),
            new ReportData.Training("AUC", "all 24 rounds done", "And more."));
    assertThat(plain(section(trees, "learning")))
        .contains("24 rounds; those up to round 17 were kept. Training ended: all 24 rounds done.")
        .contains("And more.", "The dashed line marks the last round that was kept.");
    assertThat(cards(trees)).last().isEqualTo("round kept = 17 of 24");
    assertThat(plain(section(trees, "network"))).startsWith("\nThe model");
  }

  @Test
  void whatIsFittedInOneGoHasNoCurve() {
    Evaluation e = BINARY.evaluation();
    var one =
        new org.jpsi.core.eval.History(
            e.history().epochs().subList(0, 1), 1, e.history().stopReason());
    Predictor model = ToyRuns.tree(BINARY);
    ReportData run =
        new ReportData(
            Evaluation.of(e.task(), e.parts(), one),
            BINARY.inputs(),
            BINARY.description(),
            model,
            BINARY.training());
    Report report = Report.of(run);
    assertThat(report.html()).doesNotContain("<section id=\"learning\"", "round kept");
    ReportData network =
        new ReportData(
            run.evaluation(), run.inputs(), run.description(), BINARY.predictor(), run.training());
    assertThat(Report.of(network).html()).contains("<section id=\"learning\"", "epoch kept");
  }

  @Test
  void correlationsArePercentOfTheCoefficients() {
    String svg = PlotReader.svg(Report.of(BINARY), "correlation-2");
    double[][] r = BINARY.inputs().correlation(1).matrix();
    List<String> texts = PlotReader.of(svg).texts();
    for (double[] row : r) {
      for (double value : row) {
        assertThat(texts).contains(Formatting.format("%.0f", 100 * value).replaceAll("^-0$", "0"));
      }
    }
    assertThat(texts.indexOf("m_bb")).isGreaterThan(texts.indexOf("m_jj"));
  }

  @Test
  void theConfusionIsPercentOfEachTrueClass() {
    double[][] fractions = MANY.evaluation().confusion().orElseThrow().normalized();
    List<String> texts = PlotReader.of(PlotReader.svg(Report.of(MANY), "confusion")).texts();
    int at = 0;
    for (int t = 0; t < 4; t++) {
      assertThat(texts.get(at++)).isEqualTo(MANY.task().classNames().get(t));
      for (int p = 0; p < 4; p++) {
        assertThat(texts.get(at++)).isEqualTo(Formatting.format("%.1f", 100 * fractions[t][p]));
      }
    }
  }
}
