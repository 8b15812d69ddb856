package org.jpsi.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.jpsi.core.eval.Evaluation;
import org.jpsi.core.eval.MemberScores;
import org.jpsi.core.eval.ScoredEvents;
import org.jpsi.core.model.EnsemblePredictor;
import org.jpsi.core.model.MixturePredictor;
import org.jpsi.core.model.NetworkPredictor;
import org.jpsi.core.model.Predictor;
import org.jpsi.core.nn.Linear;
import org.jpsi.core.nn.Sequential;
import org.jpsi.core.task.Part;
import org.junit.jupiter.api.Test;

/// Reports of ensembles: each figure says of whom it is.
class EnsembleReportTest {
  private static final ReportData PLAIN = ToyRuns.binary(5000, 3, 1.6, 0, false, false);
  private static final ReportData ENSEMBLE = ensemble(PLAIN, 8);

  private static ReportData ensemble(ReportData run, int kept) {
    ScoredEvents train = run.evaluation().train();
    ScoredEvents test = run.evaluation().evaluated();
    double[][] spread = new double[test.scores().length][test.events()];
    for (double[] row : spread) {
      Arrays.setAll(row, i -> 0.01 + 0.001 * (i % 7));
    }
    MemberScores scores =
        new MemberScores(
            8, train, Optional.of(test), spread, kept == 8 ? Optional.empty() : Optional.of(test));
    Predictor one = run.predictor();
    return new ReportData(
        Evaluation.of(
            run.task(), run.evaluation().parts(), run.evaluation().history(), Optional.of(scores)),
        run.inputs(),
        run.description(),
        kept == 1
            ? one
            : new EnsemblePredictor(
                Collections.nCopies(kept, one), EnsemblePredictor.Mean.of(run.task())),
        run.training());
  }

  private static List<String> ids(Report report) {
    return report.figures().stream().map(ReportFigure::id).toList();
  }

  @Test
  void heldOutFiguresAreCalledThose() {
    Report report = Report.of(ENSEMBLE);
    assertThat(report.failures()).isEmpty();
    assertThat(report.html())
        .contains("<td>train (one member)</td>")
        .contains("<td>held out (one member)</td>")
        .contains("held out (one member)</text>")
        .contains("AUC on held-out events")
        .contains("AUC of one member on training events")
        .contains("Kolmogorov-Smirnov distance of training and test scores of one member")
        .contains("dashed: training events, held out by one member each.")
        .contains("each scored by one member that was trained on it")
        .doesNotContain("AUC on validation events")
        .doesNotContain("validation loss");
    assertThat(report.headline()).contains("test events the ensemble tells signal from background");
  }

  @Test
  void theLossOfAMixtureOfMembersIsHeldOutAndDropoutIsSaidWhereThereIsSome() {
    Predictor plain = new NetworkPredictor(Sequential.of(Linear.of(3, 1)));
    EnsemblePredictor members =
        new EnsemblePredictor(List.of(plain, plain), EnsemblePredictor.Mean.of(PLAIN.task()));
    assertThat(Report.of(with(new MixturePredictor(members, plain, 0.5))).html())
        .contains("taken while they learn. Held out: the training events")
        .doesNotContain("with dropout");
    assertThat(Report.of(with(new MixturePredictor(PLAIN.predictor(), plain, 0.5))).html())
        .contains("taken while the network learns, with dropout, and may lie above that of");
    assertThat(Report.of(with(plain)).html())
        .contains("taken while the network learns and may lie above that of validation events");
    assertThat(Report.of(ENSEMBLE).html())
        .contains("taken while they learn, with dropout. Held out");
  }

  private static ReportData with(Predictor predictor) {
    return new ReportData(
        PLAIN.evaluation(), PLAIN.inputs(), PLAIN.description(), predictor, PLAIN.training());
  }

  @Test
  void aPlainNetworkIsReportedAsBefore() {
    Report report = Report.of(PLAIN);
    assertThat(report.html())
        .contains("AUC on validation events")
        .doesNotContain("one member")
        .doesNotContain("Training spread");
    assertThat(ids(report)).doesNotContain("spread-1", "score-members");
  }

  @Test
  void theTrainingSpreadIsNoUncertaintyOfPhysics() {
    Report report = Report.of(ENSEMBLE);
    assertThat(ids(report)).contains("score", "score-members", "spread-1");
    assertThat(report.html())
        .contains("Standard deviation of the members&#39; scores, mean over test events: 0.013")
        .contains("no physics uncertainty");
  }

  @Test
  void keepingOneMemberSaysWhatItCosts() {
    assertThat(Verdict.headline(ensemble(PLAIN, 1)))
        .containsPattern(
            "It keeps the best member of 8 \\(`members: \\{ship: ...\\}`\\): AUC 0\\.\\d+ instead"
                + " of 0\\.\\d+\\. It is neither");
    assertThat(Verdict.headline(ensemble(PLAIN, 2))).contains("It keeps the best 2 members of 8");
    assertThat(Verdict.headline(ENSEMBLE)).doesNotContain("It keeps");
    assertThat(Report.of(ensemble(PLAIN, 1)).html()).contains("<td>test (all 8 members)</td>");
  }

  @Test
  void aNetworkOfTheEnsembleIsDrawnOnce() {
    List<ReportFigure> figures = new ArrayList<>(Report.of(ENSEMBLE).figures());
    ReportFigure network =
        figures.stream().filter(f -> f.id().equals("network")).findFirst().orElseThrow();
    assertThat(network.svg()).contains("linear 128").doesNotContain("members 8");
    assertThat(Report.of(ENSEMBLE).html())
        .contains("One of 8 members, which differ in their weights alone")
        .contains("the mean of their probabilities counts");
  }

  @Test
  void aRegressionAndClassesHaveTheirsToo() {
    Report masses = Report.of(ensemble(ToyRuns.regression(2000), 8));
    assertThat(masses.failures()).isEmpty();
    assertThat(ids(masses))
        .contains("residual-1", "residual-1-members", "residual-2-members", "spread-2");
    assertThat(masses.html()).contains("GeV of m_true");
    Report classes = Report.of(ensemble(ToyRuns.multiclass(2000), 8));
    assertThat(classes.failures()).isEmpty();
    assertThat(ids(classes)).contains("score-1", "score-1-members", "spread-4");
  }

  @Test
  void withoutOtherEventsTheHeldOutOnesAreEvaluated() {
    ScoredEvents train = PLAIN.evaluation().train();
    MemberScores scores =
        new MemberScores(8, train, Optional.empty(), new double[0][], Optional.empty());
    ReportData run =
        new ReportData(
            Evaluation.of(
                PLAIN.task(), List.of(train), PLAIN.evaluation().history(), Optional.of(scores)),
            PLAIN.inputs(),
            PLAIN.description(),
            ENSEMBLE.predictor(),
            PLAIN.training());
    Report report = Report.of(run);
    assertThat(report.failures()).isEmpty();
    assertThat(run.evaluation().evaluated().part()).isEqualTo(Part.TRAIN);
    assertThat(report.headline())
        .startsWith("On training events, each held out by one member (there are no others), the");
    assertThat(report.html()).doesNotContain("Efficiency and purity against the cut");
  }
}
