package org.jpsi.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jpsi.core.eval.CutEfficiencies.CutEfficiency;
import org.jpsi.core.eval.CutsFigures;
import org.jpsi.core.eval.Efficiency;
import org.jpsi.core.eval.FiguresOnRequest;
import org.jpsi.core.eval.ModelStudies;
import org.jpsi.core.eval.RectangularCuts;
import org.jpsi.core.eval.Roc;
import org.junit.jupiter.api.Test;

class CutsSectionTest {
  private static final ReportData PLAIN = ToyRuns.binary(400, 3, 1, 0, false, false);

  private static CutEfficiency at(OptionalDouble asked, double background) {
    return new CutEfficiency(
        3,
        asked,
        Optional.of(new Efficiency(0.5, 0.02, 100, 50, 100)),
        background < 0
            ? Optional.empty()
            : Optional.of(new Efficiency(background, 0.01, 100, 10, 100)),
        List.of());
  }

  private static CutsFigures found(OptionalDouble asked, double background, boolean curves) {
    Optional<Roc> roc = PLAIN.evaluation().rocs().getFirst().filter(_ -> curves);
    return new CutsFigures(
        new RectangularCuts(
            List.of(new RectangularCuts.WorkingCuts(List.of(), at(asked, background))),
            List.of(at(asked, background / 2)),
            roc,
            roc,
            42),
        List.of("m < 3 && n > 1"));
  }

  private static String section(CutsFigures found, int figures) {
    ReportData run =
        new ReportData(
            PLAIN.evaluation(),
            PLAIN.inputs(),
            PLAIN.description(),
            PLAIN.predictor(),
            PLAIN.training(),
            FiguresOnRequest.NONE.with(ModelStudies.NONE.with(found)),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
    List<FigureTask> tasks = CutsSection.figures(run);
    assertThat(tasks).hasSize(figures);
    HtmlPage page = new HtmlPage("run");
    new CutsSection(found, page).write(tasks.stream().map(FigureTask::render).toList());
    assertThat(page.failures()).isEmpty();
    return page.html();
  }

  @Test
  void cutsStandBesideTheModelWithTheirTextForSelect() {
    assertThat(section(found(OptionalDouble.of(0.5), 0.1, true), 1))
        .contains(
            "<td>50 %</td><td>50.0 ± 2.0 %</td><td>10.0 ± 1.0 %</td><td>50.0 ± 2.0 %</td><td>5.0 ±"
                + " 1.0 %</td>",
            "# 50\u00a0%\nselect: m &lt; 3 &amp;&amp; n &gt; 1",
            "each of 42 steps",
            "figure-rectangular-cuts");
  }

  @Test
  void whatIsNotDefinedIsADash() {
    assertThat(section(found(OptionalDouble.empty(), -1, false), 0))
        .contains("<td>–</td><td>50.0 ± 2.0 %</td><td>–</td>", "<pre>select: m")
        .doesNotContain("figure-rectangular-cuts");
    assertThat(CutsSection.figures(PLAIN)).isEmpty();
  }
}
