package org.jpsi.core.nn;

import org.jpsi.core.errors.ProblemText;

/// A layer of a {@link Sequential} refuses its input, such as one of another width. The cause says
/// why; where that is a LayerException too, the layer has layers inside.
public final class LayerException extends IllegalArgumentException {
  private static final long serialVersionUID = 1;

  private final int layer;
  private final String name;
  private final IllegalArgumentException why;

  LayerException(int layer, Layer refusing, IllegalArgumentException why) {
    super(why);
    this.layer = layer;
    this.name = Sequential.text(refusing);
    this.why = why;
  }

  /// The layer's place in its network, from 0.
  public int layer() {
    return layer;
  }

  /// `layer 1, Linear(9, 1): ...`
  @Override
  public String getMessage() {
    return "layer " + layer + ", " + name + ": " + ProblemText.messageOf(why);
  }
}
