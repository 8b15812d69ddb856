package org.jpsi.core.model;

import java.util.List;
import java.util.Map;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.nn.LayerSpec;

/// Predictor of a model file of format 1 or 2, where trees and neighbors were layers of a network:
/// the only one, or the only one before one of kind `logOdds`.
final class FormerPredictor {
  private FormerPredictor() {}

  /// @param from whose description is that of the layers
  static Predictor read(PredictorReader from) {
    LayerSpec described = NetworkCodec.spec(from.settings());
    String first = described.layers().isEmpty() ? "" : described.layers().getFirst().type();
    Predictor read =
        switch (first) {
          case "trees" -> new TreesPredictor(TreesCodec.trees(layer(from)), link(described));
          case "neighbours" ->
              new NeighborsPredictor(
                  NeighborsCodec.neighbors(layer(from), "neighbours"), link(described));
          default -> NetworkCodec.read(described, Map.of(), from);
        };
    from.demandAllUsed();
    return read;
  }

  private static PredictorReader layer(PredictorReader from) {
    return from.inside(from.settings().objects("parts").getFirst().object("settings"), "0");
  }

  private static Link link(LayerSpec described) {
    List<String> after = described.layers().stream().skip(1).map(LayerSpec::type).toList();
    if (after.isEmpty()) {
      return Link.IDENTITY;
    }
    if (after.equals(List.of("logOdds"))) {
      return Link.LOGIT;
    }
    throw InputException.at("network")
        .expected("a layer of kind logOdds, or none, after the first")
        .found(String.join(", ", after))
        .exception();
  }
}
