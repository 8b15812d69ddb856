package org.jpsi.lab.rl;

/// By how much steps did better than was expected of their states (generalized advantage
/// estimation, Schulman et al., arXiv:1506.02438, eq. 16): `A_t = d_t + discount trace A_{t+1}`
/// with `d_t = r_t + discount V_{t+1} - V_t`; where an episode ends nothing comes after.
final class Advantage {
  private Advantage() {}

  /// @param rewards `[steps]`
  /// @param values `[steps + 1]` what was expected in each state, and in the one after the last
  ///   step
  /// @param ends `[steps]` whether the episode was over with that step
  static double[] of(
      double[] rewards, double[] values, boolean[] ends, double discount, double trace) {
    double[] advantages = new double[rewards.length];
    double after = 0;
    for (int t = rewards.length - 1; t >= 0; t--) {
      double goesOn = ends[t] ? 0 : 1;
      double better = rewards[t] + goesOn * discount * values[t + 1] - values[t];
      after = better + goesOn * discount * trace * after;
      advantages[t] = after;
    }
    return advantages;
  }

  /// To mean 0 and variance 1, in place.
  static void standardize(double[] x) {
    double mean = 0;
    for (double v : x) {
      mean += v / x.length;
    }
    double variance = 0;
    for (double v : x) {
      variance += (v - mean) * (v - mean) / x.length;
    }
    for (int i = 0; i < x.length; i++) {
      x[i] = (x[i] - mean) / (Math.sqrt(variance) + 1e-8);
    }
  }
}
