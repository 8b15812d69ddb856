package org.jpsi.core.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.jpsi.core.data.ColumnPreprocessing;
import org.jpsi.core.data.Feature;
import org.jpsi.core.data.Features;
import org.jpsi.core.data.Preprocessing;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.nn.Linear;
import org.jpsi.core.nn.Sequential;
import org.jpsi.core.table.JaggedColumn;
import org.jpsi.core.table.NumberColumn;
import org.jpsi.core.table.Table;
import org.jpsi.core.task.Task;
import org.junit.jupiter.api.Test;

class TrainingRangesTest {
  private static final Model MODEL =
      new Model(
          List.of(new InputColumn("x", false, 1, "GeV"), new InputColumn("y", false, 1, "GeV")),
          Preprocessing.of(
              Features.of(
                  List.of(new Feature("x", "x", "GeV"), new Feature("sum", "x + k * y", "GeV")),
                  Map.of("k", 2.0)),
              List.of(
                  ColumnPreprocessing.standardize(0, 1, -1, 1),
                  ColumnPreprocessing.standardize(0, 1, -3, 3))),
          "",
          new Task.Binary("signal", "background"),
          new NetworkPredictor(Sequential.of(Linear.of(2, 1))),
          Map.of());

  private static Table table(String unit, double[] x, double[] y) {
    return Table.of("t", List.of(NumberColumn.of("y", unit, y), NumberColumn.of("x", "GeV", x)));
  }

  @Test
  void eventsOutsideAreCountedByFeatureAndOnceInAll() {
    // x below; x above, and so the sum; the sum alone; inside at both ends; NaN
    TrainingRanges ranges =
        TrainingRanges.of(
            MODEL,
            table("GeV", new double[] {-2, 2, 0, 1, Double.NaN}, new double[] {0, 1, 2, 1, 0}));
    assertThat(ranges.features())
        .containsExactly(
            new TrainingRanges.Range("x", -1, 1, 0.2, 0.2, 0.2),
            new TrainingRanges.Range("sum", -3, 3, 0, 0.4, 0.2));
    assertThat(ranges.outside()).isEqualTo(0.8);
    assertThat(ranges)
        .hasToString(
            """
            x: 20.0 % below -1.000, 20.0 % above 1.000, 20.0 % not finite
            sum: 0.00 % below -3.000, 40.0 % above 3.000, 20.0 % not finite\
            """);
  }

  @Test
  void noEventsAreNowhere() {
    assertThat(TrainingRanges.of(MODEL, table("GeV", new double[0], new double[0])).outside())
        .isZero();
  }

  @Test
  void anotherUnitIsRefused() {
    assertThatThrownBy(() -> TrainingRanges.of(MODEL, table("MeV", new double[1], new double[1])))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("expected column y in GeV, as in training, found MeV");
  }

  @Test
  void aVaryingNumberOfValuesIsRefused() {
    NumberColumn items = NumberColumn.of("", "GeV", 1.0, 2.0);
    Table table =
        table("GeV", new double[1], new double[1])
            .with(JaggedColumn.of("y", new int[] {0, 2}, items));
    assertThatThrownBy(() -> TrainingRanges.of(MODEL, table))
        .isInstanceOf(InputException.class)
        .hasMessageContaining(
            "expected column y to hold a number, as in training, found float64[]");
  }
}
