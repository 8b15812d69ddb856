package org.jpsi.core.eval;

import java.util.List;
import java.util.Locale;
import org.jpsi.core.table.EventBlocks;

/// Comparison of a model with a reference, another learner fitted to some of the same training
/// events, on validation events that neither was fitted to: losses event by event, so that what is
/// hard for both drops out of the difference.
///
/// ```
/// d_i = l_i(model) - l_i(reference),  D = sum w d / sum w,  var(D) = sum w^2 (d - D)^2 / (sum w)^2
/// ```
///
/// @param reference its name, such as `boosted-trees`
/// @param events number of training events that the reference was fitted to
/// @param trainLoss mean loss of the model on training events
/// @param validationLoss mean loss of the model on the validation events
/// @param referenceLoss mean loss of the reference on the same
/// @param difference D: above zero where the reference is better
/// @param error one standard deviation of D
/// @param reweighted whether the weights, those of training, differ from the physical ones by more
///   than a factor, so that the losses are others than those of the run's figures
public record ReferenceComparison(
    String reference,
    int events,
    double trainLoss,
    double validationLoss,
    double referenceLoss,
    double difference,
    double error,
    boolean reweighted) {
  private static final double SIGMAS = 3;
  private static final double MATERIAL = 0.05;

  /// @param model loss of the model of each validation event
  /// @param other that of the reference
  /// @param weight of the events, with a positive sum
  /// @param reweighted whether they are others than the physical ones
  public static ReferenceComparison of(
      String reference,
      int events,
      double trainLoss,
      double[] model,
      double[] other,
      double[] weight,
      boolean reweighted) {
    ScoreChecks.lengths("reference", model.length, other.length);
    ScoreChecks.lengths("weight", model.length, weight.length);
    ScoreChecks.finite("loss", model);
    ScoreChecks.finite("loss of the reference", other);
    int n = model.length;
    double sum = ScoreChecks.positive("validation events", PartMetrics.sum(weight));
    double own = EventBlocks.sum(n, i -> weight[i] * model[i]) / sum;
    double its = EventBlocks.sum(n, i -> weight[i] * other[i]) / sum;
    double difference = own - its;
    double variance =
        EventBlocks.sum(
            n,
            i -> {
              double pull = weight[i] * (model[i] - other[i] - difference);
              return pull * pull;
            });
    return new ReferenceComparison(
        reference, events, trainLoss, own, its, difference, Math.sqrt(variance) / sum, reweighted);
  }

  /// The comparison of folds, each of whose models has a reference of its own, on the validation
  /// events of all: the means of the folds' by the weights of these, with the variance
  ///
  /// ```
  /// var(D) = sum W_f^2 var(D_f) / (sum W_f)^2
  /// ```
  ///
  /// @param folds of one reference, with as many or nearly as many training events each
  /// @param weight sum of weights of the validation events of each, with a positive sum
  public static ReferenceComparison ofFolds(List<ReferenceComparison> folds, double[] weight) {
    ScoreChecks.lengths("weight", folds.size(), weight.length);
    double sum = ScoreChecks.positive("validation events", PartMetrics.sum(weight));
    double[] mean = new double[4];
    double variance = 0;
    for (int f = 0; f < weight.length; f++) {
      ReferenceComparison fold = folds.get(f);
      double share = weight[f] / sum;
      mean[0] += share * fold.trainLoss;
      mean[1] += share * fold.validationLoss;
      mean[2] += share * fold.referenceLoss;
      mean[3] += share * fold.difference;
      variance += share * share * fold.error * fold.error;
    }
    ReferenceComparison first = folds.getFirst();
    return new ReferenceComparison(
        first.reference,
        first.events,
        mean[0],
        mean[1],
        mean[2],
        mean[3],
        Math.sqrt(variance),
        folds.stream().anyMatch(ReferenceComparison::reweighted));
  }

  /// Who does better, in a sentence: by more than three standard deviations, or nobody clearly.
  ///
  /// @param model the word for the model: `network`
  public String words(String model) {
    String better =
        difference > SIGMAS * error
            ? reference + " would do better than this " + model + " on these events"
            : -difference > SIGMAS * error
                ? "This " + model + " does better than " + reference + " on these events"
                : "Neither this "
                    + model
                    + " nor "
                    + reference
                    + " does clearly better on these events";
    return String.format(
        Locale.ROOT,
        "%s: loss %.4g, %s %.4g on validation events%s; event by event a difference of %.2g ±"
            + " %.1g.",
        better.substring(0, 1).toUpperCase(Locale.ROOT) + better.substring(1),
        validationLoss,
        reference,
        referenceLoss,
        weights(),
        difference,
        error);
  }

  private String weights() {
    return reweighted
        ? ", with their training weights, which differ from those of the figures"
        : "";
  }

  /// What was compared, in a sentence, as a reason of a verdict.
  String reason() {
    return String.format(
        Locale.ROOT,
        "A reference, %s fitted to %,d of the training events, has a loss of %.4g on the validation"
            + " events%s, this model %.4g: event by event a difference of %.4g ± %.2g.",
        reference,
        events,
        referenceLoss,
        weights(),
        validationLoss,
        difference,
        error);
  }

  /// Whether the reference is better: by more than three standard deviations and 5 % of the model's
  /// loss.
  public boolean isBetter() {
    return difference > SIGMAS * error && difference > MATERIAL * Math.abs(validationLoss);
  }

  /// Whether the model does not even describe its training events as well as the reference
  /// describes others: it is too simple, or was not trained enough.
  public boolean isModelTooSimple() {
    return isBetter() && trainLoss > referenceLoss;
  }
}
