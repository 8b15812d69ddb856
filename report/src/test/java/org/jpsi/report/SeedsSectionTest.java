package org.jpsi.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.jpsi.core.eval.ScoredEvents;
import org.jpsi.core.eval.SeedFigures;
import org.jpsi.core.task.Part;
import org.jpsi.core.task.Task;
import org.junit.jupiter.api.Test;

class SeedsSectionTest {
  private static final Task TASK = new Task.Binary("s", "b");

  /// Four events, of which the first pair is ranked right by each, the second by some.
  private static ScoredEvents scored(double last) {
    return ScoredEvents.classification(
        Part.TEST,
        new double[][] {{0.9, 0.1, last, 0.5}},
        new int[] {1, 0, 1, 0},
        new double[] {1, 1, 1, 1},
        0.4);
  }

  @Test
  void theSpreadOverSeedsStandsBesideTheStatisticalError() {
    SeedFigures found =
        SeedFigures.of(TASK, List.of(1L, 2L, 3L), List.of(scored(0.6), scored(0.2), scored(0.8)));
    // an AUC of 1, 3/4 and 1
    assertThat(found.means().get("auc")).isCloseTo(11 / 12.0, within(1e-15));
    assertThat(found.spreads().get("auc")).isCloseTo(Math.sqrt(1 / 48.0), within(1e-15));
    HtmlPage page = new HtmlPage("run");
    new SeedsSection(found, page).write();
    assertThat(page.failures()).isEmpty();
    assertThat(page.html())
        .contains(
            "<th scope=\"col\">seed</th>",
            "<td>2</td>",
            "<td>0.75000</td>",
            "<td>mean</td>",
            "<td>0.91667</td>",
            "<td>spread over seeds</td>",
            "<td>0.14</td>",
            "statistical error",
            "the same test events");
  }

  @Test
  void oneTrainingHasNoSpread() {
    List<ScoredEvents> one = new ArrayList<>(List.of(scored(0.6)));
    assertThatThrownBy(() -> SeedFigures.of(TASK, List.of(1L), one))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("expected 2 trainings or more");
  }
}
