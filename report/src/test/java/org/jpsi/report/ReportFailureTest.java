package org.jpsi.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jpsi.core.eval.Evaluation;
import org.jpsi.core.eval.PartMetrics;
import org.jpsi.core.eval.RegressionMetrics;
import org.jpsi.core.eval.Roc;
import org.jpsi.core.eval.ScoredEvents;
import org.jpsi.core.eval.TrainingFeatures;
import org.jpsi.core.model.NetworkPredictor;
import org.jpsi.core.model.Predictor;
import org.jpsi.core.nn.Dropout;
import org.jpsi.core.nn.Layer;
import org.jpsi.core.nn.LayerSpec;
import org.jpsi.core.nn.Mode;
import org.jpsi.core.nn.Sequential;
import org.jpsi.core.task.Part;
import org.jpsi.core.tensor.Shape;
import org.jpsi.core.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// One thing after the other is broken in the data of a report: what cannot be made is named, and
/// all the rest is as in the report of the whole run.
@SuppressWarnings("NullAway") // nulls are what breaks things here
class ReportFailureTest {
  private static final ReportData BINARY = ToyRuns.binary(600, 4, 1.3, 0, false, true);
  private static final ReportData REGRESSION = ToyRuns.regression(400);
  private static final Pattern SECTION =
      Pattern.compile("<section id=\"([^\"]+)\".*?</section>", Pattern.DOTALL);

  /// @param failed the titles of what cannot be made, in order
  /// @param sections that differ from those of the whole run
  record Broken(
      String what, ReportData whole, ReportData run, List<String> failed, Set<String> sections) {
    @Override
    public String toString() {
      return what;
    }
  }

  private static final class OddLayer implements Layer {
    @Override
    public Tensor forward(Tensor input, Mode mode) {
      return input;
    }

    @Override
    public Shape outputs(Shape inputs) {
      throw new IllegalStateException("a layer of no width");
    }

    @Override
    public LayerSpec spec() {
      return LayerSpec.of("odd", Map.of());
    }
  }

  static Stream<Broken> everyStage() {
    Evaluation e = BINARY.evaluation();
    ReportData.Description d = BINARY.description();
    Roc roc = e.rocs().getFirst().orElseThrow();
    List<Optional<Roc>> pointless =
        List.of(Optional.of(new Roc(roc.auc(), roc.curve(), List.of())));
    List<RegressionMetrics> many = new ArrayList<>(REGRESSION.evaluation().regressions());
    many.addAll(REGRESSION.evaluation().regressions());
    LinkedHashMap<Part, PartMetrics> unnamed = new LinkedHashMap<>();
    unnamed.put(null, e.evaluatedMetrics());
    return Stream.of(
        new Broken(
            "a layer without outputs",
            BINARY,
            with(BINARY, new NetworkPredictor(Sequential.of(Dropout.of(0.1), new OddLayer()))),
            List.of("Network"),
            Set.of("network")),
        new Broken(
            "no ROC of the training",
            BINARY,
            with(BINARY, evaluation(e, e.rocs(), List.of(), e.regressions())),
            List.of("ROC curves"),
            Set.of("roc")),
        new Broken(
            "no working points",
            BINARY,
            with(BINARY, evaluation(e, pointless, e.trainRocs(), e.regressions())),
            List.of("Headline", "Verdict", "Figures of merit"),
            Set.of("verdict", "roc")),
        new Broken(
            "a class too many in the distances",
            BINARY,
            with(BINARY, distances(e)),
            List.of("Kolmogorov-Smirnov distance"),
            Set.of("score")),
        new Broken(
            "a part without a name",
            BINARY,
            with(BINARY, summaries(e, unnamed)),
            List.of("Figures of each part"),
            Set.of("verdict")),
        new Broken(
            "no analysis file",
            BINARY,
            with(
                BINARY, new ReportData.Description(d.name(), null, d.notes(), "", true, List.of())),
            List.of("Analysis file"),
            Set.of("analysis", "about")),
        new Broken(
            "no weights",
            BINARY,
            with(
                BINARY,
                new ReportData.Description(
                    d.name(), d.yaml(), d.notes(), null, true, d.provenance())),
            List.of("Weights"),
            Set.of("analysis")),
        new Broken(
            "a property without a value",
            BINARY,
            with(
                BINARY,
                new ReportData.Description(
                    d.name(),
                    d.yaml(),
                    d.notes(),
                    d.weights(),
                    true,
                    List.of(new ReportData.Property("seed", null)))),
            List.of("About this run"),
            Set.of("about")),
        new Broken(
            "no words on the training",
            BINARY,
            new ReportData(e, BINARY.inputs(), d, BINARY.predictor(), null),
            List.of("Learning curves", "Course of the training"),
            Set.of("learning")),
        new Broken(
            "inputs without labels",
            BINARY,
            new ReportData(
                e, unlabelled(BINARY.inputs()), d, BINARY.predictor(), BINARY.training()),
            List.of("m_jj", "m_bb", "lepton_pT", "lepton_eta", "Correlations"),
            Set.of("inputs", "correlations")),
        new Broken(
            "more targets than the task has",
            REGRESSION,
            with(
                REGRESSION,
                evaluation(REGRESSION.evaluation(), List.of(), List.of(), List.copyOf(many))),
            List.of("Headline", "Verdict", "Figures of merit", "Figures of each target"),
            Set.of("verdict", "regression")));
  }

  @ParameterizedTest
  @MethodSource("everyStage")
  void whatCannotBeMadeIsNamedInItsPlaceAndCostsNothingElse(Broken broken) {
    Report whole = Report.of(broken.whole);
    Report report = Report.of(broken.run);
    assertThat(whole.failures()).isEmpty();
    assertThat(report.failures().stream().map(ReportFailure::title))
        .containsExactlyElementsOf(broken.failed);
    HtmlPageTest.parse(report.html());
    Map<String, String> before = sections(whole.html());
    Map<String, String> after = sections(report.html());
    assertThat(after.keySet()).isEqualTo(before.keySet());
    for (String section : before.keySet()) {
      if (!broken.sections.contains(section)) {
        assertThat(after.get(section)).as(section).isEqualTo(before.get(section));
      }
    }
    for (ReportFailure failure : report.failures()) {
      if (!failure.title().equals("Headline")) {
        String named =
            Html.escape(failure.title())
                + (failure instanceof FailedFigure
                    ? "</b> could not be drawn: "
                    : " could not be made: ")
                + Html.escape(failure.reason());
        assertThat(report.html()).contains(named);
      }
      assertThat(failure.reason()).doesNotContain("\n").containsPattern("^\\w+(Exception|Error)");
    }
  }

  @Test
  void whereNoPageCanBeMadeAShortOneSaysWhatFailedAndNamesTheFigures() {
    ReportData.Description d = BINARY.description();
    ReportData run =
        with(
            BINARY,
            new ReportData.Description(null, d.yaml(), d.notes(), "", true, d.provenance()));
    Report report = Report.of(run);
    assertThat(report.failures())
        .singleElement()
        .satisfies(failure -> {
          assertThat(failure.title()).isEqualTo("Page");
          assertThat(failure.reason()).startsWith("NullPointerException");
        });
    assertThat(report.headline()).isEqualTo(Report.of(BINARY).headline());
    assertThat(report.figures()).isEqualTo(Report.of(BINARY).figures());
    var page = HtmlPageTest.parse(report.html());
    assertThat(report.html())
        .contains("the run is complete", Html.escape(report.headline()))
        .contains(
            "the part &quot;Page&quot; of the report could not be made: NullPointerException");
    assertThat(
            PlotReader.elements(page.getDocumentElement(), "a").stream()
                .map(a -> a.getAttribute("href")))
        .containsExactlyElementsOf(
            report.figures().stream().map(figure -> "plots/" + figure.id() + ".svg").toList());
  }

  @Test
  void whereNothingCanBeMadeThereIsStillAReport() {
    Report report = Report.of(new ReportData(null, BINARY.inputs(), null, null, null));
    assertThat(report.figures()).as("those of the inputs").hasSize(6);
    assertThat(report.headline()).startsWith("The verdict could not be put into words: Null");
    assertThat(report.html()).contains("<title>Report</title>", "Headline", "Page");
    HtmlPageTest.parse(report.html());
    String bare = MinimalPage.html("<n>", "<h>", List.of(), List.of());
    HtmlPageTest.parse(bare);
    assertThat(bare).contains("&lt;n&gt;", "&lt;h&gt;").doesNotContain("plots/");
  }

  private static Map<String, String> sections(String html) {
    Map<String, String> sections = new TreeMap<>();
    Matcher section = SECTION.matcher(html);
    while (section.find()) {
      sections.put(section.group(1), section.group());
    }
    return sections;
  }

  private static TrainingFeatures unlabelled(TrainingFeatures inputs) {
    return new TrainingFeatures(inputs.task(), inputs.features(), new int[0], inputs.weight());
  }

  private static ReportData with(ReportData run, Evaluation evaluation) {
    return new ReportData(
        evaluation, run.inputs(), run.description(), run.predictor(), run.training());
  }

  private static ReportData with(ReportData run, Predictor network) {
    return new ReportData(
        run.evaluation(), run.inputs(), run.description(), network, run.training());
  }

  private static ReportData with(ReportData run, ReportData.Description description) {
    return new ReportData(
        run.evaluation(), run.inputs(), description, run.predictor(), run.training());
  }

  private static Evaluation evaluation(
      Evaluation e,
      List<Optional<Roc>> rocs,
      List<Optional<Roc>> trainRocs,
      List<RegressionMetrics> regressions) {
    return new Evaluation(
        e.task(),
        e.history(),
        e.parts(),
        e.metrics(),
        e.evaluated(),
        rocs,
        trainRocs,
        e.ksTests(),
        e.cuts(),
        e.confusion(),
        regressions,
        e.overtraining(),
        e.members(),
        e.comparison(),
        List.of());
  }

  private static Evaluation distances(Evaluation e) {
    ScoredEvents judged = e.evaluated();
    return new Evaluation(
        e.task(),
        e.history(),
        e.parts(),
        e.metrics(),
        judged,
        e.rocs(),
        e.trainRocs(),
        Stream.concat(e.ksTests().stream(), e.ksTests().stream()).toList(),
        e.cuts(),
        e.confusion(),
        e.regressions(),
        e.overtraining(),
        e.members(),
        e.comparison(),
        List.of());
  }

  private static Evaluation summaries(Evaluation e, LinkedHashMap<Part, PartMetrics> summaries) {
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
}
