package org.jpsi.core.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.IntStream;
import org.jpsi.core.eval.NegativeWeightFigures.Worst;
import org.jpsi.core.random.Rng;
import org.jpsi.core.table.NumberColumn;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Closure of changed weights, beside NumPy and SciPy (`oracles/negative_weights.py`).
class WeightClosureTest {
  private static final List<String> LINES = text("closure.csv").lines().toList();
  private static final Properties EXPECTED = new Properties();

  static {
    try (InputStream in = WeightClosureTest.class.getResourceAsStream("closure.properties")) {
      EXPECTED.load(Objects.requireNonNull(in));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String text(String name) {
    try (InputStream in = WeightClosureTest.class.getResourceAsStream(name)) {
      return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static double[] column(String name) {
    int at = List.of(LINES.getFirst().split(",")).indexOf(name);
    return LINES.stream().skip(1).mapToDouble(l -> Double.parseDouble(l.split(",")[at])).toArray();
  }

  private static double expected(String key) {
    return Double.parseDouble(Objects.requireNonNull(EXPECTED.getProperty(key), key));
  }

  @ParameterizedTest
  @CsvSource({
    "x, absolute",
    "x, ignored",
    "kind, absolute",
    "kind, ignored",
    "missing, absolute",
    "missing, ignored"
  })
  void theTestIsThatOfNumPy(String feature, String changed) {
    WeightClosure found =
        WeightClosure.of(column(feature), column("w"), column(changed)).orElseThrow();
    String key = feature + "." + changed;
    assertThat(found.value()).isCloseTo(expected(key + ".value"), within(1e-9));
    assertThat(found.degrees()).isEqualTo((int) expected(key + ".degrees"));
    assertThat(found.pValue()).isCloseTo(expected(key + ".p"), within(1e-9));
  }

  // Events whose sign does not depend on x: absolute weights are right.
  private static double[] pValues(double slope) {
    double[] p = new double[200];
    for (int toy = 0; toy < p.length; toy++) {
      int n = 2000;
      Rng rng = Rng.of(toy);
      double[] x = new double[n];
      double[] w = new double[n];
      for (int i = 0; i < n; i++) {
        x[i] = rng.uniform(2L * i);
        w[i] = rng.uniform(2L * i + 1) < 0.25 + slope * (x[i] - 0.5) ? -1 : 1;
      }
      double scale = Arrays.stream(w).sum() / n;
      double[] changed = Arrays.stream(w).map(each -> scale * Math.abs(each)).toArray();
      p[toy] = WeightClosure.of(x, w, changed).orElseThrow().pValue();
    }
    return p;
  }

  @Test
  void whereTheWeightsAreRightThePValueIsUniform() {
    double[] p = pValues(0);
    // 200 toys: the mean of uniform numbers is 0.5 +- 0.02
    assertThat(Arrays.stream(p).average().orElseThrow()).isBetween(0.44, 0.56);
    assertThat(Arrays.stream(p).filter(each -> each < 0.1).count()).isBetween(8L, 34L);
  }

  @Test
  void whereTheyAreNotItIsSmall() {
    assertThat(Arrays.stream(pValues(0.3)).filter(each -> each < 0.001).count()).isGreaterThan(190);
  }

  @Test
  void theUnitOfWeightsIsOfNoConsequence() {
    double[] x = column("x");
    WeightClosure one = WeightClosure.of(x, column("w"), column("absolute")).orElseThrow();
    for (double unit : new double[] {1e-200, 1e200}) {
      double[] w = Arrays.stream(column("w")).map(each -> each * unit).toArray();
      double[] changed = Arrays.stream(column("absolute")).map(each -> each * unit).toArray();
      WeightClosure other = WeightClosure.of(x, w, changed).orElseThrow();
      assertThat(other.value()).isCloseTo(one.value(), within(1e-9));
      assertThat(other.degrees()).isEqualTo(one.degrees());
    }
  }

  @Test
  void thereIsNoTestOfWhatIsNotChangedOrOfFewEvents() {
    double[] x = {1, 2, 3};
    double[] w = {1, -1, 2};
    assertThat(WeightClosure.of(x, w, w)).isEmpty();
    assertThat(WeightClosure.of(x, w, new double[] {1, 1, 2})).isEmpty();
    assertThat(WeightClosure.of(new double[0], new double[0], new double[0])).isEmpty();
    // one value has one bin
    assertThat(WeightClosure.of(new double[1200], column("w"), column("absolute"))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY})
  void weightsAreFinite(double wrong) {
    double[] x = {1, 2};
    double[] good = {1, 2};
    double[] bad = {1, wrong};
    assertThatThrownBy(() -> WeightClosure.of(x, bad, good)).hasMessageContaining("weight");
    assertThatThrownBy(() -> WeightClosure.of(x, good, bad)).hasMessageContaining("changed");
    assertThatThrownBy(() -> WeightClosure.of(x, good, new double[1]))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static FeatureClosure feature(String name) {
    double[] values = column(name);
    int n = values.length;
    return FeatureClosure.of(
        NumberColumn.of(name, "GeV", values),
        IntStream.range(0, n).toArray(),
        IntStream.range(0, n).map(i -> i % 3 == 0 ? 1 : 0).toArray(),
        2,
        column("w"),
        column("absolute"));
  }

  @Test
  void aFeatureHasATestAndTwoDistributionsOfEachClass() {
    FeatureClosure found = feature("missing");
    assertThat(found.feature()).isEqualTo("missing");
    assertThat(found.unit()).isEqualTo("GeV");
    assertThat(found.tests()).hasSize(2).allMatch(Optional::isPresent);
    assertThat(found.distributions().train()).hasSize(2).allMatch(Optional::isPresent);
    assertThat(found.distributions().other()).hasSize(2).allMatch(Optional::isPresent);
    assertThat(found.leastP())
        .isEqualTo(
            Math.min(
                found.tests().get(0).orElseThrow().pValue(),
                found.tests().get(1).orElseThrow().pValue()));
  }

  @Test
  void theWorstIsTheLeastProbableOfAll() {
    List<FeatureClosure> all = List.of(feature("kind"), feature("x"), feature("missing"));
    Worst worst = NegativeWeightFigures.worst(List.of("b", "s"), all).orElseThrow();
    assertThat(worst.tests()).isEqualTo(6);
    assertThat(worst.test().pValue())
        .isEqualTo(all.stream().mapToDouble(FeatureClosure::leastP).min().orElseThrow());
    assertThat(worst.closes()).isFalse();
    assertThat(NegativeWeightFigures.worst(List.of("b", "s"), List.of())).isEmpty();
    assertThat(new Worst("x", "s", new WeightClosure(9, 9, 0.0002), 6).closes()).isTrue();
    assertThat(new Worst("x", "s", new WeightClosure(9, 9, 0.0001), 6).closes()).isFalse();
  }

  @Test
  void ofTwoThatAreImprobableBeyondNumbersTheLargerIsWorse() {
    WeightClosure large = new WeightClosure(9000, 9, 0);
    WeightClosure larger = new WeightClosure(20_000, 19, 0);
    FeatureClosure shape = feature("x");
    FeatureClosure both =
        new FeatureClosure(
            "x", "", List.of(Optional.of(large), Optional.of(larger)), shape.distributions());
    NegativeWeightFigures figures =
        new NegativeWeightFigures(
            "absolute", List.of("b", "s"), List.of(), List.of(both), List.of());
    assertThat(figures.worst().orElseThrow().className()).isEqualTo("s");
    assertThat(figures.worst().orElseThrow().test()).isEqualTo(larger);
  }

  @Test
  void zerosOfBothSignsAreOneValue() {
    double[] x = new double[400];
    double[] before = new double[400];
    double[] after = new double[400];
    for (int i = 0; i < x.length; i++) {
      before[i] = i % 3 == 0 ? -1 : 1;
      after[i] = 1 / 3.0;
      x[i] = before[i] < 0 ? -0.0 : 0.0;
    }
    assertThat(WeightClosure.of(x, before, after)).isEmpty();
  }
}
