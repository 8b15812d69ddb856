package org.jpsi.core.tensor;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jpsi.core.kernel.Kernels;
import org.jspecify.annotations.Nullable;

/// Operator fusion in a recorded graph: a linear layer with the ReLU and the dropout behind it, and
/// linear layers in a row.
final class Fusion {
  /// Segment of a recorded graph, in order of execution.
  sealed interface Segment {}

  /// Single operation, not fused.
  record Single(Operation operation, Tensor output) implements Segment {}

  /// Chain of fused linear layers for the same events, each fed by the one before.
  record Chain(List<FusedLinear> layers) implements Segment {}

  private final List<Tensor> order;
  private final Map<Tensor, Integer> uses = new IdentityHashMap<>();
  // Where each begins in the flat gradient.
  private final Map<Tensor, Integer> parameters = new IdentityHashMap<>();
  private final Optional<PackedWeights> packed;

  /// @param order of all tensors, inputs first
  Fusion(List<Tensor> order, Parameters parameters, Optional<PackedWeights> packed) {
    this.order = order;
    this.packed = packed;
    for (int i = 0; i < parameters.list().size(); i++) {
      this.parameters.put(parameters.list().get(i).tensor(), parameters.offset(i));
    }
    for (Tensor tensor : order) {
      if (tensor.origin() != null) {
        tensor.origin().inputs().forEach(input -> uses.merge(input, 1, Integer::sum));
      }
    }
  }

  /// Number of times a tensor is an input.
  int uses(Tensor tensor) {
    return uses.getOrDefault(tensor, 0);
  }

  List<Segment> segments() {
    List<Segment> segments = new ArrayList<>();
    for (int i = 0; i < order.size(); i++) {
      Tensor tensor = order.get(i);
      Operation origin = tensor.origin();
      if (origin instanceof MatrixProductOps.LinearOp linear && fits(linear)) {
        Tensor last = tensor;
        Tensor relu = follower(i, last, true);
        DropoutOp.@Nullable DropoutRule dropout = null;
        if (relu != null) {
          last = relu;
          i++;
          Tensor dropped = follower(i, last, false);
          if (dropped != null && dropped.origin() instanceof DropoutOp d) {
            last = dropped;
            dropout = d.rule();
            i++;
          }
        }
        add(
            segments,
            new FusedLinear(
                linear,
                relu != null,
                dropout,
                last,
                packed
                    .map(weights -> weights.of(linear.weight(), linear.x().needsGrad()))
                    .orElse(null),
                parameters::get));
      } else if (origin != null) {
        segments.add(new Single(origin, tensor));
      }
    }
    return segments;
  }

  // The gradients of parameters are written straight to the flat gradient, which requires that each
  // is used once, and in one block of k. Frozen parameters have none.
  private boolean fits(MatrixProductOps.LinearOp linear) {
    return fits(linear.weight()) && fits(linear.bias()) && linear.shape().size(0) <= Kernels.KC;
  }

  private boolean fits(Tensor parameter) {
    return parameter.isParameter()
        && (!parameter.needsGrad() || (parameters.containsKey(parameter) && uses(parameter) == 1));
  }

  // The ReLU or dropout that is the only use of this tensor, if it comes next.
  private @Nullable Tensor follower(int i, Tensor tensor, boolean relu) {
    if (uses(tensor) != 1 || i + 1 >= order.size()) {
      return null;
    }
    Tensor next = order.get(i + 1);
    boolean right =
        switch (next.origin()) {
          case UnaryOp(var function, var x, _) ->
              relu && function == UnaryOp.UnaryFunction.RELU && x == tensor;
          case DropoutOp dropout -> !relu && dropout.x() == tensor;
          case null, default -> false;
        };
    return right ? next : null;
  }

  private static void add(List<Segment> segments, FusedLinear layer) {
    if (!segments.isEmpty()
        && segments.getLast() instanceof Chain chain
        && chain.layers().getLast().y() == layer.x()) {
      List<FusedLinear> longer = new ArrayList<>(chain.layers());
      longer.add(layer);
      segments.set(segments.size() - 1, new Chain(longer));
    } else {
      segments.add(new Chain(List.of(layer)));
    }
  }
}
