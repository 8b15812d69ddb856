package org.jpsi.core.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jpsi.core.nn.Layer;
import org.jpsi.core.nn.Linear;
import org.jpsi.core.nn.Mode;
import org.jpsi.core.nn.Relu;
import org.jpsi.core.nn.Sequential;
import org.jpsi.core.optim.Adam;
import org.jpsi.core.optim.Lbfgs;
import org.jpsi.core.optim.Optimizer;
import org.jpsi.core.optim.Sgd;
import org.jpsi.core.random.Rng;
import org.junit.jupiter.api.Test;

/// Parameters taken in any order and in any parts: all see one set of weights.
class ParametersTest {
  private static final Tensor X = Tensor.normal(Shape.of(16, 3), Rng.of(1), 0);
  private static final Tensor Y = Tensor.normal(Shape.of(16, 1), Rng.of(2), 0);

  private final Sequential body = Sequential.of(Linear.of(3, 5), Relu.of());
  private final Linear head = Linear.of(5, 1);
  private final Sequential whole = Sequential.of(body, head);

  ParametersTest() {
    whole.initialize(Rng.of(3));
  }

  private Tensor loss() {
    return whole.forward(X, Mode.inference()).sub(Y).square().mean();
  }

  private static void step(Optimizer.State state, Parameters parameters, Gradients g, double rate) {
    state.step(parameters, g.of(parameters), rate);
  }

  private static float[] values(Layer layer) {
    List<float[]> all = layer.parameters().stream().map(p -> p.tensor().toArray()).toList();
    float[] flat = new float[all.stream().mapToInt(a -> a.length).sum()];
    int at = 0;
    for (float[] one : all) {
      System.arraycopy(one, 0, flat, at, one.length);
      at += one.length;
    }
    return flat;
  }

  // Plain gradient descent written out, parameter by parameter.
  private float[] byHand(int steps, double bodyRate, double headRate) {
    ParametersTest other = new ParametersTest();
    for (int i = 0; i < steps; i++) {
      Gradients gradients = other.loss().backward();
      List<float[]> next =
          other.whole.parameters().stream()
              .map(p -> {
                double rate = p.name().startsWith("0.") ? bodyRate : headRate;
                float[] w = p.tensor().toArray();
                float[] g = gradients.of(p).toArray();
                for (int k = 0; k < w.length; k++) {
                  w[k] = (float) (w[k] - rate * g[k]);
                }
                return w;
              })
              .toList();
      for (int k = 0; k < next.size(); k++) {
        other.whole.parameters().get(k).set(next.get(k));
      }
    }
    return values(other.whole);
  }

  private void descendsAsByHand(Parameters ofBody, Parameters ofHead) {
    Optimizer.State first = new Sgd(0.1, 0, false).start(ofBody.size());
    Optimizer.State second = new Sgd(0.01, 0, false).start(ofHead.size());
    for (int i = 0; i < 10; i++) {
      Gradients gradients = loss().backward();
      step(first, ofBody, gradients, 0.1);
      step(second, ofHead, gradients, 0.01);
    }
    float[] expected = byHand(10, 0.1, 0.01);
    float[] found = values(whole);
    for (int i = 0; i < found.length; i++) {
      assertThat(found[i]).isCloseTo(expected[i], within(1e-6f));
    }
  }

  @Test
  void twoOptimizersOfBodyAndHead() {
    descendsAsByHand(Parameters.of(body.parameters()), Parameters.of(head.parameters()));
  }

  @Test
  void twoOptimizersInsideAnArrayOfTheWholeNetwork() {
    Parameters all = Parameters.of(whole.parameters());
    descendsAsByHand(Parameters.of(body.parameters()), Parameters.of(head.parameters()));
    assertThat(all.values()).isEqualTo(values(whole));
  }

  @Test
  void anOptimizerOfAllOverTwoPartsGivesTheBitsOfOneOverAll() {
    ParametersTest other = new ParametersTest();
    Parameters one = Parameters.of(other.whole.parameters());
    Parameters part = Parameters.of(body.parameters().subList(1, 2));
    Parameters later = Parameters.of(head.parameters().reversed());
    Parameters view = Parameters.of(whole.parameters());
    Optimizer.State expected = new Adam(0.05).start(one.size());
    Optimizer.State found = new Adam(0.05).start(view.size());
    for (int i = 0; i < 10; i++) {
      step(expected, one, other.loss().backward(), 0.05);
      step(found, view, loss().backward(), 0.05);
    }
    assertThat(view.toArray()).isEqualTo(one.values()).isEqualTo(values(whole));
    assertThat(part.values()).isEqualTo(body.parameters().get(1).tensor().toArray());
    assertThat(later.values()[0]).isEqualTo(head.parameters().get(1).tensor().item());
    float[] back = one.toArray();
    Arrays.fill(back, 3, 7, 9);
    view.set(back);
    assertThat(values(whole)).isEqualTo(back);
  }

  @Test
  void aMinimizerOverAViewFindsTheBitsOfOneOverTheWhole() {
    ParametersTest other = new ParametersTest();
    Parameters one = Parameters.of(other.whole.parameters());
    Parameters.of(head.parameters());
    Parameters view = Parameters.of(whole.parameters());
    Lbfgs.Minimum expected = new Lbfgs().minimize(one, objective(other, one));
    Lbfgs.Minimum found = new Lbfgs().minimize(view, objective(this, view));
    assertThat(found).isEqualTo(expected);
    assertThat(view.toArray()).isEqualTo(one.values());
    assertThat(found.value()).isLessThan(new ParametersTest().loss().item());
  }

  private static Lbfgs.Objective objective(ParametersTest of, Parameters parameters) {
    return gradient -> {
      Tensor loss = of.loss();
      loss.backward().addTo(parameters, gradient, 0);
      return loss.item();
    };
  }

  @Test
  void aTensorHeldBeforeIsTheParameterForEver() {
    Parameter weight = head.parameters().getFirst();
    Tensor held = weight.tensor();
    Parameters.of(whole.parameters());
    Parameters.of(head.parameters());
    assertThat(weight.tensor()).isSameAs(held);
    assertThat(head.parameters().getFirst().tensor()).isSameAs(held);
    weight.set(new float[] {1, 2, 3, 4, 5});
    assertThat(held.toArray()).containsExactly(1, 2, 3, 4, 5);
    Gradients gradients = loss().backward();
    assertThat(gradients.of(held).toArray()).isEqualTo(gradients.of(weight).toArray());
  }

  @Test
  void everyWriteChangesTheVersionOfWhatItWrites() {
    Parameters all = Parameters.of(whole.parameters());
    Parameter first = whole.parameters().getFirst();
    Parameter last = whole.parameters().getLast();
    int[] versions = {first.version(), last.version()};
    first.set(new float[15]);
    assertThat(first.version()).isNotEqualTo(versions[0]);
    assertThat(last.version()).isEqualTo(versions[1]);
    int before = first.version();
    all.update(20, all.size(), values -> values[25] = 1);
    assertThat(first.version()).isEqualTo(before);
    assertThat(last.version()).isNotEqualTo(versions[1]);
    assertThat(last.tensor().item()).isEqualTo(1);
    all.changed();
    assertThat(first.version()).isNotEqualTo(before);
  }

  @Test
  void frozenParametersAreLeftOutAndHaveNoGradient() {
    body.freeze();
    Parameters trained = Parameters.of(whole.parameters());
    assertThat(trained.list()).extracting(Parameter::name).containsExactly("1.weight", "1.bias");
    float[] before = values(body);
    Optimizer.State sgd = new Sgd(0.1, 0.9, false).start(trained.size());
    for (int i = 0; i < 3; i++) {
      Gradients gradients = loss().backward();
      assertThatThrownBy(() -> gradients.of(body.parameters().getFirst()))
          .isInstanceOf(IllegalArgumentException.class);
      step(sgd, trained, gradients, 0.1);
    }
    assertThat(values(body)).isEqualTo(before);
    body.unfreeze();
    Parameters all = Parameters.of(whole.parameters());
    assertThat(all.list()).hasSize(4);
    assertThat(all.toArray()).isEqualTo(values(whole));
    trained.list().getFirst().freeze();
    Gradients gradients = loss().backward();
    assertThatThrownBy(() -> gradients.of(trained))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageStartingWith("Parameters: 1.weight was frozen after Parameters.of;");
  }

  // Generator and discriminator, each stepped by an optimizer of its own through the other.
  @Test
  void aGanTrainsEachSideByItself() {
    Sequential generator = Sequential.of(Linear.of(2, 4), Relu.of(), Linear.of(4, 3));
    Parameters ofGenerator = Parameters.of(generator.parameters());
    Parameters ofDiscriminator = Parameters.of(whole.parameters());
    Optimizer.State g = new Adam(0.01).start(ofGenerator.size());
    Optimizer.State d = new Adam(0.01).start(ofDiscriminator.size());
    Tensor noise = Tensor.normal(Shape.of(16, 2), Rng.of(4), 0);
    for (int i = 0; i < 3; i++) {
      Tensor fake = generator.forward(noise, Mode.inference());
      float[] still = ofGenerator.toArray();
      Tensor judged =
          whole
              .forward(X, Mode.inference())
              .softplus()
              .mean()
              .sub(whole.forward(fake.detach(), Mode.inference()).mean());
      step(d, ofDiscriminator, judged.backward(), 0.01);
      assertThat(ofGenerator.toArray()).isEqualTo(still);

      float[] judge = ofDiscriminator.toArray();
      whole.freeze();
      Gradients gradients =
          whole
              .forward(generator.forward(noise, Mode.inference()), Mode.inference())
              .mean()
              .backward();
      whole.unfreeze();
      step(g, ofGenerator, gradients, 0.01);
      assertThat(ofDiscriminator.toArray()).isEqualTo(judge);
      assertThat(ofGenerator.toArray()).isNotEqualTo(still);
    }
    assertThat(Stream.of(ofGenerator, ofDiscriminator)).allMatch(p -> p.values().length > 0);
  }
}
