package org.jpsi.lab.rl;

import java.util.Arrays;
import java.util.function.Supplier;
import org.jpsi.core.data.Dataset;
import org.jpsi.core.nn.Layer;
import org.jpsi.core.nn.Mode;
import org.jpsi.core.optim.Adam;
import org.jpsi.core.optim.GradientClipping;
import org.jpsi.core.optim.Schedule;
import org.jpsi.core.optim.UpdateRule;
import org.jpsi.core.random.Rng;
import org.jpsi.core.tensor.Tensor;
import org.jpsi.core.train.TrainingConfig;
import org.jpsi.core.train.TrainingStep;

/// Policy gradient: a network that gives the probabilities of actions learns to make those more
/// likely that did better than expected (REINFORCE with a baseline: Williams, Machine Learning 8
/// (1992) 229), and a second one what to expect. A round of steps is gone through several times,
/// for which the change of probabilities is clipped (proximal policy optimization, Schulman et al.,
/// arXiv:1707.06347). How much better an action did is estimated with {@link Advantage}.
///
/// @param steps to take in all, in all environments
/// @param environments that go together
/// @param horizon steps of each environment in a round
/// @param passes through the steps of a round
/// @param batch of steps
/// @param learningRate of Adam; it falls to 0 along half a cosine
/// @param discount in [0, 1]: what a reward is worth one step later
/// @param trace in [0, 1]: 0 trusts the second network after one step, 1 never
/// @param clip how far a probability may change in a round, as a share of it
/// @param entropy weight of the distribution's entropy, which keeps the agent trying
public record Ppo(
    int steps,
    int environments,
    int horizon,
    int passes,
    int batch,
    double learningRate,
    double discount,
    double trace,
    double clip,
    double entropy) {
  private static final double LONGEST = 0.5;
  private static final double VALUE = 0.5;

  public Ppo {
    EnvironmentChecks.count("PPO", "steps", steps);
    EnvironmentChecks.count("PPO", "environments", environments);
    EnvironmentChecks.count("PPO", "horizon", horizon);
    EnvironmentChecks.count("PPO", "passes", passes);
    EnvironmentChecks.count("PPO", "batch", batch);
    EnvironmentChecks.that(learningRate > 0, "PPO", "learningRate", "greater than 0", learningRate);
    EnvironmentChecks.share("PPO", "discount", discount);
    EnvironmentChecks.share("PPO", "trace", trace);
    EnvironmentChecks.that(clip > 0 && clip < 1, "PPO", "clip", "in (0, 1)", clip);
    EnvironmentChecks.that(entropy >= 0, "PPO", "entropy", "of 0 or more", entropy);
  }

  /// With settings that suit small worlds.
  public static Ppo steps(int steps) {
    return new Ppo(steps, 16, 64, 10, 256, 1e-3, 0.99, 0.95, 0.2, 0);
  }

  public Ppo withDiscount(double other) {
    return new Ppo(
        steps, environments, horizon, passes, batch, learningRate, other, trace, clip, entropy);
  }

  public Ppo withEntropy(double other) {
    return new Ppo(
        steps, environments, horizon, passes, batch, learningRate, discount, trace, clip, other);
  }

  public Ppo withLearningRate(double other) {
    return new Ppo(
        steps, environments, horizon, passes, batch, other, discount, trace, clip, entropy);
  }

  public Ppo withTrace(double other) {
    return new Ppo(
        steps, environments, horizon, passes, batch, learningRate, discount, other, clip, entropy);
  }

  /// Trains two networks from first weights that it draws.
  ///
  /// @param world makes an environment, each time a new one
  /// @param actor `[events, features]` to `[events, actions]`: what the agent becomes
  /// @param critic `[events, features]` to `[events, 1]`
  public TrainingResult<NetworkPolicy> train(
      Supplier<? extends Environment> world, Layer actor, Layer critic, long seed) {
    Rng rng = Rng.of(seed).child("ppo");
    VectorEnvironment crew = new VectorEnvironment(world, environments, rng.child("episodes"));
    PolicyShapes.check("PPO actor", actor, crew.features(), crew.actions());
    PolicyShapes.check("PPO critic", critic, crew.features(), 1);
    ActorCritic both = new ActorCritic(actor, critic);
    both.initialize(rng.child("weights"));
    int rounds = Math.ceilDiv(steps, environments * horizon);
    TrainingConfig plan =
        TrainingConfig.epochs(rounds * passes)
            .withBatch(batch)
            .withSeed(seed)
            .withUpdates(
                UpdateRule.PLAIN
                    .with(new Schedule.Cosine(0, 0))
                    .with(GradientClipping.norm(LONGEST)));
    ClippedPolicyLoss loss = new ClippedPolicyLoss(clip, VALUE, entropy);
    TrainingStep training = TrainingStep.of(both, loss, new Adam(learningRate), plan);
    Round round = new Round(crew, both, rng);
    for (int i = 0; i < rounds; i++) {
      round.play(i);
      round.learn(training, i);
    }
    return new TrainingResult<>(new NetworkPolicy(actor), crew.played());
  }

  // The steps of one round, environment by environment.
  private final class Round {
    private final VectorEnvironment crew;
    private final ActorCritic both;
    private final Rng actions;
    private final Rng orders;
    private final Dataset data;
    private final double[][] rewards = new double[environments][horizon];
    private final double[][] values = new double[environments][horizon + 1];
    private final boolean[][] ends = new boolean[environments][horizon];

    Round(VectorEnvironment crew, ActorCritic both, Rng rng) {
      this.crew = crew;
      this.both = both;
      this.actions = rng.child("actions");
      this.orders = rng.child("orders");
      int n = environments * horizon;
      float[] weights = new float[n];
      Arrays.fill(weights, 1);
      int features = crew.features();
      data = new Dataset(n, features, new float[n * features], 4, new float[4 * n], weights);
    }

    void play(long round) {
      int wide = crew.actions() + 1;
      for (int t = 0; t <= horizon; t++) {
        Tensor output = both.forward(crew.observations(), Mode.inference());
        float[] numbers = output.toArray();
        float[] logs = output.slice(1, 0, wide - 1).logSoftmax().toArray();
        for (int i = 0; i < environments; i++) {
          values[i][t] = numbers[i * wide + wide - 1];
          if (t < horizon) {
            long counter = (round * horizon + t) * environments + i;
            act(i, t, draw(logs, i * (wide - 1), actions.uniform(counter)), logs);
          }
        }
      }
    }

    private int draw(float[] logs, int from, double uniform) {
      double sum = 0;
      for (int a = 0; a < crew.actions() - 1; a++) {
        sum += StrictMath.exp(logs[from + a]);
        if (uniform < sum) {
          return a;
        }
      }
      return crew.actions() - 1;
    }

    private void act(int i, int t, int action, float[] logs) {
      int row = i * horizon + t;
      double[] before = crew.observation(i);
      for (int f = 0; f < before.length; f++) {
        data.inputs()[row * before.length + f] = (float) before[f];
      }
      data.targets()[4 * row] = action;
      data.targets()[4 * row + 1] = logs[i * crew.actions() + action];
      StepResult outcome = crew.step(i, action);
      rewards[i][t] = outcome.reward();
      ends[i][t] = outcome.over();
      if (outcome.truncated() && !outcome.terminated()) {
        // Time was up, but rewards would have gone on.
        rewards[i][t] += discount * expected(outcome.observation());
      }
    }

    private double expected(double[] observation) {
      Tensor x = Tensor.of(observation, 1, observation.length);
      return both.critic().forward(x, Mode.inference()).item();
    }

    void learn(TrainingStep training, long round) {
      int n = data.events();
      double[] advantages = new double[n];
      for (int i = 0; i < environments; i++) {
        double[] its = Advantage.of(rewards[i], values[i], ends[i], discount, trace);
        for (int t = 0; t < horizon; t++) {
          advantages[i * horizon + t] = its[t];
          data.targets()[4 * (i * horizon + t) + 3] = (float) (its[t] + values[i][t]);
        }
      }
      Advantage.standardize(advantages);
      for (int row = 0; row < n; row++) {
        data.targets()[4 * row + 2] = (float) advantages[row];
      }
      for (int pass = 0; pass < passes; pass++) {
        int[] order = orders.child(round * passes + pass).permutation(n);
        for (int from = 0; from < n; from += batch) {
          training.step(data, order, from, Math.min(n, from + batch));
        }
      }
    }
  }
}
