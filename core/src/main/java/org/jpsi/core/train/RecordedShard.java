package org.jpsi.core.train;

import java.util.Arrays;
import java.util.Optional;
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

/// Loss and gradient of shards of one size, in arrays of their own: recorded at the first, and
/// replayed. Where network or loss do what cannot be replayed, every shard runs eagerly.
final class RecordedShard {
  // Fewer events do not pay for laying the weights out.
  private static final int MANY = 96;

  private final Layer network;
  private final Loss loss;
  private final Parameters parameters;
  private final Dataset events;
  private Optional<RecordedGraph> plan;
  private boolean proved;

  /// Records the step with the events `order[from]` to `order[from + size - 1]`.
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
    this.events = data.empty(size);
    this.plan =
        RecordedGraph.record(
            this::sum, parameters, size >= MANY ? Optional.of(packed) : Optional.empty());
  }

  /// The sum of w * l over the events `order[from]` and on; its gradient is written to `gradient`,
  /// or added.
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
    if (plan.isPresent() && !proved) {
      prove(rng, firstEvent, pool);
    }
    return plan.isPresent()
        ? plan.get().replay(rng, firstEvent, pool, gradient, add)
        : eager(rng, firstEvent, gradient, add);
  }

  // A layer that keeps something from call to call without looking at values would show here.
  private void prove(Rng rng, long firstEvent, ThreadPool pool) {
    float[] expected = new float[parameters.size()];
    float[] found = new float[parameters.size()];
    float sum = eager(rng, firstEvent, expected, false);
    float replayed = plan.orElseThrow().replay(rng, firstEvent, pool, found, false);
    if (Float.compare(sum, replayed) != 0 || !Arrays.equals(expected, found)) {
      plan = Optional.empty();
    }
    proved = true;
  }

  private float eager(Rng rng, long firstEvent, float[] gradient, boolean add) {
    if (!add) {
      Arrays.fill(gradient, 0);
    }
    Tensor sum = sum(RandomStream.of(rng, firstEvent));
    sum.backward().addTo(parameters, gradient, 0);
    return sum.item();
  }

  private Tensor sum(RandomStream draws) {
    int n = events.events();
    Tensor output =
        network.forward(Tensor.of(events.inputs(), n, events.features()), new Mode.Training(draws));
    return loss.forward(
        output, Tensor.of(events.targets(), n, events.outputs()), Tensor.of(events.weights(), n));
  }
}
