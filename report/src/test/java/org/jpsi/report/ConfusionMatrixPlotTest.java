package org.jpsi.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class ConfusionMatrixPlotTest {
  private static final List<String> NAMES = List.of("photon", "neutral pion");

  @Test
  void sharesAreWrittenAsPercentBesideTheNames() {
    ConfusionMatrixPlot matrix =
        ConfusionMatrixPlot.of("Taken for", NAMES, new double[][] {{0.61, 0.39}, {0.215, 0.785}});
    assertThat(matrix.svg())
        .startsWith("<svg ")
        .contains(">Taken for</text>")
        .contains(">photon</text>", ">neutral pion</text>", ">61</text>", ">39</text>")
        .isEqualTo(
            ConfusionMatrixPlot.of(
                    "Taken for", NAMES, new double[][] {{0.61, 0.39}, {0.215, 0.785}})
                .svg());
    assertThat(matrix.description())
        .isEqualTo("Taken for: percent of each of photon, neutral pion");
    assertThat(FigureGrid.of(matrix, matrix).svg()).contains("neutral pion");
  }

  @Test
  void aClassWithoutEventsStaysEmpty() {
    double[][] one = {{1, 0}, {Double.NaN, Double.NaN}};
    assertThat(ConfusionMatrixPlot.of("", NAMES, one).svg())
        .contains(">100</text>")
        .doesNotContain("NaN");
  }

  @Test
  void everyNameHasARow() {
    assertThatThrownBy(() -> ConfusionMatrixPlot.of("", NAMES, new double[][] {{1}}))
        .hasMessage("ConfusionMatrixPlot: expected a row per name, found 2 names and 1 rows");
  }
}
