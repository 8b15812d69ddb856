package org.jpsi.lab.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleSupplier;
import java.util.stream.DoubleStream;
import org.jpsi.core.random.Rng;
import org.junit.jupiter.api.Test;

class DecayTest {
  private static final int EVENTS = 20_000;

  private final EventRandom draws = new EventRandom(Rng.of(3));

  private static double[] sorted(DoubleSupplier value) {
    return DoubleStream.generate(value).limit(EVENTS).sorted().toArray();
  }

  private static double quantile(double[] sorted, double share) {
    return sorted[(int) (share * sorted.length)];
  }

  private static void same(FourVector a, FourVector b) {
    double tolerance = 1e-10 * (1 + b.e());
    assertThat(a.px()).isCloseTo(b.px(), within(tolerance));
    assertThat(a.py()).isCloseTo(b.py(), within(tolerance));
    assertThat(a.pz()).isCloseTo(b.pz(), within(tolerance));
    assertThat(a.e()).isCloseTo(b.e(), within(tolerance));
  }

  @Test
  void twoBodiesShareEnergyAndMomentumAndHaveTheirMasses() {
    for (int i = 0; i < 1000; i++) {
      FourVector parent =
          FourVector.of(draws.uniform(0, 300), draws.uniform(-3, 3), draws.uniform(-3, 3), 172.5);
      TwoBodyDecay products = TwoBodyDecay.isotropic(parent, 80.4, 4.7, draws);
      same(products.first().plus(products.second()), parent);
      assertThat(products.first().mass()).isCloseTo(80.4, within(1e-6));
      assertThat(products.second().mass()).isCloseTo(4.7, within(1e-6));
      assertThat(products.first().inRestFrameOf(parent).p())
          .isCloseTo(TwoBodyDecay.momentum(parent.mass(), 80.4, 4.7), within(1e-8));
    }
    assertThatThrownBy(() -> TwoBodyDecay.momentum(80, 60, 30))
        .hasMessage("80.0 GeV cannot decay into 60.0 and 30.0 GeV");
  }

  @Test
  void theMomentumIsTheOneOfThePionsDecay() {
    // PDG: pi -> mu nu gives the muon 29.79 MeV
    assertThat(TwoBodyDecay.momentum(0.13957, 0.10566, 0)).isCloseTo(0.02979, within(1e-5));
  }

  @Test
  void decaysAreIsotropicInTheRestFrame() {
    FourVector parent = FourVector.of(50, 1, 2, 125);
    int events = 200_000;
    double[] cosine = new double[events];
    double[] azimuth = new double[events];
    for (int i = 0; i < events; i++) {
      FourVector b = TwoBodyDecay.isotropic(parent, 4.7, 4.7, draws).first().inRestFrameOf(parent);
      cosine[i] = 0.5 + 0.5 * b.pz() / b.p();
      azimuth[i] = 0.5 + b.phi() / (2 * Math.PI);
    }
    // Kolmogorov's distance to the uniform distribution, 1.95 / sqrt(n) at a probability of 1e-3
    for (double[] values : List.of(cosine, azimuth)) {
      Arrays.sort(values);
      double most = 0;
      for (int i = 0; i < events; i++) {
        most = Math.max(most, Math.abs(values[i] - (i + 0.5) / events));
      }
      assertThat(most).isLessThan(1.95 / Math.sqrt(events));
    }
  }

  @Test
  void aBreitWignerHasItsPeakInTheMiddleAndItsWidthBetweenTheQuarters() {
    for (BreitWigner particle :
        List.of(BreitWigner.TOP, BreitWigner.W, BreitWigner.Z, BreitWigner.CHARGED_HIGGS)) {
      double[] masses = sorted(() -> particle.draw(draws));
      double width = particle.width();
      assertThat(quantile(masses, 0.5)).isCloseTo(particle.mass(), within(0.04 * width));
      // the quarter points of the form are half a width from the peak; of the cut one, 2 % of which
      // is missing, slightly less
      assertThat(quantile(masses, 0.75) - quantile(masses, 0.25))
          .isCloseTo(0.96 * width, within(0.05 * width));
      assertThat(masses[0]).isGreaterThan(particle.mass() - 15 * width);
      assertThat(masses[EVENTS - 1]).isLessThan(particle.mass() + 15 * width);
    }
  }

  @Test
  void aRadiatingQuarkLosesNeitherEnergyNorMomentum() {
    int gluons = 0;
    for (int i = 0; i < 1000; i++) {
      double mass = PartonShower.mass(Parton.Flavor.BOTTOM, 125, draws);
      FourVector quark = FourVector.of(60, 0.5, 1, mass);
      List<Parton> partons = new ArrayList<>();
      PartonShower.split(quark, Parton.Flavor.BOTTOM, partons, draws);
      same(partons.stream().map(Parton::p).reduce(FourVector.ZERO, FourVector::plus), quark);
      assertThat(partons.getFirst().p().mass()).isCloseTo(4.7, within(1e-6));
      gluons += partons.size() - 1;
    }
    assertThat(gluons).isBetween(600, 700);
  }

  private static FourVector system(HardProcess event) {
    return event.partons().stream()
        .skip(event.radiated())
        .map(Parton::p)
        .reduce(event.lepton().plus(event.neutrino()), FourVector::plus);
  }

  @Test
  void theSignalIsAHeavyHiggsAndHasAW() {
    double[] heavy = sorted(() -> system(HardProcess.signal(draws)).mass());
    // narrower than the form alone, as a light one cannot decay to W and H+
    assertThat(quantile(heavy, 0.5)).isCloseTo(425, within(0.3));
    assertThat(quantile(heavy, 0.75) - quantile(heavy, 0.25)).isCloseTo(4.25, within(0.6));
    double[] w =
        sorted(() -> {
          HardProcess event = HardProcess.signal(draws);
          return event.lepton().plus(event.neutrino()).mass();
        });
    assertThat(quantile(w, 0.5)).isCloseTo(80.38, within(0.15));
    assertThat(quantile(w, 0.75) - quantile(w, 0.25)).isCloseTo(2.085, within(0.2));
  }

  @Test
  void theBackgroundBeginsAtTwoTopQuarks() {
    double[] pairs = sorted(() -> system(HardProcess.background(draws)).mass());
    assertThat(quantile(pairs, 0.01)).isGreaterThan(335);
    assertThat(quantile(pairs, 0.5)).isBetween(390.0, 460.0);
  }

  @Test
  void whatIsRadiatedPushesTheSystemToTheOtherSide() {
    double[] sums =
        sorted(() -> {
          HardProcess event = HardProcess.signal(draws);
          return event.partons().stream()
              .limit(event.radiated())
              .map(Parton::p)
              .reduce(system(event), FourVector::plus)
              .px();
        });
    // what is left is unseen: a normal of 6 GeV, a quarter of it beyond 0.6745 of that on either
    // side
    assertThat(quantile(sums, 0.75) - quantile(sums, 0.25)).isCloseTo(2 * 0.6745 * 6, within(0.3));
  }
}
