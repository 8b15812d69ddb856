package org.jpsi.core.tensor;

import java.util.HashMap;
import java.util.Map;
import org.jpsi.core.random.Rng;
import org.jspecify.annotations.Nullable;

/// Random stream of a layer in training: a generator, and the number in their batch of the events
/// at hand. Layers address their random numbers by event, so that these do not depend on how a
/// batch was cut. A stream belongs to one forward pass: it counts what was drawn from it, so that a
/// second dropout by the same stream has numbers of its own.
///
/// A recorded step ({@link RecordedGraph}) is moved on to other streams and events; the operations
/// that draw ({@link Tensor#dropout(double, RandomStream)}) follow, while code that calls {@link
/// #rng()} itself while a step is recorded makes it run eagerly.
public final class RandomStream {
  // Every row is an event.
  private static final int UNKNOWN = 0;

  private final @Nullable RandomStream parent;
  private final long id;
  private final int events;
  private Rng root;
  private long firstEvent;
  // Of the whole pass: how often a stream, by its key, was drawn from.
  private final Map<Long, Integer> draws;

  private RandomStream(
      @Nullable RandomStream parent,
      long id,
      Rng root,
      long firstEvent,
      int events,
      Map<Long, Integer> draws) {
    this.parent = parent;
    this.id = id;
    this.root = root;
    this.firstEvent = firstEvent;
    this.events = events;
    this.draws = draws;
  }

  /// The streams of a pass in which each row of a tensor is an event.
  ///
  /// @param firstEvent the number in its batch of the first event given
  public static RandomStream of(Rng rng, long firstEvent) {
    return new RandomStream(null, 0, rng, firstEvent, UNKNOWN, new HashMap<>());
  }

  /// The streams of a pass of so many events, of which one may have several rows: the constituents
  /// of a jet as `[events * n, features]`.
  ///
  /// @param firstEvent the number in its batch of the first event given
  /// @param events at least 1
  public static RandomStream of(Rng rng, long firstEvent, int events) {
    if (events < 1) {
      throw new IllegalArgumentException("RandomStream: expected 1 event or more, found " + events);
    }
    return new RandomStream(null, 0, rng, firstEvent, events, new HashMap<>());
  }

  /// The stream of layer number `layer` inside.
  public RandomStream child(long layer) {
    return new RandomStream(this, layer, root, firstEvent, events, draws);
  }

  public Rng rng() {
    GraphCapture.valuesRead();
    return currentRng();
  }

  public long firstEvent() {
    GraphCapture.valuesRead();
    return currentFirstEvent();
  }

  Rng currentRng() {
    return parent == null ? root : parent.currentRng().child(id);
  }

  long currentFirstEvent() {
    return parent == null ? firstEvent : parent.currentFirstEvent();
  }

  /// The number of rows of one event where a tensor has `rows`; 0 where they are not shared out
  /// evenly among the events.
  int rowsOfEvent(int rows) {
    if (events == UNKNOWN) {
      return 1;
    }
    return rows % events == 0 ? rows / events : 0;
  }

  /// Counts a draw: how many were made from this stream before.
  int draw() {
    synchronized (draws) {
      return draws.merge(currentRng().key(), 1, Integer::sum) - 1;
    }
  }

  /// Moves all streams of the pass, of which this is the first, to another pass.
  void reset(Rng rng, long first) {
    root = rng;
    firstEvent = first;
    synchronized (draws) {
      draws.clear();
    }
  }

  /// Whether both draw the same numbers for the same events.
  @Override
  public boolean equals(Object other) {
    if (this == other || !(other instanceof RandomStream stream)) {
      return this == other;
    }
    if (parent == null || stream.parent == null) {
      return parent == stream.parent
          && root.equals(stream.root)
          && firstEvent == stream.firstEvent
          && events == stream.events;
    }
    return id == stream.id && parent.equals(stream.parent);
  }

  @Override
  public int hashCode() {
    return parent == null ? events : 31 * parent.hashCode() + Long.hashCode(id);
  }
}
