package org.jpsi.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jpsi.core.eval.Auc;
import org.jpsi.core.eval.Change;
import org.jpsi.core.eval.ChiSquare;
import org.jpsi.core.eval.DataClassifier;
import org.jpsi.core.eval.DataComparison;
import org.jpsi.core.eval.DataHistogram;
import org.jpsi.core.eval.FeatureImportance;
import org.jpsi.core.eval.FiguresOnRequest;
import org.jpsi.core.eval.Systematics;
import org.jpsi.core.eval.TargetChanges;
import org.jpsi.core.eval.VariationFigures;
import org.jpsi.core.histogram.Binning;
import org.jpsi.core.histogram.Histogram;
import org.junit.jupiter.api.Test;

/// The sections on measured data and on systematic variations.
class MeasuredSectionsTest {
  private static final Binning BINS = new Binning(0, 1, 10);

  private static Histogram histogram(int events, double weight) {
    return Histogram.of(
        BINS, events, i -> ((i * 7) % 100) / 100.0, i -> i % 9 == 0 ? -weight : weight, _ -> true);
  }

  private static DataHistogram beside(String name, Optional<ChiSquare> test) {
    return new DataHistogram(
        name,
        "GeV",
        List.of(histogram(300, 0.5), histogram(200, 0.25)),
        Histogram.of(BINS, 130, i -> ((i * 3) % 100) / 100.0, _ -> 1, i -> i % 10 != 3),
        test);
  }

  private static DataComparison data(boolean blinded, boolean scaled) {
    return data(blinded, scaled, List.of());
  }

  private static DataComparison data(
      boolean blinded, boolean scaled, List<DataComparison.PointCut> cuts) {
    DataClassifier classifier =
        new DataClassifier(
            new Auc(0.53, 0.01), List.of(FeatureImportance.of("m_<bb>", 0.02, 0.004)), 130, 500);
    return new DataComparison(
        List.of("background", "signal"),
        blinded ? OptionalDouble.of(0.7) : OptionalDouble.empty(),
        cuts,
        0.9,
        130,
        500,
        1.25,
        scaled,
        List.of(beside("score", Optional.of(new ChiSquare(12, 9, 0.21)))),
        List.of(
            beside("m_bb", Optional.of(new ChiSquare(90, 9, 1e-12))),
            beside("pt", Optional.empty())),
        blinded ? Optional.of(classifier) : Optional.empty());
  }

  private static ReportData run(Optional<DataComparison> data) {
    ReportData plain = ToyRuns.binary(200, 3, 1, 0, false, false);
    return new ReportData(
        plain.evaluation(),
        plain.inputs(),
        plain.description(),
        plain.predictor(),
        plain.training(),
        FiguresOnRequest.NONE,
        Optional.empty(),
        data,
        Optional.empty());
  }

  private static String section(DataComparison data) {
    HtmlPage page = new HtmlPage("run");
    new DataSection(data, page)
        .write(DataPlots.of(run(Optional.of(data))).stream().map(FigureTask::render).toList());
    assertThat(page.failures()).isEmpty();
    return page.html();
  }

  @Test
  void blindedDataSaySoAndAClassifierNamesWhatDiffers() {
    assertThat(section(data(true, true)))
        .contains(
            "Blinded: data of a score of 0.7 and more",
            "id=\"figure-data-score-1\"",
            "id=\"figure-data-input-2\"",
            "12.0 / 9",
            "1.0e-12",
            "scaled to as many as the data, by 1.25",
            "m_&lt;bb&gt;")
        .doesNotContain("m_<bb>");
  }

  @Test
  void ofAParametrisedModelTheCutOfEachPointIsTold() {
    assertThat(
            section(
                data(
                    true,
                    true,
                    List.of(
                        new DataComparison.PointCut("mass = 500", 0.7),
                        new DataComparison.PointCut("mass = 750", 0.8)))))
        .contains("a score of 0.7 at mass = 500, 0.8 at mass = 750 and more, at any of them");
  }

  @Test
  void whatIsNotBlindedIsShownInFull() {
    assertThat(section(data(false, false)))
        .contains("Nothing is blinded", "expected yields, and not scaled to the data")
        .doesNotContain("A classifier of data");
    assertThat(DataPlots.of(run(Optional.empty()))).isEmpty();
  }

  private static VariationFigures variation(String name, boolean unchanged, double change) {
    Change yield = new Change(100, 100 + change, 0.5);
    Change small = new Change(0.8, 0.8 + change / 1000, 0.001);
    return new VariationFigures(
        name,
        200,
        unchanged,
        List.of(yield, yield),
        unchanged ? Optional.empty() : Optional.of(small),
        List.of(
            new VariationFigures.CutFigures(
                0.1, 0.6543, List.of(small, small), List.of(yield, yield))),
        List.of(),
        unchanged ? Optional.empty() : Optional.of(new Change(2, 2.1, 0.05)));
  }

  private static String systematics(List<VariationFigures> variations) {
    HtmlPage page = new HtmlPage("run");
    new SystematicsSection(new Systematics(List.of("background", "signal"), variations), page)
        .write();
    assertThat(page.failures()).isEmpty();
    return page.html();
  }

  @Test
  void changesHaveTheirSignsAndOneWithoutEffectIsSaidTo() {
    assertThat(
            systematics(
                List.of(
                    variation("jes:up", false, 3),
                    variation("jes:down", false, -2),
                    variation("<pdf>", true, 0))))
        .contains(
            "jes:up",
            "+3.0",
            "&lt;pdf&gt; (no effect)",
            "background, score ≥ 0.6543",
            "significance",
            "yield of signal")
        .doesNotContain("<pdf>");
    assertThat(systematics(List.of()))
        .contains("Systematic variations")
        .doesNotContain("background, score");
  }

  @Test
  void ofARegressionPredictionsOfEachTargetAreTold() {
    Change change = new Change(1, 1.1, 0.01);
    Change none = new Change(Double.NaN, Double.NaN, Double.NaN);
    VariationFigures of =
        new VariationFigures(
            "jes:up",
            1234,
            false,
            List.of(new Change(100, 90, 1)),
            Optional.empty(),
            List.of(),
            List.of(
                new TargetChanges("m", "GeV", change, change, none, change),
                new TargetChanges("pt", "", change, change, change, change)),
            Optional.empty());
    HtmlPage page = new HtmlPage("run");
    new SystematicsSection(new Systematics(List.of(), List.of(of)), page).write();
    assertThat(page.failures()).isEmpty();
    assertThat(page.html())
        .contains(
            "Predictions of m [GeV]",
            "Predictions of pt<",
            "+0.100 ± 0.010",
            "+10.0 ± 1.0 %",
            "not defined",
            "1,234",
            "-10.0 ± 1.0 %")
        .doesNotContain("AUC", "yield of", "working point");
  }
}
