package org.jpsi.core.train;

import org.jpsi.core.data.Batch;
import org.jpsi.core.data.Dataset;
import org.jpsi.core.loss.Loss;
import org.jpsi.core.nn.Layer;
import org.jpsi.core.nn.Mode;
import org.jpsi.core.optim.Lbfgs;
import org.jpsi.core.tensor.Parameters;
import org.jpsi.core.tensor.Tensor;

/// Full-batch loss as a function of a network's parameters, `sum w l / sum w`, the objective of
/// {@link Lbfgs}. Dropout is off: the function must not change between calls.
public final class FullBatchLoss {
  private FullBatchLoss() {}

  /// @throws InputException where an input, weight or target is not finite or a target is outside
  ///   the loss's range
  /// @throws IllegalArgumentException where the weights' mean is not positive
  public static Lbfgs.Objective of(
      Layer network, Loss loss, Parameters parameters, Dataset events) {
    DatasetCheck.of("events", events, network, loss);
    double mean = events.positiveMeanWeight("FullBatchLoss");
    Batch batch = events.batch();
    double all = mean * events.events();
    return gradient -> {
      Tensor sum = loss.forward(network.forward(batch.tensors(), Mode.inference()), batch);
      sum.backward().addTo(parameters, gradient, 0);
      for (int i = 0; i < gradient.length; i++) {
        gradient[i] = (float) (gradient[i] / all);
      }
      return sum.item() / all;
    };
  }
}
