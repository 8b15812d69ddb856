package org.jpsi.core.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MishTest {
  @Test
  void errsByFewUnitsInTheLastPlaceOfFloat64() {
    int n = 40_001;
    float[] x = new float[n];
    float[] g = new float[n];
    for (int i = 0; i < n; i++) {
      x[i] = (i - 20_000) / 200f;
      g[i] = 1;
    }
    float[] y = new float[n];
    float[] exp = new float[n];
    float[] dx = new float[n];
    Activations.mish(x, y, exp, n);
    Activations.mishBackward(g, x, exp, dx, n);
    for (int i = 0; i < n; i++) {
      double tanh = StrictMath.tanh(StrictMath.log1p(StrictMath.exp(x[i])));
      double sigmoid = 1 / (1 + StrictMath.exp(-x[i]));
      double slope = tanh + x[i] * sigmoid * (1 - tanh * tanh);
      // below the normal numbers exp(x) has fewer digits
      double denormal = 200 * (double) Float.MIN_VALUE;
      assertThat(Math.abs(y[i] - x[i] * tanh))
          .as("mish(%s) = %s", x[i], y[i])
          .isLessThanOrEqualTo(6 * Math.ulp((float) (x[i] * tanh)) + denormal);
      // the slope is a difference around its zero, at -1.19
      assertThat(Math.abs(dx[i] - slope))
          .as("slope of mish at %s", x[i])
          .isLessThanOrEqualTo(
              6 * (Math.ulp((float) slope) + Math.ulp((float) (x[i] * sigmoid))) + denormal);
    }
  }

  @Test
  void extremesAreTheirLimits() {
    float infinity = Float.POSITIVE_INFINITY;
    float[] x = {-infinity, infinity, Float.NaN, -1e38f, 1e38f};
    float[] y = new float[x.length];
    float[] exp = new float[x.length];
    float[] dx = new float[x.length];
    Activations.mish(x, y, exp, x.length);
    assertThat(y).containsExactly(-0f, infinity, Float.NaN, -0f, 1e38f);
    Activations.mishBackward(new float[] {1, 1, 1, 1, 1}, x, exp, dx, x.length);
    assertThat(dx).containsExactly(0, 1, Float.NaN, 0, 1);
  }
}
