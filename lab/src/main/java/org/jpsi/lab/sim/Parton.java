package org.jpsi.lab.sim;

/// Parton: a quark or gluon that becomes a jet.
record Parton(FourVector p, Flavor flavor) {
  /// Flavor of a parton, with its b-tagging efficiencies: tag 2 (tight), 1 (loose) or 0.
  enum Flavor {
    BOTTOM(4.7, 0.56, 0.13),
    CHARM(1.3, 0.10, 0.08),
    LIGHT(0, 0.010, 0.015);

    private final double mass;
    private final double tight;
    private final double loose;

    Flavor(double mass, double tight, double loose) {
      this.mass = mass;
      this.tight = tight;
      this.loose = loose;
    }

    /// Mass, GeV.
    double mass() {
      return mass;
    }

    int tag(EventRandom draws) {
      double u = draws.uniform();
      return u < tight ? 2 : u < tight + loose ? 1 : 0;
    }
  }
}
