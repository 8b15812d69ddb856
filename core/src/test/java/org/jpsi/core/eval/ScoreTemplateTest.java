package org.jpsi.core.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

/// Templates of a score.
class ScoreTemplateTest {
  private static final double[] EDGES = {0, 0.25, 0.5, 1};

  @Test
  void binsAreThoseOfNumPy() {
    double[] score = {-0.1, 0, -0.0, 0.1, 0.25, 0.49999, 0.5, 0.75, 1, 1.5, Double.NaN};
    double[] weight = {1, 2, 4, 8, -16, 32, 64, 128, 256, 512, 1024};
    ScoreTemplate template = ScoreTemplate.of(EDGES, score, weight);
    // numpy.histogram(score, EDGES, weights=weight), and of weight ** 2
    assertThat(template.contents()).containsExactly(14, 16, 448);
    assertThat(template.variances()).containsExactly(84, 1280, 86016);
    assertThat(template.sums()).containsExactly(1, 14, 16, 448, 512);
    assertThat(template.events()).isEqualTo(10);
    assertThat(template.bins()).isEqualTo(3);
  }

  @Test
  void noEventsGiveZeros() {
    ScoreTemplate template = ScoreTemplate.of(EDGES, new double[0], new double[0]);
    assertThat(template.sums()).containsOnly(0);
    assertThat(template.joined(1)).containsExactly(0, 1);
  }

  @Test
  void equalBinsAreOfARange() {
    assertThat(ScoreTemplate.equalBins(4)).containsExactly(0, 0.25, 0.5, 0.75, 1);
  }

  @Test
  void templatesAddUpBinByBin() {
    ScoreTemplate one = ScoreTemplate.of(EDGES, new double[] {0.1, 0.9}, new double[] {1, 2});
    ScoreTemplate both = one.plus(one);
    assertThat(both.contents()).containsExactly(2, 0, 4);
    assertThat(both.variances()).containsExactly(2, 0, 8);
    assertThat(both.events()).isEqualTo(4);
    ScoreTemplate other = ScoreTemplate.of(new double[] {0, 1}, new double[0], new double[0]);
    assertThatThrownBy(() -> one.plus(other)).hasMessageContaining("other bins");
  }

  @Test
  void binsAreJoinedFromAboveUntilEachHasEnoughEvents() {
    double[] edges = ScoreTemplate.equalBins(5);
    double[] score = {0.1, 0.1, 0.1, 0.3, 0.5, 0.7, 0.7};
    double[] weight = {1, 1, 1, 1, 1, 1, 1};
    ScoreTemplate template = ScoreTemplate.of(edges, score, weight);
    assertThat(template.joined(2)).containsExactly(0, 0.2, 0.6, 1);
    assertThat(template.joined(1)).containsExactly(0, 0.2, 0.4, 0.6, 1);
    // what is left below joins the lowest
    assertThat(template.joined(5)).containsExactly(0, 1);
    assertThat(template.joined(4)).containsExactly(0, 1);
    assertThat(template.joined(100)).containsExactly(0, 1);
    // what is negative takes of what is below
    assertThat(ScoreTemplate.of(edges, score, new double[] {1, 1, 1, 1, 1, -1, -1}).joined(1))
        .containsExactly(0, 1);
  }

  @Test
  void wrongEdgesAreRefused() {
    double[] none = new double[0];
    assertThatThrownBy(() -> ScoreTemplate.of(new double[] {1}, none, none))
        .hasMessageContaining("expected two edges or more");
    assertThatThrownBy(() -> ScoreTemplate.of(new double[] {0, 0}, none, none))
        .hasMessageContaining("expected ascending edges");
    assertThatThrownBy(() -> ScoreTemplate.of(new double[] {0, Double.NaN}, none, none))
        .hasMessageContaining("expected ascending edges");
  }

  @Test
  void binsAreJoinedAsIfTheyHadBeenFilledSo() {
    double[] score = {-1, 0, 0.1, 0.25, 0.3, 0.5, 0.74, 0.75, 1, 1.5};
    double[] weight = {1, 2, -3, 4, 5, 6, 7, 8, 9, 10};
    ScoreTemplate fine = ScoreTemplate.of(ScoreTemplate.equalBins(4), score, weight);
    for (double[] kept :
        new double[][] {{0, 1}, {0, 0.25, 1}, {0, 0.5, 0.75, 1}, ScoreTemplate.equalBins(4)}) {
      ScoreTemplate joined = fine.rebinned(kept);
      ScoreTemplate filled = ScoreTemplate.of(kept, score, weight);
      assertThat(joined.sums()).isEqualTo(filled.sums());
      assertThat(joined.squares()).isEqualTo(filled.squares());
      assertThat(joined.events()).isEqualTo(filled.events());
    }
    for (double[] other : new double[][] {{0, 0.3, 1}, {0.25, 1}, {0, 0.75}, {0, 0.25, 2}}) {
      assertThatThrownBy(() -> fine.rebinned(other))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("expected edges among");
    }
    assertThat(ScoreTemplate.equalBins(0.5, 2)).containsExactly(0.5, 0.75, 1);
  }
}
