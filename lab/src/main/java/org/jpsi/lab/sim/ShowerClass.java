package org.jpsi.lab.sim;

/// Class of calorimeter images: the particle or jet, from a collision 1 m before the calorimeter,
/// that enters it. Energies in GeV.
enum ShowerClass {
  ELECTRON("electron") {
    @Override
    void simulate(double energy, double x, Cascade cascade, EventRandom draws) {
      cascade.electron(energy, x, slope(x, draws));
    }
  },
  PHOTON("photon") {
    @Override
    void simulate(double energy, double x, Cascade cascade, EventRandom draws) {
      cascade.photon(energy, TRACKER, x, slope(x, draws));
    }
  },
  /// An electron and a positron from a conversion near the collision, separated by a field of 1 T.
  CONVERTED_PHOTON("converted photon") {
    @Override
    void simulate(double energy, double x, Cascade cascade, EventRandom draws) {
      double slope = slope(x, draws);
      double one = energy * draws.uniform(0.1, 0.9);
      double other = energy - one;
      // cm: half of 0.3 B L^2 / p, and twice the angle that goes with it over L
      cascade.electron(one, x + BEND / one, slope + 2 * BEND / (one * DISTANCE));
      cascade.electron(other, x - BEND / other, slope - 2 * BEND / (other * DISTANCE));
    }
  },
  /// Two photons; the plane of the pair has a random azimuth.
  NEUTRAL_PION("neutral pion") {
    @Override
    void simulate(double energy, double x, Cascade cascade, EventRandom draws) {
      double fraction =
          0.5 * (1 + draws.uniform(0, Math.sqrt(1 - MASS_PI * MASS_PI / (energy * energy))));
      double one = energy * fraction;
      double other = energy - one;
      double openingAngle = pair(MASS_PI, one, other) * draws.azimuth().px();
      double slope = slope(x, draws);
      double left = x + DISTANCE * openingAngle * other / energy;
      double right = x - DISTANCE * openingAngle * one / energy;
      cascade.photon(one, TRACKER, left, slope + openingAngle * other / energy);
      cascade.photon(other, TRACKER, right, slope - openingAngle * one / energy);
    }
  },
  MUON("muon") {
    @Override
    void simulate(double energy, double x, Cascade cascade, EventRandom draws) {
      cascade.muon(x, slope(x, draws));
    }
  },
  /// J/psi to two muons, of eight times the energy of other classes so that both are in view.
  J_PSI("J/psi") {
    @Override
    void simulate(double energy, double x, Cascade cascade, EventRandom draws) {
      double fraction = draws.uniform(0.2, 0.8);
      double one = J_PSI_FACTOR * energy * fraction;
      double other = J_PSI_FACTOR * energy - one;
      double openingAngle = pair(MASS_JPSI, one, other) * draws.azimuth().px();
      double slope = slope(x, draws);
      cascade.muon(
          x + DISTANCE * openingAngle * (1 - fraction), slope + openingAngle * (1 - fraction));
      cascade.muon(x - DISTANCE * openingAngle * fraction, slope - openingAngle * fraction);
    }
  },
  CHARGED_PION("charged pion") {
    @Override
    void simulate(double energy, double x, Cascade cascade, EventRandom draws) {
      cascade.pion(energy, x, slope(x, draws));
    }
  },
  NEUTRON("neutron") {
    @Override
    void simulate(double energy, double x, Cascade cascade, EventRandom draws) {
      cascade.neutron(energy, x, slope(x, draws));
    }
  },
  /// Three charged pions near one another.
  TAU("tau") {
    @Override
    void simulate(double energy, double x, Cascade cascade, EventRandom draws) {
      double slope = slope(x, draws);
      for (double fraction : cascade.randomFractions(3)) {
        double e = Math.max(0.2, energy * fraction);
        double angle = Math.clamp(0.15 * draws.normal() / e, -0.3, 0.3);
        cascade.pion(e, x + DISTANCE * angle, slope + angle);
      }
    }
  },
  /// Many particles: charged pions, photons, neutral hadrons.
  JET("jet") {
    @Override
    void simulate(double energy, double x, Cascade cascade, EventRandom draws) {
      double slope = slope(x, draws);
      for (double fraction : cascade.randomFractions(6 + (int) (6 * draws.uniform()))) {
        double e = Math.max(0.2, energy * fraction);
        double angle = Math.clamp(0.3 * draws.normal() / e, -0.3, 0.3);
        double there = x + DISTANCE * angle;
        double u = draws.uniform();
        if (u < 0.55) {
          cascade.pion(e, there, slope + angle);
        } else if (u < 0.87) {
          cascade.photon(e, TRACKER, there, slope + angle);
        } else {
          cascade.neutron(e, there, slope + angle);
        }
      }
    }
  };

  /// Minimum energy, GeV.
  static final double MIN_ENERGY = 4;

  static final double MAX_ENERGY = 40;

  static final double J_PSI_FACTOR = 8;

  private static final double MASS_PI = 0.135;
  private static final double MASS_JPSI = 3.0969;
  private static final double DISTANCE = 100;
  private static final double BEND = 15;
  private static final double TRACKER = -0.2;
  private static final double LN_RANGE = StrictMath.log(MAX_ENERGY / MIN_ENERGY);

  private final String label;

  ShowerClass(String label) {
    this.label = label;
  }

  String label() {
    return label;
  }

  /// Simulates one in the calorimeter at `x` strips from its middle.
  abstract void simulate(double energy, double x, Cascade cascade, EventRandom draws);

  /// Draws an energy, log-uniform between the bounds.
  static double energy(EventRandom draws) {
    return MIN_ENERGY * StrictMath.exp(LN_RANGE * draws.uniform());
  }

  // From a collision point with a spread of some cm.
  private static double slope(double x, EventRandom draws) {
    return x / DISTANCE + 0.02 * draws.normal();
  }

  // Opening angle of two light particles of energies a and b from a mass: m^2 = 2 a b (1 - cos).
  private static double pair(double mass, double a, double b) {
    return mass / Math.sqrt(a * b);
  }
}
