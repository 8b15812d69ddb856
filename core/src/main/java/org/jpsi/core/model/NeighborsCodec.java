package org.jpsi.core.model;

/// Codec of nearest neighbors.
final class NeighborsCodec implements PredictorCodec<NeighborsPredictor> {
  private static final int MAX_WIDTH = 1 << 20;

  @Override
  public String kind() {
    return "neighbors";
  }

  @Override
  public Class<NeighborsPredictor> type() {
    return NeighborsPredictor.class;
  }

  @Override
  public void write(NeighborsPredictor predictor, PredictorWriter to) {
    NearestNeighbors near = predictor.neighbors();
    to.setting("inputs", near.inputs());
    to.setting("outputs", near.outputs());
    to.setting("events", near.stored());
    to.setting("neighbors", near.k());
    to.setting("link", predictor.link().id());
    to.array("events", near.events(), near.stored(), near.inputs());
    to.array("values", near.values(), near.stored(), near.outputs());
    to.array("weights", near.weights(), near.stored());
  }

  @Override
  public NeighborsPredictor read(PredictorReader from) {
    return new NeighborsPredictor(
        neighbors(from, "neighbors"), Link.of(from.settings().string("link")));
  }

  /// The neighbors alone.
  ///
  /// @param k the name of the setting that is their number
  static NearestNeighbors neighbors(PredictorReader from, String k) {
    JsonObject settings = from.settings();
    int inputs = settings.integer("inputs", 1, MAX_WIDTH);
    int outputs = settings.integer("outputs", 1, MAX_WIDTH);
    int stored = settings.integer("events", 1, NearestNeighbors.MAX_EVENTS);
    return NearestNeighbors.of(
        settings.integer(k, 1, stored),
        inputs,
        from.array("events", stored, inputs),
        outputs,
        from.array("values", stored, outputs),
        from.array("weights", stored));
  }
}
