package org.jpsi.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.stream.Stream;
import org.jpsi.core.eval.ConfusionMatrix;
import org.jpsi.core.eval.Evaluation;
import org.jpsi.core.eval.LossCurve;
import org.jpsi.core.eval.Overtraining;
import org.jpsi.core.eval.Overtraining.Gap;
import org.jpsi.core.eval.PartMetrics;
import org.jpsi.core.eval.RegressionMetrics;
import org.jpsi.core.eval.ScoredEvents;
import org.jpsi.core.task.Part;
import org.jpsi.core.task.Task;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class VerdictTest {
  private static final ReportData BINARY = ToyRuns.binary(2_000, 2, 1.3, 0, false, false);
  private static final ReportData MANY = ToyRuns.multiclass(2_000);
  private static final ReportData REGRESSION = ToyRuns.regression(500);

  private static Gap gap(double train, double test, double error) {
    return new Gap("AUC", true, 0.5, "test", train, error, test, error);
  }

  private static Overtraining good() {
    return Overtraining.assess(Optional.of(gap(0.82, 0.81, 0.01)), new LossCurve(9, 0, 0));
  }

  /// What is assessed, and what the report says of it.
  record Case(Overtraining found, String label, String sentence) {}

  static Stream<Case> cases() {
    return Stream.of(
        new Case(good(), "Neither under- nor overtrained", "It is neither under- nor overtrained."),
        new Case(
            Overtraining.assess(Optional.of(gap(0.95, 0.8, 0.01)), new LossCurve(9, 0.5, 0)),
            "Overtrained",
            "It is overtrained: it learned fluctuations of its training events, and does worse on"
                + " others."),
        new Case(
            Overtraining.assess(Optional.of(gap(0.51, 0.51, 0.01)), new LossCurve(9, 0, 0)),
            "Underfitting",
            "It is underfitting: it could learn more."),
        new Case(
            Overtraining.assess(Optional.empty(), new LossCurve(0, 0, 0)),
            "Training not judged",
            "Whether it is under- or overtrained cannot be said."));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void everyVerdictHasItsLabelAndItsSentence(Case one) {
    assertThat(Verdict.label(one.found)).isEqualTo(one.label);
    assertThat(Verdict.training(one.found)).isEqualTo(one.sentence);
    boolean good = one.found.verdict() == Overtraining.Verdict.GOOD;
    assertThat(Verdict.beside(one.found)).isEqualTo(good ? "" : one.sentence);
    assertThat(Verdict.headline(with(BINARY, one.found))).endsWith(" " + one.sentence);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void thePageHasTheVerdictItsReasonsAndItsRemedies(Case one) {
    String html = Report.of(with(BINARY, one.found)).html();
    assertThat(html)
        .contains("<p class=\"word\">" + one.label + "</p>")
        .contains(
            "<div class=\"verdict " + one.found.verdict().name().toLowerCase(Locale.ROOT) + "\">");
    one.found.reasons().forEach(reason -> assertThat(plain(html)).contains("<li>" + reason));
    one.found.remedies().forEach(remedy -> assertThat(html).contains("<li>" + remedy));
    assertThat(html.contains("What to try:")).isEqualTo(!one.found.remedies().isEmpty());
  }

  private static String plain(String html) {
    return html.replace('\u00a0', ' ');
  }

  @Test
  void ofTreesTheWordsAreRoundsAndModels() {
    ReportData trees = model(BINARY);
    Overtraining rose =
        Overtraining.assess(Optional.of(gap(0.82, 0.81, 0.01)), new LossCurve(9, 0.5, 0));
    assertThat(Verdict.reasons(trees, rose).getLast())
        .isEqualTo("After round 9 the validation loss rose again; what came later was left out.");
    Overtraining over =
        Overtraining.assess(Optional.of(gap(0.95, 0.8, 0.01)), new LossCurve(9, 0.5, 0));
    assertThat(Verdict.reasons(trees, over).getLast())
        .isEqualTo("The validation loss rose after round 9, its minimum.");
    Overtraining falling =
        Overtraining.assess(Optional.of(gap(0.82, 0.81, 0.01)), new LossCurve(9, 0, 0.2));
    assertThat(Verdict.reasons(trees, falling).getLast())
        .isEqualTo(
            "The validation loss was still falling when training ended: 20 % of its fall came in"
                + " the last quarter of the rounds.");
    Overtraining ignorant =
        Overtraining.assess(Optional.of(gap(0.51, 0.51, 0.01)), new LossCurve(9, 0, 0));
    assertThat(Verdict.reasons(trees, ignorant).getFirst())
        .endsWith("than that of a model without skill (0.5000).");
    assertThat(Verdict.reasons(BINARY, over)).isEqualTo(over.reasons());
  }

  @Test
  void ofTreesTheRemediesAreThoseOfTrees() {
    ReportData trees = model(BINARY);
    Overtraining over =
        Overtraining.assess(Optional.of(gap(0.95, 0.8, 0.01)), new LossCurve(9, 0.5, 0));
    Overtraining under =
        Overtraining.assess(Optional.of(gap(0.51, 0.51, 0.01)), new LossCurve(9, 0, 0));
    assertThat(Verdict.remedies(trees, over).getFirst()).contains("shallower trees");
    assertThat(Verdict.remedies(trees, over).getLast()).isEqualTo("get more data");
    assertThat(Verdict.remedies(trees, under).getFirst()).contains("more or deeper trees");
    assertThat(Verdict.remedies(trees, good())).isEmpty();
    assertThat(Verdict.remedies(BINARY, over)).isEqualTo(over.remedies());
    assertThat(Verdict.quality(trees)).contains("the model tells signal from background");
  }

  @Test
  void theAucAndTheEfficiencyAreThoseOfTheEvaluation() {
    var roc = BINARY.evaluation().rocs().getFirst().orElseThrow();
    var at = roc.workingPoints().get(1);
    assertThat(at.background()).isEqualTo(0.1);
    assertThat(Verdict.quality(BINARY))
        .isEqualTo(
            "On 400 test events the network tells signal from background with an AUC of "
                + Formatting.withError(roc.auc().value(), roc.auc().error())
                + "; a cut that keeps 10 % of background keeps "
                + Formatting.percent(at.signal(), at.error())
                + " of signal.");
  }

  @Test
  void theAccuracyAndTheMeanAucAreThoseOfTheEvaluation() {
    ConfusionMatrix confusion = MANY.evaluation().confusion().orElseThrow();
    PartMetrics summary = MANY.evaluation().evaluatedMetrics();
    assertThat(Verdict.quality(MANY))
        .isEqualTo(
            "On 400 test events the network names the right one of 4 classes in "
                + Formatting.percent(confusion.accuracy(), confusion.error())
                + " of cases; the mean AUC of each class against the rest is "
                + Formatting.withError(
                    summary.value("auc").orElseThrow(), summary.value("auc_error").orElseThrow())
                + ".");
  }

  @Test
  void whereAnAucIsNotDefinedItIsSaid() {
    assertThat(Verdict.quality(judged(BINARY, _ -> 0)))
        .isEqualTo(
            "On 400 test events no AUC is defined: signal and background must both have a positive"
                + " sum of weights.");
    assertThat(Verdict.quality(judged(MANY, _ -> -1)))
        .isEqualTo("On 400 test events no accuracy is defined: the weights have no positive sum.");
    assertThat(Verdict.quality(judged(REGRESSION, _ -> 0)))
        .isEqualTo("On 100 test events no RMSE is defined: the weights have no positive sum.");
    assertThat(Verdict.quality(judged(MANY, i -> i % 2)))
        .contains("names the right one of 4 classes");
  }

  @Test
  void ofEachTargetThereAreErrorSpreadAndWhatIsExplained() {
    RegressionMetrics m = REGRESSION.evaluation().regressions().getFirst();
    RegressionMetrics c = REGRESSION.evaluation().regressions().getLast();
    assertThat(Verdict.quality(REGRESSION))
        .isEqualTo(
            "On 100 test events the network predicts m_true with an RMSE of "
                + Formatting.withError(m.rmse(), m.rmseError())
                + " GeV (its own spread is "
                + Formatting.brief(m.spread())
                + Formatting.format(" GeV; %.1f %% of its variance is explained)", 100 * m.r2())
                + " and cos_theta with an RMSE of "
                + Formatting.withError(c.rmse(), c.rmseError())
                + " (its own spread is "
                + Formatting.brief(c.spread())
                + Formatting.format("; %.1f %% of its variance is explained).", 100 * c.r2()));
  }

  @ParameterizedTest
  @EnumSource(Explained.class)
  void whatIsExplainedIsNeverSaidToBeAllOrLessThanNothing(Explained one) {
    RegressionMetrics quality = new RegressionMetrics(one.rmse, 0, 0, 0, 0, one.spread, List.of());
    Evaluation e = REGRESSION.evaluation();
    assertThat(Verdict.quality(with(REGRESSION, e.overtraining(), List.of(quality))))
        .endsWith(one.end);
  }

  enum Explained {
    ALL(0, 2, "(its own spread is 2 GeV; more than 99.9 % of its variance is explained)."),
    NEARLY_ALL(0.02, 2, "more than 99.9 % of its variance is explained)."),
    MUCH(0.08, 2, "; 99.8 % of its variance is explained)."),
    NOTHING(2, 2, "; 0.0 % of its variance is explained)."),
    LESS(3, 2, "; 0.0 % of its variance is explained)."),
    CONSTANT(3, 0, "(its own spread is 0 GeV).");

    private final double rmse;
    private final double spread;
    private final String end;

    Explained(double rmse, double spread, String end) {
      this.rmse = rmse;
      this.spread = spread;
      this.end = end;
    }
  }

  private static ReportData model(ReportData run) {
    return new ReportData(
        run.evaluation(), run.inputs(), run.description(), ToyRuns.tree(run), run.training());
  }

  private static ReportData with(ReportData run, Overtraining found) {
    return with(run, found, run.evaluation().regressions());
  }

  private static ReportData with(
      ReportData run, Overtraining found, List<RegressionMetrics> regressions) {
    Evaluation e = run.evaluation();
    return new ReportData(
        new Evaluation(
            e.task(),
            e.history(),
            e.parts(),
            e.metrics(),
            e.evaluated(),
            e.rocs(),
            e.trainRocs(),
            e.ksTests(),
            e.cuts(),
            e.confusion(),
            regressions,
            found,
            e.members(),
            e.comparison(),
            List.of()),
        run.inputs(),
        run.description(),
        run.predictor(),
        run.training());
  }

  /// The same run with other weights of its test events.
  private static ReportData judged(ReportData run, java.util.function.IntToDoubleFunction weight) {
    SequencedMap<Part, ScoredEvents> parts = new LinkedHashMap<>();
    for (ScoredEvents part : run.evaluation().parts()) {
      double[] weights = part.weight();
      if (part.part() == Part.TEST) {
        weights = new double[part.events()];
        java.util.Arrays.setAll(weights, weight);
      }
      parts.put(
          part.part(),
          new ScoredEvents(
              part.part(), part.scores(), part.label(), part.target(), weights, part.loss()));
    }
    Task task = run.task();
    return new ReportData(
        Evaluation.of(task, List.copyOf(parts.values()), run.evaluation().history()),
        run.inputs(),
        run.description(),
        run.predictor(),
        run.training());
  }
}
