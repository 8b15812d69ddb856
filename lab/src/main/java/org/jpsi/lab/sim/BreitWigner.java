package org.jpsi.lab.sim;

/// Relativistic Breit-Wigner distribution of the mass of a resonance, p(m^2) ~ 1 / ((m^2 - m0^2)^2
/// + m0^2 width^2) (PDG review "Resonances"), truncated `REACH` widths from its peak.
///
/// @param mass m0, GeV
/// @param width full width at half maximum, GeV
record BreitWigner(double mass, double width) {
  /// In widths. Beyond 15 of them (2 % of the distribution) other processes dominate.
  private static final double REACH = 15;

  // PDG 2024; the charged and the heavy Higgs boson are hypothetical: their width is 1 %, less than
  // the detector resolves.
  static final BreitWigner W = new BreitWigner(80.38, 2.085);
  static final BreitWigner TOP = new BreitWigner(172.5, 1.42);
  static final BreitWigner HIGGS = new BreitWigner(125, 0.0041);
  static final BreitWigner CHARGED_HIGGS = new BreitWigner(325, 3.25);
  static final BreitWigner HEAVY_HIGGS = new BreitWigner(425, 4.25);
  static final BreitWigner Z = new BreitWigner(91.188, 2.4955);
  static final BreitWigner JPSI = new BreitWigner(3.0969, 92.6e-6);
  static final BreitWigner UPSILON_1S = new BreitWigner(9.4604, 54.0e-6);
  static final BreitWigner UPSILON_2S = new BreitWigner(10.0234, 32.0e-6);
  static final BreitWigner UPSILON_3S = new BreitWigner(10.3551, 20.3e-6);

  /// Draws a mass in GeV: m^2 = m0^2 + m0 width tan(x) with x uniform, drawn again where beyond the
  /// truncation.
  double draw(EventRandom draws) {
    while (true) {
      double angle = Math.PI * (draws.openUniform() - 0.5);
      double m = Math.sqrt(Math.max(0, mass * mass + mass * width * StrictMath.tan(angle)));
      if (Math.abs(m - mass) < REACH * width) {
        return m;
      }
    }
  }
}
