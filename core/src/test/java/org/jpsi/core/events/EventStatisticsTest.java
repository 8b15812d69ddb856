package org.jpsi.core.events;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.offset;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import java.util.stream.IntStream;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.histogram.Histogram;
import org.jpsi.core.table.JaggedColumn;
import org.jpsi.core.table.NumberColumn;
import org.jpsi.core.table.Table;
import org.jpsi.core.table.TextColumn;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Statistics of events beside NumPy and ROOT's RDataFrame (`oracles/event_statistics.py`).
class EventStatisticsTest {
  private static final Properties EXPECTED = new Properties();
  private static final Events EVENTS = read();

  private static BufferedReader resource(String name) {
    return new BufferedReader(
        new InputStreamReader(
            Objects.requireNonNull(EventStatisticsTest.class.getResourceAsStream(name)), UTF_8));
  }

  private static Events read() {
    try (BufferedReader csv = resource("statistics.csv");
        BufferedReader expected = resource("statistics.properties")) {
      EXPECTED.load(expected);
      List<String> lines = csv.lines().toList();
      String[] names = lines.getFirst().split(",");
      List<String[]> rows = lines.stream().skip(1).map(line -> line.split(",")).toList();
      return Events.of(
          Table.of(
              "statistics",
              IntStream.range(0, names.length).mapToObj(c -> column(names[c], rows, c)).toList()));
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static NumberColumn column(String name, List<String[]> rows, int c) {
    double[] values =
        rows.stream()
            .mapToDouble(row -> row[c].equals("nan") ? Double.NaN : Float.parseFloat(row[c]))
            .toArray();
    return NumberColumn.of(name, name.equals("x") ? "GeV" : "", values);
  }

  private static double[] expected(String name) {
    return Arrays.stream(EXPECTED.getProperty(name).split(" "))
        .mapToDouble(Double::parseDouble)
        .toArray();
  }

  private static void close(double[] found, String name) {
    double[] expected = expected(name);
    assertThat(found).as(name).hasSameSizeAs(expected);
    for (int i = 0; i < found.length; i++) {
      assertThat(found[i])
          .as(name + " " + i)
          .isCloseTo(expected[i], offset(1e-11 * Math.max(1, Math.abs(expected[i]))));
    }
  }

  private static void close(double found, String name) {
    close(new double[] {found}, name);
  }

  private static double[] times(double factor, double[] values) {
    return Arrays.stream(values).map(x -> factor * x).toArray();
  }

  private static double[] flat(double[][] values) {
    return Arrays.stream(values).flatMapToDouble(Arrays::stream).toArray();
  }

  @ParameterizedTest
  @ValueSource(strings = {"signed", "positive"})
  void weightedStatisticsAreThoseOfNumPyAndRoot(String weight) {
    Events events = EVENTS.weight(weight);
    EventYield yield = events.sumOfWeights();
    close(yield.value(), weight + ".sum");
    close(yield.error(), weight + ".error");
    assertThat(yield.events()).isEqualTo(600);
    close(events.mean("x"), weight + ".mean.x");
    close(events.stdDev("x"), weight + ".stdDev.x");

    EventDescription described = events.describe();
    close(described.column("x").mean(), weight + ".mean.x");
    close(described.column("x").stdDev(), weight + ".stdDev.x");
    close(described.column("z").mean(), weight + ".mean.z");
    close(described.column("z").stdDev(), weight + ".stdDev.z");
    assertThat(described.column("z").missing()).isEqualTo(17);
    assertThat(described.column("z").values()).isEqualTo(583);
    assertThat(described.yield()).isEqualTo(yield);

    Histogram histogram = events.histo1D("x", 12, 40, 160).total();
    close(histogram.sum(), weight + ".histogram");
    double[] errors = IntStream.range(0, 12).mapToDouble(histogram::error).toArray();
    close(errors, weight + ".histogram.error");
    close(new double[] {histogram.underflow(), histogram.overflow()}, weight + ".histogram.flow");

    EventHistogram2D two = events.histo2D("x", 5, 40, 160, "y", 4, 10_000, 10_100);
    close(flat(two.histogram().sum()), weight + ".histogram2D");
    double[] errors2D =
        IntStream.range(0, 20).mapToDouble(i -> two.histogram().error(i / 4, i % 4)).toArray();
    close(errors2D, weight + ".histogram2D.error");
    assertThat(two.histogram().total() + two.outside()).isCloseTo(yield.value(), offset(1e-9));

    List<EventProfile.Bin> bins = events.profile("x", 6, 40, 160, "y").bins();
    close(bins.stream().mapToDouble(EventProfile.Bin::mean).toArray(), weight + ".profile");
    close(
        bins.stream().mapToDouble(EventProfile.Bin::spread).toArray(), weight + ".profile.spread");
    close(bins.stream().mapToDouble(EventProfile.Bin::error).toArray(), weight + ".profile.error");

    EventCorrelations correlations = events.correlations("x", "y", "z");
    close(
        new double[] {
          correlations.of("x", "y"), correlations.of("z", "x"), correlations.of("y", "z")
        },
        weight + ".correlations");
    assertThat(correlations.of("x", "x")).isEqualTo(1);
  }

  @Test
  void withoutWeightsEachEventCountsOnce() {
    close(EVENTS.mean("x"), "mean.x");
    close(EVENTS.sum("x"), "sum.x");
    close(EVENTS.stdDev("x"), "stdDev.x");
    close(EVENTS.min("x"), "min.x");
    close(EVENTS.max("x"), "max.x");
    EventHistogram histogram = EVENTS.histogram("x", 12, 40, 160).by("group");
    for (String group : List.of("0", "1", "2")) {
      close(histogram.group(group).histogram().sum(), "histogram." + group);
    }
    assertThat(EVENTS.sumOfWeights()).isEqualTo(new EventYield(600, Math.sqrt(600), 600));
    assertThat(EVENTS.sumOfWeights().effectiveEvents()).isCloseTo(600, offset(1e-9));
    assertThat(EVENTS.sumOfWeights()).hasToString("600.000 ± 24.5 (600 events)");
  }

  @Test
  void noEventsAreNoReasonToFail() {
    Events none = EVENTS.weight("positive").filter("x > 1e9");
    assertThat(none.sumOfWeights()).isEqualTo(new EventYield(0, 0, 0));
    assertThat(none.sumOfWeights().effectiveEvents()).isZero();
    assertThat(none.histogram2D("x", 2, 0, 1, "y", 2, 0, 1).histogram().total()).isZero();
    assertThat(none.profile("x", 2, 0, 1, "y").bins())
        .allMatch(bin -> bin.entries() == 0 && Double.isNaN(bin.mean()));
    assertThat(none.correlations("x", "y").of("x", "y")).isNaN();
    EventDescription.ColumnDescription x = none.describe().column("x");
    assertThat(x.values()).isZero();
    assertThat(x.mean()).isNaN();
    assertThat(x.min()).isNaN();
    assertThat(none.head(3).rows()).isZero();
    assertThat(none.head(3).names()).contains("x", "positive");
  }

  @Test
  void whatIsNotFiniteIsCountedAndLeftOut() {
    Events events =
        Events.of(
            Table.of(
                "few",
                List.of(
                    NumberColumn.of("a", "", 1, 2, Double.NaN, 4, Double.POSITIVE_INFINITY, 3),
                    NumberColumn.of("b", "", 2, 4, 6, 8, 10, Double.NaN),
                    NumberColumn.of("c", "", 5, 5, 5, 5, 5, 5.0))));
    EventHistogram2D two = events.histogram2D("a", 2, 0, 4, "b", 1, 0, 8);
    assertThat(two.entries()).isEqualTo(6);
    assertThat(two.notANumber()).isEqualTo(2);
    assertThat(two.outside()).isEqualTo(1);
    // the last bin has its upper edge
    assertThat(two.histogram().sum()).isDeepEqualTo(new double[][] {{1}, {2}});
    assertThat(two)
        .hasToString(
            "a, 2 bins from 0 to 4; b, 1 bins from 0 to 8; without weights\n"
                + "6 entries, sum 3.00000, 1.00000 outside, 2 not a number, left out");
    EventProfile profile = events.profile("b", 2, 0, 6, "a");
    assertThat(profile.notANumber()).isEqualTo(3);
    assertThat(profile.outside()).isEqualTo(1);
    assertThat(profile.bins())
        .containsExactly(new EventProfile.Bin(1, 1, 1, 0, 0), new EventProfile.Bin(1, 1, 2, 0, 0));
    assertThat(profile)
        .hasToString(
            "mean of a along b, 2 bins from 0 to 6, without weights\n"
                + "6 entries, 1.00000 outside, 3 not a number, left out");
    EventCorrelations correlations = events.correlations();
    assertThat(correlations.names()).containsExactly("a", "b", "c");
    // a and b are both finite in three events, on a line; c never changes
    assertThat(correlations.of("a", "b")).isCloseTo(1, offset(1e-15));
    assertThat(correlations.of("a", "c")).isNaN();
    assertThat(correlations.of("c", "c")).isNaN();
    assertThat(correlations.toString()).startsWith("correlations, without weights\na  1.000");
    EventDescription described = events.describe();
    assertThat(described.column("a").infinite()).isEqualTo(1);
    assertThat(described.column("a").missing()).isEqualTo(1);
    assertThat(described.column("a").note()).isEqualTo("1 infinite, left out");
    assertThat(described.column("a").mean()).isEqualTo(2.5);
    assertThat(described.column("c").note()).isEqualTo("the same in all events");
  }

  @Test
  void aSumOfWeightsOfZeroAndWeightsThatAreNoNumbersAreTold() {
    Events events =
        Events.of(
            Table.of(
                "odd",
                List.of(
                    NumberColumn.of("x", "", 1.0, 2, 3),
                    NumberColumn.of("zero", "", 1.0, -1, 0),
                    NumberColumn.of("wrong", "", 1.0, Double.NaN, 1))));
    assertThat(events.weight("zero").describe().column("x").mean()).isNaN();
    assertThat(events.weight("zero").profile("x", 1, 0, 4, "x").bins().getFirst().mean()).isNaN();
    assertThat(events.weight("zero").correlations("x", "2 * x + zero").of("x", "2 * x + zero"))
        .isNaN();
    Events wrong = events.weight("wrong");
    for (Runnable figure :
        List.<Runnable>of(
            wrong::sumOfWeights,
            wrong::describe,
            () -> wrong.correlations("x"),
            () -> wrong.profile("x", 1, 0, 4, "x").bins(),
            () -> wrong.histogram2D("x", 1, 0, 4, "x", 1, 0, 4).histogram())) {
      assertThatThrownBy(figure::run)
          .isInstanceOf(InputException.class)
          .hasMessage(
              "[odd] expected finite weights, found NaN at entry 1; select such events away");
    }
  }

  @Test
  void aMistypedColumnIsAnsweredWithTheNearest() {
    assertThatThrownBy(() -> EVENTS.profile("positiv", 2, 0, 1, "y"))
        .hasMessageContaining("did you mean positive?");
    assertThatThrownBy(() -> EVENTS.profile("x", 2, 0, 1, "grop"))
        .hasMessageContaining("did you mean group?");
    assertThatThrownBy(() -> EVENTS.correlations("x", "signd"))
        .hasMessageContaining("did you mean signed?");
    assertThatThrownBy(() -> EVENTS.correlations("x", "y").of("x", "yy"))
        .hasMessage("[correlations] expected one of the columns, found yy; did you mean y or x?");
    assertThatThrownBy(() -> EVENTS.describe().column("grup"))
        .hasMessage("[statistics] expected a column grup, found 6 others; did you mean group?");
    assertThatThrownBy(() -> EVENTS.histogram2D("x", 0, 0, 1, "y", 1, 0, 1))
        .hasMessage(
            "[histogram2D of x] expected one bin or more between two ascending numbers, found 0"
                + " from 0 to 1");
    assertThat(EVENTS.correlations("?", "x").names()).containsExactly("x", "y", "z");
  }

  @Test
  void describeSaysWhatAColumnIsAndNoticesAnglesThatWereScaled() {
    int n = 400;
    double[] phi = new double[n];
    String[] kind = new String[n];
    for (int i = 0; i < n; i++) {
      phi[i] = -Math.PI + 2 * Math.PI * i / (n - 1);
      kind[i] = i % 3 == 0 ? "sig" : "bkg";
    }
    double[] scaled = Arrays.stream(phi).map(x -> x * Math.sqrt(3) / Math.PI).toArray();
    double[] degrees = Arrays.stream(phi).map(Math::toDegrees).toArray();
    Events events =
        Events.of(
                Table.of(
                    "angles",
                    List.of(
                        NumberColumn.of("lepton_phi", "", scaled),
                        NumberColumn.of("Jet1Phi", "", phi),
                        NumberColumn.of("mu_dphi", "", degrees),
                        NumberColumn.of("phi_of_pi", "", times(9, scaled)),
                        NumberColumn.of("phi_m", "GeV", scaled),
                        NumberColumn.of("phi_error", "", times(0.01, scaled)),
                        NumberColumn.of("eta", "", scaled),
                        NumberColumn.of("w", "", new float[n]),
                        new TextColumn("kind", kind))))
            .weight("w + 1")
            .label("kind");
    EventDescription described = events.describe();
    assertThat(described.column("lepton_phi").note())
        .isEqualTo(
            "an angle that does not reach pi, but 1.732: scaled? cos, sin and differences of it are"
                + " wrong then");
    assertThat(described.column("mu_dphi").note())
        .isEqualTo("an angle beyond 2 pi: degrees? cos and sin take radians");
    for (String fine : List.of("Jet1Phi", "phi_m", "phi_error", "eta")) {
      assertThat(described.column(fine).note()).as(fine).isEmpty();
    }
    assertThat(described.column("kind").note()).isEqualTo("the label: 2 values: bkg, sig");
    assertThat(events.weight("w").describe().column("w").note()).isEqualTo("the weight");
    assertThat(described.column("w").note()).isEqualTo("the same in all events");
    assertThat(described.title()).isEqualTo("400 events, sum of weights 400.000 ± 20.0");
    assertThat(described.toString())
        .contains(
            "\nlepton_phi: float64, 400 values, mean ",
            "from -1.73205 to 1.73205; an angle",
            "\nkind: text, 400 values; the label: 2 values: bkg, sig");
    assertThat(events.filter("eta > 1.7").describe().column("lepton_phi").note()).isEmpty();
  }

  @Test
  void textsAndListsAreDescribed() {
    String[] many = IntStream.range(0, 1100).mapToObj(i -> "name" + i).toArray(String[]::new);
    String[] one = many.clone();
    Arrays.fill(one, "muon");
    int[] offsets = IntStream.rangeClosed(0, 1100).map(i -> i - i / 2).toArray();
    double[] items = IntStream.range(0, 550).mapToDouble(i -> i).toArray();
    Events events =
        Events.of(
            Table.of(
                "lists",
                List.of(
                    new TextColumn("many", many),
                    new TextColumn("one", one),
                    JaggedColumn.of("jets", offsets, NumberColumn.of("jets", "GeV", items)))));
    EventDescription described = events.describe();
    assertThat(described.column("many").note()).isEqualTo("more than 1000 values");
    assertThat(described.column("one").note()).isEqualTo("1 value: muon");
    assertThat(described.column("jets").values()).isEqualTo(550);
    assertThat(described.column("jets").mean()).isCloseTo(274.5, offset(1e-12));
    assertThat(described.column("jets").max()).isEqualTo(549);
    assertThat(events.head(2).rows()).isEqualTo(2);
    assertThatThrownBy(() -> events.head(-1))
        .hasMessage("head: expected 0 events or more, found -1");
  }
}
