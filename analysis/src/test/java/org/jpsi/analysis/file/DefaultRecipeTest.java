package org.jpsi.analysis.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jpsi.analysis.file.AnalysisFile.Network;
import org.jpsi.analysis.file.AnalysisFile.Training;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.optim.Averaging;
import org.jpsi.core.table.Split;
import org.junit.jupiter.api.Test;

class DefaultRecipeTest {
  private static final String TWO = "samples: [a, b]\n";

  private static AnalysisFile read(String yaml) {
    return AnalysisReader.parse("analysis.yaml", yaml, Path.of("/data"), List.of()).analysis();
  }

  private static int members(AnalysisFile sized) {
    return sized.members().train().orElseThrow();
  }

  private static int epochs(AnalysisFile sized) {
    return sized.training().epochs().orElseThrow();
  }

  private static int batch(int events) {
    return read(TWO).sized(events, 5).training().batch().orElseThrow();
  }

  @Test
  void aBatchIsAnEightiethOfTheEventsInWholeSixteens() {
    assertThat(List.of(batch(100), batch(4000), batch(10_000), batch(100_000)))
        .containsExactly(32, 48, 112, 256);
  }

  @Test
  void treesOfAMixtureAreMoreAndSlowerInAThoroughRunWhereTheyHaveTheirDefaults() {
    String thorough = "training: {budget: thorough}\n";
    assertThat(trees(TWO + thorough + "model: mix"))
        .containsEntry("rounds", 2000.0)
        .containsEntry("learningRate", 0.03)
        .containsEntry("patience", 80.0)
        .containsEntry("depth", 6.0);
    assertThat(trees(TWO + thorough + "model: {mix: {rounds: 30}}"))
        .containsEntry("rounds", 30.0)
        .containsEntry("learningRate", 0.03);
    assertThat(trees(TWO + "model: mix")).containsEntry("rounds", 1000.0);
    AnalysisFile sized = read(TWO + thorough + "model: mix").sized(1000, 3);
    assertThat(read(sized.toYaml()).sized(1000, 3)).isEqualTo(sized);
  }

  private static Map<String, Double> trees(String yaml) {
    return read(yaml).sized(1000, 3).models().getFirst().settings();
  }

  @Test
  void theMoreEventsTheFewerEpochsForTheSameMultiplications() {
    AnalysisFile few = read(TWO).sized(10_000, 28);
    AnalysisFile many = read(TWO).sized(140_000, 28);
    assertThat(epochs(few)).isEqualTo(64);
    assertThat(epochs(many)).isBetween(9, 31);
    assertThat(epochs(read(TWO).sized(100_000_000, 28))).isEqualTo(8);
    double all = many.multiplications(140_000, 28);
    assertThat(all).isBetween(2.3e12, 2.5e12);
    assertThat(read(TWO).multiplications(140_000, 28)).isEqualTo(all);
  }

  @Test
  void multiplicationsAreThoseOfEncodingAndHiddenLayersInEveryMemberButTheOneThatLeavesItOut() {
    AnalysisFile sized = read(TWO + "members: 5\ntraining: {epochs: 2}").sized(1000, 3);
    double event = 3 * 16 * 3 + (3 * 5) * 128 + 2 * 128 * 128;
    assertThat(sized.multiplications(1000, 3)).isEqualTo(3 * event * 1000 * 4 * 2);
    AnalysisFile plain = read(TWO + "network: {layers: [10, 4]}\ntraining: {epochs: 2}");
    assertThat(plain.multiplications(1000, 3)).isEqualTo(3.0 * (30 + 40) * 1000 * 2);
  }

  @Test
  void aBudgetSetsMembersWidthAndEpochs() {
    AnalysisFile quick = read(TWO + "training: {budget: quick}").sized(20_000, 28);
    AnalysisFile normal = read(TWO).sized(20_000, 28);
    AnalysisFile thorough = read(TWO + "training: {budget: thorough}").sized(20_000, 28);
    assertThat(List.of(members(quick), members(normal), members(thorough)))
        .containsExactly(4, 8, 16);
    assertThat(List.of(quick, normal, thorough))
        .extracting(a -> a.network().map(Network::layers).orElseThrow().getFirst())
        .containsExactly(64, 128, 256);
    assertThat(thorough.multiplications(20_000, 28))
        .isGreaterThan(5 * normal.multiplications(20_000, 28));
    assertThat(normal.multiplications(20_000, 28))
        .isGreaterThan(20 * quick.multiplications(20_000, 28));
    // what it set is written out instead
    assertThat(normal.training().budget()).isEmpty();
    assertThat(quick.toYaml()).doesNotContain("budget");
  }

  @Test
  void whatTheFileHasIsKept() {
    AnalysisFile sized =
        read(TWO
                + """
                members: {train: 3, ship: 1}
                preprocessing: standardize
                split: {train: 0.6, validation: 0.2, test: 0.2}
                training: {batch: 100, epochs: 9, patience: 2, optimizer: sgd, groups: []}
                """)
            .sized(5000, 4);
    assertThat(sized.members()).isEqualTo(new Members(some(3), some(1)));
    Training training = sized.training();
    assertThat(training.batch()).contains(100);
    assertThat(training.epochs()).contains(9);
    assertThat(training.patience()).contains(2);
    assertThat(training.updates().groups()).isEmpty();
    assertThat(sized.split().fractions().train()).isEqualTo(0.6);
  }

  private static Optional<Integer> some(int number) {
    return Optional.of(number);
  }

  @Test
  void noneHasDropout() {
    assertThat(read("{samples: [a], target: y}").sized(500, 2).network())
        .map(Network::dropout)
        .contains(0.0);
    assertThat(read(TWO).sized(500, 2).network()).map(Network::dropout).contains(0.0);
  }

  @Test
  void aRegressionHasMoreEpochsAndNoAveraging() {
    AnalysisFile regression = read("{samples: [a], target: y}").sized(5600, 2);
    assertThat(regression.training().updates().averaging()).isEqualTo(new Averaging.None());
    assertThat(regression.training().batch()).contains(64);
    assertThat(epochs(regression)).isEqualTo(128);
    AnalysisFile classes = read(TWO).sized(5600, 2);
    assertThat(classes.training().updates().averaging()).isEqualTo(new Averaging.Ema(0.99));
    assertThat(epochs(classes)).isEqualTo(64);
    assertThat(classes.training().patience()).contains(16);
  }

  @Test
  void whatIsLeftOutOfASplitIsInProportionToTheDefaultOfItsNetwork() {
    assertThat(read(TWO + "split: {test: 0.6}").split().fractions())
        .isEqualTo(new Split.Fractions(0.35, 0.05, 0.6));
    assertThat(read(TWO + "split: {test: 0.6}\nnetwork: {}").split().fractions())
        .isEqualTo(new Split.Fractions(0.3, 0.1, 0.6));
    assertThat(read(TWO + "split: {test: 0.6}\nmodel: boosted-trees").split().fractions())
        .isEqualTo(new Split.Fractions(0.3, 0.1, 0.6));
  }

  @Test
  void noMoreMembersAreKeptThanThereAre() {
    assertThatThrownBy(() -> read(TWO + "members: {train: 2, ship: 3}"))
        .isInstanceOf(InputException.class)
        .hasMessage(
            "[analysis.yaml:2:27 members.ship] expected at most the 2 of `train:`, found 3; keep"
                + " fewer, or train more");
    assertThatThrownBy(() -> read(TWO + "members: {ship: 9}").sized(100, 1))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("expected at most the 8 of `train:`, found 9");
    assertThatThrownBy(() -> read(TWO + "members: {ship: 1}\nmodel: mix"))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("found `model: mix`, whose network keeps all members");
    assertThatThrownBy(() -> read(TWO + "members: 0"))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("a whole number from 1 to 64");
  }

  @Test
  void aBudgetIsForTheDefaultNetworkAlone() {
    assertThatThrownBy(() -> read(TWO + "network: {}\ntraining: {budget: quick}"))
        .isInstanceOf(InputException.class)
        .hasMessage(
            "[analysis.yaml:3:20 training.budget] expected the default network, whose sizes a"
                + " budget sets, found `network:`, which has them itself; leave `budget:` out, or"
                + " `network:`");
    assertThatThrownBy(() -> read(TWO + "model: boosted-trees\ntraining: {budget: quick}"))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("found a model without a network");
  }

  @Test
  void anEncodingLeavesSomethingOfAFeature() {
    assertThatThrownBy(() ->
            read(
                TWO
                    + "network: {encoding: {tabular: {frequencies: 0, clip: false, tails:"
                    + " false}}}"))
        .isInstanceOf(InputException.class)
        .hasMessage(
            "[analysis.yaml:2:31 network.encoding.tabular] expected `clip`, `tails` or an embedding"
                + " of some `frequencies`, found none of them; use `encoding: none` for the"
                + " features themselves");
  }
}
