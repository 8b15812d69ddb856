package org.jpsi.lab.sim;

import java.util.ArrayList;
import java.util.List;
import org.jpsi.lab.sim.Detector.Jet;

/// Reconstruction of the hypothesis W W b bbar from measured objects.
///
/// @param jj the pair of untagged jets whose mass is nearest to the W's
/// @param lv lepton and neutrino
/// @param bj the tagged jet assigned to the top quark of jj
/// @param bl the tagged jet assigned to the top quark of lv
record Reconstruction(FourVector jj, FourVector lv, FourVector bj, FourVector bl) {
  private static final double W = BreitWigner.W.mass();
  private static final double TOP = BreitWigner.TOP.mass();

  /// Reconstructs an event with exactly two tagged jets and at least two others. The b jets are
  /// assigned to the top quarks so that both masses are closest to the top mass.
  static Reconstruction of(Detector.DetectorEvent event) {
    List<FourVector> tagged = new ArrayList<>(2);
    List<FourVector> others = new ArrayList<>(event.jets().size());
    for (Jet jet : event.jets()) {
      (jet.tag() > 0 ? tagged : others).add(jet.p());
    }
    FourVector lv = event.lepton().plus(neutrino(event.lepton(), event.missing()));
    FourVector jj = nearestToW(others);
    FourVector b1 = tagged.get(0);
    FourVector b2 = tagged.get(1);
    return offTop(jj, b1) + offTop(lv, b2) < offTop(jj, b2) + offTop(lv, b1)
        ? new Reconstruction(jj, lv, b1, b2)
        : new Reconstruction(jj, lv, b2, b1);
  }

  FourVector bb() {
    return bj.plus(bl);
  }

  /// The neutrino whose transverse momentum is the missing one and whose pz gives the W's mass with
  /// the lepton: with k = mW^2 / 2 + pT(l) pT(nu), pz = (k pz(l) +- E(l) sqrt(k^2 - pT(l)^2
  /// pT(nu)^2)) / pT(l)^2. The smaller pz of the two is taken, and where they are complex their
  /// real part. Lepton and neutrino are massless.
  static FourVector neutrino(FourVector lepton, FourVector missing) {
    double pt2 = lepton.px() * lepton.px() + lepton.py() * lepton.py();
    double k = 0.5 * W * W + lepton.px() * missing.px() + lepton.py() * missing.py();
    double root2 = k * k - pt2 * (missing.px() * missing.px() + missing.py() * missing.py());
    double real = k * lepton.pz();
    double root = lepton.e() * Math.sqrt(Math.max(0, root2));
    // the sign that gives the smaller |pz|
    double pz = (real > 0 ? real - root : real + root) / pt2;
    return FourVector.ofMomentum(missing.px(), missing.py(), pz, 0);
  }

  private static FourVector nearestToW(List<FourVector> jets) {
    FourVector best = jets.get(0).plus(jets.get(1));
    for (int i = 0; i < jets.size(); i++) {
      for (int j = Math.max(2, i + 1); j < jets.size(); j++) {
        FourVector pair = jets.get(i).plus(jets.get(j));
        if (Math.abs(pair.mass() - W) < Math.abs(best.mass() - W)) {
          best = pair;
        }
      }
    }
    return best;
  }

  private static double offTop(FourVector w, FourVector b) {
    return Math.abs(w.plus(b).mass() - TOP);
  }
}
