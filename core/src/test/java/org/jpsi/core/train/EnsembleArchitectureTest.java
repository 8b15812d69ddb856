package org.jpsi.core.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.atomic.AtomicInteger;
import org.jpsi.core.data.Parts;
import org.jpsi.core.nn.Linear;
import org.jpsi.core.nn.Relu;
import org.jpsi.core.nn.Sequential;
import org.jpsi.core.optim.Adam;
import org.jpsi.core.task.Task;
import org.junit.jupiter.api.Test;

/// Members of an ensemble are networks of their own, of one architecture.
class EnsembleArchitectureTest {
  private static final Learner.FitRequest REQUEST =
      Learner.FitRequest.of(
          Parts.of(TrainerTest.quadrants(300, 1), TrainerTest.quadrants(100, 2)),
          new Task.Binary("signal", "background"));

  private static NetworkLearner members(NetworkLearner.Architecture architecture) {
    return NetworkLearner.of(architecture, Adam.of(0.01), TrainingConfig.epochs(2)).members(3);
  }

  // The layer given is of every member.
  private static NetworkLearner.Architecture with(Linear first) {
    return (_, out) -> Sequential.of(first, Relu.of(), Linear.of(12, out));
  }

  /// Threads would write them at the same time, and bits depend on which is first.
  @Test
  void membersThatShareWeightsAreRefused() {
    Linear shared = Linear.of(3, 12);
    assertThatThrownBy(() -> members(with(shared)).fit(REQUEST))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "NetworkLearner: expected an architecture that builds a new network for each member,"
                + " found 0.weight in members 1 and 2");
  }

  @Test
  void whatIsFrozenMayBeShared() {
    Linear body = Linear.of(3, 12);
    body.freeze();
    float[] weights = body.weight().tensor().toArray();
    assertThat(members(with(body)).fit(REQUEST).outOfFold()).isPresent();
    assertThat(body.weight().tensor().toArray()).isEqualTo(weights);
  }

  /// A checkpoint holds members of one size.
  @Test
  void membersOfDifferentWidthsAreRefused() {
    AtomicInteger width = new AtomicInteger(3);
    NetworkLearner growing =
        members((in, out) -> {
          int hidden = width.incrementAndGet();
          return Sequential.of(Linear.of(in, hidden), Relu.of(), Linear.of(hidden, out));
        });
    assertThatThrownBy(() -> growing.fit(REQUEST))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("expected the same architecture for each member, of [0.weight [")
        .hasMessageEndingWith("for member 2");
  }
}
