package org.jpsi.core.train;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jpsi.core.optim.GradientClipping;
import org.jpsi.core.parallel.ThreadPool;

/// Gradient lanes of one batch: the sums into which the gradients of its shards are added, shard
/// `s` into lane `s mod lanes`, and their sum along a fixed tree (1 into 0, 3 into 2, ..., then 2
/// into 0, ...). Neither depends on threads or ranks.
///
/// A {@link Collective} exchanges the lanes that are open: before it does, each rank adds the
/// subtrees of the tree that lie in its own lanes, which takes lanes out.
public final class GradientLanes {
  // Elements that stay in the first-level cache while lanes are added and the optimizer updates
  // them; as many as have one sum of squares.
  private static final int CHUNK = GradientClipping.RANGE;
  // Elements per task.
  private static final int TASK = 16 * CHUNK;

  private final int size;
  private final ThreadPool pool;
  private final Collective collective;
  private final float[][] lanes;
  private final boolean[] added;
  private int used;

  GradientLanes(int size, int lanes, ThreadPool pool, Collective collective) {
    this.size = size;
    this.pool = pool;
    this.collective = collective;
    this.lanes = new float[lanes][];
    this.added = new boolean[lanes];
  }

  /// The lanes to be exchanged, ascending.
  public int[] open() {
    return IntStream.range(0, used).filter(lane -> !added[lane]).toArray();
  }

  /// The rank that has a lane.
  public int owner(int lane) {
    int rank = 0;
    while (collective.firstLane(rank + 1, used) <= lane) {
      rank++;
    }
    return rank;
  }

  /// The values of a lane, flat, in the order of the parameters: the array itself.
  public float[] values(int lane) {
    if (lanes[lane] == null) {
      lanes[lane] = new float[size];
    }
    return lanes[lane];
  }

  /// Begins a batch of so many shards.
  void begin(int shards) {
    used = Math.min(lanes.length, shards);
    Arrays.fill(added, false);
  }

  /// The number of lanes.
  int count() {
    return lanes.length;
  }

  /// This rank's first lane.
  int first() {
    return collective.firstLane(collective.rank(), used);
  }

  /// The lane after this rank's last.
  int end() {
    return collective.firstLane(collective.rank() + 1, used);
  }

  /// Exchanges the lanes: {@link #ranges} can then sum this rank's range.
  void exchange() {
    if (collective.ranks() > 1) {
      for (int rank = 0; rank < collective.ranks(); rank++) {
        addSubtrees(rank);
      }
      values(0);
      collective.allToAll(this);
    }
  }

  private record Pair(int left, int right) {}

  // Takes out the lanes that a rank adds by itself; adds them where it is this one.
  private void addSubtrees(int rank) {
    int first = collective.firstLane(rank, used);
    int end = collective.firstLane(rank + 1, used);
    List<Pair> pairs = new ArrayList<>();
    for (int stride = 1; stride < used; stride *= 2) {
      for (int i = 0; i + stride < used; i += 2 * stride) {
        if (i >= first && Math.min(i + 2 * stride, used) <= end) {
          added[i + stride] = true;
          pairs.add(new Pair(i, i + stride));
        }
      }
    }
    if (rank == collective.rank() && !pairs.isEmpty()) {
      chunks(
          0, size, (from, to) -> pairs.forEach(p -> add(lanes[p.left], lanes[p.right], from, to)));
    }
  }

  /// Action on a range of the gradient's elements.
  interface ElementRange {
    void run(float[] gradient, int from, int to);
  }

  /// Runs an action over this rank's range of the sum of all lanes, in parallel, while each chunk
  /// of it is in the first-level cache. The sum is there afterwards: a second action gets it with
  /// what the first one changed.
  void ranges(ElementRange action) {
    int begin = collective.begin(collective.rank(), size);
    int end = collective.begin(collective.rank() + 1, size);
    chunks(
        begin,
        end,
        (from, to) -> {
          addLanes(from, to);
          action.run(lanes[0], from, to);
        });
    used = 1;
  }

  private interface Chunk {
    void run(int from, int to);
  }

  private void chunks(int begin, int end, Chunk chunk) {
    pool.parallelFor(
        Math.ceilDiv(end - begin, TASK),
        (task, thread) -> {
          int last = Math.min(end, begin + (task + 1) * TASK);
          for (int from = begin + task * TASK; from < last; from += CHUNK) {
            chunk.run(from, Math.min(last, from + CHUNK));
          }
        });
  }

  private void addLanes(int from, int to) {
    for (int stride = 1; stride < used; stride *= 2) {
      for (int i = 0; i + stride < used; i += 2 * stride) {
        if (!added[i + stride]) {
          add(lanes[i], lanes[i + stride], from, to);
        }
      }
    }
  }

  private static void add(float[] a, float[] b, int from, int to) {
    for (int i = from; i < to; i++) {
      a[i] += b[i];
    }
  }

  /// The sum times a factor, a copy; on several ranks the ranges of the others are gathered.
  float[] scaled(float factor) {
    float[] scaled = new float[size];
    if (lanes[0] != null) {
      int end = collective.begin(collective.rank() + 1, size);
      for (int i = collective.begin(collective.rank(), size); i < end; i++) {
        scaled[i] = factor * lanes[0][i];
      }
    }
    collective.allGather(scaled);
    return scaled;
  }
}
