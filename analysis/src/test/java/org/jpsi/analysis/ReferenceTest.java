package org.jpsi.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jpsi.analysis.file.AnalysisReader;
import org.jpsi.analysis.progress.ProgressListener;
import org.jpsi.core.eval.Evaluation;
import org.jpsi.core.eval.Overtraining;
import org.jpsi.core.eval.ReferenceComparison;
import org.jpsi.core.random.Rng;
import org.jpsi.core.table.NumberColumn;
import org.jpsi.core.table.Table;
import org.jpsi.report.Report;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Verdicts that a reference learner decides: events in which `y` is 1 where the product of two
/// numbers is positive, for all but a tenth of them, and a third number helps a little.
class ReferenceTest {
  private static final int N = 3000;

  @TempDir Path folder;

  private final List<String> told = new ArrayList<>();
  private final List<String> comparisons = new ArrayList<>();

  private Overtraining verdict(String yaml, double negative) {
    return evaluation(yaml, negative).overtraining();
  }

  private Evaluation evaluation(String yaml, double negative) {
    Rng rng = Rng.of(5);
    double[] a = new double[N];
    double[] b = new double[N];
    double[] c = new double[N];
    double[] w = new double[N];
    int[] y = new int[N];
    for (int i = 0; i < N; i++) {
      a[i] = rng.normal(6L * i);
      b[i] = rng.normal(6L * i + 1);
      y[i] = (a[i] * b[i] > 0) == rng.uniform(6L * i + 2) < 0.9 ? 1 : 0;
      c[i] = rng.normal(6L * i + 3) + 0.7 * y[i];
      w[i] = rng.uniform(6L * i + 4) < negative ? -1 : 1;
    }
    Table table =
        Table.of(
            "toy",
            List.of(
                NumberColumn.of("a", "", a),
                NumberColumn.of("b", "", b),
                NumberColumn.of("c", "", c),
                NumberColumn.of("w", "", w),
                NumberColumn.of("y", "", y)));
    Toy.write(folder.resolve("toy.root"), "t", table);
    String all =
        "samples: [toy.root]\nlabel: y\nsignal: 1\nweight: w\n"
            + (yaml.contains("features") ? yaml : "features: [a, b, c]\n" + yaml);
    ProgressListener progress =
        new ProgressListener() {
          @Override
          public void stage(String what) {
            told.add(what);
          }

          @Override
          public void warning(String what) {
            told.add(what);
          }
        };
    TrainedAnalysis run =
        TrainService.train(
            AnalysisReader.parse("toy", all, folder, List.of()),
            java.util.Optional.empty(),
            1,
            progress);
    comparisons.add(Report.headline(run.reportData()));
    return run.evaluation();
  }

  @Test
  void aLinearNetworkIsTooSimpleForAProductAndTheReferenceSaysSo() {
    Overtraining found = verdict("network: {layers: [], dropout: 0}\ntraining: {epochs: 15}\n", 0);
    assertThat(found.verdict())
        .as("%s", found.reasons())
        .isEqualTo(Overtraining.Verdict.UNDERTRAINED);
    assertThat(found.reasons())
        .anyMatch(r -> r.startsWith("A reference, boosted-trees fitted to "))
        .anyMatch(r -> r.startsWith("The model is too simple, or was not trained enough"));
    assertThat(told)
        .anyMatch(t -> t.startsWith("comparing with boosted-trees of ") && t.contains("`reference"))
        .anyMatch(t -> t.matches("compared in \\d+\\.\\d s"));
  }

  @Test
  void treesThatAreAskedForAreFittedOnceToAllTrainingEventsAndTheHeadlineSaysWhoDoesBetter() {
    Evaluation found =
        evaluation(
            "network: {layers: [], dropout: 0}\ntraining: {epochs: 15}\ncompare: boosted-trees\n",
            0);
    ReferenceComparison compared = found.comparison().orElseThrow();
    assertThat(compared.events()).isBetween(1550, 1690); // nine tenths of 60 % of all
    assertThat(compared.difference()).isGreaterThan(3 * compared.error());
    assertThat(found.overtraining().verdict()).isEqualTo(Overtraining.Verdict.UNDERTRAINED);
    assertThat(comparisons.getFirst())
        .contains(" Boosted-trees would do better than this network on these events: loss ")
        .endsWith(".");
    assertThat(told).filteredOn(t -> t.startsWith("comparing")).hasSize(1);
  }

  @Test
  void theTreesOfAMixtureAreTheOnesThatItIsComparedWith() {
    Evaluation found =
        evaluation("model: mix\nnetwork: {layers: [16]}\ncompare: boosted-trees\n", 0);
    ReferenceComparison compared = found.comparison().orElseThrow();
    // it could have had the weight 0
    assertThat(compared.difference()).isLessThanOrEqualTo(0);
    assertThat(told).filteredOn(t -> t.startsWith("training boosted-trees")).hasSize(1);
  }

  @Test
  void whereNothingCanBeComparedItIsSaid() {
    assertThat(evaluation("model: boosted-trees\ncompare: boosted-trees\n", 0).comparison())
        .isEmpty();
    assertThat(told).contains("not compared with boosted-trees: the model is they themselves");
    String quick = "network: {layers: []}\ntraining: {epochs: 2}\ncompare: boosted-trees\n";
    assertThat(evaluation(quick, 0.1).comparison()).isEmpty();
    assertThat(told).contains("not compared with boosted-trees: they take no negative weights");
  }

  @Test
  void withoutTheReferenceNobodyKnows() {
    Overtraining found =
        verdict("network: {layers: [], dropout: 0}\ntraining: {epochs: 15}\nreference: false\n", 0);
    assertThat(found.verdict()).isEqualTo(Overtraining.Verdict.GOOD);
    assertThat(told).noneMatch(t -> t.contains("comparing"));
  }

  @Test
  void aLinearNetworkIsGoodEnoughWhereNothingElseCanBeLearned() {
    Overtraining found =
        verdict("features: [c]\nnetwork: {layers: [], dropout: 0}\ntraining: {batch: 64}\n", 0);
    assertThat(found.verdict()).as("%s", found.reasons()).isEqualTo(Overtraining.Verdict.GOOD);
    assertThat(found.reasons()).noneMatch(r -> r.contains("reference"));
  }

  @Test
  void aForestIsNotCalledOvertrainedForReproducingItsTrainingEvents() {
    Overtraining found = verdict("model: random-forest\n", 0);
    assertThat(found.gap().orElseThrow().relative()).as("gap of the forest").isGreaterThan(0.2);
    assertThat(found.verdict()).as("%s", found.reasons()).isEqualTo(Overtraining.Verdict.GOOD);
    assertThat(found.reasons()).anyMatch(r -> r.contains("by construction"));
  }

  @Test
  void treesThatAreTooShallowAreJudgedToo() {
    Overtraining found = verdict("model: {boosted-trees: {depth: 1, rounds: 200}}\n", 0);
    assertThat(found.verdict())
        .as("%s", found.reasons())
        .isEqualTo(Overtraining.Verdict.UNDERTRAINED);
  }

  @Test
  void weightsThatCancelAreSaidAndKeepTheReferenceAway() {
    verdict(
        "network: {layers: [64, 64], dropout: 0}\n"
            + "training: {epochs: 30, patience: 0, batch: 32, optimizer: {adam: {learningRate:"
            + " 0.01}}, schedule: constant}\n",
        0.36);
    assertThat(told)
        .anyMatch(
            t -> t.matches("negative weights of class 0: 3\\d %, so that .* events count as .*"))
        .anyMatch(t -> t.contains("the training loss of class ") && t.contains(" is below zero"))
        .noneMatch(t -> t.contains("comparing"));
  }
}
