package org.jpsi.lab.rl;

/// A piece of a beam line, seen in one plane: it maps position `x` [mm] and angle `x'` [mrad] of a
/// particle to those behind it. Lengths are in m (Wiedemann, "Particle Accelerator Physics", 4th
/// edition, 2015, chapter 7).
public sealed interface BeamElement {
  /// [m]
  double length();

  /// The matrix `[m11, m12, m21, m22]` of the piece's first `part` in [0, 1] of its length.
  double[] matrix(double part);

  /// Nothing: `x` grows by `length x'`.
  record DriftSpace(double length) implements BeamElement {
    public DriftSpace {
      EnvironmentChecks.that(length > 0, "drift", "length", "greater than 0", length);
    }

    @Override
    public double[] matrix(double part) {
      return new double[] {1, part * length, 0, 1};
    }
  }

  /// A quadrupole magnet: `x'' = -strength x`, with `x` counted from its own axis. It focuses where
  /// its strength is positive.
  ///
  /// @param strength [1/m^2]
  record Quadrupole(double length, double strength) implements BeamElement {
    public Quadrupole {
      EnvironmentChecks.that(length > 0, "quadrupole", "length", "greater than 0", length);
      EnvironmentChecks.that(strength != 0, "quadrupole", "strength", "other than 0", strength);
    }

    @Override
    public double[] matrix(double part) {
      double root = StrictMath.sqrt(Math.abs(strength));
      double phase = root * part * length;
      boolean focuses = strength > 0;
      double c = focuses ? StrictMath.cos(phase) : StrictMath.cosh(phase);
      double s = focuses ? StrictMath.sin(phase) : StrictMath.sinh(phase);
      return new double[] {c, s / root, focuses ? -root * s : root * s, c};
    }
  }

  /// A small magnet that can be set to change `x'`, by so much that its length does not matter.
  record Corrector() implements BeamElement {
    @Override
    public double length() {
      return 0;
    }

    @Override
    public double[] matrix(double part) {
      return new double[] {1, 0, 0, 1};
    }
  }

  /// A beam position monitor: it reads `x`.
  record Monitor() implements BeamElement {
    @Override
    public double length() {
      return 0;
    }

    @Override
    public double[] matrix(double part) {
      return new double[] {1, 0, 0, 1};
    }
  }
}
