package org.jpsi.core.rl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.jpsi.core.input.InputException;
import org.jpsi.core.nn.Init;
import org.jpsi.core.nn.Linear;
import org.jpsi.core.nn.Relu;
import org.jpsi.core.nn.Sequential;
import org.jpsi.core.nn.Tanh;
import org.jpsi.core.random.Rng;
import org.junit.jupiter.api.Test;

/// Agents with networks, in short trainings; {@link AgentFigures} has the long ones.
class AgentTest {
  private static Sequential values(int features, int width, int actions) {
    return Sequential.of(Linear.of(features, width), Relu.of(), Linear.of(width, actions));
  }

  private static Sequential smooth(int features, int width, int outputs) {
    return Sequential.of(
        Linear.of(features, width, Init.GLOROT_UNIFORM),
        Tanh.of(),
        Linear.of(width, outputs, Init.GLOROT_UNIFORM));
  }

  private static int reached(Environment world, Policy policy) {
    List<Episode> episodes = Episode.play(world, policy, Rng.of(99), 100);
    return (int) episodes.stream().filter(Episode::terminated).count();
  }

  @Test
  void aDeepQNetworkLearnsToSteerAShortBeamLine() {
    Learned<NetworkPolicy> learned =
        Dqn.steps(20_000).train(() -> BeamLine.fodo(2), values(2, 32, 4), 1);
    assertThat(reached(BeamLine.fodo(2), learned.agent())).isGreaterThanOrEqualTo(95);
    assertThat(reached(BeamLine.fodo(2), observation -> 0)).isLessThan(50);
  }

  @Test
  void aPolicyGradientLearnsToBalanceForAWhile() {
    Learned<NetworkPolicy> learned =
        Ppo.steps(16_384).train(CartPole::new, smooth(4, 32, 2), smooth(4, 32, 1), 1);
    double[] curve = learned.curve(20);
    assertThat(curve[0]).isLessThan(50);
    assertThat(Episode.meanTotal(Episode.play(new CartPole(), learned.agent(), Rng.of(99), 10)))
        .isGreaterThan(150);
  }

  @Test
  void theSameSeedGivesTheSameBits() {
    double[] x = {0.3, -0.8};
    float[] values =
        Dqn.steps(600).train(() -> BeamLine.fodo(2), values(2, 8, 4), 5).agent().values(x);
    assertThat(Dqn.steps(600).train(() -> BeamLine.fodo(2), values(2, 8, 4), 5).agent().values(x))
        .containsExactly(values);
    assertThat(Dqn.steps(600).train(() -> BeamLine.fodo(2), values(2, 8, 4), 6).agent().values(x))
        .isNotEqualTo(values);
    Ppo ppo = Ppo.steps(2048);
    float[] logits =
        ppo.train(() -> BeamLine.fodo(2), smooth(2, 8, 4), smooth(2, 8, 1), 5).agent().values(x);
    assertThat(
            ppo.train(() -> BeamLine.fodo(2), smooth(2, 8, 4), smooth(2, 8, 1), 5)
                .agent()
                .values(x))
        .containsExactly(logits);
  }

  @Test
  void aNetworkThatDoesNotFitIsRefused() {
    assertThatThrownBy(() -> Dqn.steps(10).train(CartPole::new, values(4, 8, 3), 1))
        .isInstanceOf(InputException.class)
        .hasMessage(
            "[DQN] expected a network with 2 outputs for this environment, found one with 3");
    assertThatThrownBy(
            () -> Ppo.steps(10).train(CartPole::new, smooth(4, 8, 2), smooth(4, 8, 2), 1))
        .hasMessage(
            "[PPO critic] expected a network with 1 outputs for this environment, found one with"
                + " 2");
    assertThatThrownBy(() -> Dqn.steps(10).withDiscount(1.5))
        .hasMessage("[DQN] expected `discount` in [0, 1], found 1.5");
  }
}
