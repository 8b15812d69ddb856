package org.jpsi.lab.anomaly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;
import java.util.Properties;
import java.util.stream.IntStream;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.random.Rng;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BumpTest {
  private static final Window WINDOW = new Window("m", 2700, 3300, 3700, 4700);
  private static final Properties EXPECTED = properties();

  private static InputStream open(String name) {
    return Objects.requireNonNull(BumpTest.class.getResourceAsStream(name), name);
  }

  private static Properties properties() {
    Properties properties = new Properties();
    try (InputStream in = open("expected.properties")) {
      properties.load(in);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
    return properties;
  }

  private static double[] column(int at) {
    try (InputStream in = open("masses.csv")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .skip(1)
          .mapToDouble(line -> Double.parseDouble(line.split(",")[at]))
          .toArray();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static double expected(String key, String weights) {
    return Double.parseDouble(Objects.requireNonNull(EXPECTED.getProperty(key + "." + weights)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"one", "weighted"})
  void theFitIsThePoissonRegressionOfScikitLearn(String weights) {
    double[] mass = column(0);
    Bump bump = weights.equals("one") ? Bump.of(WINDOW, mass) : Bump.of(WINDOW, mass, column(1));
    assertThat(bump.observed()).isCloseTo(expected("observed", weights), within(1e-9));
    assertThat(bump.expected()).isCloseTo(expected("expected", weights), within(1e-4));
    assertThat(bump.error()).isCloseTo(expected("error", weights), within(1e-4));
    assertThat(bump.pull()).isCloseTo(expected("pull", weights), within(1e-5));
    assertThat(bump.chi2()).isCloseTo(expected("chi2", weights), within(1e-4));
    assertThat(bump.degreesOfFreedom()).isEqualTo(17);
    for (int i = 0; i < 3; i++) {
      String key = "coefficient." + weights + "." + i;
      assertThat(bump.coefficients()[i])
          .isCloseTo(Double.parseDouble(EXPECTED.getProperty(key)), within(1e-4));
    }
  }

  @Test
  void pullsOfSmoothSpectraAreStandardNormal() {
    int samples = 200;
    double sum = 0;
    double squares = 0;
    for (int s = 0; s < samples; s++) {
      Rng draw = Rng.of(s);
      double[] mass =
          IntStream.range(0, 2000)
              .mapToDouble(i -> 2500 * StrictMath.pow(draw.openUniform(i), -0.25))
              .toArray();
      double pull = Bump.of(WINDOW, mass).pull();
      sum += pull;
      squares += pull * pull;
    }
    assertThat(sum / samples).isCloseTo(0, within(3 / Math.sqrt(samples)));
    assertThat(squares / samples).isCloseTo(1, within(3 * Math.sqrt(2.0 / samples)));
  }

  @Test
  void weightsOfTwoScaleTheYieldsAndLeaveTheErrorsToTheEvents() {
    double[] mass = column(0);
    double[] two = new double[mass.length];
    Arrays.fill(two, 2);
    Bump one = Bump.of(WINDOW, mass);
    Bump twice = Bump.of(WINDOW, mass, two);
    assertThat(twice.expected()).isCloseTo(2 * one.expected(), within(1e-4));
    assertThat(twice.error()).isCloseTo(2 * one.error(), within(1e-5));
    assertThat(twice.pull()).isCloseTo(one.pull(), within(1e-6));
    assertThat(twice.chi2()).isCloseTo(one.chi2(), within(1e-5));
  }

  @Test
  void theCurveIsTheDensityThatWasFitted() {
    Bump bump = Bump.of(WINDOW, column(0));
    double sum = 0;
    for (int i = 0; i < 4000; i++) {
      sum += 0.1 * bump.density(3300 + 0.1 * (i + 0.5));
    }
    assertThat(sum).isCloseTo(bump.expected(), within(0.2));
  }

  @Test
  void anEmptySidebandIsSaid() {
    assertThatThrownBy(() -> Bump.of(WINDOW, new double[] {2800, 2900, 3500}))
        .isInstanceOf(InputException.class)
        .hasMessage(
            "[window] expected a positive sum of weights in the upper sideband, found 0.0 from 0"
                + " events; widen the window, or cut less tightly");
  }

  @Test
  void aWindowIsInOrder() {
    assertThatThrownBy(() -> new Window("m", 1, 3, 2, 4))
        .hasMessage("Window: expected from < low < high < to, found 1.0, 3.0, 2.0, 4.0");
    assertThat(WINDOW.signal(3300)).isTrue();
    assertThat(WINDOW.sideband(3300)).isFalse();
    assertThat(WINDOW.sideband(3700)).isTrue();
    assertThat(WINDOW.sideband(4700)).isFalse();
  }
}
