package org.jpsi.core.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.jpsi.core.eval.Oracle.column;
import static org.jpsi.core.eval.Oracle.paired;

import java.util.Arrays;
import java.util.List;
import org.assertj.core.data.Percentage;
import org.jpsi.core.parallel.ThreadPool;
import org.jpsi.core.task.Part;
import org.jpsi.core.task.Task;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Errors of differences beside numpy's bootstrap and DeLong's formula.
class PairedBootstrapTest {
  private static final Task BINARY = new Task.Binary("s", "b");
  private static final Task THREE = new Task.Multiclass(List.of("a", "b", "c"));
  private static final double[] FIRST = clipped(column("score"));
  private static final double[] SECOND = second();

  private static double[] clipped(double[] score) {
    return Arrays.stream(score).map(p -> Math.clamp(p, 0.01, 0.99)).toArray();
  }

  private static double[] second() {
    double[] score = column("score");
    double[] other = column("score1");
    double[] mixed = new double[score.length];
    Arrays.setAll(mixed, i -> 0.7 * score[i] + 0.3 * other[i]);
    return clipped(mixed);
  }

  private static int[] signal() {
    return Arrays.stream(column("signal")).mapToInt(s -> (int) s).toArray();
  }

  private static ScoredEvents scored(double[] score, double[] weight) {
    return ScoredEvents.classification(
        Part.TEST, new double[][] {score}, signal(), weight, Double.NaN);
  }

  private static PairedFigure figure(PairedBootstrap all, String name) {
    return all.figures().stream().filter(f -> f.name().equals(name)).findFirst().orElseThrow();
  }

  private static void asExpected(PairedFigure figure, String key, boolean second) {
    assertThat(figure.values().getFirst()).isCloseTo(paired(key + ".first"), within(1e-11));
    if (second) {
      double other = paired(key + ".second");
      assertThat(figure.values().get(1)).isCloseTo(other, within(1e-11));
      assertThat(figure.differences().get(1))
          .isCloseTo(other - paired(key + ".first"), within(1e-11));
    }
    // each is known to 2 %, or 4 % of 300 replicas
    assertThat(figure.differenceErrors().get(1))
        .as(key)
        .isCloseTo(paired(key + ".error"), Percentage.withPercentage(12));
  }

  @ParameterizedTest
  @ValueSource(strings = {"one", "positive", "signed"})
  void figuresOfTwoClassesHaveNumPysErrors(String weight) {
    PairedBootstrap all =
        PairedBootstrap.of(
            BINARY,
            List.of(scored(FIRST, column(weight)), scored(SECOND, column(weight))),
            PairedBootstrap.REPLICAS,
            1,
            ThreadPool.SERIAL);
    for (String name : List.of("auc", "log_loss", "brier")) {
      asExpected(figure(all, name), name + "." + weight, true);
    }
    assertThat(all.figures().stream().map(PairedFigure::name))
        .containsExactly("auc", "background_at_50", "log_loss", "brier", "accuracy");
  }

  @Test
  void withEqualWeightsTheErrorOfAnAucDifferenceIsDeLongs() {
    PairedBootstrap all =
        PairedBootstrap.of(
            BINARY,
            List.of(scored(FIRST, column("one")), scored(SECOND, column("one"))),
            PairedBootstrap.REPLICAS,
            2,
            ThreadPool.SERIAL);
    PairedFigure auc = figure(all, "auc");
    assertThat(auc.differenceErrors().get(1))
        .isCloseTo(paired("delong"), Percentage.withPercentage(8));
    assertThat(auc.errors().getFirst())
        .isCloseTo(
            Auc.of(FIRST, Oracle.signal(), column("one")).error(), Percentage.withPercentage(8));
    // of each alone, errors are larger than of the difference
    assertThat(auc.errors().get(1)).isGreaterThan(1.5 * auc.differenceErrors().get(1));
    assertThat(figure(all, "background_at_50").values().getFirst())
        .isCloseTo(backgroundAtHalf(), within(1e-12));
  }

  /// By definition: the background above the cut that half of the signal passes, ties in part.
  private static double backgroundAtHalf() {
    double[] cuts = Arrays.stream(FIRST).distinct().map(x -> -x).sorted().map(x -> -x).toArray();
    int[] signal = signal();
    double half = Arrays.stream(signal).sum() / 2.0;
    double all = signal.length - 2 * half;
    double s = 0;
    double b = 0;
    for (double cut : cuts) {
      double ds = 0;
      double db = 0;
      for (int i = 0; i < signal.length; i++) {
        ds += FIRST[i] == cut ? signal[i] : 0;
        db += FIRST[i] == cut ? 1 - signal[i] : 0;
      }
      if (s + ds >= half) {
        return (b + db * (half - s) / ds) / all;
      }
      s += ds;
      b += db;
    }
    throw new AssertionError();
  }

  @ParameterizedTest
  @ValueSource(strings = {"one", "positive", "signed"})
  void figuresOfSeveralClassesAndOfARegressionHaveNumPysErrors(String weight) {
    double[][] raw = Oracle.scores();
    double[][] classes = new double[3][];
    double[][] other = new double[3][];
    for (int c = 0; c < 3; c++) {
      int k = c;
      classes[c] = Arrays.stream(raw[c]).map(p -> (p + 0.01) / 1.03).toArray();
      other[c] = new double[FIRST.length];
      Arrays.setAll(
          other[c], i -> 0.6 * classes[k][i] + 0.4 * (k == 0 ? FIRST[i] : (1 - FIRST[i]) / 2));
    }
    PairedBootstrap three =
        PairedBootstrap.of(
            THREE,
            List.of(
                ScoredEvents.classification(
                    Part.TEST, classes, Oracle.label(), column(weight), Double.NaN),
                ScoredEvents.classification(
                    Part.TEST, other, Oracle.label(), column(weight), Double.NaN)),
            PairedBootstrap.REPLICAS,
            1,
            ThreadPool.SERIAL);
    asExpected(figure(three, "auc"), "mean." + weight, false);

    double[] target = column("target");
    double[] found = column("predicted");
    double[] closer = new double[target.length];
    Arrays.setAll(closer, i -> 0.5 * found[i] + 0.5 * target[i] + 1.0);
    PairedBootstrap regression =
        PairedBootstrap.of(
            new Task.Regression(List.of(new Task.Target("M", "GeV"))),
            List.of(regression(found, target, weight), regression(closer, target, weight)),
            PairedBootstrap.REPLICAS,
            1,
            ThreadPool.SERIAL);
    asExpected(figure(regression, "rmse"), "rmse." + weight, true);
    asExpected(figure(regression, "mae"), "mae." + weight, true);
  }

  private static ScoredEvents regression(double[] found, double[] target, String weight) {
    return ScoredEvents.regression(
        Part.TEST, new double[][] {found}, new double[][] {target}, column(weight), Double.NaN);
  }

  @Test
  void threadsAndEqualModelsChangeNothing() {
    List<ScoredEvents> same =
        List.of(scored(FIRST, column("signed")), scored(FIRST, column("signed")));
    PairedBootstrap one = PairedBootstrap.of(BINARY, same, 50, 3, ThreadPool.SERIAL);
    assertThat(PairedBootstrap.of(BINARY, same, 50, 3, ThreadPool.of(3))).isEqualTo(one);
    assertThat(one.figures())
        .allSatisfy(figure -> {
          assertThat(figure.differences()).containsExactly(0.0, 0.0);
          assertThat(figure.differenceErrors()).containsExactly(0.0, 0.0);
        });
  }

  @Test
  void whereAClassHasNoPositiveWeightThereIsNoAuc() {
    double[] zero = new double[FIRST.length];
    PairedFigure auc =
        figure(
            PairedBootstrap.of(BINARY, List.of(scored(FIRST, zero)), 10, 1, ThreadPool.SERIAL),
            "auc");
    assertThat(auc.values().getFirst()).isNaN();
    assertThat(auc.errors().getFirst()).isNaN();
    assertThatThrownBy(() ->
            PairedBootstrap.of(
                BINARY,
                List.of(
                    ScoredEvents.classification(
                        Part.TEST, new double[1][0], new int[0], new double[0], 0)),
                10,
                1,
                ThreadPool.SERIAL))
        .hasMessageContaining("no events");
  }
}
