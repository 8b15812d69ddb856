package org.jpsi.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.jpsi.core.eval.Auc;
import org.jpsi.core.eval.FiguresOnRequest;
import org.jpsi.core.eval.ParameterFigures;
import org.junit.jupiter.api.Test;

/// The section of a parametrised model: the AUC at each point.
class ParameterSectionTest {
  private static ParameterFigures figures(boolean grouped) {
    double[] score = {0.9, 0.4, 0.8, 0.1};
    double[] weight = {1, 1, 1, 1};
    return new ParameterFigures(
        List.of(new ParameterFigures.Parameter("m_<X>", "GeV", grouped)),
        List.of(
            ParameterFigures.Point.of(
                List.of(500.0),
                score,
                weight,
                new int[] {0, 1},
                new double[] {0.5, 0.2},
                new int[] {2, 3}),
            ParameterFigures.Point.of(
                List.of(750.0),
                score,
                weight,
                new int[] {},
                new double[] {0.5, 0.2},
                new int[] {2, 3})),
        0);
  }

  private static ReportData run(ParameterFigures figures) {
    ReportData plain = ToyRuns.binary(200, 3, 1, 0, false, false);
    return new ReportData(
        plain.evaluation(),
        plain.inputs(),
        plain.description(),
        plain.predictor(),
        plain.training(),
        FiguresOnRequest.NONE.withParameters(() -> figures),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  @Test
  void ofSeveralParametersEachHasAColumnAndAFigure() {
    ParameterFigures one = figures(false);
    Optional<Auc> auc = one.points().getFirst().auc();
    ParameterFigures two =
        new ParameterFigures(
            List.of(
                new ParameterFigures.Parameter("mass", "GeV", false),
                new ParameterFigures.Parameter("width", "", true)),
            List.of(
                new ParameterFigures.Point(List.of(500.0, 10.0), 70, auc),
                new ParameterFigures.Point(List.of(500.0, 20.0), 80, auc)),
            1234);
    Report report = FigureRenderer.render(run(two));
    assertThat(report.failures()).isEmpty();
    assertThat(report.html())
        .contains(
            "Points of the parameters mass, width",
            "mass [GeV]",
            "id=\"figure-parameters\"",
            "id=\"figure-parameters-2\"",
            "Further 1,234 points have no figures");
  }

  @Test
  void pointsAreShownWithTheirAuc() {
    // 0.4 is above 0.2 and below 0.5, 0.9 above both
    assertThat(figures(false).points().getFirst().auc().orElseThrow().value()).isEqualTo(0.75);
    assertThat(figures(false).points().getLast().auc()).isEmpty();
    Report report = FigureRenderer.render(run(figures(false)));
    assertThat(report.failures()).isEmpty();
    assertThat(report.html())
        .contains(
            "Points of the parameter m_&lt;X&gt;",
            "m_&lt;X&gt; [GeV]",
            "id=\"figure-parameters\"",
            "The signal of each point against all background events")
        .doesNotContain("m_<X>", "a share of the signal");
    assertThat(FigureRenderer.render(run(figures(true))).html())
        .contains("the median of a share of the signal");
    assertThat(ParameterSection.figures(ToyRuns.binary(200, 3, 1, 0, false, false))).isEmpty();
  }
}
