package org.jpsi.lab.rl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.linalg.HouseholderQr;
import org.jpsi.core.random.Rng;
import org.junit.jupiter.api.Test;

/// The beam beside SciPy's integration of its equation of motion (`oracles/rl.py`).
class BeamLineTest {
  @Test
  void aQuadrupolesMatrixIsTheExponentialOfItsField() {
    double[] settings = Oracle.array("quadrupoles.settings");
    double[] matrices = Oracle.array("quadrupoles.matrices");
    for (int i = 0; i < settings.length / 2; i++) {
      var magnet = new BeamElement.Quadrupole(settings[2 * i], settings[2 * i + 1]);
      double[] m = magnet.transferMatrix(1);
      assertThat(m).containsExactly(Arrays.copyOfRange(matrices, 4 * i, 4 * i + 4), within(1e-12));
      assertThat(m[0] * m[3] - m[1] * m[2]).isCloseTo(1, within(1e-12));
    }
  }

  @Test
  void theBeamGoesWhereIntegrationOfItsMotionTakesIt() {
    double[] rays = Oracle.array("lines.rays");
    for (int i = 0; i < 5; i++) {
      double[] ray = Arrays.copyOfRange(rays, 14 * i, 14 * i + 14);
      BeamLine line = BeamLine.fodo(4);
      line.set(ray[0], ray[1], Arrays.copyOfRange(ray, 2, 6), Arrays.copyOfRange(ray, 6, 10));
      assertThat(line.readings()).containsExactly(Arrays.copyOfRange(ray, 10, 14), within(1e-9));
      BeamLine.BeamTrack track = line.track();
      assertThat(track.x()[track.x().length - 1]).isCloseTo(ray[13], within(1e-9));
      assertThat(track.s()[track.s().length - 1]).isCloseTo(8, within(1e-12));
    }
  }

  @Test
  void theResponseIsTheDifferenceThatAKickMakes() {
    BeamLine line = BeamLine.fodo(3);
    double[] before = line.reset(Rng.of(3));
    double[] after = line.step(2).observation();
    double[][] response = line.responseMatrix();
    for (int m = 0; m < 3; m++) {
      assertThat(after[m] - before[m]).isCloseTo(0.05 * response[m][1], within(1e-12));
    }
  }

  @Test
  void leastSquaresAreNumPys() {
    double[] flat = Oracle.array("squares.a");
    double[][] a = new double[6][];
    for (int i = 0; i < 6; i++) {
      a[i] = Arrays.copyOfRange(flat, 4 * i, 4 * i + 4);
    }
    assertThat(HouseholderQr.solve(a, Oracle.array("squares.b")))
        .containsExactly(Oracle.array("squares.x"), within(1e-12));
    assertThatThrownBy(() -> HouseholderQr.solve(new double[2][2], new double[2]))
        .hasMessage("HouseholderQr: column 1 is linearly dependent on others");
  }

  @Test
  void theCorrectionBringsTheBeamOntoItsTarget() {
    BeamLine line = BeamLine.fodo(4);
    line.reset(Rng.of(8));
    double[] x = line.correction();
    line.set(line.incoming()[0], line.incoming()[1], line.misalignments(), x);
    assertThat(line.distance()).isLessThan(1e-12);
  }

  @Test
  void theAnalyticStepsReachTheGoal() {
    BeamLine line = BeamLine.fodo(4);
    int reached = 0;
    for (int start = 0; start < 200; start++) {
      line.reset(Rng.of(9).child(start));
      StepResult last = new StepResult(new double[4], 0, false, false);
      for (int action : line.analyticActions()) {
        last = line.step(action);
      }
      reached += last.terminated() ? 1 : 0;
    }
    assertThat(reached).isEqualTo(200);
  }

  @Test
  void anEpisodeIsAnotherLineAndTheSameForTheSameSeed() {
    BeamLine line = BeamLine.fodo(4);
    double[] first = line.reset(Rng.of(1));
    double[] magnets = line.misalignments();
    line.step(0);
    assertThat(line.kicks()).containsExactly(0.05, 0, 0, 0);
    assertThat(line.reset(Rng.of(1))).containsExactly(first);
    assertThat(line.kicks()).containsExactly(0, 0, 0, 0);
    assertThat(line.misalignments()).containsExactly(magnets);
    line.reset(Rng.of(2));
    assertThat(line.misalignments()).isNotEqualTo(magnets);
    assertThat(line.distance()).isGreaterThan(0.2);
  }

  @Test
  void aLineThatCannotBeSteeredIsRefused() {
    var drift = new BeamElement.DriftSpace(1);
    assertThatThrownBy(() ->
            BeamLine.of(
                List.of(drift, new BeamElement.Monitor()), BeamLine.BeamLineSettings.DEFAULT))
        .isInstanceOf(InputException.class)
        .hasMessage(
            "[beam line] expected correctors, as many monitors or more, and one of them at the end,"
                + " found 0 correctors, 1 monitors");
    assertThatThrownBy(() -> new BeamElement.Quadrupole(0.3, 0))
        .hasMessage("[quadrupole] expected `strength` other than 0, found 0");
    assertThatThrownBy(() -> new BeamLine.BeamLineSettings(0, 1, 1, 0, 1, 1))
        .hasMessage("[beam line] expected `step` greater than 0, found 0");
  }
}
