package org.jpsi.core.landscape;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jpsi.core.data.Dataset;
import org.jpsi.core.loss.BinaryCrossEntropy;
import org.jpsi.core.loss.MeanSquaredError;
import org.jpsi.core.nn.Linear;
import org.jpsi.core.nn.Mode;
import org.jpsi.core.nn.Relu;
import org.jpsi.core.nn.Sequential;
import org.jpsi.core.nn.Tanh;
import org.jpsi.core.random.Rng;
import org.jpsi.core.tensor.Fixture;
import org.jpsi.core.tensor.Parameters;
import org.jpsi.core.tensor.Tensor;
import org.jpsi.core.train.FullBatchLoss;
import org.jpsi.core.train.TrainerTest;
import org.junit.jupiter.api.Test;

/// Against `oracles/landscape.py` and what can be said on paper.
class LossLandscapeTest {
  private static final Fixture ORACLE = Fixture.named("landscape");
  private static final Dataset EVENTS = TrainerTest.quadrants(700, 1);

  private static Sequential network() {
    Sequential network =
        Sequential.of(Linear.of(3, 8), Relu.of(), Linear.of(8, 5), Relu.of(), Linear.of(5, 1));
    network.initialize(Rng.of(3));
    return network;
  }

  private static LossLandscape around(Sequential network) {
    return LossLandscape.of(network, new BinaryCrossEntropy(), EVENTS);
  }

  @Test
  void theMeanSquareOfALineIsAParaboloid() {
    // With x of mean 0 and mean square 1: L(a, b) = a^2 + (b - 2)^2 + 1/4.
    Dataset four =
        Dataset.of(
            new float[] {-1, -1, 1, 1},
            new float[] {-2.5f, -1.5f, 1.5f, 2.5f},
            new float[] {1, 1, 1, 1});
    Linear line = Linear.of(new float[][] {{2}}, 0);
    LossLandscape landscape = LossLandscape.of(line, new MeanSquaredError(), four);
    double[] steps = {-1.5, -0.25, 0, 0.5, 3};
    LossLandscape.Surface surface =
        landscape.surface(new double[] {1, 0}, new double[] {0, 1}, steps, steps);
    for (int j = 0; j < steps.length; j++) {
      for (int i = 0; i < steps.length; i++) {
        assertThat(surface.loss()[j][i])
            .isEqualTo(steps[i] * steps[i] + steps[j] * steps[j] + 0.25);
      }
    }
    assertThat(surface.min()).isEqualTo(0.25);
    assertThat(surface.max()).isEqualTo(18.25);
    assertThat(landscape.profile(new double[] {1, 1}, 0.5)).containsExactly(0.75);
    assertThat(landscape.loss()).isEqualTo(0.25);
  }

  @Test
  void everyUnitsWeightsAndItsDirectionAreOfOneLengthAndBiasesStay() {
    Sequential network = network();
    Parameters parameters = Parameters.of(network.parameters());
    double[] direction = around(network).direction(Rng.of(1));
    int at = 0;
    for (int[] layer : new int[][] {{8, 3}, {5, 8}, {1, 5}}) {
      for (int unit = 0; unit < layer[0]; unit++, at += layer[1]) {
        double weights = 0;
        double ours = 0;
        for (int i = at; i < at + layer[1]; i++) {
          weights += (double) parameters.values()[i] * parameters.values()[i];
          ours += direction[i] * direction[i];
        }
        assertThat(ours).isCloseTo(weights, within(1e-12));
      }
      for (int bias = 0; bias < layer[0]; bias++) {
        assertThat(direction[at++]).isZero();
      }
    }
    assertThat(at).isEqualTo(direction.length);
  }

  @Test
  void unitsRescaledWithoutEffectLeaveTheLandscapeAsItIs() {
    // What goes into a ReLU times 8 and what comes out of it over 8: the same function.
    Sequential network = network();
    double[] steps = {-1, -0.5, 0, 0.5, 1};
    double[] before = around(network).profile(around(network).direction(Rng.of(5)), steps);
    float[] w = Parameters.of(network.parameters()).values();
    for (int i = 0; i < 32; i++) {
      w[i] *= 8;
    }
    for (int i = 32; i < 72; i++) {
      w[i] /= 8;
    }
    double[] after = around(network).profile(around(network).direction(Rng.of(5)), steps);
    assertThat(after).containsExactly(before, within(1e-7));
    assertThat(before[4]).isNotCloseTo(before[2], within(1e-2));
  }

  @Test
  void theNetworkIsLeftAsItWasAndItsLoopGoesOn() {
    Sequential network = network();
    Parameters parameters = Parameters.of(network.parameters());
    float[] before = parameters.values().clone();
    LossLandscape landscape = around(network);
    double[] direction = landscape.direction(Rng.of(1));
    landscape.profile(direction, -1, 1);
    assertThat(parameters.values()).isEqualTo(before);
    // The array that an optimizer writes to is still the one the network computes with.
    Arrays.fill(parameters.values(), 0);
    assertThat(network.forward(Tensor.ones(1, 3), Mode.inference()).item()).isZero();
  }

  @Test
  void theCenterStaysWhereItWasWhenTheNetworkMoves() {
    Sequential network = network();
    LossLandscape landscape = around(network);
    double here = landscape.loss();
    Parameters parameters = Parameters.of(network.parameters());
    float[] center = landscape.center();
    Arrays.fill(parameters.values(), 0);
    LossLandscape there = around(network);
    assertThat(there.loss()).isCloseTo(StrictMath.log(2), within(1e-6));
    assertThat(there.around(center).loss()).isEqualTo(here);
    assertThat(there.weights()).containsOnly(0);
  }

  @Test
  void theNumberOfThreadsChangesNoBit() {
    LossLandscape one = around(network());
    double[] direction = one.direction(Rng.of(9));
    double[] steps = {-0.7, 0.1, 2};
    assertThat(one.withThreads(3).profile(direction, steps))
        .isEqualTo(one.profile(direction, steps));
  }

  @Test
  void aDirectionOfAnotherNetworkIsRefused() {
    assertThatThrownBy(() -> around(network()).profile(new double[3], 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("LossLandscape: expected 83 numbers of the first direction, found 3");
    assertThatThrownBy(() -> around(network()).around(new float[2]))
        .hasMessage("LossLandscape: expected 83 weights, found 2");
    Dataset weightless = Dataset.of(new float[3], new float[1], new float[1]);
    assertThatThrownBy(() -> LossLandscape.of(network(), new BinaryCrossEntropy(), weightless))
        .hasMessage(
            "LossLandscape: expected weights with a positive mean, found 0.0 over 1 events");
  }

  @Test
  void principalDirectionsOfAPathAreNumPys() {
    List<float[]> weights = new ArrayList<>();
    float[] all = ORACLE.floats("path.weights");
    for (int i = 0; i < 12; i++) {
      weights.add(Arrays.copyOfRange(all, 40 * i, 40 * i + 40));
    }
    OptimizationPath path = OptimizationPath.of(weights);
    assertThat(path.first()).containsExactly(ORACLE.array("path.first"), within(1e-9));
    assertThat(path.second()).containsExactly(ORACLE.array("path.second"), within(1e-9));
    assertThat(path.x()).containsExactly(ORACLE.array("path.along.first"), within(1e-9));
    assertThat(path.y()).containsExactly(ORACLE.array("path.along.second"), within(1e-9));
    assertThat(path.explainedVarianceRatio())
        .containsExactly(ORACLE.array("path.shares"), within(1e-9));
    assertThat(path.x()[11]).isZero();
    assertThat(path.last()).isEqualTo(weights.getLast());
  }

  @Test
  void aStraightPathHasOneDirection() {
    OptimizationPath path =
        OptimizationPath.of(List.of(new float[] {4, 3}, new float[] {2, 1.5f}, new float[] {0, 0}));
    assertThat(path.first()).containsExactly(new double[] {0.8, 0.6}, within(1e-12));
    assertThat(path.second()).containsExactly(0, 0);
    assertThat(path.x()).containsExactly(new double[] {5, 2.5, 0}, within(1e-12));
    assertThat(path.explainedVarianceRatio()[0]).isCloseTo(1, within(1e-12));
    float[] still = {1, 2};
    assertThatThrownBy(() -> OptimizationPath.of(List.of(still, still, still)))
        .hasMessage(
            "OptimizationPath: expected weights that are not all equal, found no difference");
    assertThatThrownBy(() -> OptimizationPath.of(List.of(still, still)))
        .hasMessage("OptimizationPath: expected weights saved 3 times or more, found 2");
    assertThatThrownBy(() -> OptimizationPath.of(List.of(still, new float[1], still)))
        .hasMessage("OptimizationPath: expected 2 weights each time, found 1");
  }

  @Test
  void secondDerivativesOfANetworkArePyTorchs() {
    Sequential network = Sequential.of(Linear.of(2, 3), Tanh.of(), Linear.of(3, 1));
    Parameters parameters = Parameters.of(network.parameters());
    float[] weights = ORACLE.floats("net.weights");
    System.arraycopy(weights, 0, parameters.values(), 0, 13);
    float[] ones = new float[20];
    Arrays.fill(ones, 1);
    Dataset events = Dataset.of(ORACLE.floats("net.x"), ORACLE.floats("net.y"), ones);
    Hessian hessian =
        Hessian.of(
            parameters, FullBatchLoss.of(network, new BinaryCrossEntropy(), parameters, events));
    double[] flat = Arrays.stream(hessian.matrix()).flatMapToDouble(Arrays::stream).toArray();
    assertThat(flat).containsExactly(ORACLE.array("net.hessian"), within(3e-5));
    assertThat(hessian.eigenvalues())
        .containsExactly(ORACLE.array("net.eigenvalues"), within(3e-5));
    assertThat(parameters.values()).isEqualTo(weights);
  }

  @Test
  void aSaddleCurvesUpAndDown() {
    Parameters parameters = Parameters.of(Linear.of(1, 1).parameters());
    Arrays.fill(parameters.values(), 0);
    // f = (w^2 - 1)^2 + 3 b^2 has a saddle at 0: f'' = -4 and 6.
    Hessian hessian =
        Hessian.of(
            parameters,
            g -> {
              float w = parameters.values()[0];
              float b = parameters.values()[1];
              g[0] = 4 * w * (w * w - 1);
              g[1] = 6 * b;
              return (w * w - 1.0) * (w * w - 1.0) + 3.0 * b * b;
            });
    assertThat(hessian.eigenvalues()).containsExactly(new double[] {6, -4}, within(1e-3));
    assertThat(hessian.negativeEigenvalues(0.1)).isEqualTo(1);
    assertThat(hessian.positiveEigenvalues(0.1)).isEqualTo(1);
    assertThat(Math.abs(hessian.directions()[1][0])).isCloseTo(1, within(1e-6));
    assertThatThrownBy(() -> Hessian.of(parameters, g -> 0, 0))
        .hasMessage("Hessian: expected a step > 0, found 0.0");
  }
}
