package org.jpsi.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.jpsi.core.eval.PairedBootstrap;
import org.jpsi.core.eval.ScoredEvents;
import org.jpsi.core.parallel.ThreadPool;
import org.jpsi.core.random.Rng;
import org.jpsi.core.task.Part;
import org.jpsi.core.task.Task;
import org.junit.jupiter.api.Test;

/// The page that sets runs side by side.
class ComparisonPageTest {
  private static final int N = 400;

  // Each score follows the label as closely as its noise lets it.
  private static ScoredEvents scored(Task task, double noise) {
    Rng rng = Rng.of(3);
    int width = Math.max(1, task.width());
    double[][] scores = new double[width][N];
    int[] label = new int[N];
    double[] weight = new double[N];
    for (int i = 0; i < N; i++) {
      int classes = width == 1 ? 2 : width;
      label[i] = rng.integer(classes, i);
      weight[i] = 1;
      double sum = 0;
      for (int k = 0; k < width; k++) {
        double own = label[i] == (width == 1 ? 1 : k) ? 1 : 0;
        double z = own + noise * Math.abs(rng.normal((k + 1) * 1000L + i));
        scores[k][i] = width == 1 ? 1 / (1 + Math.exp(2 - 2 * z)) : z + 0.01;
        sum += scores[k][i];
      }
      for (int k = 0; width > 1 && k < width; k++) {
        scores[k][i] /= sum;
      }
    }
    return new ScoredEvents(Part.TEST, scores, label, new double[0][], weight, 0.5);
  }

  private static ComparisonPage page(
      Task task, List<ComparisonPage.Difference> differences, double... noise) {
    List<ScoredEvents> events =
        java.util.Arrays.stream(noise).mapToObj(each -> scored(task, each)).toList();
    List<String> names = List.of("first", "<second>", "third").subList(0, noise.length);
    return new ComparisonPage(
        names,
        task,
        events,
        PairedBootstrap.of(task, events, 50, 1, ThreadPool.SERIAL),
        differences,
        List.of("400 events are shared"));
  }

  @Test
  void aRunIsBetterOrWorseByMoreThanThreeErrors() {
    Task task = new Task.Binary("signal", "background");
    ComparisonPage page = page(task, List.of(), 0.8, 3, 0.8);
    assertThat(page.headlines().getFirst()).startsWith("<second> is worse than first by its auc: ");
    assertThat(page.headlines().get(1)).startsWith("third is neither better nor worse than first");
    assertThat(page(task, List.of(), 3, 0.8).headlines().getFirst())
        .startsWith("<second> is better than first by its auc: ");
    assertThat(page.heads())
        .containsExactly(
            "figure", "first", "<second>", "third", "<second> less first", "third less first");
    assertThat(page.rows()).allSatisfy(row -> assertThat(row).hasSize(6));
    String html = page.html();
    assertThat(html)
        .contains(
            "&lt;second&gt;", "id=\"figure-roc-0\"", "No key differs.", "50 bootstrap replicas")
        .doesNotContain("<second>");
    assertThat(page.html()).isEqualTo(html);
  }

  @Test
  void keysThatDifferAreInATableAndEachClassHasItsCurve() {
    Task task = new Task.Multiclass(List.of("a", "b", "c"));
    ComparisonPage page =
        page(
            task,
            List.of(new ComparisonPage.Difference("training.epochs", List.of("8", "16"))),
            0.5,
            0.6);
    assertThat(page.differenceRows()).containsExactly(List.of("training.epochs", "8", "16"));
    assertThat(page.html())
        .contains("training.epochs", "id=\"figure-roc-2\"")
        .doesNotContain("No key differs.");
  }

  @Test
  void aRegressionHasFiguresWithoutCurves() {
    Task task = new Task.Regression(List.of(new Task.Target("m", "GeV")));
    Rng rng = Rng.of(5);
    double[][] target = new double[1][N];
    double[][] predicted = new double[1][N];
    double[] weight = new double[N];
    for (int i = 0; i < N; i++) {
      target[0][i] = rng.normal(i);
      predicted[0][i] = target[0][i] + 0.1 * rng.normal(9000L + i);
      weight[i] = 1;
    }
    ScoredEvents events = new ScoredEvents(Part.TEST, predicted, new int[N], target, weight, 0.01);
    List<ScoredEvents> both = List.of(events, events);
    ComparisonPage page =
        new ComparisonPage(
            List.of("a", "b"),
            task,
            both,
            PairedBootstrap.of(task, both, 20, 1, ThreadPool.SERIAL),
            List.of(),
            List.of());
    assertThat(page.headlines().getFirst()).startsWith("b is neither better nor worse than a");
    assertThat(page.html()).doesNotContain("figure-roc");
  }
}
