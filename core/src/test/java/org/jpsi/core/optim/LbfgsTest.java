package org.jpsi.core.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.jpsi.core.tensor.Fixture;
import org.jpsi.core.tensor.Parameter;
import org.jpsi.core.tensor.Parameters;
import org.jpsi.core.tensor.Shape;
import org.junit.jupiter.api.Test;

/// L-BFGS against PyTorch's in float64; ours hands out float32 parameters, which costs some digits.
class LbfgsTest {
  private static final Fixture PYTORCH = Fixture.named("lbfgs");

  private static Parameters at(float... values) {
    Parameters parameters = Parameters.of(List.of(Parameter.of("x", Shape.of(values.length))));
    System.arraycopy(values, 0, parameters.values(), 0, values.length);
    return parameters;
  }

  private static Lbfgs.Objective rosenbrock(Parameters p) {
    return gradient -> {
      double x = p.values()[0];
      double y = p.values()[1];
      double valley = y - x * x;
      gradient[0] = (float) (-2 * (1 - x) - 400 * x * valley);
      gradient[1] = (float) (200 * valley);
      return (1 - x) * (1 - x) + 100 * valley * valley;
    };
  }

  private static Lbfgs.Objective logistic(Parameters p) {
    double[] x = PYTORCH.array("logistic.x");
    double[] y = PYTORCH.array("logistic.y");
    return gradient -> {
      double[] sums = new double[4];
      double value = 0;
      for (int i = 0; i < y.length; i++) {
        double z = p.values()[3];
        for (int j = 0; j < 3; j++) {
          z += x[3 * i + j] * p.values()[j];
        }
        value +=
            (StrictMath.log1p(StrictMath.exp(-Math.abs(z))) + Math.max(z, 0) - z * y[i]) / y.length;
        double slope = (1 / (1 + StrictMath.exp(-z)) - y[i]) / y.length;
        for (int j = 0; j < 4; j++) {
          sums[j] += slope * (j < 3 ? x[3 * i + j] : 1);
        }
      }
      for (int j = 0; j < 4; j++) {
        double w = p.values()[j];
        value += 0.005 * w * w;
        gradient[j] = (float) (sums[j] + 0.01 * w);
      }
      return value;
    };
  }

  private static Lbfgs upTo(int iterations) {
    return new Lbfgs(1, iterations, 1000, 1e-7, 1e-9, 5);
  }

  @Test
  void theValleyOfRosenbrockIsWalkedAsPyTorchDoes() {
    double[] losses = PYTORCH.array("rosenbrock.losses");
    double[] parameters = PYTORCH.array("rosenbrock.parameters");
    for (int n = 1; n <= 14; n++) {
      Parameters p = at(-1.2f, 1);
      Lbfgs.Minimum minimum = upTo(n).minimize(p, rosenbrock(p));
      assertThat(minimum.value()).as("after " + n).isCloseTo(losses[n - 1], within(1e-3));
      assertThat((double) p.values()[0]).isCloseTo(parameters[2 * n - 2], within(1e-3));
      assertThat((double) p.values()[1]).isCloseTo(parameters[2 * n - 1], within(2e-3));
      assertThat(minimum.values()).hasSize(n + 1).startsWith(minimum.values().getFirst());
    }
    Parameters p = at(-1.2f, 1);
    Lbfgs.Minimum minimum = new Lbfgs().minimize(p, rosenbrock(p));
    assertThat(minimum.converged()).isTrue();
    assertThat(p.values()).containsExactly(new float[] {1, 1}, within(1e-4f));
    assertThat(minimum.iterations()).isLessThan(50);
  }

  @Test
  void aLogisticRegressionIsFittedAsPyTorchDoes() {
    double[] losses = PYTORCH.array("logistic.losses");
    for (int n = 1; n <= 10; n++) {
      Parameters p = at(0, 0, 0, 0);
      Lbfgs.Minimum minimum = upTo(n).minimize(p, logistic(p));
      assertThat(minimum.value()).as("after " + n).isCloseTo(losses[n - 1], within(1e-6));
    }
    Parameters p = at(0, 0, 0, 0);
    assertThat(upTo(40).minimize(p, logistic(p)).converged()).isTrue();
    double[] end = PYTORCH.array("logistic.parameters");
    for (int j = 0; j < 4; j++) {
      assertThat((double) p.values()[j]).isCloseTo(end[4 * 39 + j], within(1e-4));
    }
  }

  @Test
  void itStopsAtAMinimumAtOnceAndWhenItHasNoMoreEvaluations() {
    Parameters p = at(1, 1);
    Lbfgs.Minimum already = new Lbfgs().minimize(p, rosenbrock(p));
    assertThat(already.iterations()).isZero();
    assertThat(already.evaluations()).isEqualTo(1);
    assertThat(already.converged()).isTrue();
    Parameters q = at(-1.2f, 1);
    Lbfgs.Minimum cut = new Lbfgs(1, 100, 7, 0, 0, 5).minimize(q, rosenbrock(q));
    assertThat(cut.converged()).isFalse();
    assertThat(cut.evaluations()).isLessThanOrEqualTo(8);
    assertThatThrownBy(() -> new Lbfgs(0)).hasMessageContaining("`iterations` of 1 or more");
  }

  @Test
  void beyondWhereTheFunctionIsDefinedItComesBack() {
    Parameters p = at(5);
    Lbfgs.Objective edge =
        gradient -> {
          double x = p.values()[0];
          gradient[0] = (float) (1 - 1 / x);
          return x > 0 ? x - StrictMath.log(x) : Double.NaN;
        };
    Lbfgs.Minimum minimum = new Lbfgs(20, 50, 200, 1e-6, 1e-12, 5).minimize(p, edge);
    assertThat(p.values()[0]).isCloseTo(1f, within(1e-3f));
    assertThat(minimum.value()).isCloseTo(1, within(1e-6));
    Parameters q = at(-1);
    Lbfgs.Minimum nowhere =
        new Lbfgs()
            .minimize(
                q,
                gradient -> {
                  gradient[0] = Float.NaN;
                  return Double.NaN;
                });
    assertThat(nowhere.converged()).isFalse();
    assertThat(nowhere.evaluations()).isEqualTo(1);
    assertThat(q.values()).containsExactly(-1);
  }
}
