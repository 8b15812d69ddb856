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
import org.jpsi.core.train.TrainingConfig;
import org.jpsi.core.train.TrainingStep;

/// Deep Q-learning: a network in the place of the table, for worlds of too many states (Mnih et
/// al., Nature 518 (2015) 529). It learns from remembered steps ({@link Replay}), towards values
/// that a second network gives, which follows only now and then: `r + discount Q_target(s', a')`
/// with the action `a'` that the first network prefers (double Q-learning, van Hasselt et al.,
/// arXiv:1509.06461). Random actions are all at first; their share falls along a line.
///
/// @param steps to take in all, in all environments
/// @param environments that go together, and share the network's time
/// @param batch of remembered steps to learn from, at each step of all environments
/// @param learningRate of Adam; it falls to 0 along half a cosine
/// @param discount in [0, 1]: what a reward is worth one step later
/// @param memory how many steps are remembered
/// @param follow after how many batches the second network becomes as the first
/// @param exploring share of all steps until random actions are as few as they get
/// @param exploration share of random actions from then on
public record Dqn(
    int steps,
    int environments,
    int batch,
    double learningRate,
    double discount,
    int memory,
    int follow,
    double exploring,
    double exploration) {
  private static final double LONGEST = 10;

  public Dqn {
    EnvironmentChecks.count("DQN", "steps", steps);
    EnvironmentChecks.count("DQN", "environments", environments);
    EnvironmentChecks.count("DQN", "batch", batch);
    EnvironmentChecks.that(learningRate > 0, "DQN", "learningRate", "greater than 0", learningRate);
    EnvironmentChecks.share("DQN", "discount", discount);
    EnvironmentChecks.that(memory >= batch, "DQN", "memory", "of at least a batch", memory);
    EnvironmentChecks.count("DQN", "follow", follow);
    EnvironmentChecks.share("DQN", "exploring", exploring);
    EnvironmentChecks.share("DQN", "exploration", exploration);
  }

  /// With settings that suit small worlds.
  public static Dqn steps(int steps) {
    return new Dqn(steps, 4, 64, 1e-3, 0.95, 50_000, 200, 0.4, 0.2);
  }

  public Dqn withDiscount(double other) {
    return new Dqn(
        steps, environments, batch, learningRate, other, memory, follow, exploring, exploration);
  }

  public Dqn withLearningRate(double other) {
    return new Dqn(
        steps, environments, batch, other, discount, memory, follow, exploring, exploration);
  }

  public Dqn withMemory(int other) {
    return new Dqn(
        steps, environments, batch, learningRate, discount, other, follow, exploring, exploration);
  }

  public Dqn withFollow(int other) {
    return new Dqn(
        steps, environments, batch, learningRate, discount, memory, other, exploring, exploration);
  }

  public Dqn withExploration(double share, double until) {
    return new Dqn(
        steps, environments, batch, learningRate, discount, memory, follow, until, share);
  }

  /// Trains a network of built-in layers, `[events, features]` to `[events, actions]`, from first
  /// weights that it draws.
  ///
  /// @param world makes an environment, each time a new one
  public TrainingResult<NetworkPolicy> train(
      Supplier<? extends Environment> world, Layer network, long seed) {
    Rng rng = Rng.of(seed).child("dqn");
    VectorEnvironment crew = new VectorEnvironment(world, environments, rng.child("episodes"));
    PolicyShapes.check("DQN", network, crew.features(), crew.actions());
    network.initialize(rng.child("weights"));
    TrainingConfig plan =
        TrainingConfig.epochs(Math.ceilDiv(steps, environments))
            .withBatch(batch)
            .withSeed(seed)
            .withUpdates(
                UpdateRule.PLAIN
                    .with(new Schedule.Cosine(0, 0))
                    .with(GradientClipping.norm(LONGEST)));
    try (TrainingStep training =
        TrainingStep.of(network, new ActionValueLoss(), new Adam(learningRate), plan)) {
      new Course(crew, network, training, rng).run();
    }
    return new TrainingResult<>(new NetworkPolicy(network), crew.played());
  }

  private final class Course {
    private final VectorEnvironment crew;
    private final Layer network;
    private final Layer target;
    private final TrainingStep training;
    private final Replay replay;
    private final Replay.Batch drawn;
    private final Dataset data;
    private final int[] order;
    private final Rng whether;
    private final Rng which;
    private final Rng memories;

    Course(VectorEnvironment crew, Layer network, TrainingStep training, Rng rng) {
      this.crew = crew;
      this.network = network;
      this.target = LayerRegistry.of(network.spec());
      this.training = training;
      int features = crew.features();
      replay = new Replay(memory, features);
      drawn = Replay.Batch.empty(batch, features);
      float[] weights = new float[batch];
      Arrays.fill(weights, 1);
      data = new Dataset(batch, features, drawn.observations(), 2, new float[2 * batch], weights);
      order = new int[batch];
      Arrays.setAll(order, i -> i);
      whether = rng.child("whether");
      which = rng.child("which");
      memories = rng.child("memories");
    }

    void run() {
      for (int step = 0; step * environments < steps; step++) {
        if (step % follow == 0) {
          copy(network, target);
        }
        act(step);
        if (replay.size() >= batch) {
          learn(step);
        }
      }
    }

    private void act(long step) {
      double done = step * environments / Math.max(1, exploring * steps);
      double random = Math.max(exploration, 1 - (1 - exploration) * done);
      float[] values = network.forward(crew.observations(), Mode.inference()).toArray();
      for (int i = 0; i < environments; i++) {
        long counter = step * environments + i;
        int action =
            whether.uniform(counter) < random
                ? which.integer(crew.actions(), counter)
                : NetworkPolicy.largest(values, i * crew.actions(), crew.actions());
        double[] before = crew.observation(i);
        replay.add(before, action, crew.step(i, action));
      }
    }

    private void learn(long step) {
      replay.sample(drawn, memories.child(step));
      Tensor next = Tensor.of(drawn.next(), batch, crew.features());
      float[] preferred = network.forward(next, Mode.inference()).toArray();
      float[] worth = target.forward(next, Mode.inference()).toArray();
      float[] wanted = data.targets();
      int actions = crew.actions();
      for (int i = 0; i < batch; i++) {
        int best = NetworkPolicy.largest(preferred, i * actions, actions);
        double later = drawn.terminated()[i] ? 0 : discount * worth[i * actions + best];
        wanted[2 * i] = drawn.actions()[i];
        wanted[2 * i + 1] = (float) (drawn.rewards()[i] + later);
      }
      training.step(data, order, 0, batch);
    }
  }

  private static void copy(Layer from, Layer to) {
    List<Parameter> theirs = from.parameters();
    List<Parameter> ours = to.parameters();
    for (int i = 0; i < ours.size(); i++) {
      ours.get(i).set(theirs.get(i).tensor().toArray());
    }
  }
}
