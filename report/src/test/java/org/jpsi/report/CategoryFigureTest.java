package org.jpsi.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jpsi.core.eval.TrainingFeatures;
import org.jpsi.core.parallel.ThreadPool;
import org.jpsi.core.table.NumberColumn;
import org.jpsi.core.task.Task;
import org.jpsi.report.PlotReader.Mark;
import org.junit.jupiter.api.Test;

class CategoryFigureTest {
  private static final Task TASK = new Task.Binary("higgs", "ttbar");

  /// Half of all events are of the first category, a third of the second.
  private static TrainingFeatures features(List<String> values) {
    int n = 600;
    double[] number = new double[n];
    double[] x = new double[n];
    int[] label = new int[n];
    double[] weight = new double[n];
    for (int i = 0; i < n; i++) {
      number[i] = i % 6 < 3 ? 1 : i % 6 < 5 ? 2 : 3;
      x[i] = i % 11;
      label[i] = i < n / 2 ? 1 : 0;
      weight[i] = 2;
    }
    return new TrainingFeatures(
        TASK,
        List.of(NumberColumn.of("channel", "", number), NumberColumn.of("x", "", x)),
        Map.of("channel", values),
        IntStream.range(0, n).toArray(),
        label,
        weight);
  }

  private static ReportFigure drawn(List<String> values) {
    return (ReportFigure)
        InputFigures.distributions(features(values), ThreadPool.SERIAL).getFirst().render();
  }

  @Test
  void barsStandBesideTheNamesOfTheirCategories() {
    ReportFigure figure = drawn(List.of("ee", "emu", "mumu"));
    assertThat(figure.alternative()).startsWith("Bars of the categories of channel for each class");
    PlotReader plot = PlotReader.of(figure.svg());
    assertThat(plot.texts()).contains("ee", "emu", "mumu", "higgs", "ttbar", "fraction");
    List<Mark> bars = plot.marks("rect", Palette.classes(TASK).getFirst());
    assertThat(bars).hasSize(3);
    double[] shares = {1 / 2.0, 1 / 3.0, 1 / 6.0};
    for (int k = 0; k < shares.length; k++) {
      assertThat(bars.get(k).x(1) - bars.get(k).x(0)).isCloseTo(shares[k], within(0.005));
    }
    // an error bar is of n events of weight 2 among 300: sqrt(n) / 300 on either side
    Mark error = plot.marks("line").getFirst();
    assertThat(Math.abs(error.x(1) - error.x(0)))
        .isCloseTo(2 * Math.sqrt(150) / 300, within(0.005));
  }

  @Test
  void namesOfAnyKindAreShownSafely() {
    ReportFigure figure =
        drawn(List.of("", "<b>&", "a name that is much longer than there is room"));
    assertThat(PlotReader.of(figure.svg()).texts())
        .contains("(empty)", "<b>&", "a name that is \u2026");
    assertThat(figure.svg()).doesNotContain("<b>");
  }

  @Test
  void otherFeaturesKeepTheirHistograms() {
    List<FigureTask> tasks =
        InputFigures.distributions(features(List.of("a", "b", "c")), ThreadPool.SERIAL);
    assertThat(tasks.getLast().alternative()).startsWith("Step histogram of x for each class");
    assertThat(InputFigures.correlations(features(List.of("a", "b", "c")), ThreadPool.SERIAL))
        .as("x alone is a number")
        .isEmpty();
  }
}
