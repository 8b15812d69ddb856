package org.jpsi.core.train;

import org.jpsi.core.data.Dataset;
import org.jpsi.core.loss.Loss;
import org.jpsi.core.nn.Layer;
import org.jpsi.core.parallel.ThreadPool;
import org.jpsi.core.random.Rng;
import org.jpsi.core.tensor.PackedWeights;
import org.jpsi.core.tensor.Parameters;
import org.jspecify.annotations.Nullable;

/// Data-parallel gradient of one batch, with the same bits for any number of threads: the batch is
/// cut into shards of {@link TrainingConfig#SHARD} events; the gradient of shard `s` is added to
/// accumulator `s mod gradientAccumulators`, in order; the accumulators are added along a fixed
/// tree. An accumulator is one task, so its order never depends on threads; a batch of one shard is
/// parallel inside, over events and over outputs.
final class ShardedStep {
  // Elements that stay in the first-level cache while accumulators are added and the optimizer
  // updates them.
  private static final int CHUNK = 2048;
  // Elements per task.
  private static final int TASK = 32_768;

  private final Layer network;
  private final Loss loss;
  private final Parameters parameters;
  private final ThreadPool pool;
  private final PackedWeights packed = new PackedWeights();
  private final float[][] accumulators;
  private final @Nullable RecordedShard[][] recordedShards;
  private double[] losses = {};
  private int used;

  ShardedStep(
      Layer network, Loss loss, Parameters parameters, int gradientAccumulators, ThreadPool pool) {
    this.network = network;
    this.loss = loss;
    this.parameters = parameters;
    this.pool = pool;
    this.accumulators = new float[gradientAccumulators][];
    this.recordedShards = new RecordedShard[pool.size()][TrainingConfig.SHARD + 1];
  }

  /// The sum of w * l over the batch. {@link #ranges} then gives its gradient.
  double lossAndGradient(Dataset data, int[] order, int from, int to, Rng dropout) {
    int shards = Math.ceilDiv(to - from, TrainingConfig.SHARD);
    used = Math.min(accumulators.length, shards);
    if (losses.length < shards) {
      losses = new double[shards];
    }
    for (int a = 0; a < used; a++) {
      if (accumulators[a] == null) {
        accumulators[a] = new float[parameters.size()];
      }
    }
    packed.refresh(pool);
    if (shards == 1) {
      shard(data, order, from, to, 0, dropout, pool, 0);
    } else {
      pool.parallelFor(
          used,
          (a, thread) -> {
            for (int s = a; s < shards; s += accumulators.length) {
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
    RecordedShard recorded = recordedShards[thread][size];
    if (recorded == null) {
      recorded = new RecordedShard(network, loss, parameters, packed, data, size);
      recordedShards[thread][size] = recorded;
    }
    long first = (long) s * TrainingConfig.SHARD;
    int a = s % accumulators.length;
    losses[s] =
        recorded.run(
            data, order, begin, dropout, first, inside, accumulators[a], s >= accumulators.length);
  }

  /// Action on a range of the gradient's elements.
  interface ElementRange {
    void run(float[] gradient, int from, int to);
  }

  /// The whole gradient of the sum, where it is needed before {@link #ranges}.
  float[] gradient() {
    ranges((gradient, from, to) -> {});
    return accumulators[0];
  }

  /// Runs an action over the gradient of the sum in ranges, in parallel, while each range is in the
  /// first-level cache.
  void ranges(ElementRange range) {
    int size = parameters.size();
    pool.parallelFor(
        Math.ceilDiv(size, TASK),
        (i, thread) -> {
          int end = Math.min(size, (i + 1) * TASK);
          for (int from = i * TASK; from < end; from += CHUNK) {
            int to = Math.min(end, from + CHUNK);
            addAccumulators(from, to);
            range.run(accumulators[0], from, to);
          }
        });
    used = 1;
  }

  private void addAccumulators(int from, int to) {
    for (int stride = 1; stride < used; stride *= 2) {
      for (int i = 0; i + stride < used; i += 2 * stride) {
        add(accumulators[i], accumulators[i + stride], from, to);
      }
    }
  }

  private static void add(float[] a, float[] b, int from, int to) {
    for (int i = from; i < to; i++) {
      a[i] += b[i];
    }
  }
}
