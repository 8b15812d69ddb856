package org.jpsi.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.function.IntToDoubleFunction;
import org.jpsi.core.eval.DecorrelationFigures;
import org.jpsi.core.eval.FiguresOnRequest;
import org.jpsi.core.eval.ScoredEvents;
import org.jpsi.core.random.Rng;
import org.jpsi.core.task.Part;
import org.junit.jupiter.api.Test;

/// The section of decorrelation: tables of cuts and divergences, spectra before and after cuts.
class DecorrelationSectionTest {
  private static ReportData run(DecorrelationFigures figures) {
    ReportData plain = ToyRuns.binary(200, 3, 1, 0, false, false);
    return new ReportData(
        plain.evaluation(),
        plain.inputs(),
        plain.description(),
        plain.predictor(),
        plain.training(),
        FiguresOnRequest.NONE.withDecorrelation(() -> figures),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  private static DecorrelationFigures figures(int n, IntToDoubleFunction weight) {
    Rng rng = Rng.of(4);
    double[] score = new double[n];
    double[] mass = new double[n];
    double[] w = new double[n];
    int[] label = new int[n];
    for (int i = 0; i < n; i++) {
      label[i] = i % 2;
      mass[i] = i % 10 == 0 ? Double.NaN : 100 * rng.child("mass").uniform(i);
      score[i] = rng.child("score").uniform(i);
      w[i] = weight.applyAsDouble(i);
    }
    return DecorrelationFigures.of(
        ScoredEvents.classification(Part.TEST, new double[][] {score}, label, w, 0),
        List.of(new DecorrelationFigures.Values("m_<jj>", "GeV", mass)));
  }

  private static String section(DecorrelationFigures figures) {
    HtmlPage page = new HtmlPage("run");
    new DecorrelationSection(figures, page)
        .write(DecorrelationPlots.of(run(figures)).stream().map(FigureTask::render).toList());
    assertThat(page.failures()).isEmpty();
    return page.html();
  }

  @Test
  void cutsDivergencesAndSpectraAreShown() {
    DecorrelationFigures figures = figures(2000, _ -> 1);
    assertThat(section(figures))
        .contains(
            "id=\"decorrelation\"",
            "id=\"figure-decorrelation-1\"",
            "30 % signal",
            "m_&lt;jj&gt; [GeV]",
            "by chance",
            Formatting.brief(figures.variables().getFirst().divergences().get(2).ofChance()),
            Formatting.withError(
                figures.cuts().get(2).rejection().getAsDouble(),
                figures.cuts().get(2).rejectionError()))
        .doesNotContain("m_<jj>", "negative weights", "NaN", "Infinity");
    Report report = FigureRenderer.render(run(figures));
    assertThat(report.failures()).isEmpty();
    assertThat(report.html()).contains("Decorrelation of the score in background events");
    assertThat(DecorrelationPlots.of(ToyRuns.binary(200, 3, 1, 0, false, false))).isEmpty();
  }

  @Test
  void ofFewAndNegativeWeightsWhatIsNotDefinedIsLeftOut() {
    assertThat(section(figures(60, i -> i == 2 ? -0.5 : 1))).contains("– (negative weights)");
    // no background event passes
    double[] score = {0.9, 0.8, 0.1, 0.2};
    DecorrelationFigures apart =
        DecorrelationFigures.of(
            ScoredEvents.classification(
                Part.TEST,
                new double[][] {score},
                new int[] {1, 1, 0, 0},
                new double[] {1, 1, 1, 1},
                0),
            List.of(new DecorrelationFigures.Values("m", "", new double[] {1, 2, 3, 4})));
    assertThat(section(apart)).contains("–").doesNotContain("NaN", "Infinity");
  }
}
