package org.jpsi.lab.sim;

/// Absorber: a material in which charged particles lose energy by ionization.
///
/// The mean energy loss is the Bethe formula of the Review of Particle Physics (section "Passage of
/// particles through matter", eq. 34.5), for particles of charge 1 between `beta gamma` of 0.1 and
/// 1000, to about a percent:
///
/// ```
/// <-dE/dx> = K Z/A 1/beta^2 (1/2 ln(2 m_e c^2 beta^2 gamma^2 W / I^2) - beta^2 - delta/2)
/// W        = 2 m_e c^2 beta^2 gamma^2 / (1 + 2 gamma m_e/M + (m_e/M)^2)
/// ```
///
/// with the density effect `delta` in the form and with the numbers of Sternheimer, Berger and
/// Seltzer (Atomic Data and Nuclear Data Tables 30 (1984) 261).
///
/// @param zOverA `Z/A`, mol/g
/// @param meanExcitationEnergy mean excitation energy `I`, eV
/// @param c the constant `C` of `delta` at high energy: `2 ln(10) x - C`, with `x = log10(beta
///   gamma)`
/// @param x0 below which `delta` is that of a conductor, `delta0 10^(2 (x - x0))`
/// @param x1 above which it has its high-energy form; in between `a (x1 - x)^k` is added
/// @param delta0 0 for insulators
public record Absorber(
    double zOverA,
    double meanExcitationEnergy,
    double c,
    double x0,
    double x1,
    double a,
    double k,
    double delta0) {
  /// Silicon.
  public static final Absorber SILICON =
      new Absorber(14 / 28.0855, 173, 4.4351, 0.2014, 2.8715, 0.14921, 3.2546, 0.14);

  /// Argon gas at one atmosphere.
  public static final Absorber ARGON =
      new Absorber(18 / 39.948, 188, 11.9480, 1.7635, 4.4855, 0.19714, 2.9618, 0);

  /// Copper.
  public static final Absorber COPPER =
      new Absorber(29 / 63.546, 322, 4.4190, -0.0254, 3.2792, 0.14339, 2.9044, 0.08);

  /// Lead.
  public static final Absorber LEAD =
      new Absorber(82 / 207.2, 823, 6.2018, 0.3776, 3.8073, 0.09359, 3.1608, 0.14);

  // MeV cm^2 / mol, and MeV
  private static final double K = 0.307075;
  private static final double ELECTRON = 0.51099895;

  public Absorber {
    if (!(zOverA > 0 && meanExcitationEnergy > 0 && x1 > x0)) {
      throw new IllegalArgumentException(
          "Absorber: expected Z/A > 0, I > 0 and x1 > x0, found "
              + zOverA
              + ", "
              + meanExcitationEnergy
              + " and "
              + x0
              + ", "
              + x1);
    }
  }

  /// The mean mass stopping power `<-dE/dx>`, MeV cm^2/g.
  ///
  /// @param mass of the particle, GeV
  /// @param momentum GeV
  public double stoppingPower(double mass, double momentum) {
    if (!(mass > 0 && momentum > 0)) {
      throw new IllegalArgumentException(
          "Absorber: expected a mass and a momentum > 0, found " + mass + " and " + momentum);
    }
    double betaGamma = momentum / mass;
    double gamma = Math.sqrt(1 + betaGamma * betaGamma);
    double beta2 = betaGamma * betaGamma / (1 + betaGamma * betaGamma);
    double ratio = ELECTRON / (1000 * mass);
    double maxTransfer =
        2 * ELECTRON * betaGamma * betaGamma / (1 + 2 * gamma * ratio + ratio * ratio);
    double mean = 1e-6 * meanExcitationEnergy;
    double logarithm =
        StrictMath.log(2 * ELECTRON * betaGamma * betaGamma * maxTransfer / (mean * mean));
    return K * zOverA / beta2 * (0.5 * logarithm - beta2 - 0.5 * delta(betaGamma));
  }

  private double delta(double betaGamma) {
    double x = StrictMath.log10(betaGamma);
    double far = 2 * StrictMath.log(10) * x - c;
    if (x >= x1) {
      return far;
    }
    if (x >= x0) {
      return far + a * StrictMath.pow(x1 - x, k);
    }
    return delta0 * StrictMath.pow(10, 2 * (x - x0));
  }
}
