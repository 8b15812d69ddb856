package org.jpsi.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jpsi.core.histogram.Binning;
import org.jpsi.core.histogram.Histogram;
import org.jpsi.report.HistogramLayers.NamedHistogram;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HistogramLayersTest {
  private static Histogram of(double... sum) {
    double[] squares = Arrays.stream(sum).map(y -> y * y / 4).toArray();
    Binning binning = new Binning(0, sum.length, sum.length);
    return new Histogram(binning, sum, squares, 0, 0, Arrays.stream(sum).sum());
  }

  private static HistogramLayers layers(boolean mayBeLog, double... sum) {
    return new HistogramLayers(List.of(new NamedHistogram("a", of(sum))), mayBeLog);
  }

  /// Twelve bins, one after the other smaller by a factor.
  private static double[] falling(double factor, int bins) {
    double[] sum = new double[bins];
    for (int i = 0; i < bins; i++) {
      sum[i] = StrictMath.pow(factor, i);
    }
    return sum;
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> data(PlotSpec plot, int layer) {
    var layers = (List<Map<String, Object>>) Objects.requireNonNull(plot.spec().get("layers"));
    return (Map<String, Object>) Objects.requireNonNull(layers.get(layer).get("data"));
  }

  @SuppressWarnings("unchecked")
  private static List<Double> column(PlotSpec plot, int layer, String name) {
    return (List<Double>) Objects.requireNonNull(data(plot, layer).get(name));
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> scaleOfY(PlotSpec plot) {
    var scales = (List<Map<String, Object>>) Objects.requireNonNull(plot.spec().get("scales"));
    return scales.stream().filter(s -> "y".equals(s.get("aesthetic"))).findFirst().orElse(Map.of());
  }

  @Test
  void onlyGroupsThatHaveAHistogramAreDrawn() {
    var named =
        HistogramLayers.named(List.of("a", "b"), List.of(Optional.empty(), Optional.of(of(1, 2))));
    assertThat(named.stream().map(NamedHistogram::name)).containsExactly("b");
  }

  @Test
  void anOutlineBeginsAndEndsOnTheFloor() {
    PlotSpec plot = layers(false, 2, 3).lines(PlotSpec.of(10, 10), 1);
    assertThat(column(plot, 0, "x")).containsExactly(0.0, 0.0, 1.0, 1.0, 2.0, 2.0);
    assertThat(column(plot, 0, "y")).containsExactly(0.0, 2.0, 2.0, 3.0, 3.0, 0.0);
    assertThat(data(plot, 0).get("c")).isEqualTo(List.of("a", "a", "a", "a", "a", "a"));
  }

  @Test
  void errorsAreOneStandardDeviationUpAndDownAndEmptyBinsHaveNone() {
    PlotSpec plot = layers(false, 2, 0, -4).points(PlotSpec.of(10, 10));
    assertThat(column(plot, 0, "x")).containsExactly(0.5, 2.5);
    assertThat(column(plot, 0, "low")).containsExactly(1.0, -6.0);
    assertThat(column(plot, 0, "high")).containsExactly(3.0, -2.0);
    assertThat(column(plot, 1, "y")).containsExactly(2.0, -4.0);
  }

  @ParameterizedTest
  @CsvSource({
    "0.5, 13, true", // the median bin is at 0.5^6 = 0.016 of the highest
    "0.5, 12, false", // at 0.5^5 = 0.031: of two in the middle the higher one counts
    "0.6, 13, false", // at 0.047
    "0.1, 9, false", // too few bins
    "0.1, 10, true",
    "1, 20, false"
  })
  void aSteepFallGetsALogarithmicAxis(double factor, int bins, boolean log) {
    assertThat(layers(true, falling(factor, bins)).isLog()).isEqualTo(log);
    assertThat(layers(false, falling(factor, bins)).isLog()).isFalse();
  }

  @Test
  void aNegativeBinHasNoLogarithm() {
    double[] sum = falling(0.1, 12);
    sum[11] = -sum[11];
    assertThat(layers(true, sum).isLog()).isFalse();
  }

  @Test
  void onALogarithmicAxisTheFloorIsHalfTheLowestBinAndEmptyBinsLieOnIt() {
    double[] sum = falling(0.1, 11);
    sum[10] = 0;
    HistogramLayers layers = layers(true, sum);
    PlotSpec plot = layers.axis(PlotSpec.of(10, 10));
    layers.lines(plot, 1);
    List<Double> y = column(plot, 0, "y");
    assertThat(y.getFirst()).isCloseTo(0.5e-9, within(1e-15));
    assertThat(y.get(21)).isEqualTo(y.getFirst());
    assertThat(y.getLast()).isEqualTo(y.getFirst());
    layers.errors(plot, 1);
    assertThat(column(plot, 1, "x")).hasSize(10);
    assertThat(column(plot, 1, "low").getFirst()).isCloseTo(0.5, within(1e-12));
  }

  @Test
  void anErrorBarNeverGoesBelowTheFloorOfALogarithmicAxis() {
    double[] sum = falling(0.1, 10);
    double[] squares = Arrays.stream(sum).map(y -> 4 * y * y).toArray();
    Histogram wide = new Histogram(new Binning(0, 10, 10), sum, squares, 0, 0, 2);
    HistogramLayers layers = new HistogramLayers(List.of(new NamedHistogram("a", wide)), true);
    PlotSpec plot = layers.errors(PlotSpec.of(10, 10), 1);
    assertThat(column(plot, 0, "low")).allMatch(low -> low >= 0.5e-9);
    assertThat(column(plot, 0, "high").getFirst()).isEqualTo(3);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0.1 | 10 | 10⁻⁸ 10⁻⁶ 10⁻⁴ 10⁻² 1",
        "0.1 | 12 | 10⁻¹⁰ 10⁻⁸ 10⁻⁶ 10⁻⁴ 10⁻² 1",
        "0.3 | 11 | 10⁻⁵ 10⁻⁴ 10⁻³ 10⁻² 10⁻¹ 1"
      })
  void decadesAreWrittenAsPowersFromTheHighestDown(double factor, int bins, String ticks) {
    PlotSpec plot = layers(true, falling(factor, bins)).axis(PlotSpec.of(10, 10));
    assertThat(scaleOfY(plot).get("trans")).isEqualTo("log10");
    assertThat(scaleOfY(plot).get("labels")).isEqualTo(List.of(ticks.split(" ")));
  }

  @Test
  void largeDecadesAreWrittenWithoutASign() {
    double[] sum = falling(0.1, 10);
    for (int i = 0; i < sum.length; i++) {
      sum[i] *= 1e12;
    }
    Map<String, Object> scale = scaleOfY(layers(true, sum).axis(PlotSpec.of(10, 10)));
    assertThat(scale.get("labels")).isEqualTo(List.of("10⁴", "10⁶", "10⁸", "10¹⁰", "10¹²"));
    assertThat(scale.get("breaks")).isEqualTo(List.of(1e4, 1e6, 1e8, 1e10, 1e12));
    double[] few = new double[10];
    Arrays.fill(few, 20);
    few[0] = 10_000;
    assertThat(scaleOfY(layers(true, few).axis(PlotSpec.of(10, 10))).get("labels"))
        .isEqualTo(List.of("10", "10²", "10³", "10⁴"));
  }

  @Test
  void aLinearAxisKeepsItsTicks() {
    assertThat(scaleOfY(layers(true, 1, 2).axis(PlotSpec.of(10, 10)))).isEmpty();
  }
}
