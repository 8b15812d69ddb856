package org.jpsi.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.jpsi.core.eval.Epoch;
import org.jpsi.core.eval.History;
import org.jpsi.core.eval.Roc;
import org.jpsi.core.nn.Linear;
import org.jpsi.core.nn.Relu;
import org.jpsi.core.nn.Sequential;
import org.jpsi.core.table.Column;
import org.jpsi.core.table.NumberColumn;
import org.jpsi.core.table.NumberType;
import org.jpsi.core.table.Table;
import org.jpsi.core.table.TextColumn;
import org.jpsi.core.tensor.Tensor;
import org.junit.jupiter.api.Test;

class DisplayTest {
  private static Table table() {
    return Table.of(
        "file:tree",
        List.of(
            NumberColumn.of("M", "GeV", 91.1876f, Float.NaN),
            NumberColumn.of("Q", "1", 1, -1),
            NumberColumn.of("xyz", "cm", NumberType.FLOAT32, 3, new float[] {1, 2, 3, 4, 5, 6}),
            NumberColumn.of(
                "id", "", NumberType.UINT64, 1, new long[] {Long.MIN_VALUE, Long.MAX_VALUE}),
            new TextColumn("class", new String[] {"a<b", "c"})));
  }

  @Test
  void aTableIsRowsAndColumnsWithTheirUnits() {
    assertThat(Display.text(table()).lines())
        .containsExactly(
            "   M [GeV]   Q  xyz [cm]                   id  class",
            "0    91.19   1    [1, …]  9223372036854775808    a<b",
            "1        –  -1    [4, …]  9223372036854775807      c",
            "2 events, 5 columns");
    assertThat(Display.html(table()))
        .contains("<th>M [GeV]</th>", "<td>91.19</td>", "<td>a&lt;b</td>", "2 events, 5 columns");
    ChartTest.parse("<div>" + Display.html(table()) + "</div>");
    assertThat(Display.figure(table())).isNull();
  }

  @Test
  void ofALongAndWideTableTheBeginningIsShown() {
    List<Column> columns = new ArrayList<>();
    for (int c = 0; c < 20; c++) {
      columns.add(NumberColumn.of("c" + c, "", new int[1000]));
    }
    List<String> lines = Display.text(Table.of("", columns)).lines().toList();
    assertThat(lines).hasSize(1 + 8 + 1 + 1);
    assertThat(lines.getFirst()).contains("c11").doesNotContain("c12").endsWith("…");
    assertThat(lines.getLast()).isEqualTo("1,000 events, 20 columns");
    assertThat(Display.text(Table.of("", List.of()))).contains("0 events, 0 columns");
  }

  @Test
  void aNetworkIsItsLayersWithTheirParameters() {
    var net = Sequential.of(Linear.of(3, 64), Relu.of(), Linear.of(64, 1));
    assertThat(Display.text(net).lines())
        .containsExactly(
            "           layer  parameters",
            "0  Linear(3, 64)         256",
            "1         Relu()",
            "2  Linear(64, 1)          65",
            "             all         321");
    ChartTest.parse("<div>" + Display.html(net) + "</div>");
    assertThat(Display.text(Linear.of(1, 1))).contains("Linear(1, 1)");
  }

  @Test
  void aHistoryIsItsLossesAndTheBestEpochs() {
    var history =
        new History(
            List.of(
                new Epoch(1, 0.7, 0.6, Double.NaN, true, 1e-3, 0),
                new Epoch(2, 0.5, 0.65, Double.NaN, false, 1e-3, 0)),
            1,
            History.StopReason.EPOCHS);
    assertThat(Display.text(history))
        .isEqualTo("[figure] Loss (loss per event against epoch): training, validation");
    ChartTest.parse(Display.html(history));
    var alone =
        new History(
            List.of(new Epoch(1, 0.7, Double.NaN, Double.NaN, true, 1e-3, 0)),
            1,
            History.StopReason.EPOCHS);
    assertThat(Display.text(alone)).doesNotContain("validation");
    ChartTest.parse(Display.html(alone));
  }

  @Test
  void aRocIsItsCurveWithTheAreaInTheTitle() {
    var roc =
        Roc.of(
            new double[] {0.9, 0.8, 0.7, 0.1},
            new boolean[] {true, false, true, false},
            new double[] {1, 1, 1, 1});
    assertThat(Display.text(roc))
        .startsWith("[figure] ROC, area 0.75 ± 0.35")
        .contains("signal efficiency against background efficiency");
    ChartTest.parse(Display.html(roc));
  }

  @Test
  void anythingElseIsItsText() {
    Tensor tensor = Tensor.of(new float[] {1, 2});
    assertThat(Display.text(tensor)).isEqualTo(tensor.toString());
    assertThat(Display.html("a<b")).isEqualTo("<pre>a&lt;b</pre>");
  }
}
