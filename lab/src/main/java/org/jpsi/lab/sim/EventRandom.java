package org.jpsi.lab.sim;

import org.jpsi.core.random.Rng;

/// Sequential random number generator of one event, on the event's own stream. No function here
/// needs more than a logarithm: sine and cosine of random angles come from points in the unit disk.
final class EventRandom {
  private final Rng stream;
  private long next;
  private double spare;
  private boolean hasSpare;

  EventRandom(Rng stream) {
    this.stream = stream;
  }

  /// Uniform in [0, 1).
  double uniform() {
    return stream.uniform(next++);
  }

  double uniform(double from, double to) {
    return from + (to - from) * uniform();
  }

  /// Uniform in the open interval (0, 1).
  double openUniform() {
    return stream.openUniform(next++);
  }

  /// True with this probability.
  boolean bernoulli(double probability) {
    return uniform() < probability;
  }

  /// Standard normal, by Marsaglia's polar method, which gives two at a time.
  double normal() {
    if (hasSpare) {
      hasSpare = false;
      return spare;
    }
    while (true) {
      double x = 2 * uniform() - 1;
      double y = 2 * uniform() - 1;
      double r2 = x * x + y * y;
      if (r2 > 0 && r2 < 1) {
        double scale = Math.sqrt(-2 * StrictMath.log(r2) / r2);
        spare = y * scale;
        hasSpare = true;
        return x * scale;
      }
    }
  }

  /// An isotropic massless vector of energy 1 (Marsaglia, Ann. Math. Stat. 43 (1972) 645).
  FourVector direction() {
    while (true) {
      double x = 2 * uniform() - 1;
      double y = 2 * uniform() - 1;
      double r2 = x * x + y * y;
      if (r2 < 1) {
        double scale = 2 * Math.sqrt(1 - r2);
        return new FourVector(x * scale, y * scale, 1 - 2 * r2, 1);
      }
    }
  }

  /// A unit vector in the transverse plane, its azimuth uniform.
  FourVector azimuth() {
    while (true) {
      double x = 2 * uniform() - 1;
      double y = 2 * uniform() - 1;
      double r2 = x * x + y * y;
      if (r2 > 0 && r2 < 1) {
        double scale = 1 / Math.sqrt(r2);
        return new FourVector(x * scale, y * scale, 0, 1);
      }
    }
  }
}
