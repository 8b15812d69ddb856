package org.jpsi.lab.classic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.random.Rng;
import org.junit.jupiter.api.Test;

class PerceptronTest {
  private static final double[][] CORNERS = {{0, 0}, {0, 1}, {1, 0}, {1, 1}};
  private static final PerceptronRule RULE = new PerceptronRule();

  private static int[] outputs(Perceptron p, double[][] x) {
    return Arrays.stream(x).mapToInt(row -> p.output(row)).toArray();
  }

  @Test
  void learnsAndAndOr() {
    for (int[] desired : new int[][] {{0, 0, 0, 1}, {0, 1, 1, 1}}) {
      PerceptronTraining done = RULE.fit(CORNERS, desired);
      assertThat(done.converged()).isTrue();
      assertThat(outputs(done.perceptron(), CORNERS)).isEqualTo(desired);
    }
  }

  /// By hand: from zeros, OR is wrong at (0, 1) first, then at (0, 0) of the second pass, ...
  @Test
  void movesTheWeightsAsTheRuleOnTheSlideSays() {
    PerceptronTraining done = RULE.fit(CORNERS, new int[] {0, 1, 1, 1});
    assertThat(done.trajectory())
        .containsExactly(
            new PerceptronTraining.Update(1, 1, Perceptron.of(1, 0, 1)),
            new PerceptronTraining.Update(2, 0, Perceptron.of(0, 0, 1)),
            new PerceptronTraining.Update(2, 2, Perceptron.of(1, 1, 1)),
            new PerceptronTraining.Update(3, 0, Perceptron.of(0, 1, 1)));
    assertThat(done.updates()).isEqualTo(4);
    assertThat(done.passes()).isEqualTo(4);
    assertThat(done.after(0)).isEqualTo(Perceptron.zero(2));
    assertThat(done.after(2)).isEqualTo(Perceptron.of(1, 1, 1));
    assertThat(done.after(4)).isEqualTo(done.perceptron());
  }

  @Test
  void saysZeroOnTheBoundaryItself() {
    assertThat(Perceptron.of(-1, 1, 0).output(1, 5)).isZero();
    assertThat(Perceptron.of(-1, 1, 0).output(1.001, 5)).isEqualTo(1);
  }

  @Test
  void neverComesToRestOnXorButGoesInACircle() {
    PerceptronTraining done = RULE.withPasses(100).fit(CORNERS, new int[] {0, 1, 1, 0});
    assertThat(done.converged()).isFalse();
    assertThat(done.passes()).isEqualTo(100);
    // The same weights at the end of two passes: what follows must be the same for ever.
    Set<Perceptron> seen = new HashSet<>();
    int distinct = 0;
    for (int pass = 0; pass <= 100; pass++) {
      distinct += seen.add(done.after(pass)) ? 1 : 0;
    }
    assertThat(distinct).isLessThan(10);
    for (PerceptronTraining.Update update : done.trajectory()) {
      assertThat(outputs(update.perceptron(), CORNERS)).isNotEqualTo(new int[] {0, 1, 1, 0});
    }
  }

  @Test
  void remembersTheFirstUpdatesOfALongTraining() {
    PerceptronTraining done = RULE.withPasses(30_000).fit(CORNERS, new int[] {0, 1, 1, 0});
    assertThat(done.updates()).isGreaterThan(PerceptronTraining.MAX_TRAJECTORY);
    assertThat(done.trajectory()).hasSize(PerceptronTraining.MAX_TRAJECTORY);
    assertThat(done.after(20_000)).isEqualTo(done.after(19_999));
    assertThatThrownBy(() -> done.after(29_000))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no pass 29000");
  }

  /// Novikoff 1962, for a separating hyperplane that is known, over many seeds and dimensions.
  @Test
  void makesNoMoreUpdatesThanNovikoffsTheoremAllows() {
    double nearest = 0;
    for (int seed = 0; seed < 300; seed++) {
      Rng rng = Rng.of(seed);
      int inputs = 1 + seed % 5;
      double[] truth = direction(rng.child("truth"), inputs + 1);
      double margin = 0.02 + 0.2 * rng.uniform(0);
      int events = 60;
      double[][] x = new double[events][];
      int[] desired = new int[events];
      double longest = 0;
      double gamma = Double.POSITIVE_INFINITY;
      long draw = 0;
      for (int j = 0; j < events; ) {
        double[] candidate = new double[inputs];
        for (int i = 0; i < inputs; i++) {
          candidate[i] = 4 * rng.uniform(1 + draw++) - 2;
        }
        double side = truth[inputs];
        double length = 1;
        for (int i = 0; i < inputs; i++) {
          side += truth[i] * candidate[i];
          length += candidate[i] * candidate[i];
        }
        if (Math.abs(side) > margin) {
          x[j] = candidate;
          desired[j++] = side > 0 ? 1 : 0;
          gamma = Math.min(gamma, Math.abs(side));
          longest = Math.max(longest, Math.sqrt(length));
        }
      }
      PerceptronTraining done = new PerceptronRule(1, 100_000).fit(x, desired);
      double bound = longest * longest / (gamma * gamma);
      assertThat(done.converged()).isTrue();
      assertThat((double) done.updates()).as("seed %d", seed).isLessThanOrEqualTo(bound);
      nearest = Math.max(nearest, done.updates() / bound);
    }
    // and the theorem is not idle here
    assertThat(nearest).isGreaterThan(0.1);
  }

  private static double[] direction(Rng rng, int size) {
    double[] v = new double[size];
    double squares = 0;
    for (int i = 0; i < size; i++) {
      v[i] = rng.normal(i);
      squares += v[i] * v[i];
    }
    for (int i = 0; i < size; i++) {
      v[i] /= Math.sqrt(squares);
    }
    return v;
  }

  @Test
  void theRateScalesTheWeightsAndChangesNoOutput() {
    Oracle oracle = Oracle.of("perceptron.txt");
    double[][] x = oracle.rows("mixed.x", 3);
    int[] desired = oracle.integers("mixed.d");
    PerceptronTraining one = new PerceptronRule(1, 20).fit(x, desired);
    PerceptronTraining half = new PerceptronRule(0.5, 20).fit(x, desired);
    assertThat(half.updates()).isEqualTo(one.updates());
    assertThat(half.perceptron().weight(1)).isEqualTo(0.5 * one.perceptron().weight(1));
    assertThat(half.perceptron().bias()).isEqualTo(0.5 * one.perceptron().bias());
  }

  @Test
  void agreesWithScikitLearnAfterEveryNumberOfPasses() {
    Oracle oracle = Oracle.of("perceptron.txt");
    for (String name : new String[] {"apart", "mixed"}) {
      double[][] x = oracle.rows(name + ".x", 3);
      int[] desired = oracle.integers(name + ".d");
      for (int passes : new int[] {1, 2, 3, 10, 50}) {
        PerceptronTraining done = RULE.withPasses(passes).fit(x, desired);
        double[] expected = oracle.numbers(name + "." + passes);
        assertThat(done.perceptron().bias()).isCloseTo(expected[0], within(1e-9));
        for (int i = 0; i < 3; i++) {
          assertThat(done.perceptron().weight(i)).isCloseTo(expected[i + 1], within(1e-9));
        }
      }
      assertThat(RULE.withPasses(50).fit(x, desired).converged()).isEqualTo(name.equals("apart"));
    }
  }

  @Test
  void saysWhatIsWrongWithTheEvents() {
    assertThatThrownBy(() -> RULE.fit(CORNERS, new int[] {0, 1, 2, 1}))
        .isInstanceOf(InputException.class)
        .hasMessage("[perceptron, event 2] expected class 0 or 1, found 2");
    assertThatThrownBy(() -> RULE.fit(new double[][] {{1}, {Double.NaN}}, new int[] {0, 1}))
        .hasMessage("[perceptron, event 1] expected finite inputs, found NaN");
    assertThatThrownBy(() -> RULE.fit(new double[0][], new int[0]))
        .hasMessage("[perceptron] expected training events, found none");
    assertThatThrownBy(() -> RULE.fit(CORNERS, new int[3]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("4 events and 3 classes");
    assertThatThrownBy(() -> new PerceptronRule(0, 1))
        .hasMessageContaining("learningRate > 0, found 0");
  }
}
