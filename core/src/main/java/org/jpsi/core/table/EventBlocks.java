package org.jpsi.core.table;

import java.util.Arrays;
import java.util.function.IntToDoubleFunction;
import org.jpsi.core.random.Rng;

/// Event blocks: fixed ranges of {@link #SIZE} consecutive events, the last of which may be
/// shorter. The order of events in an epoch, sums over events and random samples of events are
/// defined by blocks, so that whoever holds only some blocks at a time, a reader of files larger
/// than memory or one of several machines, gets the same bits.
public final class EventBlocks {
  /// Events per block.
  public static final int SIZE = 4096;

  /// Blocks that are shuffled together: what a reader of streamed events holds in memory.
  public static final int WINDOW = 128;

  private EventBlocks() {}

  /// The number of blocks.
  public static int count(int events) {
    return Math.ceilDiv(events, SIZE);
  }

  /// The first event of a block.
  public static int begin(int block) {
    return Math.multiplyExact(block, SIZE);
  }

  /// The event after the last one of a block.
  public static int end(int block, int events) {
    return Math.min(events, begin(block) + SIZE);
  }

  /// A random order of all events: the blocks are permuted and cut into windows of {@link #WINDOW};
  /// the events of a window, its blocks ascending, are permuted. Up to `SIZE * WINDOW` events are
  /// thus permuted as a whole.
  ///
  /// @param rng of the epoch
  public static int[] order(int events, Rng rng) {
    int[] order = new int[events];
    order(events, rng, order);
    return order;
  }

  /// The same, written to the first `events` numbers of an array.
  public static void order(int events, Rng rng, int[] order) {
    int blocks = count(events);
    if (blocks <= WINDOW) {
      rng.permutation(order, 0, events);
      return;
    }
    int[] permuted = rng.child("blocks").permutation(blocks);
    int done = 0;
    for (int first = 0; first < blocks; first += WINDOW) {
      int[] window = Arrays.copyOfRange(permuted, first, Math.min(blocks, first + WINDOW));
      Arrays.sort(window);
      done = shuffle(window, events, rng.child(first / WINDOW), order, done);
    }
  }

  // Writes the events of some ascending blocks, permuted, to `order` from `at` on; returns where
  // they end.
  private static int shuffle(int[] blocks, int events, Rng rng, int[] order, int at) {
    int n = 0;
    for (int block : blocks) {
      n += end(block, events) - begin(block);
    }
    rng.permutation(order, at, n);
    for (int i = at; i < at + n; i++) {
      // all blocks but the last are whole
      order[i] = begin(blocks[order[i] / SIZE]) + order[i] % SIZE;
    }
    return at + n;
  }

  /// A sum over events in float64: each block is summed in ascending order, and the blocks' sums
  /// are added in ascending order.
  public static double sum(int events, IntToDoubleFunction value) {
    double total = 0;
    for (int block = 0; block < count(events); block++) {
      double sum = 0;
      int end = end(block, events);
      for (int event = begin(block); event < end; event++) {
        sum += value.applyAsDouble(event);
      }
      total += sum;
    }
    return total;
  }

  /// Running sum: that of {@link #sum} over events that come one after the other.
  public static final class RunningSum {
    private double total;
    private double block;
    private int inBlock;

    /// The sum over no events.
    public RunningSum() {}

    /// Adds the value of the next event.
    public void add(double value) {
      if (inBlock == SIZE) {
        total += block;
        block = 0;
        inBlock = 0;
      }
      block += value;
      inBlock++;
    }

    /// The sum over the events so far.
    public double value() {
      return inBlock == 0 ? total : total + block;
    }
  }

  /// A random sample of events without replacement, ascending: those of the smallest random
  /// numbers, one of which is drawn for each event from its number. So the sample of all events is
  /// found in the samples of the blocks. All events where there are no more than `size`.
  public static int[] sample(int events, int size, Rng rng) {
    int[] all = new int[events];
    for (int i = 0; i < events; i++) {
      all[i] = i;
    }
    if (events <= size) {
      return all;
    }
    long[] draws = new long[events];
    for (int i = 0; i < events; i++) {
      draws[i] = rng.bits(i);
    }
    long[] sorted = draws.clone();
    Arrays.sort(sorted);
    // 64 bits: two equal draws among all events of a file do not happen
    long last = sorted[size];
    return Arrays.stream(all).filter(i -> draws[i] < last).toArray();
  }
}
