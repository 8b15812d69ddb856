package org.jpsi.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jpsi.core.eval.FeatureImportance;
import org.jpsi.core.eval.FeatureImportances;
import org.jpsi.core.eval.FiguresOnRequest;
import org.jpsi.core.eval.ModelStudies;
import org.jpsi.core.eval.PartialDependence;
import org.jpsi.core.task.Part;
import org.junit.jupiter.api.Test;

class ImportanceSectionTest {
  private static PartialDependence.Curve curve(double... values) {
    List<Double> all = Arrays.stream(values).boxed().toList();
    return new PartialDependence.Curve(
        all, all.stream().map(v -> v - 0.1).toList(), all.stream().map(v -> v + 0.1).toList());
  }

  private static FeatureImportances found(int outputs, int folds, boolean retrained) {
    List<PartialDependence.Curve> curves =
        IntStream.range(0, outputs).mapToObj(k -> curve(0.1 * k, 0.2, 0.3)).toList();
    FeatureImportances plain =
        new FeatureImportances(
            "AUC",
            0.81234,
            Part.TEST,
            1000,
            folds == 0 ? 5000 : 1000,
            folds == 0 ? 5 : 1,
            List.of(
                FeatureImportance.of("<b>", -0.001, 0.002),
                new FeatureImportance(List.of("a long name of a feature", "another"), 0.05, 0.004)),
            List.of(),
            List.of(
                new PartialDependence("m", "GeV", List.of(1.0, 2.0, 3.0), List.of(), curves),
                new PartialDependence(
                    "word",
                    "",
                    List.of(1.0, 2.0, 3.0),
                    List.of("<x>", "y", "a value that is a long text to read"),
                    curves)),
            folds);
    return retrained
        ? plain.withRetrained(List.of(FeatureImportance.of("<b>", 0.003, 0.001)))
        : plain;
  }

  private static String section(ReportData plain, FeatureImportances found) {
    ReportData run =
        new ReportData(
            plain.evaluation(),
            plain.inputs(),
            plain.description(),
            plain.predictor(),
            plain.training(),
            FiguresOnRequest.NONE.with(ModelStudies.NONE.with(found)),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
    HtmlPage page = new HtmlPage("run");
    List<FigureResult> figures = ImportancePlots.of(run).stream().map(FigureTask::render).toList();
    assertThat(figures).hasSize(3).allMatch(ReportFigure.class::isInstance);
    new ImportanceSection(found, page).write(figures);
    assertThat(page.failures()).isEmpty();
    return page.html();
  }

  @Test
  void groupsStandByTheirLossAndNamesAreEscaped() {
    String html = section(ToyRuns.binary(200, 3, 1, 0, false, false), found(1, 0, false));
    assertThat(html)
        .contains(
            "The AUC of 1,000 test events, a sample of 5,000 with as many of each class",
            "is 0.8123",
            "shuffled among them 5 times",
            "rank correlation is 0.8 or more",
            "<td>a long name of a feature, another</td><td>0.0500 ± 0.0040</td>",
            "&lt;b&gt;",
            "id=\"figure-importance\"",
            "id=\"figure-dependence-2\"")
        .doesNotContain("<b>&lt;b&gt;</td>", "trained without");
    assertThat(html.indexOf("another</td>")).isLessThan(html.indexOf("&lt;b&gt;</td>"));
  }

  @Test
  void whatATrainingWithoutAFeatureLosesStandsBeside() {
    String html = section(ToyRuns.binary(200, 3, 1, 0, false, false), found(1, 3, true));
    assertThat(html)
        .contains(
            "The AUC of 1,000 test events, each by the model of the fold that tests it, is",
            "among them once",
            "trained without",
            "<td>0.0030 ± 0.0010</td>",
            "<td>–</td>");
  }

  @Test
  void severalScoresHaveALineEach() {
    ReportData run = ToyRuns.multiclass(300);
    assertThat(section(run, found(run.task().width(), 0, false))).contains("bg2");
  }

  @Test
  void aRunWithoutStudiesHasNoFiguresOfThem() {
    assertThat(ImportancePlots.of(ToyRuns.binary(200, 3, 1, 0, false, false))).isEmpty();
  }
}
