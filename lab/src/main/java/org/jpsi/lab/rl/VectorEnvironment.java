package org.jpsi.lab.rl;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jpsi.core.random.Rng;
import org.jpsi.core.tensor.Tensor;

/// Vector environment, as Gymnasium's `VectorEnv`: several environments step together, so that a
/// network sees their observations as one batch. An environment whose episode is over starts the
/// next one.
final class VectorEnvironment {
  private final List<Environment> members = new ArrayList<>();
  private final Rng rng;
  private final double[][] observations;
  private final int[] steps;
  private final double[] totals;
  private final List<Episode> played = new ArrayList<>();
  private long begun;

  VectorEnvironment(Supplier<? extends Environment> world, int size, Rng rng) {
    this.rng = rng;
    this.observations = new double[size][];
    this.steps = new int[size];
    this.totals = new double[size];
    for (int i = 0; i < size; i++) {
      members.add(world.get());
      observations[i] = members.get(i).reset(rng.child(begun++));
    }
  }

  int size() {
    return members.size();
  }

  int features() {
    return members.getFirst().features();
  }

  int actions() {
    return members.getFirst().actions();
  }

  double[] observation(int member) {
    return observations[member];
  }

  /// `[size, features]`
  Tensor observations() {
    return tensor(observations);
  }

  static Tensor tensor(double[][] rows) {
    return Tensor.of(rows);
  }

  /// One member acts.
  StepResult step(int member, int action) {
    StepResult outcome = members.get(member).step(action);
    steps[member]++;
    totals[member] += outcome.reward();
    observations[member] = outcome.observation();
    if (outcome.done()) {
      played.add(new Episode(steps[member], totals[member], outcome.terminated()));
      steps[member] = 0;
      totals[member] = 0;
      observations[member] = members.get(member).reset(rng.child(begun++));
    }
    return outcome;
  }

  /// The episodes that have ended, in that order.
  List<Episode> played() {
    return played;
  }
}
