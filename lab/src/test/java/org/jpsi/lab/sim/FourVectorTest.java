package org.jpsi.lab.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class FourVectorTest {
  /// Rows of numbers of a fixture that `oracles/sim.py` makes, without its header; what is no
  /// number reads as NaN.
  static List<String[]> fixture(String name) throws IOException {
    try (InputStream in = Objects.requireNonNull(FourVectorTest.class.getResourceAsStream(name))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .skip(1)
          .map(line -> line.split(","))
          .toList();
    }
  }

  static double[] numbers(String[] cells) {
    return Arrays.stream(cells).mapToDouble(Double::parseDouble).toArray();
  }

  @Test
  void agreesWithTheLorentzVectorsOfRoot() throws IOException {
    for (String[] cells : fixture("fourvectors.csv")) {
      double[] x = numbers(cells);
      FourVector v = FourVector.of(x[0], x[1], x[2], x[3]);
      FourVector w = FourVector.of(x[4], x[5], x[6], x[7]);
      FourVector boosted = v.boost(w);
      double[] ours = {
        v.px(),
        v.py(),
        v.pz(),
        v.e(),
        v.p(),
        w.rapidity(),
        v.plus(w).mass(),
        v.dot(w),
        v.deltaPhi(w),
        v.deltaR(w),
        boosted.px(),
        boosted.py(),
        boosted.pz(),
        boosted.e()
      };
      for (int i = 0; i < ours.length; i++) {
        // boosts by gamma of some hundreds cancel digits in ROOT's way through the velocity
        double scale = i < 10 ? Math.max(1, Math.abs(x[8 + i])) : boosted.e();
        assertThat(ours[i]).isCloseTo(x[8 + i], within(1e-8 * scale));
      }
      assertThat(v.pt()).isCloseTo(x[0], within(1e-12 * x[0]));
      assertThat(v.eta()).isCloseTo(x[1], within(1e-12));
      assertThat(v.phi()).isCloseTo(x[2], within(1e-12));
      assertThat(v.mass()).isCloseTo(x[3], within(1e-9 * v.e() * v.e()));
    }
  }

  @Test
  void aBoostIsUndoneByTheRestFrameAndKeepsTheMass() {
    FourVector system = FourVector.of(120, 1.5, -2, 91.19);
    FourVector v = FourVector.of(30, -0.7, 0.4, 4.7);
    FourVector boosted = v.boost(system);
    FourVector back = boosted.inRestFrameOf(system);
    assertThat(boosted.mass()).isCloseTo(4.7, within(1e-8));
    assertThat(back.px()).isCloseTo(v.px(), within(1e-9));
    assertThat(back.py()).isCloseTo(v.py(), within(1e-9));
    assertThat(back.pz()).isCloseTo(v.pz(), within(1e-9));
    assertThat(back.e()).isCloseTo(v.e(), within(1e-9));
    assertThat(system.inRestFrameOf(system).p()).isCloseTo(0, within(1e-9));
    assertThat(v.dot(system)).isCloseTo(boosted.dot(system.boost(system)), within(1e-6));
  }

  @Test
  void azimuthsDifferByHalfATurnAtMost() {
    FourVector a = FourVector.of(10, 0, 3, 0);
    FourVector b = FourVector.of(10, 0, -3, 0);
    assertThat(a.deltaPhi(b)).isCloseTo(6 - 2 * Math.PI, within(1e-12));
    assertThat(a.deltaR(b)).isCloseTo(2 * Math.PI - 6, within(1e-12));
  }

  @Test
  void pseudorapidityIsInfiniteAlongTheBeamAndZeroForNothing() {
    assertThat(new FourVector(0, 0, -5, 5).eta()).isEqualTo(Double.NEGATIVE_INFINITY);
    assertThat(FourVector.ZERO.eta()).isZero();
    assertThat(FourVector.of(1, 1e-9, 0, 0).eta()).isCloseTo(1e-9, within(1e-24));
    assertThat(FourVector.of(1, -9, 0, 0).eta()).isCloseTo(-9, within(1e-12));
  }

  @Test
  void aSpacelikeVectorHasANegativeMassAsInRoot() {
    assertThat(new FourVector(5, 0, 0, 4).mass()).isEqualTo(-3);
  }
}
