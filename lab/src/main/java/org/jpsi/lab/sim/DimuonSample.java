package org.jpsi.lab.sim;

import java.util.List;

/// Events of {@link Process#DIMUON}, features named as in the CMS open data of muon pairs.
final class DimuonSample implements ProcessSample {
  private static final double MUON = 0.10566;
  private static final double PT = 3;
  private static final double SINH_ETA = StrictMath.sinh(2.4);

  // Process codes 1 to 5, and their cumulative fractions; the continuum has the rest
  private static final BreitWigner[] RESONANCES = {
    BreitWigner.JPSI,
    BreitWigner.UPSILON_1S,
    BreitWigner.UPSILON_2S,
    BreitWigner.UPSILON_3S,
    BreitWigner.Z
  };
  private static final double[] SHARES = {0.2, 0.3, 0.34, 0.37, 0.6};

  private static final List<FeatureLabel> FEATURES =
      List.of(
          new FeatureLabel("pt1", "GeV", 20),
          new FeatureLabel("eta1", "1", 1.2),
          new FeatureLabel("phi1", "rad", Math.PI / Math.sqrt(3)),
          new FeatureLabel("Q1", "1", 1),
          new FeatureLabel("pt2", "GeV", 15),
          new FeatureLabel("eta2", "1", 1.2),
          new FeatureLabel("phi2", "rad", Math.PI / Math.sqrt(3)),
          new FeatureLabel("Q2", "1", 1),
          new FeatureLabel("M", "GeV", 40));

  @Override
  public List<FeatureLabel> features() {
    return FEATURES;
  }

  @Override
  public int code(EventRandom draws) {
    double u = draws.uniform();
    for (int i = 0; i < SHARES.length; i++) {
      if (u < SHARES[i]) {
        return i + 1;
      }
    }
    return 0;
  }

  @Override
  public boolean generate(int code, EventRandom draws, double[] row) {
    double mass = code == 0 ? continuum(draws) : RESONANCES[code - 1].draw(draws);
    double pt = ProtonCollision.transverseMomentum(5 + 0.15 * mass, 2.5, draws);
    FourVector side = draws.azimuth();
    FourVector pair = ProtonCollision.system(mass, pt * side.px(), pt * side.py(), draws);
    boolean byPhoton = code == 0 || code == 5;
    TwoBodyDecay muons =
        TwoBodyDecay.along(byPhoton ? transverse(draws) : draws.direction(), pair, MUON, MUON);
    FourVector plus = measured(muons.first(), draws);
    FourVector minus = measured(muons.second(), draws);
    if (!accepts(plus) || !accepts(minus)) {
      return false;
    }
    boolean plusFirst = plus.pt() > minus.pt();
    describe(plusFirst ? plus : minus, plusFirst ? 1 : -1, row, 0);
    describe(plusFirst ? minus : plus, plusFirst ? -1 : 1, row, 4);
    row[8] = plus.plus(minus).mass();
    return true;
  }

  /// Draws a mass in GeV from m^-3 between 2 and 200.
  private static double continuum(EventRandom draws) {
    double u = draws.uniform();
    return 2 / Math.sqrt(1 - u * (1 - 1e-4));
  }

  /// A direction distributed as 1 + cos^2, Drell-Yan production by a quark and an antiquark.
  private static FourVector transverse(EventRandom draws) {
    while (true) {
      FourVector direction = draws.direction();
      if (draws.bernoulli(0.5 * (1 + direction.pz() * direction.pz()))) {
        return direction;
      }
    }
  }

  /// Measures a muon: transverse momentum resolution of 1 %, growing to 10 % at 1 TeV.
  private static FourVector measured(FourVector muon, EventRandom draws) {
    double pt = muon.pt();
    double factor = 1 + Math.sqrt(1e-4 + 1e-8 * pt * pt) * draws.normal();
    return FourVector.ofMomentum(factor * muon.px(), factor * muon.py(), factor * muon.pz(), MUON);
  }

  private static boolean accepts(FourVector muon) {
    double pt = muon.pt();
    return pt > PT && Math.abs(muon.pz()) < SINH_ETA * pt;
  }

  private static void describe(FourVector muon, int charge, double[] row, int at) {
    row[at] = muon.pt();
    row[at + 1] = muon.eta();
    row[at + 2] = muon.phi();
    row[at + 3] = charge;
  }
}
