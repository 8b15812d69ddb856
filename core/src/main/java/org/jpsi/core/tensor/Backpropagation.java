package org.jpsi.core.tensor;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Reverse-mode automatic differentiation: the adjoints (derivatives of one scalar by every tensor
/// it was computed from) while they are being summed. Arrays start at 0 and have the tensor's count
/// of elements.
final class Backpropagation {
  private final Map<Tensor, float[]> sums = new IdentityHashMap<>();

  /// Walks the graph from its end, with a stack of its own: graphs may be deeper than Java's call
  /// stack.
  static Gradients gradients(Tensor end) {
    Backpropagation adjoints = new Backpropagation();
    adjoints.adjoint(end)[0] = 1;
    List<Tensor> order = topologicalOrder(end, Tensor::needsGrad);
    Map<Tensor, float[]> leaves = new IdentityHashMap<>();
    for (int i = order.size() - 1; i >= 0; i--) {
      Tensor tensor = order.get(i);
      Operation origin = tensor.origin();
      if (origin == null) {
        leaves.put(tensor, adjoints.adjoint(tensor));
      } else {
        requireUnchanged(tensor, origin.inputs());
        origin.backward(tensor, adjoints);
        adjoints.sums.remove(tensor);
      }
    }
    return new Gradients(leaves);
  }

  // Refuses parameters that were written since the output was computed from them.
  private static void requireUnchanged(Tensor output, List<Tensor> inputs) {
    int versions = versions(inputs);
    if (versions != output.version()) {
      throw new IllegalStateException(
          "one of the variables needed for gradient computation has been modified by an inplace"
              + " operation: a parameter among the inputs "
              + inputs.stream().map(Tensor::shape).toList()
              + " of an operation is at version "
              + versions
              + "; expected version "
              + output.version()
              + " instead: call backward() before the parameters are updated, and compute the loss"
              + " again afterwards");
    }
  }

  /// Sum of the versions of the parameters among the inputs of an operation: it changes whenever
  /// one of them is written.
  static int versions(List<Tensor> inputs) {
    int versions = 0;
    for (Tensor input : inputs) {
      versions += input.isParameter() ? input.version() : 0;
    }
    return versions;
  }

  /// The complete adjoint of an operation's output.
  float[] of(Tensor output) {
    return adjoint(output);
  }

  /// The array to add an input's adjoint to; null where it needs no gradient.
  float @Nullable [] accumulator(Tensor input) {
    return input.needsGrad() ? adjoint(input) : null;
  }

  /// Gives a view the adjoint array of the tensor it shows.
  void share(Tensor view) {
    if (view.origin() instanceof ViewOp(var x, _, _)) {
      sums.put(view, adjoint(x));
    }
  }

  /// All arrays so far.
  Collection<float[]> all() {
    return sums.values();
  }

  private float[] adjoint(Tensor tensor) {
    return sums.computeIfAbsent(tensor, t -> new float[t.count()]);
  }

  /// The included tensors that `end` was computed from, in topological order: each after its
  /// inputs.
  static List<Tensor> topologicalOrder(Tensor end, Predicate<Tensor> included) {
    record Visit(Tensor tensor, boolean leaving) {}
    List<Tensor> order = new ArrayList<>();
    Set<Tensor> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    ArrayDeque<Visit> stack = new ArrayDeque<>();
    stack.push(new Visit(end, false));
    while (!stack.isEmpty()) {
      Visit visit = stack.pop();
      if (visit.leaving) {
        order.add(visit.tensor);
      } else if (included.test(visit.tensor) && seen.add(visit.tensor)) {
        stack.push(new Visit(visit.tensor, true));
        Operation origin = visit.tensor.origin();
        if (origin != null) {
          origin.inputs().forEach(input -> stack.push(new Visit(input, false)));
        }
      }
    }
    return order;
  }
}
