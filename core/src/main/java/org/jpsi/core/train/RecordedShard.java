package org.jpsi.core.train;

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
import org.jpsi.core.tensor.RecordedStep;
import org.jpsi.core.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/// Forward and backward pass of a shard: loss and gradient of shards of one size, whose events are
/// gathered into the same arrays each time, by a {@link RecordedStep}.
final class RecordedShard {
  // For fewer events, packing the weights costs more than it saves.
  private static final int PACKED_FROM = 96;

  private final Layer network;
  private final Loss loss;
  private final Batch events;
  private final RecordedStep step;
  private final @Nullable UsedParameters used;
  private @Nullable Tensor output;

  /// A shard of `size` events, not yet recorded.
  ///
  /// @param used checks what each new recording uses; null where all classes are built in
  RecordedShard(
      Layer network,
      Loss loss,
      Parameters parameters,
      PackedWeights packed,
      Dataset data,
      int size,
      @Nullable UsedParameters used) {
    this.network = network;
    this.loss = loss;
    this.used = used;
    this.events = data.empty(size);
    this.step =
        new RecordedStep(
            this::sum,
            size,
            parameters,
            size >= PACKED_FROM ? Optional.of(packed) : Optional.empty(),
            ForeignClasses.of(network, loss));
  }

  /// The step that is recorded and replayed.
  RecordedStep step() {
    return step;
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
    double sum = step.run(rng, firstEvent, pool, gradient, add);
    if (used != null && output != null && !step.newLeaves().isEmpty()) {
      used.check(output, loss, step.newLeaves(), !step.isEager());
    }
    output = null;
    return sum;
  }

  private Tensor sum(RandomStream random) {
    Tensor y = network.forward(events.tensors(), new Mode.Training(random));
    output = used == null ? null : y;
    return loss.forward(y, events);
  }
}
