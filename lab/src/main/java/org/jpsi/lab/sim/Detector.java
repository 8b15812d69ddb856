package org.jpsi.lab.sim;

import java.util.ArrayList;
import java.util.List;

/// Detector simulation of a general-purpose detector: finite resolution, merging of close jets,
/// acceptance of jets and leptons in transverse momentum and pseudorapidity.
final class Detector {
  /// Minimum transverse momentum of jets and leptons, GeV.
  static final double PT = 20;

  /// Maximum |eta| of jets and leptons.
  static final double ETA = 2.5;

  private static final double SINH_ETA = StrictMath.sinh(ETA);
  private static final double CONE2 = 0.4 * 0.4;

  // GeV: softer partons hardly ever become a jet, and their mismeasurement is part of the noise
  private static final double SOFT = 10;
  private static final double NOISE = 6;
  private static final double STOCHASTIC2 = 0.6 * 0.6;
  private static final double CONSTANT2 = 0.05 * 0.05;

  private Detector() {}

  /// Measured jet with its b-tag: 0, 1 or 2.
  record Jet(FourVector p, int tag) {}

  /// Measured event.
  ///
  /// @param jets the accepted ones, by falling transverse momentum
  /// @param missing missing transverse momentum; its pz is 0
  record DetectorEvent(FourVector lepton, List<Jet> jets, FourVector missing) {}

  static boolean accepts(FourVector p) {
    double pt = p.pt();
    return pt > PT && Math.abs(p.pz()) < SINH_ETA * pt;
  }

  /// Measures an electron or muon: momentum resolution of 1.5 %, growing with momentum; exact
  /// directions.
  static FourVector lepton(FourVector p, EventRandom draws) {
    return p.times(1 + Math.sqrt(2.25e-4 + 1e-8 * p.pt() * p.pt()) * draws.normal());
  }

  /// Measures the event, given its measured lepton. The missing momentum is the neutrino's plus all
  /// mismeasurement, since transverse momenta add up to 0.
  static DetectorEvent measure(HardProcess event, FourVector lepton, EventRandom draws) {
    List<Parton> partons = merge(event.partons());
    double missingX =
        event.neutrino().px() + event.lepton().px() - lepton.px() + NOISE * draws.normal();
    double missingY =
        event.neutrino().py() + event.lepton().py() - lepton.py() + NOISE * draws.normal();
    List<Jet> jets = new ArrayList<>(partons.size());
    for (Parton parton : partons) {
      if (parton.p().pt() < SOFT) {
        continue;
      }
      FourVector p = jet(parton, draws);
      missingX += parton.p().px() - p.px();
      missingY += parton.p().py() - p.py();
      if (accepts(p) && distance2(p, lepton) > CONE2) {
        jets.add(new Jet(p, parton.flavor().tag(draws)));
      }
    }
    jets.sort((a, b) -> Double.compare(b.p().pt(), a.p().pt()));
    return new DetectorEvent(lepton, jets, FourVector.ofMomentum(missingX, missingY, 0, 0));
  }

  /// Merges partons closer than the jet radius; a jet with a b quark is a b jet.
  private static List<Parton> merge(List<Parton> partons) {
    List<Parton> merged = new ArrayList<>(partons.size());
    for (Parton parton : partons) {
      Parton jet = parton;
      for (int i = merged.size() - 1; i >= 0; i--) {
        Parton other = merged.get(i);
        if (distance2(jet.p(), other.p()) < CONE2) {
          jet =
              new Parton(
                  jet.p().plus(other.p()),
                  jet.flavor().compareTo(other.flavor()) < 0 ? jet.flavor() : other.flavor());
          merged.remove(i);
        }
      }
      merged.add(jet);
    }
    return merged;
  }

  /// 2 (cosh deltaEta - cos deltaPhi) = deltaR^2 (1 + ...) of massless particles, without a
  /// logarithm.
  private static double distance2(FourVector a, FourVector b) {
    double pz = a.p() * b.p() - a.px() * b.px() - a.py() * b.py() - a.pz() * b.pz();
    return 2 * pz / (a.pt() * b.pt());
  }

  /// Measures a jet: momentum resolution with a stochastic term of 60 %/sqrt(E) and a constant term
  /// of 5 %, directions to 0.03. A fifth of the b jets lose energy to neutrinos.
  private static FourVector jet(Parton parton, EventRandom draws) {
    FourVector p = parton.p();
    double magnitude = p.p();
    double resolution = Math.sqrt(STOCHASTIC2 / magnitude + CONSTANT2);
    double response = 1;
    if (parton.flavor() == Parton.Flavor.BOTTOM && draws.bernoulli(0.2)) {
      response -= 0.3 * draws.uniform();
    }
    double measured = magnitude * Math.max(0.05, response * (1 + resolution * draws.normal()));
    double blur = 0.03 * magnitude;
    double x = p.px() + blur * draws.normal();
    double y = p.py() + blur * draws.normal();
    double z = p.pz() + blur * draws.normal();
    double scale = measured / Math.sqrt(x * x + y * y + z * z);
    double mass = measured / magnitude * Math.max(0, p.mass());
    return FourVector.ofMomentum(scale * x, scale * y, scale * z, mass);
  }
}
