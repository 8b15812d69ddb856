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
import org.jpsi.core.train.Trainer;
import org.jpsi.core.train.TrainingConfig;
import org.jpsi.core.train.TrainingSession;

/// Proximal policy optimization (PPO, Schulman et al., arXiv:1707.06347): a policy gradient with an
/// actor, which gives the probabilities of actions, and a critic, which estimates the value of a
/// state (REINFORCE with a baseline: Williams, Machine Learning 8 (1992) 229). Each rollout is used
/// for several epochs, with clipped changes of the probabilities. Advantages are estimated by GAE
/// ({@link Advantage}).
///
/// @param steps total number, over all environments
/// @param environments number that run in parallel
/// @param horizon steps of each environment per rollout
/// @param epochs over the steps of a rollout
/// @param batch size of batches
/// @param learningRate of Adam, with cosine decay to 0
/// @param discount factor gamma in [0, 1]
/// @param gaeLambda GAE's lambda in [0, 1]: 0 bootstraps from the critic after one step, 1 never
/// @param clipRange maximum relative change of a probability per rollout
/// @param entropyCoefficient coefficient of the policy's entropy in the loss, which encourages
///   exploration
public record Ppo(
    int steps,
    int environments,
    int horizon,
    int epochs,
    int batch,
    double learningRate,
    double discount,
    double gaeLambda,
    double clipRange,
    double entropyCoefficient) {
  private static final double MAX_GRADIENT_NORM = 0.5;
  private static final double VALUE_COEFFICIENT = 0.5;

  public Ppo {
    EnvironmentChecks.positive("PPO", "steps", steps);
    EnvironmentChecks.positive("PPO", "environments", environments);
    EnvironmentChecks.positive("PPO", "horizon", horizon);
    EnvironmentChecks.positive("PPO", "epochs", epochs);
    EnvironmentChecks.positive("PPO", "batch", batch);
    EnvironmentChecks.require(
        learningRate > 0, "PPO", "learningRate", "greater than 0", learningRate);
    EnvironmentChecks.fraction("PPO", "discount", discount);
    EnvironmentChecks.fraction("PPO", "gaeLambda", gaeLambda);
    EnvironmentChecks.require(
        clipRange > 0 && clipRange < 1, "PPO", "clipRange", "in (0, 1)", clipRange);
    EnvironmentChecks.require(
        entropyCoefficient >= 0, "PPO", "entropyCoefficient", "of 0 or more", entropyCoefficient);
  }

  /// The defaults, for small environments.
  public static Ppo steps(int steps) {
    return new Ppo(steps, 16, 64, 10, 256, 1e-3, 0.99, 0.95, 0.2, 0);
  }

  public Ppo withDiscount(double other) {
    return new Ppo(
        steps,
        environments,
        horizon,
        epochs,
        batch,
        learningRate,
        other,
        gaeLambda,
        clipRange,
        entropyCoefficient);
  }

  public Ppo withEntropyCoefficient(double other) {
    return new Ppo(
        steps,
        environments,
        horizon,
        epochs,
        batch,
        learningRate,
        discount,
        gaeLambda,
        clipRange,
        other);
  }

  public Ppo withLearningRate(double other) {
    return new Ppo(
        steps,
        environments,
        horizon,
        epochs,
        batch,
        other,
        discount,
        gaeLambda,
        clipRange,
        entropyCoefficient);
  }

  public Ppo withGaeLambda(double other) {
    return new Ppo(
        steps,
        environments,
        horizon,
        epochs,
        batch,
        learningRate,
        discount,
        other,
        clipRange,
        entropyCoefficient);
  }

  /// Trains actor and critic from random initial weights.
  ///
  /// @param environment supplies a new environment at each call
  /// @param actor `[events, features]` to `[events, actions]`: the policy
  /// @param critic `[events, features]` to `[events, 1]`
  public TrainingResult<NetworkPolicy> train(
      Supplier<? extends Environment> environment, Layer actor, Layer critic, long seed) {
    Rng rng = Rng.of(seed).child("ppo");
    VectorEnvironment envs =
        new VectorEnvironment(environment, environments, rng.child("episodes"));
    PolicyShapes.check("PPO actor", actor, envs.features(), envs.actions());
    PolicyShapes.check("PPO critic", critic, envs.features(), 1);
    ActorCritic actorCritic = new ActorCritic(actor, critic);
    actorCritic.initialize(rng.child("weights"));
    int rounds = Math.ceilDiv(steps, environments * horizon);
    TrainingConfig config =
        TrainingConfig.epochs(rounds * epochs)
            .withBatch(batch)
            .withSeed(seed)
            .withUpdates(
                UpdateRule.PLAIN
                    .with(new Schedule.Cosine(0, 0))
                    .with(GradientClipping.norm(MAX_GRADIENT_NORM)));
    ClippedPolicyLoss loss =
        new ClippedPolicyLoss(clipRange, VALUE_COEFFICIENT, entropyCoefficient);
    Rollout rollout = new Rollout(envs, actorCritic, rng);
    TrainingSession training =
        Trainer.of(actorCritic, loss, new Adam(learningRate))
            .warmStart()
            .session(rollout.data, Dataset.none(), config);
    for (int i = 0; i < rounds; i++) {
      rollout.collect(i);
      rollout.update(training, i);
    }
    return new TrainingResult<>(new NetworkPolicy(actor), envs.played());
  }

  // The steps of one rollout, environment by environment.
  private final class Rollout {
    private final VectorEnvironment envs;
    private final ActorCritic actorCritic;
    private final Rng actions;
    private final Rng orders;
    private final float[] inputs;
    private final float[] targets;
    private final Dataset data;
    private final double[][] rewards = new double[environments][horizon];
    private final double[][] values = new double[environments][horizon + 1];
    private final boolean[][] done = new boolean[environments][horizon];

    Rollout(VectorEnvironment envs, ActorCritic actorCritic, Rng rng) {
      this.envs = envs;
      this.actorCritic = actorCritic;
      this.actions = rng.child("actions");
      this.orders = rng.child("orders");
      int n = environments * horizon;
      float[] weights = new float[n];
      Arrays.fill(weights, 1);
      int features = envs.features();
      inputs = new float[n * features];
      targets = new float[4 * n];
      data = Dataset.of(inputs, targets, weights);
    }

    void collect(long round) {
      int width = envs.actions() + 1;
      for (int t = 0; t <= horizon; t++) {
        Tensor output = actorCritic.forward(envs.observations(), Mode.inference());
        float[] numbers = output.toArray();
        float[] logs = output.slice(1, 0, width - 1).logSoftmax().toArray();
        for (int i = 0; i < environments; i++) {
          values[i][t] = numbers[i * width + width - 1];
          if (t < horizon) {
            long counter = (round * horizon + t) * environments + i;
            act(i, t, draw(logs, i * (width - 1), actions.uniform(counter)), logs);
          }
        }
      }
    }

    private int draw(float[] logs, int from, double uniform) {
      double sum = 0;
      for (int a = 0; a < envs.actions() - 1; a++) {
        sum += StrictMath.exp(logs[from + a]);
        if (uniform < sum) {
          return a;
        }
      }
      return envs.actions() - 1;
    }

    private void act(int i, int t, int action, float[] logs) {
      int row = i * horizon + t;
      double[] before = envs.observation(i);
      for (int f = 0; f < before.length; f++) {
        inputs[row * before.length + f] = (float) before[f];
      }
      targets[4 * row] = action;
      targets[4 * row + 1] = logs[i * envs.actions() + action];
      StepResult result = envs.step(i, action);
      rewards[i][t] = result.reward();
      done[i][t] = result.done();
      if (result.truncated() && !result.terminated()) {
        // Truncated, not terminated: the value of the last state stands for the rewards to come.
        rewards[i][t] += discount * value(result.observation());
      }
    }

    private double value(double[] observation) {
      Tensor x = Tensor.of(observation, 1, observation.length);
      return actorCritic.critic().forward(x, Mode.inference()).item();
    }

    void update(TrainingSession training, long round) {
      int n = data.events();
      double[] advantages = new double[n];
      for (int i = 0; i < environments; i++) {
        double[] advantagesOfEnvironment =
            Advantage.of(rewards[i], values[i], done[i], discount, gaeLambda);
        for (int t = 0; t < horizon; t++) {
          advantages[i * horizon + t] = advantagesOfEnvironment[t];
          targets[4 * (i * horizon + t) + 3] = (float) (advantagesOfEnvironment[t] + values[i][t]);
        }
      }
      Advantage.standardize(advantages);
      for (int row = 0; row < n; row++) {
        targets[4 * row + 2] = (float) advantages[row];
      }
      for (int epoch = 0; epoch < epochs; epoch++) {
        int[] order = orders.child(round * epochs + epoch).permutation(n);
        for (int from = 0; from < n; from += batch) {
          training.step(data, order, from, Math.min(n, from + batch));
        }
      }
    }
  }
}
