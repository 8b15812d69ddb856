package org.jpsi.lab.sim;

/// Particles in the calorimeter, and what becomes of them there. Energies in GeV.
final class Cascade {
  /// In planes: the mean way of a photon before it converts, 9/7 of a radiation length.
  private static final double CONVERSION = 9.0 / 7;

  /// In planes: the mean ways of hadrons before they interact; iron has 9.5 radiation lengths in an
  /// interaction length, and pions are smaller than nucleons.
  private static final double NUCLEON_WAY = 9.5;

  private static final double PION_WAY = 11.5;

  private static final double LEAST = 1;
  private static final int GENERATIONS = 4;
  private static final double STEEPEST = 1;

  private final Calorimeter calorimeter;
  private final EventRandom draws;

  Cascade(Calorimeter calorimeter, EventRandom draws) {
    this.calorimeter = calorimeter;
    this.draws = draws;
  }

  void muon(double x, double slope) {
    calorimeter.track(0, Calorimeter.PLANES, x, slope, 1, draws);
    for (int plane = 1; plane < Calorimeter.PLANES; plane++) {
      double at = x + slope * Calorimeter.PITCH * plane;
      double chance = draws.uniform();
      if (chance < 0.002) { // bremsstrahlung
        calorimeter.shower(plane, 0.3 / (0.1 + draws.uniform()), at, slope, -0.5, draws);
      } else if (chance < 0.06) { // an electron kicked out
        calorimeter.star(plane, -0.02 * StrictMath.log(draws.openUniform()), at + draws.normal());
      }
    }
  }

  void electron(double energy, double x, double slope) {
    calorimeter.track(0, 0.5, x, slope, 1, draws);
    calorimeter.shower(0, energy, x, slope, -0.5, draws);
  }

  /// @param depth where it is made, 0.2 before plane 0 for those from the collision
  void photon(double energy, double depth, double x, double slope) {
    double start = depth + length(CONVERSION);
    double there = x + slope * Calorimeter.PITCH * (start - depth);
    if (start < 0) {
      calorimeter.track(0, 0.5, x, slope, 2, draws);
    }
    calorimeter.shower(start, energy, there, slope, -0.8, draws);
  }

  void pion(double energy, double x, double slope) {
    hadron(energy, 0, x, slope, true, PION_WAY, 0);
  }

  void neutron(double energy, double x, double slope) {
    hadron(energy, 0, x, slope, false, NUCLEON_WAY, 0);
  }

  private double length(double mean) {
    return -mean * StrictMath.log(draws.openUniform());
  }

  private void hadron(
      double energy,
      double depth,
      double x,
      double slope,
      boolean charged,
      double way,
      int generation) {
    double end = depth + length(way);
    double range = depth + energy / Calorimeter.MIP;
    if (charged) {
      calorimeter.track(depth, Math.min(end, range), x, slope, 1, draws);
    }
    if (end >= Calorimeter.PLANES || (charged && range < end)) {
      return;
    }
    double there = x + slope * Calorimeter.PITCH * (end - depth);
    if (energy < LEAST || generation == GENERATIONS) {
      calorimeter.star(end, 0.3 * energy * draws.uniform(), there);
      return;
    }
    interact(energy, end, there, slope, generation);
  }

  // A nucleus is broken, and new particles go on; a quarter of the energy is lost to what binds it.
  private void interact(double energy, double depth, double x, double slope, int generation) {
    calorimeter.star(depth, 0.15 * draws.uniform(), x);
    int n = 2 + (int) (Math.sqrt(energy) * (0.8 + 0.8 * draws.uniform()));
    double[] share = shares(n);
    for (double part : share) {
      double e = 0.75 * energy * part;
      double s = slope + 0.3 * draws.normal() / Math.max(0.1, e);
      double turned = Math.clamp(s, -STEEPEST, STEEPEST);
      double kind = draws.uniform();
      if (kind < 0.3) { // a neutral pion, whose photons are near one another here
        double start = depth + length(CONVERSION);
        double there = x + turned * Calorimeter.PITCH * (start - depth);
        calorimeter.shower(start, e, there, turned, -0.8, draws);
      } else {
        boolean charged = kind < 0.85;
        double way = charged ? PION_WAY : NUCLEON_WAY;
        hadron(e, depth, x, turned, charged, way, generation + 1);
      }
    }
  }

  /// Numbers that add up to 1, every cut of it as likely as any other.
  double[] shares(int n) {
    double[] share = new double[n];
    double sum = 0;
    for (int i = 0; i < n; i++) {
      share[i] = -StrictMath.log(draws.openUniform());
      sum += share[i];
    }
    for (int i = 0; i < n; i++) {
      share[i] /= sum;
    }
    return share;
  }
}
