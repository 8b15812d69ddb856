package org.jpsi.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jpsi.core.eval.Epoch;
import org.jpsi.core.eval.History;
import org.jpsi.core.eval.Roc;
import org.jpsi.core.events.EventCorrelations;
import org.jpsi.core.events.EventDescription;
import org.jpsi.core.events.EventHistogram;
import org.jpsi.core.events.EventHistogram2D;
import org.jpsi.core.events.EventProfile;
import org.jpsi.core.events.Events;
import org.jpsi.core.nn.Layer;
import org.jpsi.core.nn.Linear;
import org.jpsi.core.nn.Relu;
import org.jpsi.core.nn.Sequential;
import org.jpsi.core.table.Column;
import org.jpsi.core.table.JaggedColumn;
import org.jpsi.core.table.NumberColumn;
import org.jpsi.core.table.NumberType;
import org.jpsi.core.table.Table;
import org.jpsi.core.table.TextColumn;
import org.jpsi.core.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

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
  void aHistogramOfEventsTellsItsWeightsGroupsAndWhatIsInNoBin() {
    Events events =
        Events.of(
            Table.of(
                "t",
                List.of(
                    NumberColumn.of("m", "GeV", 10.0, 12, 25, -1, 30, 31, Double.NaN),
                    NumberColumn.of("w", "", 1.0, 2, -1, 0.5, 4, 8, 16),
                    NumberColumn.of("process", "", new int[] {1, 0, 0, 1, 1, 0, 0}))));
    EventHistogram histogram = events.weight("w").histogram("m", 3, 0, 30).by("process");
    assertThat(Display.text(histogram))
        .isEqualTo(
            "[figure] m, weighted, 0.5 below, 8 above, 1 not a number (sum of weights / 10 GeV"
                + " against m [GeV]): process 0: 4 entries, sum 9, process 1: 3 entries, sum 5.5");
    // by hand: of process 0 a weight of 2 in the second bin and one of -1 in the third
    PlotReader plot = PlotReader.of(HistogramDisplay.chart(histogram).svg());
    String color = plot.legend().getOrDefault("process 0: 4 entries, sum 9", "");
    List<PlotReader.Mark> bars = plot.marks("line", color);
    assertThat(bars).hasSize(2);
    assertThat(bars.get(0).x(0)).isCloseTo(15, within(0.1));
    assertThat(bars.get(0).y(0) + bars.get(0).y(1)).isCloseTo(2 * 2, within(0.1));
    assertThat(Math.abs(bars.get(0).y(0) - bars.get(0).y(1))).isCloseTo(2 * 2, within(0.1));
    assertThat(bars.get(1).y(0) + bars.get(1).y(1)).isCloseTo(2 * -1, within(0.1));
    assertThat(Math.abs(bars.get(1).y(0) - bars.get(1).y(1))).isCloseTo(2 * 1, within(0.1));
    assertThat(Display.text(events.histogram("m", 3, 0, 30)))
        .isEqualTo(
            "[figure] m, 1 below, 1 above, 1 not a number (events / 10 GeV against m [GeV]): 7"
                + " entries");
    assertThat(Display.types()).contains(EventHistogram.class, Displayable.class);
  }

  private static Events signed() {
    return Events.of(
            Table.of(
                "t",
                List.of(
                    NumberColumn.of("m", "GeV", 1.0, 1, 3, 3, 9, Double.NaN),
                    NumberColumn.of("e", "MeV", 10.0, 20, 5, 5, 1, 1),
                    NumberColumn.of("w", "", 1.0, 2, -1, 0.5, 4, 16))))
        .weight("w");
  }

  @Test
  void aTwoDimensionalHistogramTellsItsScaleAndWhatIsOutside() {
    EventHistogram2D two = signed().histogram2D("m", 2, 0, 4, "e", 2, 0, 30);
    assertThat(Display.text(two))
        .isEqualTo(
            "[figure] sum of weights, red -2 to blue 2, 4 outside, 1 not a number (e [MeV] against"
                + " m [GeV])");
    ChartTest.parse(Display.html(two));
    assertThat(Display.text(signed().filter("w > 0").histogram2D("m", 2, 0, 4, "e", 2, 0, 30)))
        .startsWith("[figure] sum of weights, white 0 to blue 2, 4 outside");
    Events unweighted = Events.of(signed().table()).filter("m < 4");
    assertThat(Display.text(unweighted.histogram2D("m", 2, 0, 4, "e", 1, 0, 30)))
        .isEqualTo("[figure] events, white 0 to blue 2 (e [MeV] against m [GeV])");
  }

  @Test
  void aProfileIsMeansWithTheirErrors() {
    EventProfile profile = signed().profile("m", 2, 0, 4, "e");
    assertThat(Display.text(profile))
        .isEqualTo(
            "[figure] mean of e, weighted, 4 outside, 1 not a number (mean of e [MeV] against m"
                + " [GeV]): 6 entries");
    // by hand: (1 * 10 + 2 * 20) / 3 in the first bin, 5 in the second
    List<PlotReader.Mark> points = PlotReader.of(Display.html(profile)).marks("circle");
    assertThat(points).hasSize(2);
    assertThat(points.get(0).y(0)).isCloseTo(50.0 / 3, within(0.05));
    assertThat(points.get(1).y(0)).isCloseTo(5, within(0.05));
    Events unweighted = Events.of(signed().table());
    assertThat(Display.text(unweighted.profile("m", 1, 0, 9, "m")))
        .isEqualTo(
            "[figure] mean of m, 1 not a number (mean of m [GeV] against m [GeV]): 6 entries");
  }

  @Test
  void correlationsAreAMatrixWhoseStrongestAreNamed() {
    EventCorrelations correlations = signed().filter("w > 0").correlations();
    String text = Display.text(correlations);
    assertThat(text)
        .startsWith("[figure] Correlations in percent, weighted of 3 columns: ")
        .contains("m and e -", " %, ");
    ChartTest.parse(Display.html(correlations));
    assertThat(Display.html(correlations)).contains(">100</text>", ">m</text>");
    assertThat(Display.text(Events.of(signed().table()).correlations("w", "0 * w")))
        .isEqualTo("[figure] Correlations in percent of 2 columns: ");
  }

  @Test
  void eventsAreTheirFirstOnesAndWhatTheyAreWeightedBy() {
    Events events = signed().label("m > 2");
    assertThat(Display.text(events).lines())
        .startsWith("   m [GeV]  e [MeV]    w", "0        1       10    1")
        .endsWith("6 events, 3 columns, weight w, label m > 2");
    assertThat(Display.html(events)).contains("<th>m [GeV]</th>", "weight w, label m &gt; 2");
    assertThat(Display.text(events.redefine("m", "2 * m")))
        .endsWith("6 events, 3 columns, weighted, labeled");
    assertThat(Display.text(Events.of(events.table()).filter("m > 8")))
        .endsWith("1 event, 3 columns, without weights");
    assertThat(
            Display.text(Events.of(Table.of("t", List.of(NumberColumn.of("n", "", new int[99]))))))
        .contains("\n…  …\n99 events, 1 column, without weights");
  }

  @Test
  void aDescriptionIsALineForEachColumn() {
    assertThat(Display.text(signed().describe()).lines())
        .containsExactly(
            "6 events, sum of weights 22.5000 ± 16.7",
            " column     type  values  missing   mean  stdDev  min  max",
            "m [GeV]  float64       5        1  5.769   4.041    1    9",
            "e [MeV]  float64       6               3   5.598    1   20",
            "      w  float64       6           12.37   5.685   -1   16  the weight");
    assertThat(Display.html(signed().describe()))
        .contains("<td>m [GeV]</td>", "<td>the weight</td>", "<p>6 events, sum of weights");
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

  @ParameterizedTest
  @MethodSource("cells")
  void aCellIsWrittenAsItsTypeIs(Column column, String text) {
    Table table = Table.of("", List.of(column));
    List<String> lines = Display.text(table).lines().toList();
    assertThat(lines.get(1).strip().substring(1).strip()).isEqualTo(text);
    assertThat(Display.html(table)).contains("<td>" + Html.escape(text) + "</td>");
    assertThat(lines.getLast()).isEqualTo("1 event, 1 column");
  }

  private static JaggedColumn jagged(int... items) {
    return JaggedColumn.of("a", new int[] {0, items.length}, NumberColumn.of("", "", items));
  }

  static Stream<Arguments> cells() {
    return Stream.of(
        Arguments.of(NumberColumn.of("a", "", new int[] {-7}), "-7"),
        Arguments.of(jagged(), "[]"),
        Arguments.of(jagged(3), "[3]"),
        Arguments.of(jagged(3, 4), "[3, …]"),
        Arguments.of(NumberColumn.of("a", "", new long[] {1L << 53}), "9007199254740992"),
        Arguments.of(NumberColumn.of("a", "", new double[] {1234.5}), "1,235"),
        Arguments.of(NumberColumn.of("a", "", new double[] {1e300}), "1.00e+300"),
        Arguments.of(NumberColumn.of("a", "", new float[] {0.5f}), "0.5"),
        Arguments.of(NumberColumn.of("a", "", new float[] {Float.NaN}), "–"),
        Arguments.of(
            NumberColumn.of("a", "", NumberType.UINT64, 1, new long[] {-1}),
            "18446744073709551615"),
        Arguments.of(
            NumberColumn.of("a", "", NumberType.FLOAT64, 2, new double[] {1.5, 2}), "[1.5, …]"),
        Arguments.of(new TextColumn("a", new String[] {"<b>"}), "<b>"));
  }

  @Test
  void eightEventsAndTwelveColumnsAreShownWhole() {
    List<Column> columns = new ArrayList<>();
    for (int c = 0; c < 12; c++) {
      columns.add(NumberColumn.of("c" + c, "", new int[8]));
    }
    String whole = Display.text(Table.of("", columns));
    assertThat(whole).doesNotContain("…");
    assertThat(whole.lines()).hasSize(1 + 8 + 1);
    columns.add(NumberColumn.of("c12", "", new int[8]));
    assertThat(Display.text(Table.of("", columns)).lines().skip(1).findFirst().orElseThrow())
        .endsWith("…");
  }

  @Test
  void everyTypeThatIsShownHasMoreThanItsText() {
    assertThat(Display.types())
        .containsExactly(
            Figure.class,
            Table.class,
            Layer.class,
            History.class,
            Roc.class,
            Events.class,
            EventDescription.class,
            EventHistogram.class,
            EventHistogram2D.class,
            EventProfile.class,
            EventCorrelations.class,
            Displayable.class);
    Figure chart = Chart.of("A < B").line("", new double[2], new double[2]);
    assertThat(Display.figure(chart)).isSameAs(chart);
    assertThat(Display.html(chart)).isEqualTo(chart.svg());
    assertThat(Display.text(chart)).isEqualTo("[figure] A < B");
    assertThat(Display.figure("text")).isNull();
    assertThat(Display.html(new int[0].length)).isEqualTo("<pre>0</pre>");
  }

  @Test
  void theLossesOfAHistoryStandAboveTheirEpochs() {
    var history =
        new History(
            List.of(
                new Epoch(1, 0.7, 0.6, Double.NaN, true, 1e-3, 0),
                new Epoch(2, 0.5, 0.65, Double.NaN, false, 1e-3, 0)),
            2,
            History.StopReason.EPOCHS);
    PlotReader plot = PlotReader.of(Display.html(history));
    var lines = plot.marks("path");
    assertThat(lines.getFirst().passes(1, 0.7, 0.01, 0.001)).isTrue();
    assertThat(lines.getFirst().passes(2, 0.5, 0.01, 0.001)).isTrue();
    assertThat(lines.getLast().passes(2, 0.65, 0.01, 0.001)).isTrue();
    assertThat(plot.marks("line").getFirst().x(0)).isBetween(1.99, 2.01);
    var none = new History(List.of(), 0, History.StopReason.STOPPED);
    assertThat(Display.html(none)).doesNotContain("stroke-dasharray");
  }

  @Test
  void aRocGoesUpTheSignalAndAcrossTheBackground() {
    var roc =
        Roc.of(
            new double[] {0.9, 0.8, 0.7, 0.1},
            new boolean[] {true, true, false, false},
            new double[] {1, 1, 1, 1});
    var curve = PlotReader.of(Display.html(roc)).marks("path", Palette.BLUE).getFirst();
    assertThat(curve.passes(0, 1, 0.01, 0.01)).isTrue();
    assertThat(curve.passes(1, 0, 0.1, 0.1)).isFalse();
  }
}
