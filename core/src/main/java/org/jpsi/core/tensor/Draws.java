package org.jpsi.core.tensor;

import org.jpsi.core.random.Rng;
import org.jspecify.annotations.Nullable;

/// Where a layer's random numbers come from while it trains: a stream, and the number in their
/// batch of the events at hand. Layers address their numbers by event, so that these do not depend
/// on how a batch was cut.
///
/// A recorded step ({@link Plan}) is moved on to other streams and events; the operations that draw
/// ({@link Tensor#dropout(double, Draws)}) follow, while whoever asks for {@link #rng()} himself
/// while a step is recorded makes it run eagerly.
public final class Draws {
  private final @Nullable Draws above;
  private final long number;
  private Rng root;
  private long firstEvent;

  private Draws(@Nullable Draws above, long number, Rng root, long firstEvent) {
    this.above = above;
    this.number = number;
    this.root = root;
    this.firstEvent = firstEvent;
  }

  /// @param firstEvent the number in its batch of the first event given
  public static Draws of(Rng rng, long firstEvent) {
    return new Draws(null, 0, rng, firstEvent);
  }

  /// The stream of layer number `layer` inside.
  public Draws child(long layer) {
    return new Draws(this, layer, root, firstEvent);
  }

  public Rng rng() {
    Recording.looked();
    return stream();
  }

  public long firstEvent() {
    Recording.looked();
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
