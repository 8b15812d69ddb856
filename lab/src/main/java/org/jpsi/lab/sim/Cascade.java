package org.jpsi.lab.sim;

/// Cascade of a particle in the calorimeter: tracks, electromagnetic showers and hadronic
/// interactions. Energies in GeV.
final class Cascade {
  /// Mean conversion length of photons in planes, 9/7 of a radiation length.
  private static final double CONVERSION_LENGTH = 9.0 / 7;

  /// Interaction lengths of hadrons in planes: an interaction length of iron has 9.5 radiation
  /// lengths, and the pion's cross section is smaller than the nucleon's.
  private static final double NUCLEON_INTERACTION_LENGTH = 9.5;

  private static final double PION_INTERACTION_LENGTH = 11.5;

  private static final double MIN_ENERGY = 1;
  private static final int MAX_GENERATIONS = 4;
  private static final double MAX_SLOPE = 1;

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
      } else if (chance < 0.06) { // a delta electron
        calorimeter.deposit(
            plane, -0.02 * StrictMath.log(draws.openUniform()), at + draws.normal());
      }
    }
  }

  void electron(double energy, double x, double slope) {
    calorimeter.track(0, 0.5, x, slope, 1, draws);
    calorimeter.shower(0, energy, x, slope, -0.5, draws);
  }

  /// @param depth of its production, 0.2 before plane 0 for photons from the collision
  void photon(double energy, double depth, double x, double slope) {
    double start = depth + length(CONVERSION_LENGTH);
    double there = x + slope * Calorimeter.PITCH * (start - depth);
    if (start < 0) {
      calorimeter.track(0, 0.5, x, slope, 2, draws);
    }
    calorimeter.shower(start, energy, there, slope, -0.8, draws);
  }

  void pion(double energy, double x, double slope) {
    hadron(energy, 0, x, slope, true, PION_INTERACTION_LENGTH, 0);
  }

  void neutron(double energy, double x, double slope) {
    hadron(energy, 0, x, slope, false, NUCLEON_INTERACTION_LENGTH, 0);
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
      double interactionLength,
      int generation) {
    double end = depth + length(interactionLength);
    double range = depth + energy / Calorimeter.MIP;
    if (charged) {
      calorimeter.track(depth, Math.min(end, range), x, slope, 1, draws);
    }
    if (end >= Calorimeter.PLANES || (charged && range < end)) {
      return;
    }
    double there = x + slope * Calorimeter.PITCH * (end - depth);
    if (energy < MIN_ENERGY || generation == MAX_GENERATIONS) {
      calorimeter.deposit(end, 0.3 * energy * draws.uniform(), there);
      return;
    }
    interact(energy, end, there, slope, generation);
  }

  // An inelastic nuclear interaction with secondary particles; a quarter of the energy is lost to
  // nuclear binding.
  private void interact(double energy, double depth, double x, double slope, int generation) {
    calorimeter.deposit(depth, 0.15 * draws.uniform(), x);
    int n = 2 + (int) (Math.sqrt(energy) * (0.8 + 0.8 * draws.uniform()));
    double[] fractions = randomFractions(n);
    for (double fraction : fractions) {
      double e = 0.75 * energy * fraction;
      double s = slope + 0.3 * draws.normal() / Math.max(0.1, e);
      double newSlope = Math.clamp(s, -MAX_SLOPE, MAX_SLOPE);
      double u = draws.uniform();
      if (u < 0.3) { // a neutral pion, its two photons as one shower
        double start = depth + length(CONVERSION_LENGTH);
        double there = x + newSlope * Calorimeter.PITCH * (start - depth);
        calorimeter.shower(start, e, there, newSlope, -0.8, draws);
      } else {
        boolean charged = u < 0.85;
        double interactionLength = charged ? PION_INTERACTION_LENGTH : NUCLEON_INTERACTION_LENGTH;
        hadron(e, depth, x, newSlope, charged, interactionLength, generation + 1);
      }
    }
  }

  /// Random fractions that add up to 1, uniform on the simplex.
  double[] randomFractions(int n) {
    double[] fractions = new double[n];
    double sum = 0;
    for (int i = 0; i < n; i++) {
      fractions[i] = -StrictMath.log(draws.openUniform());
      sum += fractions[i];
    }
    for (int i = 0; i < n; i++) {
      fractions[i] /= sum;
    }
    return fractions;
  }
}
