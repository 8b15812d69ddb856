package org.jpsi.lab.rl;

/// Generalized advantage estimation (GAE, Schulman et al., arXiv:1506.02438, eq. 16): `A_t = d_t +
/// discount lambda A_{t+1}` with `d_t = r_t + discount V_{t+1} - V_t`; terms after the end of an
/// episode are 0.
final class Advantage {
  private Advantage() {}

  /// @param rewards `[steps]`
  /// @param values `[steps + 1]` state values `V`, also of the state after the last step
  /// @param done `[steps]` whether the episode ended with that step
  static double[] of(
      double[] rewards, double[] values, boolean[] done, double discount, double lambda) {
    double[] advantages = new double[rewards.length];
    double advantage = 0;
    for (int t = rewards.length - 1; t >= 0; t--) {
      double mask = done[t] ? 0 : 1;
      double delta = rewards[t] + mask * discount * values[t + 1] - values[t];
      advantage = delta + mask * discount * lambda * advantage;
      advantages[t] = advantage;
    }
    return advantages;
  }

  /// Standardizes to mean 0 and variance 1, in place.
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
