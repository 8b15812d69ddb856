package org.jpsi.lab.rl;

import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.jpsi.core.nn.Children;
import org.jpsi.core.nn.Layer;
import org.jpsi.core.nn.LayerSpec;
import org.jpsi.core.nn.Mode;
import org.jpsi.core.tensor.Shape;
import org.jpsi.core.tensor.Tensor;

/// Actor-critic: a policy network (`[events, actions]` logits) and a value network (`[events, 1]`)
/// of the same observations; concatenated they give `[events, actions + 1]`.
record ActorCritic(Layer actor, Layer critic) implements Layer {
  @Override
  public Tensor forward(Tensor x, Mode mode) {
    return Tensor.concat(
        1, List.of(actor.forward(x, mode.child(0)), critic.forward(x, mode.child(1))));
  }

  @Override
  public SequencedMap<String, Layer> children() {
    return Children.of("actor", actor, "critic", critic);
  }

  @Override
  public Shape outputs(Shape inputs) {
    return Shape.of(actor.outputs(inputs).size(0) + critic.outputs(inputs).size(0));
  }

  @Override
  public LayerSpec spec() {
    return new LayerSpec("actorCritic", Map.of(), List.of(actor.spec(), critic.spec()));
  }
}
