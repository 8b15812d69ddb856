package org.jpsi.core.train;

import java.util.Arrays;
import java.util.Optional;
import org.jpsi.core.data.Batch;
import org.jpsi.core.data.Dataset;
import org.jpsi.core.loss.Loss;
import org.jpsi.core.nn.Layer;
import org.jpsi.core.nn.Mode;
import org.jpsi.core.parallel.ThreadPool;
import org.jpsi.core.random.Rng;
import org.jpsi.core.tensor.PackedWeights;
import org.jpsi.core.tensor.Parameters;
import org.jpsi.core.tensor.RandomStream;
import org.jpsi.core.tensor.RecordedGraph;
import org.jpsi.core.tensor.Tensor;

/// Recorded forward and backward pass of a shard: loss and gradient of shards of one size, computed
/// in the same arrays each time. The first shard is recorded, later ones are replayed; where the
/// network or the loss cannot be replayed, every shard runs eagerly.
final class RecordedShard {
  // For fewer events, packing the weights costs more than it saves.
  private static final int PACKED_FROM = 96;

  private final Layer network;
  private final Loss loss;
  private final Parameters parameters;
  private final Optional<PackedWeights> packed;
  private final Batch events;
  private Optional<RecordedGraph> graph = Optional.empty();
  private boolean decided;

  /// For the loss and gradient of `size` events.
  RecordedShard(
      Layer network,
      Loss loss,
      Parameters parameters,
      PackedWeights packed,
      Dataset data,
      int size) {
    this.network = network;
    this.loss = loss;
    this.parameters = parameters;
    this.packed = size >= PACKED_FROM ? Optional.of(packed) : Optional.empty();
    this.events = data.empty(size);
  }

  /// The sum of w * l over the events from `order[from]` on; its gradient is written to `gradient`,
  /// or added to it.
  double run(
      Dataset data,
      int[] order,
      int from,
      Rng rng,
      long firstEvent,
      ThreadPool pool,
      float[] gradient,
      boolean add) {
    data.gather(order, from, events);
    if (!decided) {
      // on events that are there: a loss that is right on all data need not be on zeros
      graph =
          RecordedGraph.record(
              RandomStream.of(rng, firstEvent, events.events()), this::sum, parameters, packed);
      if (graph.isPresent()) {
        verify(rng, firstEvent, pool);
      }
      decided = true;
    }
    return graph.isPresent()
        ? graph.get().replay(rng, firstEvent, pool, gradient, add)
        : eager(rng, firstEvent, gradient, add);
  }

  // Finds a layer with state from call to call, which recording alone does not notice.
  private void verify(Rng rng, long firstEvent, ThreadPool pool) {
    float[] expected = new float[parameters.size()];
    float[] found = new float[parameters.size()];
    float sum = eager(rng, firstEvent, expected, false);
    float replayed = graph.orElseThrow().replay(rng, firstEvent, pool, found, false);
    if (Float.compare(sum, replayed) != 0 || !Arrays.equals(expected, found)) {
      graph = Optional.empty();
    }
  }

  private float eager(Rng rng, long firstEvent, float[] gradient, boolean add) {
    if (!add) {
      Arrays.fill(gradient, 0);
    }
    Tensor sum = sum(RandomStream.of(rng, firstEvent, events.events()));
    sum.backward().addTo(parameters, gradient, 0);
    return sum.item();
  }

  private Tensor sum(RandomStream random) {
    Tensor output = network.forward(events.tensors(), new Mode.Training(random));
    return loss.forward(output, events);
  }
}
