package org.jpsi.core.train;

import org.jpsi.core.data.Dataset;
import org.jpsi.core.loss.Loss;
import org.jpsi.core.nn.Layer;
import org.jpsi.core.parallel.ThreadPool;
import org.jpsi.core.random.Rng;
import org.jpsi.core.tensor.PackedWeights;
import org.jpsi.core.tensor.Parameters;
import org.jspecify.annotations.Nullable;

/// The gradient of one batch, the same to the bit for any number of threads: the batch is cut into
/// shards of {@link TrainingConfig#SHARD} events; shard `s` is added to lane `s mod lanes`, in
/// order; the lanes are added along a fixed tree. A lane is one task, so its order never depends on
/// threads; a batch of one shard is shared out inside, by events and by outputs.
final class ShardedStep {
  // Elements that stay in the first-level cache while lanes are added and the optimizer goes over
  // them.
  private static final int CHUNK = 2048;
  // Elements worth a task.
  private static final int SPAN = 32_768;

  private final Layer network;
  private final Loss loss;
  private final Parameters parameters;
  private final ThreadPool pool;
  private final PackedWeights packed = new PackedWeights();
  private final float[][] lanes;
  private final @Nullable RecordedShard[][] plans;
  private double[] losses = {};
  private int used;

  ShardedStep(Layer network, Loss loss, Parameters parameters, int lanes, ThreadPool pool) {
    this.network = network;
    this.loss = loss;
    this.parameters = parameters;
    this.pool = pool;
    this.lanes = new float[lanes][];
    this.plans = new RecordedShard[pool.size()][TrainingConfig.SHARD + 1];
  }

  /// The sum of w * l over the batch. {@link #ranges} then gives its gradient.
  double lossAndGradient(Dataset data, int[] order, int from, int to, Rng dropout) {
    int shards = Math.ceilDiv(to - from, TrainingConfig.SHARD);
    used = Math.min(lanes.length, shards);
    if (losses.length < shards) {
      losses = new double[shards];
    }
    for (int lane = 0; lane < used; lane++) {
      if (lanes[lane] == null) {
        lanes[lane] = new float[parameters.size()];
      }
    }
    packed.refresh(pool);
    if (shards == 1) {
      shard(data, order, from, to, 0, dropout, pool, 0);
    } else {
      pool.parallelFor(
          used,
          (lane, thread) -> {
            for (int s = lane; s < shards; s += lanes.length) {
              shard(data, order, from, to, s, dropout, ThreadPool.SERIAL, thread);
            }
          });
    }
    double total = 0;
    for (int s = 0; s < shards; s++) {
      total += losses[s];
    }
    return total;
  }

  private void shard(
      Dataset data,
      int[] order,
      int from,
      int to,
      int s,
      Rng dropout,
      ThreadPool inside,
      int thread) {
    int begin = from + s * TrainingConfig.SHARD;
    int size = Math.min(to - begin, TrainingConfig.SHARD);
    RecordedShard plan = plans[thread][size];
    if (plan == null) {
      plan = new RecordedShard(network, loss, parameters, packed, data, size);
      plans[thread][size] = plan;
    }
    long first = (long) s * TrainingConfig.SHARD;
    int lane = s % lanes.length;
    losses[s] =
        plan.run(data, order, begin, dropout, first, inside, lanes[lane], s >= lanes.length);
  }

  /// A range of the elements of the gradient.
  interface ElementRange {
    void run(float[] gradient, int from, int to);
  }

  /// The gradient of the sum, for whoever needs it whole before {@link #ranges}.
  float[] gradient() {
    ranges((gradient, from, to) -> {});
    return lanes[0];
  }

  /// Hands out the gradient of the sum in ranges, to several threads, while each is in the
  /// first-level cache.
  void ranges(ElementRange range) {
    int size = parameters.size();
    pool.parallelFor(
        Math.ceilDiv(size, SPAN),
        (i, thread) -> {
          int end = Math.min(size, (i + 1) * SPAN);
          for (int from = i * SPAN; from < end; from += CHUNK) {
            int to = Math.min(end, from + CHUNK);
            addLanes(from, to);
            range.run(lanes[0], from, to);
          }
        });
    used = 1;
  }

  private void addLanes(int from, int to) {
    for (int stride = 1; stride < used; stride *= 2) {
      for (int i = 0; i + stride < used; i += 2 * stride) {
        add(lanes[i], lanes[i + stride], from, to);
      }
    }
  }

  private static void add(float[] a, float[] b, int from, int to) {
    for (int i = from; i < to; i++) {
      a[i] += b[i];
    }
  }
}
