package org.jpsi.lab.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.jpsi.core.random.Rng;
import org.junit.jupiter.api.Test;

class ReconstructionTest {
  private final EventRandom draws = new EventRandom(Rng.of(4));

  private static FourVector transverse(FourVector p) {
    return FourVector.ofMomentum(p.px(), p.py(), 0, 0);
  }

  @Test
  void theNeutrinoOfAWAtItsMassIsOneOfTheTwoSolutions() {
    int found = 0;
    for (int i = 0; i < 1000; i++) {
      FourVector w =
          FourVector.of(draws.uniform(0, 100), draws.uniform(-2, 2), draws.uniform(-3, 3), 80.38);
      TwoBodyDecay products = TwoBodyDecay.isotropic(w, 0, 0, draws);
      FourVector neutrino =
          Reconstruction.neutrino(products.first(), transverse(products.second()));
      assertThat(neutrino.plus(products.first()).mass()).isCloseTo(80.38, within(1e-4));
      assertThat(Math.abs(neutrino.pz())).isLessThan(Math.abs(products.second().pz()) + 1e-4);
      found += Math.abs(neutrino.pz() - products.second().pz()) < 1e-3 ? 1 : 0;
    }
    assertThat(found).isGreaterThan(600);
  }

  @Test
  void tooMuchMissingMomentumGivesTheRealPartAndAHeavierW() {
    FourVector lepton = FourVector.of(60, 0.5, 0, 0);
    FourVector missing = FourVector.of(90, 0, Math.PI, 0);
    FourVector neutrino = Reconstruction.neutrino(lepton, missing);
    double k = 0.5 * 80.38 * 80.38 - 60 * 90;
    assertThat(neutrino.pz()).isCloseTo(k * lepton.pz() / 3600, within(1e-9));
    assertThat(neutrino.plus(lepton).mass()).isGreaterThan(80.38);
  }

  @Test
  void theHadronicWIsThePairOfUntaggedJetsNearestToItsMass() {
    List<Detector.Jet> jets =
        List.of(
            new Detector.Jet(FourVector.of(150, 0, 0, 0), 2),
            new Detector.Jet(FourVector.of(100, 2, 1, 0), 0),
            new Detector.Jet(FourVector.of(90, 1, -2, 0), 1),
            new Detector.Jet(FourVector.of(40, 0.5, 0, 0), 0),
            new Detector.Jet(FourVector.of(40, 0.5, Math.PI, 0), 0));
    Reconstruction event =
        Reconstruction.of(
            new Detector.DetectorEvent(
                FourVector.of(50, 0, 1, 0), jets, FourVector.of(40, 0, -2, 0)));
    assertThat(event.jj().mass()).isCloseTo(80, within(1e-9));
    assertThat(event.bb().px())
        .isCloseTo(jets.get(0).p().px() + jets.get(2).p().px(), within(1e-9));
  }
}
