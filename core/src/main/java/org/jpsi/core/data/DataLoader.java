package org.jpsi.core.data;

import java.util.Iterator;
import java.util.NoSuchElementException;
import org.jpsi.core.random.Rng;
import org.jpsi.core.table.EventBlocks;

/// Loader of mini-batches, as PyTorch's `DataLoader`, for custom training loops:
///
/// ```java
/// for (Batch batch : DataLoader.of(train, 64, rng.child(epoch))) {
///   Tensor output = network.forward(batch.x(), mode);
/// }
/// ```
///
/// Every event comes once; where the batch size does not divide their number, the last batch is
/// smaller. Iterating again gives the same batches: a new order needs another stream of random
/// numbers.
public final class DataLoader implements Iterable<Batch> {
  private final Dataset data;
  private final int size;
  private final int[] order;

  private DataLoader(Dataset data, int size, int[] order) {
    if (size < 1) {
      throw new IllegalArgumentException("DataLoader: expected at least 1 event, found " + size);
    }
    this.data = data;
    this.size = size;
    this.order = order;
  }

  /// Batches in the order of the data.
  public static DataLoader of(Dataset data, int size) {
    int[] order = new int[data.events()];
    for (int i = 0; i < order.length; i++) {
      order[i] = i;
    }
    return new DataLoader(data, size, order);
  }

  /// Batches in a random order, drawn from `shuffle` by {@link EventBlocks#order}.
  public static DataLoader of(Dataset data, int size, Rng shuffle) {
    return new DataLoader(data, size, EventBlocks.order(data.events(), shuffle));
  }

  /// The number of batches.
  public int count() {
    return Math.ceilDiv(order.length, size);
  }

  /// Batch `number`, from 0.
  public Batch batch(int number) {
    if (number < 0 || number >= count()) {
      throw new IllegalArgumentException(
          "DataLoader: expected a number below " + count() + ", found " + number);
    }
    int from = number * size;
    Batch batch = data.empty(Math.min(order.length - from, size));
    data.gather(order, from, batch);
    return batch;
  }

  @Override
  public Iterator<Batch> iterator() {
    return new Iterator<>() {
      private int next;

      @Override
      public boolean hasNext() {
        return next < count();
      }

      @Override
      public Batch next() {
        if (!hasNext()) {
          throw new NoSuchElementException("no batch after the last of " + count());
        }
        return batch(next++);
      }
    };
  }
}
