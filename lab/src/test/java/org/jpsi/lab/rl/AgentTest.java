package org.jpsi.lab.rl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.jpsi.core.errors.InputException;
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
    return Sequential.of(
        Linear.of(features, width, Init.HE_NORMAL),
        Relu.of(),
        Linear.of(width, actions, Init.HE_NORMAL));
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
    TrainingResult<NetworkPolicy> learned =
        Dqn.steps(20_000).train(() -> BeamLine.fodo(2), values(2, 32, 4), 1);
    assertThat(reached(BeamLine.fodo(2), learned.agent())).isGreaterThanOrEqualTo(95);
    assertThat(reached(BeamLine.fodo(2), observation -> 0)).isLessThan(50);
  }

  @Test
  void aPolicyGradientLearnsToBalanceForAWhile() {
    TrainingResult<NetworkPolicy> learned =
        Ppo.steps(16_384).train(CartPole::new, smooth(4, 32, 2), smooth(4, 32, 1), 1);
    double[] curve = learned.learningCurve(20);
    assertThat(curve[0]).isLessThan(50);
    assertThat(Episode.meanReward(Episode.play(new CartPole(), learned.agent(), Rng.of(99), 10)))
        .isGreaterThan(150);
  }

  /// A world of one's own: is the number shown above or below 0? One question is an episode.
  private static final class Sign implements Environment {
    private double shown;

    @Override
    public int features() {
      return 1;
    }

    @Override
    public int actions() {
      return 2;
    }

    @Override
    public double[] reset(Rng rng) {
      shown = rng.normal(0);
      return new double[] {shown};
    }

    @Override
    public StepResult step(int action) {
      double reward = action == (shown > 0 ? 1 : 0) ? 1 : -1;
      return new StepResult(new double[] {shown}, reward, true, false);
    }
  }

  @Test
  void bothLearnInAWorldOfOnesOwn() {
    Policy byValue =
        Dqn.steps(4000).withLearningRate(1e-2).train(Sign::new, values(1, 16, 2), 1).agent();
    Policy byGradient =
        Ppo.steps(8192)
            .withLearningRate(1e-2)
            .train(Sign::new, smooth(1, 16, 2), smooth(1, 16, 1), 1)
            .agent();
    for (Policy agent : List.of(byValue, byGradient)) {
      List<Episode> episodes = Episode.play(new Sign(), agent, Rng.of(99), 200);
      assertThat(Episode.meanReward(episodes)).isGreaterThan(0.9);
      assertThat(Episode.meanSteps(episodes)).isEqualTo(1);
    }
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
