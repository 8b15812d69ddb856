package org.jpsi.core.train;

import java.util.Arrays;
import java.util.Objects;
import java.util.stream.Stream;
import org.jpsi.core.data.Dataset;
import org.jpsi.core.loss.Loss;
import org.jpsi.core.nn.Layer;
import org.jpsi.core.parallel.ThreadPool;
import org.jpsi.core.random.Rng;
import org.jpsi.core.tensor.PackedWeights;
import org.jpsi.core.tensor.Parameters;
import org.jpsi.core.tensor.RecordedStep;
import org.jspecify.annotations.Nullable;

/// Data-parallel gradient of one batch, with the same bits for any number of threads and ranks: the
/// batch is cut into shards of {@link TrainingConfig#SHARD} events, whose gradients are added into
/// {@link GradientLanes}. A lane is one task and takes its shards in order; a batch of one shard is
/// parallel inside, over events and over outputs. A loss that does not add up over events gets its
/// batch as one shard; a rest of one event joins the shard before it where the network has batch
/// statistics.
final class ShardedStep {
  private final Layer network;
  private Loss loss;
  private final Parameters parameters;
  private final boolean statistics;
  // Null where all classes are built in.
  private @Nullable UsedParameters used;
  private final ThreadPool pool;
  private final Collective collective;
  private final GradientLanes lanes;
  private final PackedWeights packed = new PackedWeights();
  private final @Nullable RecordedShard[][] recordedShards;
  private double[] losses = {};
  // Written by any thread.
  private volatile boolean ranEagerly;
  private boolean toldEager;
  private boolean checked;

  ShardedStep(
      Layer network,
      Loss loss,
      Parameters parameters,
      int gradientAccumulators,
      ThreadPool pool,
      Collective collective) {
    this.network = network;
    this.loss = loss;
    this.parameters = parameters;
    this.used = used();
    this.statistics = BatchStatistics.of(network).any();
    this.pool = pool;
    this.collective = collective;
    this.lanes = new GradientLanes(parameters.size(), gradientAccumulators, pool, collective);
    this.recordedShards = new RecordedShard[pool.size()][TrainingConfig.SHARD + 1];
  }

  private @Nullable UsedParameters used() {
    return ForeignClasses.of(network, loss).isEmpty()
        ? null
        : UsedParameters.of(network, parameters);
  }

  /// Takes another loss, for which steps are recorded anew.
  void minimize(Loss other) {
    if (!other.equals(loss)) {
      loss = other;
      used = used();
      checked = false;
      for (RecordedShard[] ofThread : recordedShards) {
        Arrays.fill(ofThread, null);
      }
    }
  }

  /// The gradient of the last batch's sum.
  GradientLanes lanes() {
    return lanes;
  }

  /// The sum of w * l over the batch, on every rank that of all ranks. {@link #lanes} then have its
  /// gradient.
  double lossAndGradient(Dataset data, int[] order, int from, int to, Rng dropout) {
    int each = loss.additive() ? TrainingConfig.SHARD : to - from;
    Cuts cuts = new Cuts(to - from, each, statistics);
    int shards = cuts.count();
    lanes.begin(shards);
    if (losses.length < shards) {
      losses = new double[shards];
    }
    Arrays.fill(losses, 0, shards, 0);
    if (used != null && !checked) {
      FirstStepCheck.run(
          network, loss, used, new FirstEvents(data, order, from, cuts.end(0), dropout));
      checked = true;
    }
    packed.refresh(pool);
    int first = lanes.first();
    int mine = lanes.end() - first;
    if (shards > 1) {
      pool.parallelFor(
          mine,
          (i, thread) -> {
            for (int s = first + i; s < shards; s += lanes.count()) {
              shard(data, order, from, cuts, s, dropout, ThreadPool.SERIAL, thread);
            }
          });
    } else if (mine == 1) {
      shard(data, order, from, cuts, 0, dropout, pool, 0);
    }
    collective.allReduce(losses, shards);
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
      Cuts cuts,
      int s,
      Rng dropout,
      ThreadPool inside,
      int thread) {
    int first = cuts.begin(s);
    int begin = from + first;
    RecordedShard recorded = recorded(thread, cuts.end(s) - first, data);
    float[] lane = lanes.values(s % lanes.count());
    losses[s] = recorded.run(data, order, begin, dropout, first, inside, lane, s >= lanes.count());
    if (recorded.step().isEager()) {
      ranEagerly = true;
    }
  }

  /// Compares replays with eager execution again, and the network's parameters with those that are
  /// trained: an epoch begins.
  void proveAgain() {
    if (used != null) {
      used.requireSame();
    }
    steps().forEach(RecordedStep::proveAgain);
  }

  /// Compares replays with eager execution soon: a setting of the training changed.
  void proveSoon() {
    steps().forEach(RecordedStep::proveSoon);
  }

  /// Tells the listener, once, where steps run eagerly for good.
  void tellEager(TrainingListener listener) {
    if (!toldEager && ranEagerly) {
      toldEager = true;
      listener.eager(
          steps().flatMap(step -> step.eagerReason().stream()).findFirst().orElseThrow());
    }
  }

  private Stream<RecordedStep> steps() {
    return Arrays.stream(recordedShards)
        .flatMap(Arrays::stream)
        .filter(Objects::nonNull)
        .map(RecordedShard::step);
  }

  private RecordedShard recorded(int thread, int size, Dataset data) {
    if (size >= recordedShards[thread].length) {
      recordedShards[thread] = Arrays.copyOf(recordedShards[thread], size + 1);
    }
    RecordedShard recorded = recordedShards[thread][size];
    if (recorded == null) {
      recorded = new RecordedShard(network, loss, parameters, packed, data, size, used);
      recordedShards[thread][size] = recorded;
    }
    return recorded;
  }
}
