package org.jpsi.lab.sim;

import java.util.List;

/// Toy parton shower: a quark is produced with a virtuality and splits into a quark and a gluon,
/// conserving energy and momentum.
final class PartonShower {
  private static final double PROBABILITY = 0.65;
  private static final double MIN_MASS = 6;
  private static final double MAX_FRACTION = 0.5;

  private PartonShower() {}

  /// The mass of a quark, GeV: that of its flavor, or a virtuality, log-uniform up to half the
  /// parent's mass.
  static double mass(Parton.Flavor flavor, double parent, EventRandom draws) {
    if (draws.bernoulli(PROBABILITY)) {
      return MIN_MASS * StrictMath.pow(MAX_FRACTION * parent / MIN_MASS, draws.uniform());
    }
    return flavor.mass();
  }

  /// Adds a quark, or a quark and the gluon it radiates, to the partons.
  static void split(
      FourVector quark, Parton.Flavor flavor, List<Parton> partons, EventRandom draws) {
    double mass = Math.max(0, quark.mass());
    if (mass < 0.99 * MIN_MASS) {
      partons.add(new Parton(quark, flavor));
    } else {
      TwoBodyDecay products = TwoBodyDecay.isotropic(quark, flavor.mass(), 0, draws);
      partons.add(new Parton(products.first(), flavor));
      partons.add(new Parton(products.second(), Parton.Flavor.LIGHT));
    }
  }
}
