package org.jpsi.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.stream.IntStream;
import org.jpsi.core.eval.FeatureClosure;
import org.jpsi.core.eval.FiguresOnRequest;
import org.jpsi.core.eval.NegativeWeightFigures;
import org.jpsi.core.eval.NegativeWeightFigures.SampleWeights;
import org.jpsi.core.eval.NegativeWeightFigures.Treated;
import org.jpsi.core.eval.PartMetrics;
import org.jpsi.core.random.Rng;
import org.jpsi.core.table.NumberColumn;
import org.junit.jupiter.api.Test;

/// The section on negative weights that the training changed.
class NegativeWeightsSectionTest {
  private static final int N = 3000;

  /// Of class 0 the share of negative weights depends on the feature as `slope` says; class 1 has
  /// none.
  private static FeatureClosure closure(String name, double slope) {
    Rng rng = Rng.of(name.hashCode());
    double[] x = new double[N];
    double[] w = new double[N];
    int[] label = IntStream.range(0, N).map(i -> i % 3 == 0 ? 1 : 0).toArray();
    for (int i = 0; i < N; i++) {
      x[i] = rng.normal(2L * i);
      double negative = label[i] == 1 ? 0 : 0.2 + slope * StrictMath.tanh(x[i]);
      w[i] = rng.uniform(2L * i + 1) < negative ? -1 : 1;
    }
    double scale =
        IntStream.range(0, N)
            .filter(i -> label[i] == 0)
            .mapToDouble(i -> w[i])
            .average()
            .orElseThrow();
    double[] changed = Arrays.stream(label).mapToDouble(c -> c == 0 ? scale : 1).toArray();
    return FeatureClosure.of(
        NumberColumn.of(name, "GeV", x), IntStream.range(0, N).toArray(), label, 2, w, changed);
  }

  private static PartMetrics metrics(String name, double value) {
    SequencedMap<String, Double> values = new LinkedHashMap<>();
    values.put(name, value);
    values.put(name + "_error", 0.01);
    return new PartMetrics(100, 60, values);
  }

  private static NegativeWeightFigures figures(
      String treatment, List<FeatureClosure> closure, List<Treated> compared) {
    return new NegativeWeightFigures(
        treatment,
        List.of("background", "signal"),
        List.of(new SampleWeights("tt<bar>", 2000, 400, 0.2, 720, 2000, 0.001, false)),
        closure,
        compared);
  }

  private static ReportData run(NegativeWeightFigures figures) {
    ReportData plain = ToyRuns.binary(200, 3, 1, 0, true, false);
    return new ReportData(
        plain.evaluation(),
        plain.inputs(),
        plain.description(),
        plain.predictor(),
        plain.training(),
        FiguresOnRequest.NONE.with(Optional.of(figures)),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  private static String section(NegativeWeightFigures figures) {
    HtmlPage page = new HtmlPage("run");
    new NegativeWeightsSection(figures, page)
        .write(NegativeWeightPlots.of(run(figures)).stream().map(FigureTask::render).toList());
    assertThat(page.failures()).isEmpty();
    return page.html();
  }

  @Test
  void weightsThatDoNotCloseNameTheFeatureAndTheCure() {
    String html =
        section(figures("absolute", List.of(closure("a", 0), closure("m_bb", 0.2)), List.of()));
    assertThat(html)
        .contains(
            "The training took the magnitudes of weights.",
            "tt&lt;bar&gt;",
            "It does not close: in m_bb of background p is ",
            "`negativeWeights: refine` is for that",
            "id=\"figure-closure-1\"",
            "id=\"figure-closure-2\"")
        .doesNotContain("side by side");
  }

  @Test
  void weightsThatCloseSaySo() {
    assertThat(section(figures("ignore", List.of(closure("a", 0)), List.of())))
        .contains("left events of negative weight out", "as chance has it");
    assertThat(section(figures("refine", List.of(closure("m_bb", 0.2)), List.of())))
        .contains("2 g(x) − 1", "It does not close")
        .doesNotContain("is for that");
  }

  @Test
  void atMostSixFeaturesAreDrawnThoseThatCloseWorst() {
    List<FeatureClosure> all =
        IntStream.range(0, 8).mapToObj(f -> closure("f" + f, f == 5 ? 0.2 : 0)).toList();
    List<FigureTask> drawn = NegativeWeightPlots.of(run(figures("absolute", all, List.of())));
    assertThat(drawn).hasSize(6).anyMatch(task -> task.title().equals("f5"));
  }

  @Test
  void treatmentsSideBySideHaveTheirFiguresOrTheReasonWhyTheyHaveNone() {
    List<FeatureClosure> wrong = List.of(closure("m_bb", 0.2));
    List<String> classes = List.of("background", "signal");
    String html =
        section(
            figures(
                "keep",
                List.of(),
                List.of(
                    new Treated("keep", Optional.of(metrics("auc", 0.7123)), "", Optional.empty()),
                    new Treated("ignore", Optional.empty(), "no <such> model", Optional.empty()),
                    new Treated(
                        "absolute",
                        Optional.of(metrics("rmse_m", 3.25)),
                        "",
                        NegativeWeightFigures.worst(classes, wrong)))));
    assertThat(html)
        .contains(
            "The training kept their signs.",
            "keep (this run)",
            "0.712 ± 0.010",
            "RMSE_m",
            "No model with ignore: no &lt;such&gt; model")
        .doesNotContain("Closure: the same");
  }

  @Test
  void thePageSaysWhatTheTrainingMadeOfNegativeWeights() {
    String changed =
        FigureRenderer.render(run(figures("refine", List.of(closure("a", 0)), List.of()))).html();
    assertThat(changed)
        .contains(
            "have a negative weight; they are kept, in every figure. The training took the"
                + " magnitudes",
            "id=\"negative-weights\"");
    String kept = FigureRenderer.render(run(figures("keep", List.of(), List.of()))).html();
    assertThat(kept).contains("they are kept, in training and in every figure.");
  }
}
