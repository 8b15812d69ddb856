package org.jpsi.core.nn;

import java.util.function.Function;

/// A provider of one type of layers of one's own.
public abstract class OwnProvider implements LayerProvider {
  private final String type;
  private final Function<LayerSpec, Layer> layer;

  protected OwnProvider(String type, Function<LayerSpec, Layer> layer) {
    this.type = type;
    this.layer = layer;
  }

  @Override
  public String type() {
    return type;
  }

  @Override
  public Layer build(LayerSpec spec) {
    return layer.apply(spec);
  }
}
