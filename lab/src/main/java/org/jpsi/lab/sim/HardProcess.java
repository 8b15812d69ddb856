package org.jpsi.lab.sim;

import static org.jpsi.lab.sim.Parton.Flavor.BOTTOM;
import static org.jpsi.lab.sim.Parton.Flavor.CHARM;
import static org.jpsi.lab.sim.Parton.Flavor.LIGHT;

import java.util.ArrayList;
import java.util.List;

/// Hard process at parton level: W W b bbar with radiation, one W decaying to a lepton and the
/// other to quarks.
///
/// @param lepton the electron or muon, its mass neglected
/// @param neutrino of the same W
/// @param partons first the initial-state radiation, then the two b quarks and the two quarks of
///   the other W with their radiation
/// @param radiated number of partons of initial-state radiation
record HardProcess(FourVector lepton, FourVector neutrino, List<Parton> partons, int radiated) {
  private static final double FALL = 4.8;

  // GeV; two gluons radiate harder
  private static final double SIGNAL_SCALE = 80;
  private static final double BACKGROUND_SCALE = 55;

  /// gg -> H0 -> W H+ -> W W h -> W W b bbar. Either W is the leptonic one; charges are not kept,
  /// so charge conjugates are not distinguished.
  static HardProcess signal(EventRandom draws) {
    double heavyMass;
    double chargedMass;
    double w1;
    double w2;
    double higgs;
    do {
      heavyMass = BreitWigner.HEAVY_HIGGS.draw(draws);
      chargedMass = BreitWigner.CHARGED_HIGGS.draw(draws);
      w1 = BreitWigner.W.draw(draws);
      w2 = BreitWigner.W.draw(draws);
      higgs = BreitWigner.HIGGS.draw(draws);
    } while (w1 + chargedMass > heavyMass || w2 + higgs > chargedMass);
    List<Parton> radiation = radiation(SIGNAL_SCALE, draws);
    FourVector heavy = system(heavyMass, radiation, draws);
    TwoBodyDecay first = TwoBodyDecay.isotropic(heavy, w1, chargedMass, draws);
    TwoBodyDecay second = TwoBodyDecay.isotropic(first.second(), w2, higgs, draws);
    List<Parton> partons = new ArrayList<>(radiation);
    quarks(second.second(), BOTTOM, BOTTOM, partons, draws);
    return of(first.first(), second.first(), partons, radiation.size(), draws);
  }

  /// t tbar -> W b W b. The invariant mass m falls as velocity / m^`FALL` from the threshold on,
  /// the angle is that of gluon fusion, (1 + v^2 cos^2) / (1 - v^2 cos^2).
  static HardProcess background(EventRandom draws) {
    double t1 = BreitWigner.TOP.draw(draws);
    double t2 = BreitWigner.TOP.draw(draws);
    double threshold = t1 + t2;
    double mass;
    double velocity2;
    do {
      mass = threshold * StrictMath.pow(draws.openUniform(), -1 / (FALL - 1));
      velocity2 = 1 - (threshold / mass) * (threshold / mass);
    } while (mass > 0.5 * ProtonCollision.ENERGY || !draws.bernoulli(Math.sqrt(velocity2)));
    FourVector direction;
    double forward;
    do {
      direction = draws.direction();
      forward = velocity2 * direction.pz() * direction.pz();
    } while (!draws.bernoulli((1 + forward) / (1 - forward) * (1 - velocity2) / (1 + velocity2)));
    List<Parton> radiation = radiation(BACKGROUND_SCALE, draws);
    TwoBodyDecay tops = TwoBodyDecay.along(direction, system(mass, radiation, draws), t1, t2);
    List<Parton> partons = new ArrayList<>(radiation);
    FourVector w1 = w(tops.first(), partons, draws);
    FourVector w2 = w(tops.second(), partons, draws);
    return of(w1, w2, partons, radiation.size(), draws);
  }

  /// Decay t -> W b: returns the W, adds the b to the partons.
  private static FourVector w(FourVector top, List<Parton> partons, EventRandom draws) {
    double topMass = top.mass();
    double mass;
    double b;
    do {
      mass = BreitWigner.W.draw(draws);
      b = PartonShower.mass(BOTTOM, topMass, draws);
    } while (mass + b > topMass);
    TwoBodyDecay products = TwoBodyDecay.isotropic(top, mass, b, draws);
    PartonShower.split(products.second(), BOTTOM, partons, draws);
    return products.first();
  }

  /// Decay of a boson to two quarks.
  private static void quarks(
      FourVector boson,
      Parton.Flavor first,
      Parton.Flavor second,
      List<Parton> partons,
      EventRandom draws) {
    double mass = boson.mass();
    double m1;
    double m2;
    do {
      m1 = PartonShower.mass(first, mass, draws);
      m2 = PartonShower.mass(second, mass, draws);
    } while (m1 + m2 > mass);
    TwoBodyDecay products = TwoBodyDecay.isotropic(boson, m1, m2, draws);
    PartonShower.split(products.first(), first, partons, draws);
    PartonShower.split(products.second(), second, partons, draws);
  }

  private static HardProcess of(
      FourVector w1, FourVector w2, List<Parton> partons, int radiated, EventRandom draws) {
    boolean firstIsLeptonic = draws.bernoulli(0.5);
    TwoBodyDecay leptonic = TwoBodyDecay.isotropic(firstIsLeptonic ? w1 : w2, 0, 0, draws);
    // half the W that decay to quarks give a charm quark
    quarks(firstIsLeptonic ? w2 : w1, draws.bernoulli(0.5) ? CHARM : LIGHT, LIGHT, partons, draws);
    return new HardProcess(leptonic.first(), leptonic.second(), partons, radiated);
  }

  /// Initial-state radiation: a geometric number of jets with a falling spectrum of transverse
  /// momenta and pseudorapidities up to 4.
  private static List<Parton> radiation(double scale, EventRandom draws) {
    List<Parton> jets = new ArrayList<>(12);
    while (jets.size() < 6 && draws.bernoulli(0.6)) {
      double pt = 10 + ProtonCollision.transverseMomentum(scale, 3.2, draws);
      FourVector side = draws.azimuth();
      double rise = StrictMath.exp(draws.uniform(-4, 4));
      jets.add(
          new Parton(
              FourVector.ofMomentum(
                  pt * side.px(), pt * side.py(), 0.5 * pt * (rise - 1 / rise), 0),
              LIGHT));
    }
    return jets;
  }

  /// The heavy system, recoiling against the radiation and softer particles.
  private static FourVector system(double mass, List<Parton> radiation, EventRandom draws) {
    double px = 6 * draws.normal();
    double py = 6 * draws.normal();
    for (Parton jet : radiation) {
      px -= jet.p().px();
      py -= jet.p().py();
    }
    return ProtonCollision.system(mass, px, py, draws);
  }
}
