package org.jpsi.core.tensor;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
  private final List<Tensor> views = new ArrayList<>();

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
        int relu = follower(i, true);
        DropoutOp.@Nullable DropoutRule dropout = null;
        if (relu > 0) {
          i = relu;
          int dropped = follower(i, false);
          if (dropped > 0 && order.get(dropped).origin() instanceof DropoutOp d) {
            i = dropped;
            dropout = d.rule();
          }
        }
        add(
            segments,
            new FusedLinear(
                linear,
                relu > 0,
                dropout,
                order.get(i),
                packed
                    .map(weights -> weights.of(linear.weight(), linear.x().needsGrad()))
                    .orElse(null),
                parameters::get));
      } else if (origin instanceof ViewOp view && sharesAdjoint(view, tensor)) {
        views.add(tensor);
      } else if (origin != null) {
        segments.add(new Single(origin, tensor));
      }
    }
    return segments;
  }

  /// The views found by {@link #segments}, in order, that need no segment: their adjoint is that of
  /// the tensor they show, which has no other use.
  List<Tensor> views() {
    return views;
  }

  private boolean sharesAdjoint(ViewOp view, Tensor output) {
    return output.needsGrad() && uses(view.x()) == 1 && view.x().count() == output.count();
  }

  // The gradients of parameters are written straight to the flat gradient, which requires that each
  // is used once. Frozen parameters have none.
  private boolean fits(MatrixProductOps.LinearOp linear) {
    return fits(linear.weight()) && fits(linear.bias());
  }

  private boolean fits(Tensor parameter) {
    return parameter.isParameter()
        && (!parameter.needsGrad() || (parameters.containsKey(parameter) && uses(parameter) == 1));
  }

  // Where the ReLU or dropout is that is the only use of tensor `i`, if it comes next, or behind
  // views of it in another shape; else -1.
  private int follower(int i, boolean relu) {
    for (int at = i; at + 1 < order.size() && uses(order.get(at)) == 1; at++) {
      Tensor tensor = order.get(at);
      Tensor next = order.get(at + 1);
      if (follows(next, tensor, relu)) {
        return at + 1;
      }
      if (!(next.origin() instanceof ViewOp view
          && view.x() == tensor
          && sharesAdjoint(view, next))) {
        return -1;
      }
    }
    return -1;
  }

  private static boolean follows(Tensor next, Tensor tensor, boolean relu) {
    return switch (next.origin()) {
      case UnaryOp(var function, var x, _) ->
          relu && function == UnaryOp.UnaryFunction.RELU && x == tensor;
      case DropoutOp dropout -> !relu && dropout.x() == tensor;
      case null, default -> false;
    };
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
