package org.jpsi.core.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jpsi.core.parallel.ThreadPool;
import org.jpsi.core.random.Rng;
import org.junit.jupiter.api.Test;

/// An operation of one's own is a node like any other, and one that does not keep its word is
/// found. `OperationsTest` and `ReplayTest` have it too.
class CustomOperationTest {
  /// `y = 2 x`, which breaks its promise in one way.
  private record Wrong(String how) implements CustomOperation {
    @Override
    public Shape shape(List<Shape> inputs) {
      return how.equals("shape") ? Shape.of(7) : inputs.getFirst();
    }

    @Override
    public void forward(List<Tensor> x, float[] y) {
      float[] v = x.getFirst().values();
      int n = x.getFirst().count();
      for (int i = how.equals("forward") ? 1 : 0; i < n; i++) {
        y[i] = 2 * v[i];
      }
      if (how.equals("beyond")) {
        y[n] = 0;
      }
      if (how.equals("writesX")) {
        v[3] = 7;
      }
    }

    @Override
    public void backward(List<Tensor> x, Tensor y, float[] g, List<float[]> dx) {
      if (how.equals("writesG")) {
        Arrays.fill(g, 5);
      } else if (how.equals("writesY")) {
        y.values()[1] = 5;
      }
      for (int i = 0; i < g.length && !how.equals("nothing"); i++) {
        if (how.equals("added")) {
          dx.getFirst()[i] += 2 * g[i];
        } else if (!how.equals("skipped") || i != 2) {
          dx.getFirst()[i] = how.equals("factor") ? 3 * g[i] : 2 * g[i];
        }
      }
    }
  }

  private static final Tensor X = Tensor.of(new float[] {1, -2, 3, 0.5f}, 2, 2).requiresGrad();

  private static void backward(String how) {
    Tensor.apply(new Wrong(how), X).sum().backward();
  }

  @Test
  void whatIsNotWrittenIsTold() {
    assertThat(Tensor.apply(new Wrong("not"), X).sum().backward().of(X).toArray()).containsOnly(2);
    assertThatThrownBy(() -> Tensor.apply(new Wrong("forward"), X))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "forward of Wrong from [[2, 2]] to [2, 2] left 1 of 4 elements of y unwritten: write"
                + " each (= and not +=), 0 where there is nothing");
    assertThatThrownBy(() -> Tensor.apply(new Wrong("shape"), X))
        .hasMessageStartingWith("forward of Wrong from [[2, 2]] to [7] left 3 of 7 elements of y");
    assertThatThrownBy(() -> Tensor.apply(new Wrong("beyond"), X))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageStartingWith(
            "forward of Wrong from [[2, 2]] to [2, 2] read or wrote beyond an array; ");
    assertThatThrownBy(() -> backward("nothing"))
        .hasMessageStartingWith(
            "backward of Wrong from [[2, 2]] to [2, 2] left 4 of 4 elements of dx.get(0)");
    assertThatThrownBy(() -> backward("skipped")).hasMessageContaining("left 1 of 4 elements");
    assertThatThrownBy(() -> backward("added")).hasMessageContaining("left 4 of 4 elements");
  }

  @Test
  void whatItReadsStaysAsItWas() {
    assertThatThrownBy(() -> Tensor.apply(new Wrong("writesX"), X))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "forward of Wrong from [[2, 2]] to [2, 2] changed element 3 of x.get(0), which other"
                + " operations use too: take a copy, values().clone(), to write in");
    assertThat(X.toArray()).containsExactly(1, -2, 3, 0.5f);
    assertThatThrownBy(() -> Tensor.apply(new Wrong("writesX"), Tensor.arange(9).slice(0, 5, 9)))
        .hasMessageContaining("changed element 3 of x.get(0)");
    assertThatThrownBy(() -> backward("writesG"))
        .hasMessageStartingWith(
            "backward of Wrong from [[2, 2]] to [2, 2] changed element 0 of g, ");
    assertThatThrownBy(() -> backward("writesY")).hasMessageContaining("changed element 1 of y, ");
  }

  @Test
  void aWrongGradientIsFoundByGradCheck() {
    assertThat(GradCheck.largestError(t -> Tensor.apply(new Wrong("not"), t[0]), X))
        .isLessThan(1e-4);
    assertThat(GradCheck.largestError(t -> Tensor.apply(new Wrong("factor"), t[0]), X))
        .isGreaterThan(0.1);
  }

  @Test
  void itsShapesAreItsOwnToCheck() {
    assertThatThrownBy(
            () -> Tensor.apply(new CustomCases.Scaled(2), Tensor.zeros(2, 3), Tensor.zeros(2)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("scaled of [2, 3] by [2]");
  }

  @Test
  void noGradientIsComputedWhereNoneIsAskedFor() {
    Tensor constant = Tensor.ones(2, 2);
    Tensor y = Tensor.apply(new Wrong("nothing"), constant);
    assertThat(y.sum().add(X.sum()).backward().of(X).toArray()).containsOnly(1);
  }

  @Test
  void linearLayersAroundItAreFusedAsEver() {
    Parameter first = Parameter.of("first", Shape.of(8, 3));
    Parameter firstBias = Parameter.of("firstBias", Shape.of(8));
    Parameter second = Parameter.of("second", Shape.of(1, 8));
    Parameter secondBias = Parameter.of("secondBias", Shape.of(1));
    List<Parameter> list = List.of(first, firstBias, second, secondBias);
    Parameters parameters = Parameters.of(list);
    for (int i = 0; i < parameters.size(); i++) {
      parameters.values()[i] = (float) Rng.of(1).normal(i);
    }
    Tensor x = Tensor.normal(Shape.of(5, 3), Rng.of(2), 0);
    RecordedGraph graph =
        RecordedGraph.record(
                _ -> {
                  Tensor h = x.linear(first.tensor(), firstBias.tensor()).relu();
                  Tensor y = Tensor.apply(new CustomCases.LogCosh(), h);
                  return y.linear(second.tensor(), secondBias.tensor()).sum();
                },
                parameters,
                Optional.empty())
            .orElseThrow();
    float[] replayed = new float[parameters.size()];
    graph.replay(Rng.of(0), 0, ThreadPool.SERIAL, replayed, false);
    assertThat(replayed).isEqualTo(eager(x, list, parameters));
    Arrays.fill(parameters.values(), 0.25f);
    graph.replay(Rng.of(0), 0, ThreadPool.SERIAL, replayed, false);
    assertThat(replayed).isEqualTo(eager(x, list, parameters));
  }

  private static float[] eager(Tensor x, List<Parameter> p, Parameters parameters) {
    Tensor h = x.linear(p.get(0).tensor(), p.get(1).tensor()).relu();
    Tensor y = Tensor.apply(new CustomCases.LogCosh(), h);
    return y.linear(p.get(2).tensor(), p.get(3).tensor()).sum().backward().of(parameters);
  }
}
