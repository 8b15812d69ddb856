package org.jpsi.lab.sim;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jpsi.core.random.Rng;
import org.jpsi.core.table.Column;
import org.jpsi.core.table.NumberColumn;
import org.jpsi.core.table.Table;

/// Toy response of a longitudinally segmented calorimeter that has to be calibrated.
///
/// A shower of energy `E` reaches depth `t = 2.5 + ln(E / GeV) + 1.2 g` in the middle, in units in
/// which compartments end at depths `ends` (the logarithm as for showers of electrons, Review of
/// Particle Physics, section 34.5; `g` standard normal); the share of its energy in front of a
/// depth `u` is `1 / (1 + exp(t - u))`, and all that is behind the last end but one is in the last
/// compartment: nothing leaks. The visible energy is `E` with sampling fluctuations of `stochastic
/// sqrt(E / GeV)` GeV. Compartment `c` gives a charge `gain_c` (pC/GeV) times its visible energy,
/// above a pedestal, with electronic noise (both in pC). Shower `i` is a function of (seed, i)
/// alone.
///
/// @param ends depths at which all compartments except the last end, ascending
/// @param gains pC/GeV, one per compartment
/// @param stochastic relative resolution at 1 GeV
/// @param noise pC in each compartment
/// @param pedestal pC in each compartment
public record CalorimeterResponse(
    List<Double> ends, List<Double> gains, double stochastic, double noise, double pedestal) {
  /// Signal of one shower.
  ///
  /// @param energy true energy, GeV
  /// @param charges of the compartments, pC
  public record Signal(double energy, double... charges) {}

  public CalorimeterResponse {
    ends = List.copyOf(ends);
    gains = List.copyOf(gains);
    if (gains.size() != ends.size() + 1 || !(stochastic >= 0 && noise >= 0)) {
      throw new IllegalArgumentException(
          "CalorimeterResponse: expected one gain more than ends, and stochastic and noise >= 0,"
              + " found "
              + gains
              + " and "
              + ends
              + ", "
              + stochastic
              + " and "
              + noise);
    }
  }

  /// Three compartments of gains 5, 4 and 2.5 pC/GeV, 10 %/sqrt(E), 0.8 pC of noise and a pedestal
  /// of 2 pC.
  public CalorimeterResponse() {
    this(List.of(4.0, 8.0), List.of(5.0, 4.0, 2.5), 0.1, 0.8, 2);
  }

  /// The calorimeter with another stochastic term and noise.
  public CalorimeterResponse with(double sampling, double electronics) {
    return new CalorimeterResponse(ends, gains, sampling, electronics, pedestal);
  }

  public int compartments() {
    return gains.size();
  }

  /// Shower `event` of a seed, of an energy (GeV) greater than 0.
  public Signal signal(double energy, long seed, long event) {
    if (!(energy > 0)) {
      throw new IllegalArgumentException(
          "CalorimeterResponse: expected an energy > 0, found " + energy);
    }
    Rng stream = Rng.of(seed).child("calorimeter").child(event);
    double depth = 2.5 + StrictMath.log(energy) + 1.2 * stream.normal(0);
    double visible = energy + stochastic * Math.sqrt(energy) * stream.normal(1);
    double[] charges = new double[compartments()];
    double before = 0;
    for (int c = 0; c < charges.length; c++) {
      double until = c < ends.size() ? 1 / (1 + StrictMath.exp(depth - ends.get(c))) : 1;
      charges[c] =
          pedestal + gains.get(c) * (until - before) * visible + noise * stream.normal(2 + c);
      before = until;
    }
    return new Signal(energy, charges);
  }

  /// Showers 0 to `showers` - 1 with energies (GeV) uniform between two, in columns `energy` (GeV)
  /// and `charge1`, `charge2`, ... (pC).
  public Table table(long seed, int showers, double minEnergy, double maxEnergy) {
    if (showers < 0 || !(minEnergy > 0 && maxEnergy > minEnergy)) {
      throw new IllegalArgumentException(
          "CalorimeterResponse: expected showers >= 0 and 0 < minEnergy < maxEnergy, found "
              + Arrays.asList(showers, minEnergy, maxEnergy));
    }
    Rng energies = Rng.of(seed).child("calorimeter energies");
    double[] energy = new double[showers];
    double[][] charge = new double[compartments()][showers];
    for (int i = 0; i < showers; i++) {
      energy[i] = minEnergy + (maxEnergy - minEnergy) * energies.openUniform(i);
      Signal signal = signal(energy[i], seed, i);
      for (int c = 0; c < charge.length; c++) {
        charge[c][i] = signal.charges()[c];
      }
    }
    List<Column> columns = new ArrayList<>();
    columns.add(NumberColumn.of("energy", "GeV", energy));
    for (int c = 0; c < charge.length; c++) {
      columns.add(NumberColumn.of("charge" + (c + 1), "pC", charge[c]));
    }
    return Table.of("showers generated with seed " + seed, columns);
  }
}
