package org.jpsi.analysis;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jpsi.core.model.MixturePredictor;

/// Figures of a mixture of network and boosted trees: its weight, and what chose it, the losses on
/// the validation events with their training weights.
///
/// @param weight of the network
/// @param mixed loss of the mixture
/// @param network loss of the network alone
/// @param trees loss of the trees alone
/// @param reweighted whether these weights differ from those of the run's figures
record MixtureFigures(
    double weight, double mixed, double network, double trees, boolean reweighted) {
  /// Empty where the model is no mixture.
  static Optional<MixtureFigures> of(EventScoring scoring, TrainedModel model) {
    return model.predictor() instanceof MixturePredictor mixture
        ? Optional.of(
            new MixtureFigures(
                mixture.weight(),
                scoring.validationLoss(mixture),
                scoring.validationLoss(mixture.first()),
                scoring.validationLoss(mixture.second()),
                scoring.training().isReweighted()))
        : Optional.empty();
  }

  /// For the report.
  String words() {
    return String.format(
        Locale.ROOT,
        "%.2f of the network + %.2f of %s, by the loss on the validation events%s: %.4g mixed, %.4g"
            + " of the network alone, %.4g of %s alone",
        weight,
        1 - weight,
        Learners.TREES,
        reweighted ? ", with their training weights, which differ from those of the figures" : "",
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
