package org.jpsi.core.digest;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jpsi.core.optim.AdaGrad;
import org.jpsi.core.optim.Adam;
import org.jpsi.core.optim.AdamW;
import org.jpsi.core.optim.Averaging;
import org.jpsi.core.optim.GradientClipping;
import org.jpsi.core.optim.Lbfgs;
import org.jpsi.core.optim.Optimizer;
import org.jpsi.core.optim.ParameterGroup;
import org.jpsi.core.optim.Penalty;
import org.jpsi.core.optim.RmsProp;
import org.jpsi.core.optim.Schedule;
import org.jpsi.core.optim.Sgd;
import org.jpsi.core.optim.UpdateRule;
import org.jpsi.core.tensor.Parameter;
import org.jpsi.core.tensor.Parameters;
import org.jpsi.core.tensor.Shape;

/// Digests of optimizers and of clipping, penalties, averaging and schedules, over fifty steps
/// each.
final class OptimizerDigests {
  private static final int STEPS = 50;

  private static final Map<String, Optimizer> OPTIMIZERS =
      new TreeMap<>(
          Map.ofEntries(
              Map.entry("sgd", new Sgd(0.05, 0, false)),
              Map.entry("sgd.momentum", new Sgd(0.05, 0.9, false)),
              Map.entry("sgd.nesterov", new Sgd(0.05, 0.8, true)),
              Map.entry("adam", new Adam(0.01)),
              Map.entry("adam.amsgrad", new Adam(0.01, 0.9, 0.9, 1e-8, true)),
              Map.entry("adamw", new AdamW(0.01, 0.1)),
              Map.entry("adamw.amsgrad", new AdamW(0.01, 0.3, 0.9, 0.9, 1e-8, true)),
              Map.entry("adagrad", new AdaGrad(0.05)),
              Map.entry("rmsprop", new RmsProp(0.01)),
              Map.entry("rmsprop.momentum", new RmsProp(0.01, 0.99, 0.9, false, 1e-8)),
              Map.entry("rmsprop.centered", new RmsProp(0.01, 0.9, 0, true, 1e-8)),
              Map.entry("rmsprop.both", new RmsProp(0.005, 0.95, 0.8, true, 1e-8))));

  private static final Map<String, UpdateRule> UPDATES =
      new TreeMap<>(
          Map.of(
              "clipping.norm", UpdateRule.PLAIN.with(GradientClipping.norm(1)),
              "clipping.value", UpdateRule.PLAIN.with(GradientClipping.value(0.5)),
              "penalty", UpdateRule.PLAIN.with(new Penalty(0.02, 0.1)),
              "groups",
                  UpdateRule.PLAIN
                      .with(new Penalty(0, 0.1))
                      .with(List.of(new ParameterGroup("*.bias", 1, 0.1, 0))),
              "averaging.ema", UpdateRule.PLAIN.with(new Averaging.Ema(0.9)),
              "averaging.swa", UpdateRule.PLAIN.with(new Averaging.Swa(0.3))));

  private static final Map<String, Schedule> SCHEDULES =
      new TreeMap<>(
          Map.of(
              "constant", new Schedule.ConstantRate(),
              "cosine", new Schedule.Cosine(),
              "steps", new Schedule.StepDecay(4, 0.3),
              "exponential", new Schedule.Exponential(),
              "oneCycle", new Schedule.OneCycle(),
              "onPlateau", new Schedule.OnPlateau(0.3, 1, 0.01)));

  private OptimizerDigests() {}

  static void into(Digests digests) {
    OPTIMIZERS.forEach(
        (name, optimizer) -> steps(digests.line("optimizer." + name), optimizer, UpdateRule.PLAIN));
    UPDATES.forEach((name, updates) -> steps(digests.line(name), new Adam(0.01), updates));
    SCHEDULES.forEach((name, schedule) -> {
      Digest digest = digests.line("schedule." + name);
      for (long steps : new long[] {1, 7, 1000}) {
        for (long step = 0; step < steps; step++) {
          digest.add(schedule.factor(step, steps));
        }
      }
      for (int epochs = 0; epochs <= 6; epochs++) {
        digest.add(schedule.reduction(List.of(1.0, 0.5, 0.6, 0.7, 0.4, 0.41).subList(0, epochs)));
      }
    });
    lbfgs(digests.line("optimizer.lbfgs"));
  }

  private static void steps(Digest digest, Optimizer optimizer, UpdateRule updates) {
    Parameters parameters =
        Parameters.of(
            List.of(
                Parameter.of("weight", Shape.of(5, 4)).withPrefix("0"),
                Parameter.of("bias", Shape.of(5)).withPrefix("0")));
    int n = parameters.size();
    System.arraycopy(Numbers.normal(1, n), 0, parameters.values(), 0, n);
    Optimizer.State state = optimizer.start(parameters, updates.groups());
    Penalty.Term penalty = updates.penalty().on(parameters, updates.groups());
    float[] gradients = Numbers.normal(2, STEPS * n);
    float[] average = new float[n];
    for (int step = 0; step < STEPS; step++) {
      float[] g = Arrays.copyOfRange(gradients, step * n, (step + 1) * n);
      float scale = 1.5f;
      if (!penalty.isZero()) {
        penalty.addTo(g, scale, 0, n);
        scale = 1;
      }
      scale = updates.clipping().clip(g, n, scale);
      state.begin();
      state.update(parameters.values(), g, scale, optimizer.learningRate(), 0, n);
      updates.averaging().step(average, parameters.values(), state.step(), 0, n);
      updates.averaging().epoch(average, parameters.values(), step + 1, STEPS);
      digest.add(parameters.values()).add(average).add(penalty.value());
    }
    new TreeMap<>(state.arrays()).values().forEach(digest::add);
  }

  // Rosenbrock's function
  private static void lbfgs(Digest digest) {
    Parameters parameters = Parameters.of(List.of(Parameter.of("x", Shape.of(2))));
    parameters.values()[0] = -1.2f;
    parameters.values()[1] = 1;
    Lbfgs.Minimum minimum =
        new Lbfgs(30)
            .minimize(
                parameters,
                gradient -> {
                  double x = parameters.values()[0];
                  double d = parameters.values()[1] - x * x;
                  gradient[0] = (float) (2 * (x - 1) - 400 * x * d);
                  gradient[1] = (float) (200 * d);
                  return (x - 1) * (x - 1) + 100 * d * d;
                });
    digest.add(parameters.values()).add(minimum.value()).add(minimum.evaluations());
  }
}
