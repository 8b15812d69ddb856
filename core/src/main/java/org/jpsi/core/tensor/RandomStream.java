package org.jpsi.core.tensor;

import org.jpsi.core.random.Rng;
import org.jspecify.annotations.Nullable;

/// Where a layer's random numbers come from while it trains: a stream, and the number in their
/// batch of the events at hand. Layers address their numbers by event, so that these do not depend
/// on how a batch was cut.
///
/// A recorded step ({@link RecordedGraph}) is moved on to other streams and events; the operations
/// that draw ({@link Tensor#dropout(double, Draws)}) follow, while whoever asks for {@link #rng()}
/// himself while a step is recorded makes it run eagerly.
public final class RandomStream {
  private final @Nullable RandomStream above;
  private final long number;
  private Rng root;
  private long firstEvent;

  private RandomStream(@Nullable RandomStream above, long number, Rng root, long firstEvent) {
    this.above = above;
    this.number = number;
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
    GraphCapture.looked();
    return stream();
  }

  public long firstEvent() {
    GraphCapture.looked();
    return first();
  }

  Rng stream() {
    return above == null ? root : above.stream().child(number);
  }

  long first() {
    return above == null ? firstEvent : above.first();
  }

  void moveTo(Rng rng, long first) {
    root = rng;
    firstEvent = first;
  }
}
