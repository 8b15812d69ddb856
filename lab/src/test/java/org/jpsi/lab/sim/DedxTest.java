package org.jpsi.lab.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.jpsi.core.table.Table;
import org.jpsi.core.table.TextColumn;
import org.jpsi.lab.sim.Dedx.Particle;
import org.junit.jupiter.api.Test;

class DedxTest {
  private static final double MUON = 0.1056584;

  private static double[] minimum(Absorber absorber) {
    double least = Double.POSITIVE_INFINITY;
    double at = 0;
    for (double bg = 1; bg < 10; bg += 0.001) {
      double loss = absorber.stoppingPower(MUON, bg * MUON);
      if (loss < least) {
        least = loss;
        at = bg;
      }
    }
    return new double[] {least, at};
  }

  /// Minimum ionization, "Atomic and nuclear properties of materials" of the Review of Particle
  /// Physics, where it is given to three digits after the point.
  @Test
  void hasTheMinimaOfTheReviewOfParticlePhysics() {
    assertThat(minimum(Absorber.SILICON)[0]).isCloseTo(1.664, within(0.002));
    assertThat(minimum(Absorber.ARGON)[0]).isCloseTo(1.519, within(0.002));
    assertThat(minimum(Absorber.COPPER)[0]).isCloseTo(1.403, within(0.002));
    assertThat(minimum(Absorber.LEAD)[0]).isCloseTo(1.122, within(0.002));
    // "broad minima ... at beta gamma of about 3.5 (carbon) to 3.0 (lead)"
    assertThat(minimum(Absorber.SILICON)[1]).isBetween(3.0, 3.7);
  }

  /// It is stronger in a solid, and a gas rises further.
  @Test
  void theDensityEffectHoldsTheRelativisticRise() {
    double solid = rise(Absorber.SILICON);
    assertThat(solid).isGreaterThan(1.2);
    assertThat(rise(Absorber.ARGON)).isGreaterThan(1.1 * solid);
  }

  private static double rise(Absorber absorber) {
    return absorber.stoppingPower(MUON, 500 * MUON) / minimum(absorber)[0];
  }

  /// At low momenta roughly `beta^(-5/3)` (Review of Particle Physics, section 34.2.3).
  @Test
  void fallsWithAPowerOfTheVelocityNearFiveThirds() {
    double slow = 0.2 / Math.sqrt(1 + 0.04);
    double faster = 0.4 / Math.sqrt(1 + 0.16);
    double ratio =
        Absorber.SILICON.stoppingPower(MUON, 0.2 * MUON)
            / Absorber.SILICON.stoppingPower(MUON, 0.4 * MUON);
    assertThat(Math.log(ratio) / Math.log(faster / slow)).isBetween(1.5, 1.8);
  }

  @Test
  void measuresWithTheResolutionThatWasAskedFor() {
    Dedx tracker = new Dedx();
    double sum = 0;
    double squares = 0;
    int n = 4000;
    for (int i = 0; i < n; i++) {
      Dedx.Track track = tracker.track(Particle.KAON, 3, i);
      assertThat(track.momentum()).isBetween(0.2, 0.7);
      double expected = Absorber.SILICON.stoppingPower(Particle.KAON.mass(), track.momentum());
      double off = Math.log(track.dedx() / expected);
      sum += off;
      squares += off * off;
    }
    assertThat(sum / n).isCloseTo(0, within(4 * 0.06 / Math.sqrt(n)));
    assertThat(Math.sqrt(squares / n)).isCloseTo(0.06, within(0.003));
  }

  @Test
  void aTrackIsAFunctionOfSeedAndNumber() {
    Dedx tracker = new Dedx();
    Table table = tracker.table(5, 30, Particle.PION, Particle.KAON);
    Dedx.Track seventeenth = tracker.track(Particle.KAON, 5, 17);
    assertThat(table.numbers("p").value(17)).isEqualTo(seventeenth.momentum());
    assertThat(table.numbers("dedx").value(17)).isEqualTo(seventeenth.dedx());
    assertThat(((TextColumn) table.column("particle")).value(17)).isEqualTo("kaon");
    assertThat(tracker.track(Particle.KAON, 6, 17)).isNotEqualTo(seventeenth);
  }

  @Test
  void saysWhatItCannotDo() {
    assertThatThrownBy(() -> new Dedx().withMomentum(0.7, 0.2))
        .hasMessageContaining("0 < minMomentum < maxMomentum, found 0.06, 0.7 and 0.2");
    assertThatThrownBy(() -> Absorber.LEAD.stoppingPower(0, 1))
        .hasMessageContaining("found 0.0 and 1.0");
  }
}
