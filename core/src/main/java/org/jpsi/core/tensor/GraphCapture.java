package org.jpsi.core.tensor;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Capture of a pass through network and loss, under way in this thread. While it is, every tensor
/// keeps its operation, and reading values is noticed: what was computed from them outside of
/// operations would be the same in every replay.
///
/// With a {@link Guard} nothing is computed as long as the pass asks for the operations that were
/// recorded: it is traced. Where it asks for another, or for values, what it asked for so far is
/// computed and the pass goes on eagerly: the user's code runs once in either case.
///
/// The pass may hand tensors to other threads. What these compute is no part of the capture, so the
/// pass is not whole or not what was recorded, and runs eagerly; where they need values that were
/// only traced, these are computed, under the capture's lock.
final class GraphCapture {
  /// An operation and its output.
  record Node(Operation operation, Tensor output) {}

  private static final AtomicInteger ACTIVE = new AtomicInteger();
  // Those counted, for other threads that come by a tensor of theirs.
  private static final Set<GraphCapture> UNDER_WAY = ConcurrentHashMap.newKeySet();
  private static final ThreadLocal<@Nullable GraphCapture> CURRENT = new ThreadLocal<>();

  // In the order of the program.
  private final List<Node> nodes = new ArrayList<>();
  // Null as soon as the pass is not what was recorded.
  private @Nullable Guard guard;
  private @Nullable Tensor end;
  private @Nullable String deviation;
  private boolean valuesWereRead;
  // Of the capture's own thread.
  private int inOperation;

  private GraphCapture(@Nullable Guard guard) {
    this.guard = guard;
  }

  /// Runs a pass.
  ///
  /// @param guard of the recorded step that it is compared with; null computes it
  static GraphCapture of(
      Function<RandomStream, Tensor> pass, RandomStream random, @Nullable Guard guard) {
    if (CURRENT.get() != null) {
      throw new IllegalStateException(
          "a training step was begun inside the forward pass or loss of another, in one thread:"
              + " call fit(..) or step(..) before the outer step or after it, and hand what it gave"
              + " to forward(..) as a value (a Scalar, or a tensor without gradient)");
    }
    GraphCapture capture = new GraphCapture(guard);
    CURRENT.set(capture);
    UNDER_WAY.add(capture);
    ACTIVE.incrementAndGet();
    try {
      capture.finish(pass.apply(random));
    } finally {
      CURRENT.remove();
      ACTIVE.decrementAndGet();
      UNDER_WAY.remove(capture);
    }
    return capture;
  }

  private synchronized void finish(Tensor last) {
    end = last;
    if (guard != null) {
      String difference = guard.differenceAtEnd(nodes, last);
      if (difference != null) {
        deviate(difference);
      }
    }
  }

  /// Capture of this thread; null where none is under way, or an operation is being computed.
  static @Nullable GraphCapture current() {
    if (ACTIVE.get() == 0) {
      return null;
    }
    GraphCapture current = CURRENT.get();
    return current == null || current.inOperation > 0 ? null : current;
  }

  /// Notes that values are read.
  static void valuesRead() {
    GraphCapture current = current();
    if (current != null) {
      current.noteRead();
    }
  }

  private synchronized void noteRead() {
    if (guard != null) {
      deviate("values of a tensor are read");
    } else if (!valuesWereRead) {
      deviation = "values of a tensor are read" + Caller.words();
    }
    valuesWereRead = true;
  }

  /// Computes what was traced so far, because the values of `tensor` are needed: in this thread or
  /// in another one, to which the code handed it.
  static void computeTraced(Tensor tensor) {
    GraphCapture current = current();
    if (current != null) {
      current.compute("values of a tensor are needed");
    }
    if (tensor.isTraced()) {
      UNDER_WAY.forEach(capture -> capture.computeElsewhere(tensor));
    }
  }

  private synchronized void computeElsewhere(Tensor tensor) {
    if (nodes.stream().anyMatch(node -> node.output == tensor)) {
      compute("a tensor is used in another thread");
    }
  }

  private synchronized void compute(String why) {
    if (guard != null) {
      deviate(why);
    }
  }

  static IllegalStateException ofEarlierStep() {
    return new IllegalStateException(
        "a tensor of an earlier training step was used, whose values are no longer there: keep a"
            + " copy of them in the step itself, by toArray()");
  }

  /// The output of an operation in this pass.
  synchronized Tensor output(Operation operation) {
    Tensor output = Tensor.traced(operation);
    if (!asRecorded(output)) {
      output.compute(this);
    }
    nodes.add(new Node(operation, output));
    return output;
  }

  /// The same of a view, which shares its input's array.
  ///
  /// @param differentiated whether a gradient passes
  synchronized Tensor view(ViewOp operation, boolean differentiated) {
    Tensor output = Tensor.viewNode(operation, true);
    if (!differentiated) {
      output.needGrad(false);
    }
    if (!asRecorded(output)) {
      output.compute(this);
    }
    nodes.add(new Node(operation, output));
    return output;
  }

  private boolean asRecorded(Tensor output) {
    if (guard == null) {
      return false;
    }
    String difference = guard.difference(nodes, output);
    if (difference != null) {
      deviate(difference);
    }
    return difference == null;
  }

  private void deviate(String difference) {
    guard = null;
    deviation = difference + Caller.words();
    for (Node node : nodes) {
      node.output.compute(this);
    }
  }

  /// Runs an operation, which may read values.
  void run(Operation operation, Tensor output) {
    int own = CURRENT.get() == this ? 1 : 0;
    inOperation += own;
    try {
      operation.forward(output);
    } finally {
      inOperation -= own;
    }
  }

  /// Whether the pass was what was recorded; nothing was computed then.
  boolean isTraced() {
    return guard != null;
  }

  Tensor end() {
    if (end == null) {
      throw new IllegalStateException("the pass has not ended");
    }
    return end;
  }

  List<Node> nodes() {
    return nodes;
  }

  /// Reason that the pass is not what was recorded, or cannot be recorded.
  String deviation() {
    return deviation == null
        ? "a tensor used that was computed in another thread or an earlier step"
        : deviation;
  }

  /// Whether it can be replayed: values were read by operations only, and all that the result was
  /// computed from was computed in this pass.
  boolean isWhole() {
    if (valuesWereRead || end == null || end.count() != 1 || !end.needsGrad()) {
      return false;
    }
    Set<Tensor> own = Collections.newSetFromMap(new IdentityHashMap<>());
    nodes.forEach(node -> own.add(node.output));
    for (Tensor tensor : Backpropagation.topologicalOrder(end, own::contains)) {
      for (Tensor input : tensor.origin() == null ? List.<Tensor>of() : tensor.origin().inputs()) {
        if (!own.contains(input) && input.origin() != null) {
          return false;
        }
      }
    }
    return true;
  }
}
