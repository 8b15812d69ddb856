package org.jpsi.lab.sim;

import java.util.List;

/// Events of {@link Process#DIJET}: kinematics from four-vectors, jet substructure from
/// distributions that are independent of the dijet mass.
final class DijetSample implements ProcessSample {
  private static final double ENERGY = 13_000;
  private static final double MIN_MASS = 2500;

  // Range of the generated continuum, GeV: its lower end is five standard deviations of the
  // resolution below the selection.
  private static final double CONTINUUM_MIN = 2200;
  private static final double CONTINUUM_MAX = 9000;

  private static final BreitWigner HEAVY = new BreitWigner(3500, 35);
  private static final BreitWigner FIRST = new BreitWigner(500, 5);
  private static final BreitWigner SECOND = new BreitWigner(100, 1);

  private static final double DELTA_ETA = 1.3;
  private static final double ETA = 2.5;

  private static final List<FeatureLabel> FEATURES =
      List.of(
          new FeatureLabel("m_jj", "GeV", 3000),
          new FeatureLabel("jet1_pt", "GeV", 1400),
          new FeatureLabel("jet1_eta", "1", 0.7),
          new FeatureLabel("jet1_phi", "rad", Math.PI / Math.sqrt(3)),
          new FeatureLabel("jet1_mass", "GeV", 180),
          new FeatureLabel("jet1_tau21", "1", 0.5),
          new FeatureLabel("jet1_tau32", "1", 0.7),
          new FeatureLabel("jet2_pt", "GeV", 1400),
          new FeatureLabel("jet2_eta", "1", 0.7),
          new FeatureLabel("jet2_phi", "rad", Math.PI / Math.sqrt(3)),
          new FeatureLabel("jet2_mass", "GeV", 80),
          new FeatureLabel("jet2_tau21", "1", 0.6),
          new FeatureLabel("jet2_tau32", "1", 0.7));

  @Override
  public List<FeatureLabel> features() {
    return FEATURES;
  }

  @Override
  public int code(EventRandom draws) {
    return draws.bernoulli(0.5) ? 1 : 0;
  }

  @Override
  public boolean generate(int code, EventRandom draws, double[] row) {
    boolean signal = code == 1;
    double mass = signal ? HEAVY.draw(draws) : continuum(draws);
    double pt = ProtonCollision.transverseMomentum(150, 3, draws);
    FourVector side = draws.azimuth();
    FourVector system = ProtonCollision.system(ENERGY, mass, pt * side.px(), pt * side.py(), draws);
    JetSubstructure first =
        signal ? JetSubstructure.ofTwoQuarks(FIRST, draws) : JetSubstructure.ofOneParton(draws);
    JetSubstructure second =
        signal ? JetSubstructure.ofTwoQuarks(SECOND, draws) : JetSubstructure.ofOneParton(draws);
    FourVector direction = signal ? draws.direction() : exchanged(draws);
    TwoBodyDecay jets = TwoBodyDecay.along(direction, system, first.mass, second.mass);
    FourVector a = measured(jets.first(), first, draws);
    FourVector b = measured(jets.second(), second, draws);
    double m = a.plus(b).mass();
    if (m < MIN_MASS
        || Math.abs(a.eta()) > ETA
        || Math.abs(b.eta()) > ETA
        || Math.abs(a.eta() - b.eta()) > DELTA_ETA) {
      return false;
    }
    boolean inOrder = a.mass() >= b.mass();
    row[0] = m;
    describe(inOrder ? a : b, inOrder ? first : second, row, 1);
    describe(inOrder ? b : a, inOrder ? second : first, row, 7);
    return true;
  }

  /// A mass in GeV of the form (1 - x)^8 / x^5 with x = m / ENERGY, the first two terms of what
  /// searches for dijet resonances fit (CMS, arXiv:1911.03947, eq. 1).
  private static double continuum(EventRandom draws) {
    double share =
        (CONTINUUM_MIN / CONTINUUM_MAX)
            * (CONTINUUM_MIN / CONTINUUM_MAX)
            * (CONTINUUM_MIN / CONTINUUM_MAX)
            * (CONTINUUM_MIN / CONTINUUM_MAX);
    while (true) {
      double u = draws.uniform();
      double m = CONTINUUM_MIN / Math.sqrt(Math.sqrt(1 - u * (1 - share)));
      double ratio = (ENERGY - m) / (ENERGY - CONTINUUM_MIN);
      double square = ratio * ratio;
      if (draws.bernoulli(square * square * square * square)) {
        return m;
      }
    }
  }

  /// A direction distributed as 1 / (1 - |cos|)^2, gluon exchange in the t-channel, up to the cut
  /// on the difference of pseudorapidities.
  private static FourVector exchanged(EventRandom draws) {
    while (true) {
      FourVector direction = draws.direction();
      double cosine = Math.abs(direction.pz());
      double ratio = 0.4 / (1 - cosine);
      if (cosine < 0.6 && draws.bernoulli(ratio * ratio)) {
        return direction;
      }
    }
  }

  /// Measures a jet: momentum resolution of 4 %, jet-mass resolution of 10 %.
  private static FourVector measured(FourVector p, JetSubstructure jet, EventRandom draws) {
    double factor = Math.max(0.5, 1 + 0.04 * draws.normal());
    double mass = jet.mass * Math.max(0.4, 1 + 0.1 * draws.normal());
    return FourVector.ofMomentum(factor * p.px(), factor * p.py(), factor * p.pz(), mass);
  }

  private static void describe(FourVector p, JetSubstructure jet, double[] row, int at) {
    row[at] = p.pt();
    row[at + 1] = p.eta();
    row[at + 2] = p.phi();
    row[at + 3] = p.mass();
    row[at + 4] = jet.tau21;
    row[at + 5] = jet.tau32;
  }

  /// Jet substructure.
  ///
  /// @param mass true jet mass, GeV
  /// @param tau21 ratio of 2- to 1-subjettiness: low where there are two prongs (Thaler and Van
  ///   Tilburg, arXiv:1011.2268)
  /// @param tau32 ratio of 3- to 2-subjettiness
  private record JetSubstructure(double mass, double tau21, double tau32) {
    /// A jet of one quark or gluon: a broad spectrum of masses; the heavier the jet, the more
    /// likely it has a hard splitting, which looks like two prongs.
    static JetSubstructure ofOneParton(EventRandom draws) {
      double log = StrictMath.log(90) + 0.75 * draws.normal();
      double mass = Math.clamp(StrictMath.exp(log), 10, 900);
      double twoness = StrictMath.log(mass / 90);
      return new JetSubstructure(
          mass,
          logistic(0.7 - 0.5 * twoness + 0.6 * draws.normal()),
          logistic(1.0 + 0.5 * draws.normal()));
    }

    static JetSubstructure ofTwoQuarks(BreitWigner particle, EventRandom draws) {
      return new JetSubstructure(
          particle.draw(draws),
          logistic(-0.6 + 0.6 * draws.normal()),
          logistic(0.8 + 0.5 * draws.normal()));
    }

    private static double logistic(double x) {
      return 1 / (1 + StrictMath.exp(-x));
    }
  }
}
