package org.jpsi.analysis;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jpsi.core.data.Dataset;
import org.jpsi.core.model.MixturePredictor;
import org.jpsi.core.model.Predictor;
import org.jpsi.core.parallel.ThreadPool;
import org.jpsi.core.train.Predictions;

/// Figures of a mixture of network and boosted trees: its weight, and what chose it, the losses on
/// the validation events with their training weights.
///
/// @param weight of the network
/// @param mixed loss of the mixture
/// @param network loss of the network alone
/// @param trees loss of the trees alone
record MixtureFigures(double weight, double mixed, double network, double trees) {
  /// Empty where the model is no mixture.
  static Optional<MixtureFigures> of(
      PreparedTraining training, TrainedModel model, ThreadPool pool) {
    return model.predictor() instanceof MixturePredictor mixture
        ? Optional.of(
            new MixtureFigures(
                mixture.weight(),
                loss(training, mixture, pool),
                loss(training, mixture.first(), pool),
                loss(training, mixture.second(), pool)))
        : Optional.empty();
  }

  private static double loss(PreparedTraining training, Predictor predictor, ThreadPool pool) {
    Dataset events = training.validation();
    return Predictions.of(predictor, training.loss(), events, pool).meanLoss(events);
  }

  /// For the report.
  String words() {
    return String.format(
        Locale.ROOT,
        "%.2f of the network + %.2f of %s, by the loss on the validation events, with their"
            + " training weights: %.4g mixed, %.4g of the network alone, %.4g of %s alone",
        weight,
        1 - weight,
        Learners.TREES,
        mixed,
        network,
        trees,
        Learners.TREES);
  }

  /// For `metrics.json`.
  Map<String, Object> values() {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("networkWeight", weight);
    values.put("validationLoss", mixed);
    values.put("networkValidationLoss", network);
    values.put("treesValidationLoss", trees);
    return values;
  }
}
