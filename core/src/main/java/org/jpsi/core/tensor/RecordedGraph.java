package org.jpsi.core.tensor;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jpsi.core.kernel.Loops;
import org.jpsi.core.parallel.ThreadPool;
import org.jpsi.core.random.Rng;
import org.jspecify.annotations.Nullable;

/// Computation graph of a step, recorded once and replayed in place (as CUDA graphs are): a scalar
/// and its gradient by the parameters, by the same operations on the same arrays, for inputs and
/// parameters that were written to since. Gives the bits of eager execution, allocates nothing, and
/// runs linear layers together with the ReLU and dropout behind them, on several threads where they
/// are large.
public final class RecordedGraph {
  // The multiplications from which several threads pay.
  private static final long MIN_PARALLEL_WORK = 1_000_000;
  // The minimum of events or outputs per task: whole tiles, and enough of them.
  private static final int MIN_TASK_SIZE = 16;

  private final RandomStream random;
  private final Tensor end;
  private final @Nullable Guard guard;
  private boolean overwritten;
  private final List<Fusion.Segment> segments;
  private final Backpropagation adjoints = new Backpropagation();
  private final float[][] sums;
  // Parameters whose gradients are summed in an adjoint of their own first.
  private final List<Summed> summed = new ArrayList<>();
  // Ranges of the flat gradient that no linear layer writes: from, to, from, to, ...
  private final int[] rest;

  private record Summed(Tensor parameter, int offset) {}

  private RecordedGraph(
      RandomStream random,
      Tensor end,
      Fusion fusion,
      Parameters parameters,
      @Nullable Guard guard) {
    this.random = random;
    this.guard = guard;
    this.end = end;
    this.segments = fusion.segments();
    fusion.views().forEach(adjoints::share);
    Set<float[]> written = Collections.newSetFromMap(new IdentityHashMap<>());
    Set<Tensor> direct = Collections.newSetFromMap(new IdentityHashMap<>());
    for (Fusion.Segment segment : segments) {
      switch (segment) {
        case Fusion.Chain(var layers) -> {
          for (FusedLinear layer : layers) {
            if (!layer.differentiated()) {
              continue;
            }
            float[] dx = adjoints.accumulator(layer.x());
            boolean only = fusion.uses(layer.x()) == 1;
            layer.bindAdjoints(adjoints.of(layer.y()), dx, !only);
            if (only && dx != null) {
              written.add(dx);
            }
            direct.addAll(layer.parameters());
          }
        }
        case Fusion.Single(var operation, var output) -> {
          // allocates every array now, so that none is later
          if (output.needsGrad()) {
            adjoints.of(output);
            operation.inputs().forEach(adjoints::accumulator);
          }
        }
      }
    }
    List<Integer> ranges = new ArrayList<>();
    for (int i = 0; i < parameters.list().size(); i++) {
      Tensor parameter = parameters.list().get(i).tensor();
      if (!direct.contains(parameter)) {
        int offset = parameters.offset(i);
        ranges.add(offset);
        ranges.add(offset + parameter.count());
        if (fusion.uses(parameter) > 0) {
          summed.add(new Summed(parameter, offset));
        }
      }
    }
    this.rest = ranges.stream().mapToInt(i -> i).toArray();
    this.sums = adjoints.all().stream().filter(a -> !written.contains(a)).toArray(float[][]::new);
  }

  /// Records the operations of `step`, with a stream in which each row is an event.
  public static Optional<RecordedGraph> record(
      Function<RandomStream, Tensor> step, Parameters parameters, Optional<PackedWeights> packed) {
    return record(RandomStream.of(Rng.of(0), 0), step, parameters, packed);
  }

  /// Records the operations of `step`. Empty where it read values, or drew random numbers itself: a
  /// replay could not know what it would have done with others.
  ///
  /// @param random the streams of a pass of as many events as replays have
  /// @param step gives the scalar, from the random numbers it is given
  /// @param packed packed weights, shared among graphs; empty for few events, for which packing
  ///   does not pay
  public static Optional<RecordedGraph> record(
      RandomStream random,
      Function<RandomStream, Tensor> step,
      Parameters parameters,
      Optional<PackedWeights> packed) {
    GraphCapture capture = GraphCapture.of(step, random, null);
    return capture.isWhole()
        ? Optional.of(of(capture, random, parameters, packed, false))
        : Optional.empty();
  }

  /// The graph of a pass that was run.
  ///
  /// @param random the streams that it was run with
  /// @param guarded whether passes that follow are to be compared with it
  static RecordedGraph of(
      GraphCapture capture,
      RandomStream random,
      Parameters parameters,
      Optional<PackedWeights> packed,
      boolean guarded) {
    Tensor end = capture.end();
    List<Tensor> order = Backpropagation.topologicalOrder(end, tensor -> true);
    // The operations have the arrays.
    order.stream().filter(tensor -> tensor.origin() == null).forEach(Tensor::pin);
    RecordedGraph graph =
        new RecordedGraph(
            random,
            end,
            new Fusion(order, parameters, packed),
            parameters,
            guarded ? new Guard(capture.nodes(), end) : null);
    if (guarded) {
      capture.nodes().forEach(node -> node.output().ownedBy(graph));
    } else {
      // what was fused needs no arrays of its own
      order.forEach(Tensor::dropOrigin);
    }
    return graph;
  }

  /// Guard of the graph, which tells whether another pass is the recorded one; null where it was
  /// not asked for.
  @Nullable Guard guard() {
    return guard;
  }

  /// Says that replays write over the tensors of the pass that was recorded.
  void overwrite() {
    overwritten = true;
  }

  boolean isOverwritten() {
    return overwritten;
  }

  /// Replays the step.
  ///
  /// @param rng of its random numbers
  /// @param firstEvent the number in its batch of the first event
  /// @param gradient of all parameters, in the order of {@link Parameters#values()}
  /// @param add to what is there, instead of writing over it
  /// @return the scalar
  public float replay(Rng rng, long firstEvent, ThreadPool pool, float[] gradient, boolean add) {
    random.reset(rng, firstEvent);
    for (int i = 0; i < segments.size(); i++) {
      switch (segments.get(i)) {
        case Fusion.Chain(var layers) -> forward(layers, pool);
        case Fusion.Single(var operation, var output) -> operation.forward(output);
      }
    }
    for (float[] sum : sums) {
      Arrays.fill(sum, 0);
    }
    adjoints.of(end)[0] = 1;
    for (int i = segments.size() - 1; i >= 0; i--) {
      switch (segments.get(i)) {
        case Fusion.Chain(var layers) -> backward(layers, pool, gradient, add);
        case Fusion.Single(var operation, var output) -> {
          if (output.needsGrad()) {
            operation.backward(output, adjoints);
          }
        }
      }
    }
    if (!add) {
      for (int i = 0; i < rest.length; i += 2) {
        Arrays.fill(gradient, rest[i], rest[i + 1], 0);
      }
    }
    for (Summed parameter : summed) {
      float[] sum = adjoints.of(parameter.parameter);
      Loops.addTo(sum, 0, gradient, parameter.offset, sum.length);
    }
    return end.data()[end.offset()];
  }

  private static void forward(List<FusedLinear> layers, ThreadPool pool) {
    int events = layers.getFirst().events();
    int tasks = tasks(layers, pool, events);
    if (tasks == 1) {
      forward(layers, 0, events);
    } else {
      pool.parallelFor(
          tasks,
          (task, thread) ->
              forward(layers, begin(events, task, tasks), begin(events, task + 1, tasks)));
    }
  }

  private static void forward(List<FusedLinear> layers, int from, int to) {
    for (int i = 0; i < layers.size(); i++) {
      layers.get(i).forward(from, to);
    }
  }

  private static void backward(
      List<FusedLinear> layers, ThreadPool pool, float[] gradient, boolean add) {
    int events = layers.getFirst().events();
    int tasks = tasks(layers, pool, events);
    if (tasks == 1) {
      backward(layers, 0, events);
      for (int i = layers.size() - 1; i >= 0; i--) {
        layers.get(i).backwardParameters(0, layers.get(i).outputs(), gradient, add);
      }
      return;
    }
    pool.parallelFor(
        tasks,
        (task, thread) ->
            backward(layers, begin(events, task, tasks), begin(events, task + 1, tasks)));
    pool.parallelFor(
        tasks * layers.size(),
        (task, thread) -> {
          FusedLinear layer = layers.get(layers.size() - 1 - task / tasks);
          int from = begin(layer.outputs(), task % tasks, tasks);
          int to = begin(layer.outputs(), task % tasks + 1, tasks);
          if (from < to) {
            layer.backwardParameters(from, to, gradient, add);
          }
        });
  }

  private static void backward(List<FusedLinear> layers, int from, int to) {
    for (int i = layers.size() - 1; i >= 0; i--) {
      layers.get(i).backward(from, to);
    }
  }

  private static int tasks(List<FusedLinear> layers, ThreadPool pool, int events) {
    if (pool.size() == 1) {
      return 1;
    }
    long work = 0;
    for (int i = 0; i < layers.size(); i++) {
      work += layers.get(i).work();
    }
    // twice as many as threads: a delayed thread takes fewer
    return work < MIN_PARALLEL_WORK ? 1 : Math.clamp(events / MIN_TASK_SIZE, 1, 2 * pool.size());
  }

  // Where a task begins: whole tiles.
  private static int begin(int count, int task, int tasks) {
    return task == tasks ? count : (int) ((long) count * task / tasks) & -8;
  }
}
