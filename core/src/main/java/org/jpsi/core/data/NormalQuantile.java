package org.jpsi.core.data;

/// Quantile function of the standard normal distribution (Wichura, Appl. Statist. 37 (1988) 477,
/// AS241 PPND16), right to 1e-15.
final class NormalQuantile {
  private static final double[] A = {
    3.3871328727963666080e0, 1.3314166789178437745e+2, 1.9715909503065514427e+3,
    1.3731693765509461125e+4, 4.5921953931549871457e+4, 6.7265770927008700853e+4,
    3.3430575583588128105e+4, 2.5090809287301226727e+3
  };
  private static final double[] B = {
    1,
    4.2313330701600911252e+1,
    6.8718700749205790830e+2,
    5.3941960214247511077e+3,
    2.1213794301586595867e+4,
    3.9307895800092710610e+4,
    2.8729085735721942674e+4,
    5.2264952788528545610e+3
  };
  private static final double[] C = {
    1.42343711074968357734e0, 4.63033784615654529590e0, 5.76949722146069140550e0,
    3.64784832476320460504e0, 1.27045825245236838258e0, 2.41780725177450611770e-1,
    2.27238449892691845833e-2, 7.74545014278341407640e-4
  };
  private static final double[] D = {
    1,
    2.05319162663775882187e0,
    1.67638483018380384940e0,
    6.89767334985100004550e-1,
    1.48103976427480074590e-1,
    1.51986665636164571966e-2,
    5.47593808499534494600e-4,
    1.05075007164441684324e-9
  };
  private static final double CENTRAL = 0.425;
  private static final double LEAST = 1e-10;

  private NormalQuantile() {}

  /// The value below which there is this fraction.
  ///
  /// @param fraction from 1e-10 to 1 - 1e-10
  static double of(double fraction) {
    if (!(fraction >= LEAST && fraction <= 1 - LEAST)) {
      throw new IllegalArgumentException("NormalQuantile: fraction " + fraction);
    }
    double q = fraction - 0.5;
    if (Math.abs(q) <= CENTRAL) {
      double r = CENTRAL * CENTRAL - q * q;
      return q * polynomial(A, r) / polynomial(B, r);
    }
    double r = StrictMath.sqrt(-StrictMath.log(q < 0 ? fraction : 1 - fraction)) - 1.6;
    double size = polynomial(C, r) / polynomial(D, r);
    return q < 0 ? -size : size;
  }

  private static double polynomial(double[] coefficients, double x) {
    double sum = 0;
    for (int k = coefficients.length - 1; k >= 0; k--) {
      sum = sum * x + coefficients[k];
    }
    return sum;
  }
}
