package org.jpsi.core.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.jpsi.core.io.Json;
import org.junit.jupiter.api.Test;

class ScoreCalibrationTest {
  private static ScoreCalibration again(ScoreCalibration one) throws Json.SyntaxException {
    return ScoreCalibration.restore(
        JsonObject.of("calibration", Json.parse(Json.write(one.describe()))));
  }

  @Test
  void isReadAgainToTheBit() throws Json.SyntaxException {
    ScoreCalibration platt =
        new ScoreCalibration(new ScoreCalibration.Platt(1.1, -0.3), List.of(0.75, 0.25));
    ScoreCalibration isotonic =
        new ScoreCalibration(
            new ScoreCalibration.Isotonic(List.of(0.1, 0.4, 0.9), List.of(0.0, 0.3, 0.3)),
            List.of(1.0 / 3, 2.0 / 3));
    ScoreCalibration temperature =
        new ScoreCalibration(new ScoreCalibration.Temperature(0.7, 3), List.of(0.5, 0.25, 0.25));
    for (ScoreCalibration one : List.of(platt, isotonic, temperature)) {
      assertThat(again(one)).isEqualTo(one);
    }
  }

  @Test
  void whatIsNoCalibrationIsRefused() {
    assertThatThrownBy(
            () -> new ScoreCalibration(new ScoreCalibration.Platt(1, 0), List.of(0.5, 0.25, 0.25)))
        .hasMessage("fractions of 3 classes, expected 2");
    assertThatThrownBy(
            () -> new ScoreCalibration(new ScoreCalibration.Platt(1, 0), List.of(1.0, 0.0)))
        .hasMessage("fraction 1.0, expected in (0, 1)");
    assertThatThrownBy(
            () -> new ScoreCalibration(new ScoreCalibration.Platt(1, 0), List.of(0.5, 0.4)))
        .hasMessageStartingWith("fractions with a sum of 0.9");
    assertThatThrownBy(() -> new ScoreCalibration.Isotonic(List.of(0.1, 0.4), List.of(0.5, 0.3)))
        .hasMessage("knot 1 of an isotonic map does not rise");
    assertThatThrownBy(() -> new ScoreCalibration.Platt(Double.NaN, 0))
        .hasMessageStartingWith("calibration by NaN");
  }
}
