package org.jpsi.core.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jpsi.core.random.Rng;
import org.jpsi.core.tensor.Fixture;
import org.jpsi.core.tensor.Parameter;
import org.jpsi.core.tensor.Parameters;
import org.jpsi.core.tensor.Shape;
import org.jpsi.core.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Optimizers with all that may stand beside them, against `oracles/optimizers.py`.
class StepsTest {
  private static final Fixture PYTORCH = Fixture.named("steps");

  private record Case(Optimizer optimizer, UpdateRule updates, float scale) {
    Case(Optimizer optimizer) {
      this(optimizer, UpdateRule.PLAIN, 1);
    }

    Case(Optimizer optimizer, Penalty penalty) {
      this(optimizer, UpdateRule.PLAIN.with(penalty), 1);
    }
  }

  private static UpdateRule groups(Penalty penalty) {
    return UpdateRule.PLAIN.with(penalty).with(List.of(new ParameterGroup("*.bias", 1, 0.1, 0)));
  }

  private static final Map<String, Case> CASES =
      new TreeMap<>(
          Map.ofEntries(
              Map.entry("sgd", new Case(new Sgd(0.05, 0, false))),
              Map.entry("nesterov", new Case(new Sgd(0.05, 0.8, true))),
              Map.entry("adam", new Case(new Adam(0.01))),
              Map.entry("adamw", new Case(new AdamW(0.01, 0.1, 0.8, 0.99, Adam.EPSILON))),
              Map.entry("adagrad", new Case(new AdaGrad(0.05))),
              Map.entry("rmsprop", new Case(new RmsProp(0.01))),
              Map.entry("rmsprop-centered", new Case(new RmsProp(0.01, 0.9, 0, true, 1e-8))),
              Map.entry("rmsprop-momentum", new Case(new RmsProp(0.01, 0.99, 0.9, false, 1e-8))),
              Map.entry(
                  "rmsprop-both",
                  new Case(new RmsProp(0.005, 0.95, 0.8, true, 1e-8), new Penalty(0, 0.02))),
              Map.entry("amsgrad", new Case(new Adam(0.01, 0.9, 0.9, 1e-8, true))),
              Map.entry("amsgradw", new Case(new AdamW(0.01, 0.3, 0.9, 0.9, 1e-8, true))),
              Map.entry("adagrad-l2", new Case(new AdaGrad(0.05), new Penalty(0, 0.1))),
              Map.entry("adam-l2", new Case(new Adam(0.01), new Penalty(0, 0.1))),
              Map.entry("nesterov-l2", new Case(new Sgd(0.02, 0.9, true), new Penalty(0, 0.05))),
              Map.entry(
                  "l1",
                  new Case(new Sgd(0.01, 0, false), UpdateRule.PLAIN.with(new Penalty(0.2, 0)), 3)),
              Map.entry(
                  "clip-norm",
                  new Case(new Adam(0.01), UpdateRule.PLAIN.with(GradientClipping.norm(1)), 3)),
              Map.entry(
                  "clip-value",
                  new Case(new Adam(0.01), UpdateRule.PLAIN.with(GradientClipping.value(0.5)), 3)),
              Map.entry("groups-adamw", new Case(new AdamW(0.01, 0.5), groups(Penalty.NONE), 1)),
              Map.entry(
                  "groups-l2",
                  new Case(new Sgd(0.01, 0.9, false), groups(new Penalty(0, 0.5)), 1))));

  static Stream<String> names() {
    return CASES.keySet().stream();
  }

  private static Case of(String name) {
    return Objects.requireNonNull(CASES.get(name));
  }

  private static Parameters start() {
    Parameters parameters =
        Parameters.of(
            List.of(
                Parameter.of("weight", Shape.of(2, 2)).withPrefix("0"),
                Parameter.of("bias", Shape.of(3)).withPrefix("0")));
    System.arraycopy(PYTORCH.floats("start"), 0, parameters.values(), 0, 7);
    return parameters;
  }

  /// A training's steps `from` to `to - 1`, the elements cut in two at `cut`.
  private static void train(
      Case c, Parameters parameters, Optimizer.State state, int from, int to, int cut) {
    UpdateRule updates = c.updates;
    Penalty.Term penalty = updates.penalty().on(parameters, updates.groups());
    for (int step = from; step < to; step++) {
      float[] g = Arrays.copyOfRange(PYTORCH.floats("gradients"), 7 * step, 7 * step + 7);
      float scale = c.scale;
      if (!penalty.isZero()) {
        penalty.addTo(g, scale, 0, cut);
        penalty.addTo(g, scale, cut, 7);
        scale = 1;
      }
      scale = updates.clipping().clip(g, 7, scale);
      state.begin();
      state.update(parameters.values(), g, scale, c.optimizer.learningRate(), 0, cut);
      state.update(parameters.values(), g, scale, c.optimizer.learningRate(), cut, 7);
    }
  }

  private static Optimizer.State begin(Case c, Parameters parameters) {
    return c.optimizer.start(parameters, c.updates.groups());
  }

  @ParameterizedTest
  @MethodSource("names")
  void fiftyStepsArePyTorchs(String name) {
    Parameters parameters = start();
    train(of(name), parameters, begin(of(name), parameters), 0, 50, 7);
    assertThat(PYTORCH.error(parameters.values(), name)).isLessThan(3e-6);
  }

  @ParameterizedTest
  @MethodSource("names")
  void howElementsAreSharedOutChangesNoBit(String name) {
    Parameters whole = start();
    train(of(name), whole, begin(of(name), whole), 0, 50, 7);
    for (int cut = 0; cut < 7; cut++) {
      Parameters parts = start();
      train(of(name), parts, begin(of(name), parts), 0, 50, cut);
      assertThat(parts.values()).isEqualTo(whole.values());
    }
  }

  @ParameterizedTest
  @MethodSource("names")
  void aSavedStateGoesOnToTheBit(String name) {
    Case c = of(name);
    Parameters straight = start();
    train(c, straight, begin(c, straight), 0, 20, 7);
    Parameters resumed = start();
    Optimizer.State before = begin(c, resumed);
    train(c, resumed, before, 0, 10, 7);
    Map<String, float[]> saved = new TreeMap<>();
    before.arrays().forEach((key, array) -> saved.put(key, array.clone()));
    train(c, start(), before, 10, 15, 7);
    Optimizer.State after = begin(c, resumed);
    after.restore(saved, 10);
    train(c, resumed, after, 10, 20, 7);
    assertThat(resumed.values()).isEqualTo(straight.values());
    assertThat(after.step()).isEqualTo(20);
    assertThatThrownBy(() -> after.restore(Map.of("x", new float[1]), 1))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aGroupWithoutParametersIsRefusedWithTheNearestName() {
    assertThatThrownBy(
            () -> new Adam().start(start(), List.of(new ParameterGroup("0.weigth", 0, 1, 0))))
        .hasMessage(
            "[parameter group 0.weigth] expected the name of a parameter, found none among"
                + " 0.weight, 0.bias; did you mean 0.weight?");
    assertThatThrownBy(() -> new Adam().start(start(), List.of(new ParameterGroup("*", 3, 1, 0))))
        .hasMessageStartingWith(
            "[parameter group *] expected the name of a parameter of rank 3, found none");
    assertThatThrownBy(() -> new ParameterGroup("*", 0, -1, 0))
        .hasMessage("[parameter group] expected `learningRate` of 0 or more, found -1.0");
  }

  @Test
  void aGroupAtRateZeroStaysAsItIsAndTheFirstGroupCounts() {
    Parameters parameters = start();
    float[] before = parameters.values().clone();
    UpdateRule frozen =
        UpdateRule.PLAIN.with(
            List.of(
                new ParameterGroup("*weight", 0, 0, 1),
                new ParameterGroup("0.w*", 0, 1, 1),
                ParameterGroup.vectors(1, 0)));
    Case c = new Case(new AdamW(0.1, 0.5), frozen, 1);
    train(c, parameters, begin(c, parameters), 0, 5, 7);
    assertThat(Arrays.copyOf(parameters.values(), 4)).isEqualTo(Arrays.copyOf(before, 4));
    assertThat(parameters.values()[4]).isNotEqualTo(before[4]);
  }

  @Test
  void aPenaltyIsTheDerivativeOfItsValue() {
    Parameters parameters = start();
    Penalty.Term term =
        new Penalty(0.3, 0.7).on(parameters, List.of(new ParameterGroup("*.bias", 0, 1, 0.5)));
    float[] gradient = {1, 1, 1, 1, 1, 1, 1};
    term.addTo(gradient, 2, 0, 7);
    for (int i = 0; i < 7; i++) {
      float kept = parameters.values()[i];
      parameters.values()[i] = kept + 1e-3f;
      double above = term.value();
      parameters.values()[i] = kept - 1e-3f;
      double slope = (above - term.value()) / 2e-3;
      parameters.values()[i] = kept;
      assertThat(gradient[i] - 2.0).isCloseTo(slope, org.assertj.core.api.Assertions.within(1e-4));
    }
    parameters.values()[0] = 0;
    float[] atZero = new float[7];
    term.addTo(atZero, 1, 0, 1);
    assertThat(atZero[0]).isZero();
  }

  @Test
  void clippingKeepsTheDirectionOrEverySize() {
    float[] gradients = {3, 4};
    assertThat(GradientClipping.byNorm(gradients, 10)).isEqualTo(5);
    assertThat(gradients).containsExactly(3, 4);
    assertThat(GradientClipping.byNorm(gradients, 1)).isEqualTo(5);
    assertThat((double) gradients[0]).isCloseTo(0.6, org.assertj.core.api.Assertions.within(1e-7));
    assertThat(GradientClipping.byNorm(new float[] {Float.NaN}, 1)).isNaN();
    float[] sizes = {-7, 0.5f, Float.NaN, 3};
    GradientClipping.byValue(sizes, 2);
    assertThat(sizes).containsExactly(-2, 0.5f, Float.NaN, 2);
    assertThatThrownBy(() -> GradientClipping.norm(0))
        .hasMessage("[gradient clipping] expected `norm` greater than 0, found 0.0");
  }

  @Test
  void theNormIsASumOverRangesThatWhoeverHasSomeCanGive() {
    float[] gradients = Tensor.normal(Shape.of(5000), Rng.of(1), 0).toArray();
    double naive = 0;
    for (float g : gradients) {
      naive += (double) g * g;
    }
    double ranges = 0;
    for (int from = 0; from < 5000; from += GradientClipping.RANGE) {
      int to = Math.min(5000, from + GradientClipping.RANGE);
      ranges += GradientClipping.squares(gradients, from, to);
    }
    assertThat(ranges).isCloseTo(naive, org.assertj.core.api.Assertions.within(1e-9));
    GradientClipping clipping = GradientClipping.norm(2);
    assertThat(clipping.factor(ranges, 0.5f)).isEqualTo(clipping.clip(gradients, 5000, 0.5f));
    assertThat(GradientClipping.byNorm(gradients, 2)).isEqualTo(Math.sqrt(ranges));
    assertThat(GradientClipping.byNorm(gradients, 2))
        .isCloseTo(2, org.assertj.core.api.Assertions.within(1e-6));
  }

  @Test
  void singleGradientsAreCutBeforeAllTogether() {
    float[] gradients = {30, 0.4f};
    float scale = new GradientClipping(1, 3).clip(gradients, 2, 0.1f);
    assertThat(gradients).containsExactly(3, 0.1f * 0.4f);
    assertThat((double) scale)
        .isCloseTo(1 / Math.hypot(3, 0.04), org.assertj.core.api.Assertions.within(1e-7));
  }
}
