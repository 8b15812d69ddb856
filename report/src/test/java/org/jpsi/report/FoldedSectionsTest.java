package org.jpsi.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jpsi.core.eval.CalibrationFigures;
import org.jpsi.core.eval.ExpectedSignificance;
import org.jpsi.core.eval.ScoredEvents;
import org.jpsi.core.eval.YieldEvents;
import org.jpsi.core.random.Rng;
import org.jpsi.core.task.Part;
import org.jpsi.core.task.Task;
import org.junit.jupiter.api.Test;

/// Sections of figures that each fold chooses by itself.
class FoldedSectionsTest {
  private static final Task TASK = new Task.Binary("s", "b");
  private static final int N = 600;
  private static final int[] FOLD = IntStream.range(0, N).map(i -> i % 3).toArray();

  private static ScoredEvents events(boolean turned) {
    double[] score = new double[N];
    int[] label = new int[N];
    double[] weight = new double[N];
    Arrays.fill(weight, 1);
    for (int i = 0; i < N; i++) {
      label[i] = i % 2;
      double x = Rng.of(1).normal(i) + (turned ? -1 : 1) * label[i];
      score[i] = 1 / (1 + StrictMath.exp(-x));
    }
    return ScoredEvents.classification(Part.TEST, new double[][] {score}, label, weight, 0.3);
  }

  private static String calibration(boolean isotonic, boolean turned) {
    ScoredEvents own = events(false);
    CalibrationFigures found =
        CalibrationFigures.ofFolds(
            TASK,
            List.of(own, own, events(turned)),
            own,
            FOLD,
            own,
            FOLD,
            isotonic,
            List.of(0.75, 0.25));
    HtmlPage page = new HtmlPage("run");
    new CalibrationSection(TASK, found, page).write(List.of());
    assertThat(page.failures()).isEmpty();
    return page.html();
  }

  @Test
  void calibrationSaysTheMapOfEachFold() {
    assertThat(calibration(false, false))
        .contains("by a map of each fold, fitted to the validation events of its own model")
        .contains("logit p = a logit s + b + ln(S/B)");
    assertThat(calibration(true, false)).contains("an isotonic map of ");
    assertThat(calibration(false, true))
        .contains("There is no calibration: in fold 2 probabilities would fall with the score.");
  }

  @Test
  void significanceSaysThatItsCutIsAMean() {
    ScoredEvents own = events(false);
    YieldEvents yields =
        new YieldEvents(
            own.scores()[0],
            own.weight(),
            own.label(),
            new YieldEvents.Yield[] {
              new YieldEvents.Yield(false, 300, 300), new YieldEvents.Yield(true, 300, 300)
            });
    HtmlPage page = new HtmlPage("run");
    new SignificanceSection(
            ExpectedSignificance.ofFolds(List.of(yields, yields, yields), yields, FOLD, 0), page)
        .write();
    HtmlPage plain = new HtmlPage("run");
    new SignificanceSection(ExpectedSignificance.of(yields, yields, 0), plain).write();
    String mean = " (the mean of the folds&#39; cuts)";
    assertThat(page.html()).contains(mean);
    assertThat(page.html().replace(mean, "")).isEqualTo(plain.html());
  }
}
