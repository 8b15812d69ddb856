package org.jpsi.lab.rl;

import org.jpsi.core.nn.Layer;
import org.jpsi.core.nn.Mode;
import org.jpsi.core.tensor.Tensor;

/// A network that gives a number per action, as a policy: it takes the action with the largest one.
/// The number is the action's value where {@link Dqn} trained it, and the logarithm of its
/// probability, but for a constant, where {@link Ppo} did.
///
/// @param network from `[events, features]` to `[events, actions]`
public record NetworkPolicy(Layer network) implements Policy {
  /// The numbers of all actions.
  public float[] values(double[] observation) {
    Tensor x = Tensor.of(observation, 1, observation.length);
    return network.forward(x, Mode.inference()).toArray();
  }

  @Override
  public int action(double[] observation) {
    float[] values = values(observation);
    return largest(values, 0, values.length);
  }

  /// Where the first largest of `n` numbers from `offset` is, counted from there.
  static int largest(float[] values, int offset, int n) {
    int best = 0;
    for (int i = 1; i < n; i++) {
      if (values[offset + i] > values[offset + best]) {
        best = i;
      }
    }
    return best;
  }
}
