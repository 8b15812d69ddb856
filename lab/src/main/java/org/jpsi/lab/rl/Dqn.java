package org.jpsi.lab.rl;

import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import org.jpsi.core.data.Dataset;
import org.jpsi.core.nn.Layer;
import org.jpsi.core.nn.LayerRegistry;
import org.jpsi.core.nn.Mode;
import org.jpsi.core.optim.Adam;
import org.jpsi.core.optim.GradientClipping;
import org.jpsi.core.optim.Schedule;
import org.jpsi.core.optim.UpdateRule;
import org.jpsi.core.random.Rng;
import org.jpsi.core.tensor.Parameter;
import org.jpsi.core.tensor.Tensor;
import org.jpsi.core.train.Trainer;
import org.jpsi.core.train.TrainingConfig;
import org.jpsi.core.train.TrainingSession;

/// Deep Q-network (DQN, Mnih et al., Nature 518 (2015) 529): Q-learning with a network in place of
/// the table. It learns from a {@link ReplayBuffer}, towards values of a target network, a copy
/// that is updated at intervals: `r + discount Q_target(s', a')` with the action `a'` that the
/// online network prefers (double DQN, van Hasselt et al., arXiv:1509.06461). Exploration is
/// epsilon-greedy; epsilon falls linearly from 1.
///
/// @param steps total number, over all environments
/// @param environments number that run in parallel
/// @param batch size of batches from the replay buffer, one per step of all environments
/// @param learningRate of Adam, with cosine decay to 0
/// @param discount factor gamma in [0, 1]
/// @param bufferSize capacity of the replay buffer
/// @param targetUpdateInterval batches between updates of the target network
/// @param explorationFraction fraction of all steps until epsilon is at its final value
/// @param finalEpsilon final probability of a random action
public record Dqn(
    int steps,
    int environments,
    int batch,
    double learningRate,
    double discount,
    int bufferSize,
    int targetUpdateInterval,
    double explorationFraction,
    double finalEpsilon) {
  private static final double MAX_GRADIENT_NORM = 10;

  public Dqn {
    EnvironmentChecks.positive("DQN", "steps", steps);
    EnvironmentChecks.positive("DQN", "environments", environments);
    EnvironmentChecks.positive("DQN", "batch", batch);
    EnvironmentChecks.require(
        learningRate > 0, "DQN", "learningRate", "greater than 0", learningRate);
    EnvironmentChecks.fraction("DQN", "discount", discount);
    EnvironmentChecks.require(
        bufferSize >= batch, "DQN", "bufferSize", "of at least a batch", bufferSize);
    EnvironmentChecks.positive("DQN", "targetUpdateInterval", targetUpdateInterval);
    EnvironmentChecks.fraction("DQN", "explorationFraction", explorationFraction);
    EnvironmentChecks.fraction("DQN", "finalEpsilon", finalEpsilon);
  }

  /// The defaults, for small environments.
  public static Dqn steps(int steps) {
    return new Dqn(steps, 4, 64, 1e-3, 0.95, 50_000, 200, 0.4, 0.2);
  }

  public Dqn withDiscount(double other) {
    return new Dqn(
        steps,
        environments,
        batch,
        learningRate,
        other,
        bufferSize,
        targetUpdateInterval,
        explorationFraction,
        finalEpsilon);
  }

  public Dqn withLearningRate(double other) {
    return new Dqn(
        steps,
        environments,
        batch,
        other,
        discount,
        bufferSize,
        targetUpdateInterval,
        explorationFraction,
        finalEpsilon);
  }

  public Dqn withBufferSize(int other) {
    return new Dqn(
        steps,
        environments,
        batch,
        learningRate,
        discount,
        other,
        targetUpdateInterval,
        explorationFraction,
        finalEpsilon);
  }

  public Dqn withTargetUpdateInterval(int other) {
    return new Dqn(
        steps,
        environments,
        batch,
        learningRate,
        discount,
        bufferSize,
        other,
        explorationFraction,
        finalEpsilon);
  }

  public Dqn withExploration(double epsilon, double fraction) {
    return new Dqn(
        steps,
        environments,
        batch,
        learningRate,
        discount,
        bufferSize,
        targetUpdateInterval,
        fraction,
        epsilon);
  }

  /// Trains a network of built-in layers, `[events, features]` to `[events, actions]`, from random
  /// initial weights.
  ///
  /// @param environment supplies a new environment at each call
  public TrainingResult<NetworkPolicy> train(
      Supplier<? extends Environment> environment, Layer network, long seed) {
    Rng rng = Rng.of(seed).child("dqn");
    VectorEnvironment envs =
        new VectorEnvironment(environment, environments, rng.child("episodes"));
    PolicyShapes.check("DQN", network, envs.features(), envs.actions());
    network.initialize(rng.child("weights"));
    TrainingConfig config =
        TrainingConfig.epochs(Math.ceilDiv(steps, environments))
            .withBatch(batch)
            .withSeed(seed)
            .withUpdates(
                UpdateRule.PLAIN
                    .with(new Schedule.Cosine(0, 0))
                    .with(GradientClipping.norm(MAX_GRADIENT_NORM)));
    new TrainingLoop(envs, network, config, rng).run();
    return new TrainingResult<>(new NetworkPolicy(network), envs.played());
  }

  /// Training loop.
  private final class TrainingLoop {
    private final VectorEnvironment envs;
    private final Layer network;
    private final Layer target;
    private final TrainingSession training;
    private final ReplayBuffer replay;
    private final ReplayBuffer.Batch sample;
    private final float[] targets;
    private final Dataset data;
    private final int[] order;
    private final Rng exploreRng;
    private final Rng actionRng;
    private final Rng replayRng;

    TrainingLoop(VectorEnvironment envs, Layer network, TrainingConfig config, Rng rng) {
      this.envs = envs;
      this.network = network;
      this.target = LayerRegistry.of(network.spec());
      int features = envs.features();
      replay = new ReplayBuffer(bufferSize, features);
      sample = ReplayBuffer.Batch.empty(batch, features);
      float[] weights = new float[batch];
      Arrays.fill(weights, 1);
      targets = new float[2 * batch];
      data = Dataset.of(sample.observations(), targets, weights);
      training =
          Trainer.of(network, new ActionValueLoss(), new Adam(learningRate))
              .warmStart()
              .session(data, Dataset.none(), config);
      order = new int[batch];
      Arrays.setAll(order, i -> i);
      exploreRng = rng.child("whether");
      actionRng = rng.child("which");
      replayRng = rng.child("memories");
    }

    void run() {
      for (int step = 0; step * environments < steps; step++) {
        if (step % targetUpdateInterval == 0) {
          copy(network, target);
        }
        act(step);
        if (replay.size() >= batch) {
          learn(step);
        }
      }
    }

    private void act(long step) {
      double progress = step * environments / Math.max(1, explorationFraction * steps);
      double epsilon = Math.max(finalEpsilon, 1 - (1 - finalEpsilon) * progress);
      float[] values = network.forward(envs.observations(), Mode.inference()).toArray();
      for (int i = 0; i < environments; i++) {
        long counter = step * environments + i;
        int action =
            exploreRng.uniform(counter) < epsilon
                ? actionRng.integer(envs.actions(), counter)
                : NetworkPolicy.argMax(values, i * envs.actions(), envs.actions());
        double[] before = envs.observation(i);
        replay.add(before, action, envs.step(i, action));
      }
    }

    private void learn(long step) {
      replay.sample(sample, replayRng.child(step));
      Tensor next = Tensor.of(sample.nextObservations(), batch, envs.features());
      float[] preferred = network.forward(next, Mode.inference()).toArray();
      float[] targetValues = target.forward(next, Mode.inference()).toArray();
      int actions = envs.actions();
      for (int i = 0; i < batch; i++) {
        int best = NetworkPolicy.argMax(preferred, i * actions, actions);
        double later = sample.terminated()[i] ? 0 : discount * targetValues[i * actions + best];
        targets[2 * i] = sample.actions()[i];
        targets[2 * i + 1] = (float) (sample.rewards()[i] + later);
      }
      training.step(data, order, 0, batch);
    }
  }

  private static void copy(Layer from, Layer to) {
    List<Parameter> source = from.parameters();
    List<Parameter> destination = to.parameters();
    for (int i = 0; i < destination.size(); i++) {
      destination.get(i).set(source.get(i).tensor().toArray());
    }
  }
}
