package org.jpsi.core.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jpsi.core.random.Rng;
import org.jpsi.core.tensor.Fixture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class FunctionsTest {
  private interface Function {
    void apply(float[] x, int xOffset, float[] y, int yOffset, int n);
  }

  private static final Map<String, Function> FUNCTIONS = functions(new ScalarKernels());

  private static Map<String, Function> functions(Kernels kernels) {
    return Map.ofEntries(
        Map.entry("exp", kernels::exp),
        Map.entry("log", kernels::log),
        Map.entry("log1p", kernels::log1p),
        Map.entry("sigmoid", kernels::sigmoid),
        Map.entry("tanh", kernels::tanh),
        Map.entry("softplus", kernels::softplus),
        Map.entry("expm1", kernels::expm1),
        Map.entry("normalCdf", kernels::normalCdf),
        Map.entry("erf", kernels::erf),
        Map.entry("sin", kernels::sin),
        Map.entry("cos", kernels::cos));
  }

  static Stream<String> names() {
    return FUNCTIONS.keySet().stream().sorted();
  }

  @ParameterizedTest
  @MethodSource("names")
  void errsByAtMostTwoUnitsInTheLastPlace(String name) {
    assertThat(worst(name)).isLessThanOrEqualTo(2);
  }

  /// Powers of ten from the smallest denormal to the largest float, multiples of pi/2, 1e6.
  @ParameterizedTest
  @ValueSource(strings = {"sin", "cos"})
  void sineAndCosineAreRoundedOnceHoweverLarge(String name) {
    assertThat(worst(name)).isLessThanOrEqualTo(0.501);
  }

  private static double worst(String name) {
    Fixture fixture =
        Stream.of("functions", "networks", "trigonometry")
            .map(Fixture::named)
            .filter(one -> one.has(name + ".x"))
            .findFirst()
            .orElseThrow();
    float[] x = fixture.floats(name + ".x");
    double[] expected = fixture.array(name + ".y");
    float[] y = apply(name, x);
    double worst = 0;
    for (int i = 0; i < x.length; i++) {
      float nearest = (float) expected[i];
      double error = Math.abs(y[i] - expected[i]) / Math.ulp(nearest);
      error = nearest == y[i] && (Float.isInfinite(nearest) || nearest == 0) ? 0 : error;
      if (!(error <= worst)) {
        worst = error;
      }
    }
    return worst;
  }

  @Test
  void extremesAreTheirLimits() {
    float infinity = Float.POSITIVE_INFINITY;
    float[] ends = {-infinity, infinity, Float.NaN, -1000, 1000, 0};
    assertThat(apply("exp", ends)).containsExactly(0, infinity, Float.NaN, 0, infinity, 1);
    assertThat(apply("log", ends))
        .containsExactly(
            Float.NaN, infinity, Float.NaN, Float.NaN, (float) StrictMath.log(1000), -infinity);
    assertThat(apply("log1p", new float[] {-1, -2, infinity, Float.NaN, 1e-42f}))
        .containsExactly(-infinity, Float.NaN, infinity, Float.NaN, 1e-42f);
    assertThat(apply("sigmoid", ends)).containsExactly(0, 1, Float.NaN, 0, 1, 0.5f);
    assertThat(apply("tanh", ends)).containsExactly(-1, 1, Float.NaN, -1, 1, 0);
    assertThat(apply("softplus", ends))
        .containsExactly(0, infinity, Float.NaN, 0, 1000, (float) StrictMath.log(2));
    assertThat(apply("expm1", ends)).containsExactly(-1, infinity, Float.NaN, -1, infinity, 0);
    assertThat(apply("erf", ends)).containsExactly(-1, 1, Float.NaN, -1, 1, 0);
    float sine = (float) StrictMath.sin(1000);
    float cosine = (float) StrictMath.cos(1000);
    assertThat(apply("sin", ends)).containsExactly(Float.NaN, Float.NaN, Float.NaN, -sine, sine, 0);
    assertThat(apply("cos", ends))
        .containsExactly(Float.NaN, Float.NaN, Float.NaN, cosine, cosine, 1);
    float[] zeros = {-0f, 0f, Float.MIN_VALUE, -Float.MIN_VALUE};
    assertThat(apply("sin", zeros)).isEqualTo(zeros);
    assertThat(apply("erf", zeros)).isEqualTo(zeros);
    assertThat(apply("normalCdf", ends)).containsExactly(0, 1, Float.NaN, 0, 1, 0.5f);
  }

  /// The widest vectors of this machine; `LayerBitsTest` tries every width.
  @ParameterizedTest
  @MethodSource("names")
  void vectorsGiveTheSameBits(String name) {
    float[] x = new float[10_007];
    for (int i = 0; i < x.length; i++) {
      // all sizes, both signs, denormals, infinities and NaN
      x[i] = Float.intBitsToFloat(i * 429_197);
    }
    float[] y = new float[x.length];
    Objects.requireNonNull(functions(new VectorKernels()).get(name)).apply(x, 0, y, 0, x.length);
    assertThat(y).isEqualTo(apply(name, x));
  }

  /// Rows of some width in longer ones, whose rest stays as it is; {@link Activations#silu} is what
  /// layers compute in training.
  @ParameterizedTest
  @ValueSource(ints = {1, 7, 16, 40, 64, 99})
  void siluInPlaceHasTheBitsOfTheLayersOwn(int columns) {
    int stride = 99;
    float[] x = new float[101 * stride];
    for (int i = 0; i < x.length; i++) {
      x[i] = Float.intBitsToFloat(i * 429_197);
    }
    float[] expected = new float[x.length];
    Activations.silu(x, expected, new float[x.length], x.length);
    for (int i = 0; i < x.length; i++) {
      expected[i] = i < stride || i % stride >= columns ? x[i] : expected[i];
    }
    for (Kernels kernels : List.of(new ScalarKernels(), new VectorKernels(), Kernels.INSTANCE)) {
      float[] y = x.clone();
      kernels.silu(y, stride, 100, columns, stride);
      assertThat(y).isEqualTo(expected);
    }
    float[] limits = {Float.NEGATIVE_INFINITY, Float.POSITIVE_INFINITY, Float.NaN, -1000, 1000, 0};
    new ScalarKernels().silu(limits, 0, 1, 6, 6);
    assertThat(limits).containsExactly(-0f, Float.POSITIVE_INFINITY, Float.NaN, -0f, 1000, 0);
  }

  @Test
  void maskedKernelsGiveTheSameBits() {
    int n = 10_007;
    float[] x = new float[n];
    float[] y = new float[n];
    float[] mask = new float[n];
    for (int i = 0; i < n; i++) {
      x[i] = Float.intBitsToFloat(i * 429_197);
      y[i] = i % 3 == 0 ? x[i] : i % 7 == 0 ? Float.NaN : Float.intBitsToFloat(-i * 429_199);
      mask[i] = i % 5 == 0 ? -0f : i % 5 - 2;
    }
    float[][] scalar = masked(new ScalarKernels(), x, y, mask);
    float[][] vector = masked(new VectorKernels(), x, y, mask);
    for (int k = 0; k < scalar.length; k++) {
      assertThat(vector[k]).isEqualTo(scalar[k]);
    }
    for (int i = 0; i < n; i++) {
      assertThat(scalar[0][i + 3]).isEqualTo(Float.valueOf(mask[i] == 0 ? 7 : x[i]));
      assertThat(scalar[1][i]).isEqualTo(Float.valueOf(Math.max(x[i], y[i])));
      assertThat(scalar[2][i + 3])
          .isEqualTo(y[i] == x[i] || (Float.isNaN(x[i]) && Float.isNaN(y[i])) ? 2 : 1);
    }
  }

  private static float[][] masked(Kernels kernels, float[] x, float[] y, float[] mask) {
    int n = x.length;
    float[] selected = new float[n + 3];
    kernels.select(mask, 0, x, 0, 7, selected, 3, n);
    float[] larger = y.clone();
    kernels.maximum(x, 0, larger, 0, n);
    float[] added = new float[n + 3];
    float[] ones = new float[n];
    java.util.Arrays.fill(added, 1);
    java.util.Arrays.fill(ones, 1);
    kernels.addWhereEqual(x, 0, y, 0, ones, added, 3, n);
    return new float[][] {selected, larger, added};
  }

  @Test
  void whatIsDroppedDependsOnTheElementAlone() {
    Rng rng = Rng.of(11).child("dropout");
    int threshold = 20_000;
    for (long first : new long[] {0, 64, 77, (1L << 34) - 300}) {
      for (int n : new int[] {1, 50, 64, 2048, 5001}) {
        float[] y = new float[n + 3];
        java.util.Arrays.fill(y, 2);
        Threefry.dropout(rng, first, threshold, 1.5f, y, 3, n);
        for (int i = 0; i < n; i++) {
          long e = first + i;
          long bits = rng.bits(e / 64 * 16 + e % 16) >>> 16 * (e % 64 / 16) & 0xffff;
          assertThat(y[3 + i]).isEqualTo(bits >= threshold ? 3 : 0);
        }
        assertThat(y[2]).isEqualTo(2);
      }
    }
  }

  private static float[] apply(String name, float[] x) {
    float[] y = new float[x.length + 3];
    Objects.requireNonNull(FUNCTIONS.get(name)).apply(x, 0, y, 3, x.length);
    return java.util.Arrays.copyOfRange(y, 3, y.length);
  }
}
