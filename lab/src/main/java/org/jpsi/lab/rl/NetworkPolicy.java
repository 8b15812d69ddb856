package org.jpsi.lab.rl;

import org.jpsi.core.nn.Layer;
import org.jpsi.core.nn.Mode;
import org.jpsi.core.tensor.Tensor;

/// Greedy policy of a network with one output per action: it takes the action of the largest
/// output. An output is a Q-value if trained by {@link Dqn}, and a logit if trained by {@link Ppo}.
///
/// @param network from `[events, features]` to `[events, actions]`
public record NetworkPolicy(Layer network) implements Policy {
  /// The outputs for all actions.
  public float[] values(double[] observation) {
    Tensor x = Tensor.of(observation, 1, observation.length);
    return network.forward(x, Mode.inference()).toArray();
  }

  @Override
  public int action(double[] observation) {
    float[] values = values(observation);
    return argMax(values, 0, values.length);
  }

  /// The index, relative to `offset`, of the first largest of `n` numbers.
  static int argMax(float[] values, int offset, int n) {
    int best = 0;
    for (int i = 1; i < n; i++) {
      if (values[offset + i] > values[offset + best]) {
        best = i;
      }
    }
    return best;
  }
}
