package org.jpsi.core.tensor;

import org.jpsi.core.random.Rng;
import org.jspecify.annotations.Nullable;

/// Random stream of a layer in training: a generator, and the number in their batch of the events
/// at hand. Layers address their random numbers by event, so that these do not depend on how a
/// batch was cut.
///
/// A recorded step ({@link RecordedGraph}) is moved on to other streams and events; the operations
/// that draw ({@link Tensor#dropout(double, RandomStream)}) follow, while code that calls {@link
/// #rng()} itself while a step is recorded makes it run eagerly.
public final class RandomStream {
  private final @Nullable RandomStream parent;
  private final long id;
  private Rng root;
  private long firstEvent;

  private RandomStream(@Nullable RandomStream parent, long id, Rng root, long firstEvent) {
    this.parent = parent;
    this.id = id;
    this.root = root;
    this.firstEvent = firstEvent;
  }

  /// @param firstEvent the number in its batch of the first event given
  public static RandomStream of(Rng rng, long firstEvent) {
    return new RandomStream(null, 0, rng, firstEvent);
  }

  /// The stream of layer number `layer` inside.
  public RandomStream child(long layer) {
    return new RandomStream(this, layer, root, firstEvent);
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

  void reset(Rng rng, long first) {
    root = rng;
    firstEvent = first;
  }
}
