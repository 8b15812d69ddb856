package org.jpsi.lab.sim;

import java.util.List;

/// Radiation of a gluon from a quark in a toy: a quark is made with a virtual mass and decays into
/// a quark and a gluon, which conserves energy and momentum.
final class Shower {
  private static final double CHANCE = 0.65;
  private static final double LEAST = 6;
  private static final double SHARE = 0.5;

  private Shower() {}

  /// In GeV: that of the flavor, or one with equal chance for every factor up to a half of the mass
  /// of the particle that decays.
  static double mass(Parton.Flavor flavor, double parent, EventRandom draws) {
    if (draws.chance(CHANCE)) {
      return LEAST * StrictMath.pow(SHARE * parent / LEAST, draws.uniform());
    }
    return flavor.mass();
  }

  /// Puts a quark, or a quark and the gluon it radiates, to the partons.
  static void split(
      FourVector quark, Parton.Flavor flavor, List<Parton> partons, EventRandom draws) {
    double mass = Math.max(0, quark.mass());
    if (mass < 0.99 * LEAST) {
      partons.add(new Parton(quark, flavor));
    } else {
      TwoBody products = TwoBody.isotropic(quark, flavor.mass(), 0, draws);
      partons.add(new Parton(products.first(), flavor));
      partons.add(new Parton(products.second(), Parton.Flavor.LIGHT));
    }
  }
}
