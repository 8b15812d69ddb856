package org.jpsi.lab.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.zip.CRC32;
import org.jpsi.core.random.Rng;
import org.junit.jupiter.api.Test;

class ShowersTest {
  private static final int SIDE = Showers.SIDE;
  private static final int PIXELS = Showers.PIXELS;

  private static String digest(float[] images) {
    CRC32 crc = new CRC32();
    for (float pixel : images) {
      int bits = Float.floatToRawIntBits(pixel);
      for (int shift = 0; shift < 32; shift += 8) {
        crc.update(bits >>> shift);
      }
    }
    return Integer.toHexString((int) crc.getValue());
  }

  @Test
  void anyNumberOfThreadsMakesTheSameImages() {
    float[] one = Showers.of(2).threads(1).images(0, 5000);
    assertThat(Showers.of(2).threads(3).images(0, 5000)).isEqualTo(one);
  }

  @Test
  void piecesOfASampleMakeTheWhole() {
    Showers showers = Showers.of(2).threads(1);
    float[] whole = showers.images(90, 130);
    assertThat(showers.images(103, 130))
        .isEqualTo(Arrays.copyOfRange(whole, 13 * PIXELS, whole.length));
    assertThat(showers.labels(103, 130))
        .isEqualTo(Arrays.copyOfRange(showers.labels(90, 130), 13, 40));
    assertThat(showers.energies(103, 130))
        .isEqualTo(Arrays.copyOfRange(showers.energies(90, 130), 13, 40));
  }

  /// The bits of all machines; a change of the physics changes them, and is told in CHANGES.
  @Test
  void theBitsAreThoseOfEveryMachine() {
    assertThat(digest(Showers.of(1).images(0, 1000))).isEqualTo("92d1d4fc");
    assertThat(digest(Showers.of(2).images(0, 1000))).isNotEqualTo("92d1d4fc");
  }

  @Test
  void everyKindComesOnceInTenEvents() {
    int[] labels = Showers.of(1).labels(40, 240);
    for (int ten = 0; ten < labels.length; ten += 10) {
      assertThat(Arrays.copyOfRange(labels, ten, ten + 10))
          .containsExactlyInAnyOrder(0, 1, 2, 3, 4, 5, 6, 7, 8, 9);
    }
    assertThat(Showers.CLASSES)
        .containsExactly(
            "electron",
            "photon",
            "converted photon",
            "neutral pion",
            "muon",
            "J/psi",
            "charged pion",
            "neutron",
            "tau",
            "jet");
  }

  @Test
  void pixelsAreNumbersFromZeroToOneAndMostOfThemEmpty() {
    float[] images = Showers.of(1).images(0, 500);
    assertThat(images).hasSize(500 * PIXELS);
    int lit = 0;
    for (float pixel : images) {
      assertThat(pixel).isBetween(0f, 1f);
      lit += pixel > 0 ? 1 : 0;
    }
    assertThat((double) lit / images.length).isBetween(0.05, 0.3);
  }

  @Test
  void energiesAreSpreadOverTheirLogarithmAndEightTimesLargerForJpsi() {
    int[] labels = Showers.of(1).labels(0, 4000);
    double[] energies = Showers.of(1).energies(0, 4000);
    double sum = 0;
    for (int i = 0; i < labels.length; i++) {
      double energy = labels[i] == 5 ? energies[i] / 8 : energies[i];
      assertThat(energy).isBetween(4.0, 40.0);
      sum += StrictMath.log(energy / 4) / StrictMath.log(10);
    }
    assertThat(sum / labels.length).isCloseTo(0.5, within(0.02));
  }

  /// What a calorimeter sees of a kind, over its energy, before noise.
  private static double seen(ShowerClass kind, int events) {
    Calorimeter calorimeter = new Calorimeter();
    double seen = 0;
    double all = 0;
    for (int i = 0; i < events; i++) {
      Rng event = Rng.of(5).child(i);
      calorimeter.clear();
      Showers.simulate(calorimeter, event, kind);
      seen += calorimeter.energy();
      all += ShowerClass.energy(new EventRandom(event));
    }
    return seen / all;
  }

  @Test
  void electromagneticShowersAreContainedAndHadronsSeenInPart() {
    assertThat(seen(ShowerClass.ELECTRON, 300)).isBetween(0.93, 1.01);
    assertThat(seen(ShowerClass.PHOTON, 300)).isBetween(0.93, 1.01);
    assertThat(seen(ShowerClass.CHARGED_PION, 300)).isBetween(0.2, 0.6);
    assertThat(seen(ShowerClass.NEUTRON, 300)).isBetween(0.2, 0.6);
  }

  @Test
  void aMuonLeavesTwentyMeVInAPlaneWhateverItsEnergy() {
    Calorimeter calorimeter = new Calorimeter();
    double sum = 0;
    for (int i = 0; i < 2000; i++) {
      calorimeter.clear();
      calorimeter.track(1, 28, 0, 0, 1, new EventRandom(Rng.of(3).child(i)));
      sum += calorimeter.energy() / 27;
    }
    assertThat(sum / 2000).isCloseTo(0.020, within(0.0001));
  }

  @Test
  void pixelsSquaredAddUpToTheEnergy() {
    Calorimeter calorimeter = new Calorimeter();
    float[] image = new float[PIXELS];
    double ratio = 0;
    for (int i = 0; i < 200; i++) {
      EventRandom draws = new EventRandom(Rng.of(4).child(i));
      calorimeter.clear();
      calorimeter.shower(0, 8, 0.3, 0, -0.5, draws); // no strip is full
      calorimeter.digitize(Rng.of(6).child(i), image, 0);
      double sum = 0;
      for (float pixel : image) {
        sum += (double) pixel * pixel;
      }
      ratio += sum / calorimeter.energy();
    }
    // below threshold a little is lost
    assertThat(ratio / 200).isBetween(0.93, 1.02);
  }

  /// The incomplete gamma function by SciPy 1.17's `gammainc(a, b t)`.
  @Test
  void showersGrowAndFadeAsTheGammaDistribution() {
    assertThat(ShowerProfile.longitudinalFraction(3.35, 4))
        .isCloseTo(0.24841657323203267, within(1e-9));
    assertThat(ShowerProfile.longitudinalFraction(3.35, 10))
        .isCloseTo(0.8320428495567548, within(1e-9));
    assertThat(ShowerProfile.longitudinalFraction(1.9, 1))
        .isCloseTo(0.10645340814680507, within(1e-9));
    assertThat(ShowerProfile.longitudinalFraction(4.5, 20))
        .isCloseTo(0.9820875954701567, within(1e-9));
    assertThat(ShowerProfile.longitudinalFraction(4.5, 27))
        .isCloseTo(0.9986012323202036, within(1e-9));
    assertThat(ShowerProfile.longitudinalFraction(4.5, 0)).isZero();
    // between two depths that are tabulated
    assertThat(ShowerProfile.longitudinalFraction(3.35, 4.1))
        .isCloseTo(0.2606696340099679, within(1e-4));
  }

  /// The mean images of the kinds, of events the test does not use, tell kinds apart, though
  /// poorly: a muon is nearest to its own, most of what is hard needs more than a mean.
  @Test
  void kindsDifferInTheirMeanImages() {
    int train = 4000;
    int test = 1000;
    Showers showers = Showers.of(9);
    float[] images = showers.images(0, train + test);
    int[] labels = showers.labels(0, train + test);
    double[][] mean = new double[10][PIXELS];
    for (int i = 0; i < train; i++) {
      for (int p = 0; p < PIXELS; p++) {
        mean[labels[i]][p] += images[i * PIXELS + p] * 10.0 / train;
      }
    }
    int right = 0;
    for (int i = train; i < train + test; i++) {
      int best = 0;
      double least = Double.POSITIVE_INFINITY;
      for (int k = 0; k < 10; k++) {
        double distance = 0;
        for (int p = 0; p < PIXELS; p++) {
          double d = images[i * PIXELS + p] - mean[k][p];
          distance += d * d;
        }
        if (distance < least) {
          least = distance;
          best = k;
        }
      }
      right += best == labels[i] ? 1 : 0;
    }
    assertThat((double) right / test).isGreaterThan(0.3);
  }

  /// Where a shower begins tells an electron from a photon: the first plane is crossed, or not.
  @Test
  void chargedParticlesAreSeenBeforeTheIronAndNeutralOnesAreNot() {
    Showers showers = Showers.of(1);
    float[] images = showers.images(0, 2000);
    int[] labels = showers.labels(0, 2000);
    double[] lit = new double[10];
    for (int i = 0; i < 2000; i++) {
      double first = 0;
      for (int strip = 0; strip < SIDE; strip++) {
        first += images[i * PIXELS + strip * SIDE] > 0.17 ? 1 : 0;
      }
      lit[labels[i]] += first > 0 ? 1 / 200.0 : 0;
    }
    assertThat(lit[0]).isGreaterThan(0.97); // electron
    assertThat(lit[1]).isBetween(0.05, 0.25); // photon: one in seven has converted
    assertThat(lit[4]).isGreaterThan(0.97); // muon
    assertThat(lit[7]).isLessThan(0.03); // neutron
  }

  @Test
  void thereAreNoEventsBeforeTheFirstAndNoFewerThreadsThanOne() {
    assertThatThrownBy(() -> Showers.of(1).images(-1, 3))
        .hasMessage("Showers: expected events from 0 on, found -1 to 3");
    assertThatThrownBy(() -> Showers.of(1).threads(0))
        .hasMessage("Showers: expected threads >= 1, found 0");
    assertThat(Showers.of(1).images(7, 7)).isEmpty();
  }
}
