package org.jpsi.lab.rl;

/// Beam-line element in one transverse plane: its transfer matrix maps position `x` [mm] and angle
/// `x'` [mrad] of a particle at its entrance to those at its exit. Lengths are in m (Wiedemann,
/// "Particle Accelerator Physics", 4th edition, 2015, chapter 7).
public sealed interface BeamElement {
  /// Length [m].
  double length();

  /// The transfer matrix `[m11, m12, m21, m22]` of the first `fraction` in [0, 1] of the element's
  /// length.
  double[] transferMatrix(double fraction);

  /// Drift space: `x` grows by `length x'`.
  record DriftSpace(double length) implements BeamElement {
    public DriftSpace {
      EnvironmentChecks.require(length > 0, "drift", "length", "greater than 0", length);
    }

    @Override
    public double[] transferMatrix(double part) {
      return new double[] {1, part * length, 0, 1};
    }
  }

  /// Quadrupole magnet: `x'' = -strength x`, with `x` relative to its axis. It focuses where its
  /// strength is positive.
  ///
  /// @param strength [1/m^2]
  record Quadrupole(double length, double strength) implements BeamElement {
    public Quadrupole {
      EnvironmentChecks.require(length > 0, "quadrupole", "length", "greater than 0", length);
      EnvironmentChecks.require(strength != 0, "quadrupole", "strength", "other than 0", strength);
    }

    @Override
    public double[] transferMatrix(double part) {
      double root = StrictMath.sqrt(Math.abs(strength));
      double phase = root * part * length;
      boolean focuses = strength > 0;
      double c = focuses ? StrictMath.cos(phase) : StrictMath.cosh(phase);
      double s = focuses ? StrictMath.sin(phase) : StrictMath.sinh(phase);
      return new double[] {c, s / root, focuses ? -root * s : root * s, c};
    }
  }

  /// Corrector: a thin dipole magnet of adjustable kick, added to `x'`.
  record Corrector() implements BeamElement {
    @Override
    public double length() {
      return 0;
    }

    @Override
    public double[] transferMatrix(double part) {
      return new double[] {1, 0, 0, 1};
    }
  }

  /// Beam position monitor: it reads `x`.
  record Monitor() implements BeamElement {
    @Override
    public double length() {
      return 0;
    }

    @Override
    public double[] transferMatrix(double part) {
      return new double[] {1, 0, 0, 1};
    }
  }
}
