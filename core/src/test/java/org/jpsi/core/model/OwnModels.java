package org.jpsi.core.model;

import java.util.List;
import java.util.Map;
import org.jpsi.core.data.ColumnPreprocessing;
import org.jpsi.core.data.Features;
import org.jpsi.core.data.Preprocessing;
import org.jpsi.core.nn.Layer;
import org.jpsi.core.nn.Sequential;
import org.jpsi.core.random.Rng;
import org.jpsi.core.task.Task;

/// Models of two columns, `a` and `b`, with layers of one's own.
final class OwnModels {
  private OwnModels() {}

  static Model of(Layer... layers) {
    Sequential network = Sequential.of(layers);
    network.initialize(Rng.of(7));
    return of(new Task.Binary("signal", "background"), new NetworkPredictor(network));
  }

  static Model of(Task task, Predictor predictor) {
    return new Model(
        List.of(new InputColumn("a", false, 1, ""), new InputColumn("b", false, 1, "")),
        Preprocessing.of(
            Features.of("a", "b"), List.of(ColumnPreprocessing.NONE, ColumnPreprocessing.NONE)),
        "",
        task,
        predictor,
        Map.of());
  }

  static Sequential network(Model model) {
    return ((NetworkPredictor) model.predictor()).network();
  }
}
