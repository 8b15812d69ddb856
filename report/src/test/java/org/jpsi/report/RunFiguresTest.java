package org.jpsi.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jpsi.core.eval.CutScan;
import org.jpsi.core.eval.Distributions;
import org.jpsi.core.eval.Epoch;
import org.jpsi.core.eval.Evaluation;
import org.jpsi.core.eval.RegressionMetrics;
import org.jpsi.core.eval.Roc;
import org.jpsi.core.histogram.Histogram;
import org.jpsi.core.histogram.Histogram2D;
import org.jpsi.core.table.NumberColumn;
import org.jpsi.report.PlotReader.Mark;
import org.junit.jupiter.api.Test;

/// The numbers that figures of a report show, read off their axes, beside those of the evaluation.
class RunFiguresTest {
  private static final String BLUE = Palette.BLUE;
  private static final String RED = Palette.VERMILLION;
  private static final ReportData BINARY = ToyRuns.binary(3_000, 8, 1.3, 0, true, true);
  private static final ReportData MANY = ToyRuns.multiclass(1_000);
  private static final ReportData REGRESSION = ToyRuns.regression(1_000);
  private static final Report BINARY_REPORT = Report.of(BINARY);
  private static final Report MANY_REPORT = Report.of(MANY);
  private static final Report REGRESSION_REPORT = Report.of(REGRESSION);

  private static Mark only(List<Mark> marks) {
    assertThat(marks).hasSize(1);
    return marks.getFirst();
  }

  private static void outlines(Mark path, Histogram h, double exact) {
    for (int b = 0; b < h.binning().bins(); b++) {
      double little = 0.15 * h.binning().width();
      for (double x : new double[] {h.binning().edge(b), h.binning().center(b)}) {
        assertThat(path.passes(x, h.content(b), little, exact))
            .as("bin %d of %s at %s", b, h.content(b), x)
            .isTrue();
      }
    }
  }

  private static void pointsWithErrors(PlotReader plot, String color, Histogram h, double exact) {
    List<Mark> circles = plot.marks("circle", color);
    List<Mark> lines = plot.marks("line", color);
    int at = 0;
    for (int b = 0; b < h.binning().bins(); b++) {
      if (h.error(b) == 0) {
        continue;
      }
      Mark circle = circles.get(at);
      Mark line = lines.get(at++);
      assertThat(circle.x(0)).isCloseTo(h.binning().center(b), within(0.02 * h.binning().width()));
      assertThat(circle.y(0)).isCloseTo(h.content(b), within(exact));
      assertThat(Math.abs(line.y(1) - line.y(0))).isCloseTo(2 * h.error(b), within(2 * exact));
      assertThat((line.y(1) + line.y(0)) / 2).isCloseTo(h.content(b), within(exact));
    }
    assertThat(circles).hasSize(at);
  }

  @Test
  void scoresAreThoseOfTheEvaluation() {
    Distributions found = BINARY.evaluation().scores(0);
    PlotReader plot = PlotReader.of(BINARY_REPORT, "score");
    assertThat(plot.texts()).contains("score for signal", "fraction / 0.025");
    assertThat(plot.legend()).isEqualTo(Map.of("signal", BLUE, "background", RED));
    for (int g = 0; g < 2; g++) {
      String color = g == 1 ? BLUE : RED;
      List<Mark> paths = plot.marks("path", color);
      assertThat(paths).as("filled, and its outline").hasSize(2);
      outlines(paths.getLast(), found.train().get(g).orElseThrow(), 2e-4);
      pointsWithErrors(plot, color, found.other().get(g).orElseThrow(), 3e-4);
    }
  }

  @Test
  void ofManyClassesEachScoreSetsItsClassAgainstTheRest() {
    for (int c = 0; c < 4; c++) {
      Distributions found = MANY.evaluation().scores(c);
      PlotReader plot = PlotReader.of(MANY_REPORT, "score-" + (c + 1));
      String name = MANY.task().classNames().get(c);
      String color = Palette.classes(MANY.task()).get(c);
      assertThat(plot.texts()).contains("score for " + name);
      assertThat(plot.legend())
          .isEqualTo(Map.of("the rest", Palette.GREY.toUpperCase(Locale.ROOT), name, color));
      outlines(
          plot.marks("path", Palette.classes(MANY.task()).get(c)).getLast(),
          found.train().get(1).orElseThrow(),
          4e-3);
      outlines(
          plot.marks("path", Palette.GREY).getLast(), found.train().get(0).orElseThrow(), 4e-3);
    }
    List<String> captions =
        MANY_REPORT.figures().stream()
            .filter(f -> f.id().startsWith("score-"))
            .map(ReportFigure::caption)
            .toList();
    assertThat(captions.getFirst()).contains("test events");
    assertThat(captions.subList(1, 4)).containsOnly("");
  }

  @Test
  void inputsAreThoseOfTheEvaluation() {
    for (int f = 0; f < BINARY.inputs().features().size(); f++) {
      NumberColumn feature = BINARY.inputs().features().get(f);
      Distributions found = BINARY.inputs().distribution(feature);
      PlotReader plot = PlotReader.of(BINARY_REPORT, "input-" + (f + 1));
      double most = 0;
      for (var h : found.train()) {
        for (double y : h.orElseThrow().sum()) {
          most = Math.max(most, y);
        }
      }
      outlines(only(plot.marks("path", BLUE)), found.train().get(1).orElseThrow(), 0.01 * most);
      outlines(only(plot.marks("path", RED)), found.train().get(0).orElseThrow(), 0.01 * most);
      assertThat(plot.texts()).contains(Formatting.withUnit(feature.name(), feature.unit()));
    }
  }

  @Test
  void theRocHasItsCurveItsBandItsCirclesAndTheTrainings() {
    Roc roc = BINARY.evaluation().rocs().getFirst().orElseThrow();
    PlotReader plot = PlotReader.of(BINARY_REPORT, "roc");
    assertThat(plot.ticksAcross()).containsExactly("0.0", "0.2", "0.4", "0.6", "0.8", "1.0");
    assertThat(plot.texts()).contains("background efficiency", "signal efficiency");
    Mark curve = plot.marks("path", BLUE).getLast();
    for (Roc.RocPoint p : roc.curve()) {
      double x = Math.clamp(p.background(), 0, 1);
      double y = Math.clamp(p.signal(), 0, 1);
      assertThat(curve.passes(x, y, 5e-3, 5e-3)).as(p.toString()).isTrue();
    }
    Mark band = plot.marks("path", BLUE).getFirst();
    Roc.RocPoint middle = roc.curve().get(roc.curve().size() / 2);
    for (double edge : new double[] {middle.error(), -middle.error()}) {
      assertThat(band.passes(middle.background(), middle.signal() + edge, 5e-3, 5e-3)).isTrue();
    }
    List<Mark> circles = plot.marks("circle");
    assertThat(circles).hasSize(3);
    for (int w = 0; w < 3; w++) {
      assertThat(circles.get(w).x(0)).isCloseTo(new double[] {0.01, 0.1, 0.3}[w], within(1e-4));
      assertThat(circles.get(w).y(0)).isCloseTo(roc.workingPoints().get(w).signal(), within(1e-4));
    }
    assertThat(plot.marks("path", Palette.GREY)).allMatch(Mark::dashed).hasSize(1);
    String svg = PlotReader.svg(BINARY_REPORT, "roc");
    assertThat(svg)
        .contains(">AUC = " + Formatting.withError(roc.auc().value(), roc.auc().error()) + "<");
  }

  @Test
  void ofManyClassesEachRocHasItsColorAndNoCircles() {
    PlotReader plot = PlotReader.of(MANY_REPORT, "roc");
    for (int c = 0; c < 4; c++) {
      Roc roc = MANY.evaluation().rocs().get(c).orElseThrow();
      Mark curve = plot.marks("path", Palette.classes(MANY.task()).get(c)).getLast();
      Roc.RocPoint p = roc.curve().get(roc.curve().size() / 3);
      assertThat(curve.passes(p.background(), p.signal(), 5e-3, 5e-3)).isTrue();
      assertThat(MANY_REPORT.figures().stream().filter(f -> f.id().equals("roc")).findFirst())
          .get()
          .extracting(ReportFigure::alternative)
          .asString()
          .contains(
              MANY.task().classNames().get(c)
                  + " AUC "
                  + Formatting.withError(roc.auc().value(), roc.auc().error()));
    }
    assertThat(plot.marks("circle")).isEmpty();
  }

  @Test
  void theRejectionIsOneOverTheBackgroundDownToTenEvents() {
    Evaluation e = BINARY.evaluation();
    PlotReader plot = PlotReader.of(PlotReader.svg(BINARY_REPORT, "rejection"), false, true);
    Mark curve = only(plot.marks("path", BLUE));
    double highest = 0;
    for (double[] point : curve.points()) {
      highest = Math.max(highest, point[1]);
      assertThat(point[1]).isGreaterThanOrEqualTo(0.99);
    }
    assertThat(highest).isLessThanOrEqualTo(1.01 / e.minBackgroundEfficiency(0)).isGreaterThan(3);
    for (Roc.RocPoint p : e.rocs().getFirst().orElseThrow().curve()) {
      if (p.background() >= e.minBackgroundEfficiency(0) && p.signal() > 0 && p.signal() < 1) {
        double rejection = Math.max(1, 1 / p.background());
        assertThat(curve.passes(p.signal(), rejection, 5e-3, 0.03 * rejection)).isTrue();
      }
    }
  }

  @Test
  void efficiencyAndPurityAreThoseOfTheScan() {
    CutScan scan = BINARY.evaluation().cuts().orElseThrow();
    PlotReader cuts = PlotReader.of(BINARY_REPORT, "cuts");
    CutScan.CutPoint p = scan.points().get(60);
    near(only(cuts.marks("path", BLUE)), p.cut(), p.efficiency());
    near(only(cuts.marks("path", RED)), p.cut(), p.background());
    near(only(cuts.marks("path", Palette.GREEN)), p.cut(), p.purity());
  }

  @Test
  void bothSignificancesAreThoseOfTheScanDownToFiveBackgroundEvents() {
    // as many signal as background events, where the two differ
    ReportData run = ToyRuns.binary(2_000, 2, 1.3, 0, false, true);
    CutScan scan = run.evaluation().cuts().orElseThrow();
    PlotReader plot = PlotReader.of(Report.of(run), "significance");
    CutScan.CutPoint p = scan.points().get(100);
    assertThat(p.asimov()).isGreaterThan(1.1 * p.significance());
    near(only(plot.marks("path", BLUE)), p.cut(), p.asimov());
    near(only(plot.marks("path", RED)), p.cut(), p.significance());
    Mark best = plot.marks("line").getFirst();
    assertThat(best.dashed()).isTrue();
    assertThat(best.x(0)).isCloseTo(scan.best().orElseThrow().cut(), within(1e-3));
    double last = 0;
    for (CutScan.CutPoint each : scan.points()) {
      last = each.effectiveBackground() >= 5 ? each.cut() : last;
    }
    double[][] drawn = only(plot.marks("path", BLUE)).points();
    assertThat(drawn[drawn.length - 1][0]).isCloseTo(last, within(1e-3));
  }

  private static void near(Mark path, double x, double y) {
    assertThat(path.passes(x, y, 1e-3, 3e-3 * Math.max(1, y))).isTrue();
  }

  @Test
  void lossesAndMetricsStandAboveTheirEpochs() {
    PlotReader loss = PlotReader.of(BINARY_REPORT, "loss");
    PlotReader metric = PlotReader.of(BINARY_REPORT, "metric");
    List<Epoch> epochs = BINARY.evaluation().history().epochs();
    List<Mark> training = loss.marks("circle", Palette.GREY);
    List<Mark> validation = loss.marks("circle", BLUE);
    List<Mark> auc = metric.marks("circle", BLUE);
    assertThat(training).hasSameSizeAs(epochs);
    for (int e = 0; e < epochs.size(); e++) {
      assertThat(training.get(e).x(0)).isCloseTo(e + 1, within(0.02));
      assertThat(training.get(e).y(0)).isCloseTo(epochs.get(e).trainLoss(), within(1e-4));
      assertThat(validation.get(e).y(0)).isCloseTo(epochs.get(e).validationLoss(), within(1e-4));
      assertThat(auc.get(e).y(0)).isCloseTo(epochs.get(e).metric(), within(1e-4));
    }
    assertThat(loss.marks("line").getFirst().x(0)).isCloseTo(17, within(0.02));
  }

  @Test
  void residualsPredictionsAndResolutionAreThoseOfTheEvaluation() {
    Evaluation e = REGRESSION.evaluation();
    for (int t = 0; t < 2; t++) {
      Distributions residuals = e.residuals(t);
      PlotReader plot = PlotReader.of(REGRESSION_REPORT, "residual-" + (t + 1));
      outlines(
          plot.marks("path", BLUE).getLast(), residuals.train().getFirst().orElseThrow(), 5e-4);
      pointsWithErrors(plot, BLUE, residuals.other().getFirst().orElseThrow(), 5e-4);
      RegressionMetrics quality = e.regressions().get(t);
      PlotReader profile = PlotReader.of(REGRESSION_REPORT, "resolution-" + (t + 1));
      List<Mark> bias = profile.marks("circle", RED);
      List<Mark> width = profile.marks("circle", BLUE);
      int at = 0;
      for (RegressionMetrics.ProfileBin s : quality.profile()) {
        if (!Double.isFinite(s.resolution())) {
          continue;
        }
        double exact = 4e-3 * quality.rmse();
        assertThat(bias.get(at).x(0))
            .isCloseTo((s.lower() + s.upper()) / 2, within(0.02 * (s.upper() - s.lower())));
        assertThat(bias.get(at).y(0)).isCloseTo(s.bias(), within(exact));
        assertThat(width.get(at++).y(0)).isCloseTo(s.resolution(), within(exact));
      }
      assertThat(at).isGreaterThan(3);
    }
  }

  @Test
  void aSquareOfThePredictionStandsAtItsTrueAndItsPredictedValue() {
    Histogram2D found = REGRESSION.evaluation().predictions(0);
    PlotReader plot = PlotReader.of(REGRESSION_REPORT, "prediction-1");
    List<Mark> squares = plot.marks("rect");
    int filled = 0;
    for (int a = 0; a < found.x().bins(); a++) {
      for (int b = 0; b < found.x().bins(); b++) {
        if (found.sum()[a][b] > 0) {
          filled++;
          double x = found.x().center(a);
          double y = found.x().center(b);
          assertThat(squares)
              .anyMatch(s ->
                  Math.abs((s.x(0) + s.x(1)) / 2 - x) < 0.2 * found.x().width()
                      && Math.abs((s.y(0) + s.y(1)) / 2 - y) < 0.2 * found.x().width());
        }
      }
    }
    assertThat(squares).hasSize(filled);
    Mark diagonal = plot.marks("line", RED).getFirst();
    assertThat(diagonal.x(0)).isCloseTo(diagonal.y(0), within(0.1));
    assertThat(diagonal.x(1)).isCloseTo(diagonal.y(1), within(0.1));
  }
}
