package org.jpsi.lab.sim;

/// Toy proton-proton collision, by default at 8 TeV: partons carry momentum fractions x1 and x2
/// with a density x f(x) ~ (1 - x)^6, close to that of gluons above x = 0.01.
final class ProtonCollision {
  /// Center-of-mass energy, GeV.
  static final double ENERGY = 8000;

  private ProtonCollision() {}

  /// A system of this mass and transverse momentum (GeV), its rapidity drawn from the parton
  /// densities with x1 x2 = mass^2 / ENERGY^2.
  static FourVector system(double mass, double px, double py, EventRandom draws) {
    return system(ENERGY, mass, px, py, draws);
  }

  /// The same for another center-of-mass energy, GeV.
  static FourVector system(double energy, double mass, double px, double py, EventRandom draws) {
    double transverseMass = Math.sqrt(mass * mass + px * px + py * py);
    double boost = boost(Math.min(transverseMass / energy, 0.9), draws);
    return new FourVector(
        px,
        py,
        0.5 * transverseMass * (boost - 1 / boost),
        0.5 * transverseMass * (boost + 1 / boost));
  }

  /// exp(y) of the rapidity y, drawn uniformly and accepted with ((1 - x1) (1 - x2))^6, where x1 =
  /// x exp(y), x2 = x exp(-y).
  private static double boost(double x, EventRandom draws) {
    double maxRapidity = -StrictMath.log(x);
    double best = (1 - x) * (1 - x);
    while (true) {
      double boost = StrictMath.exp(draws.uniform(-maxRapidity, maxRapidity));
      double ratio = (1 - x * boost) * (1 - x / boost) / best;
      double cube = ratio * ratio * ratio;
      if (draws.bernoulli(cube * cube)) {
        return boost;
      }
    }
  }

  /// Draws a transverse momentum in GeV, distributed as (1 + pT^2 / scale^2)^-`power` in pT^2.
  static double transverseMomentum(double scale, double power, EventRandom draws) {
    return scale * Math.sqrt(StrictMath.pow(draws.openUniform(), 1 / (1 - power)) - 1);
  }
}
