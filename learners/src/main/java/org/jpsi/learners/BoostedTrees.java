package org.jpsi.learners;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jpsi.core.eval.Epoch;
import org.jpsi.core.eval.History;
import org.jpsi.core.model.DecisionTreeNode;
import org.jpsi.core.model.Link;
import org.jpsi.core.model.TreeEnsemble;
import org.jpsi.core.model.TreesPredictor;
import org.jpsi.core.train.Learner;
import org.jpsi.core.train.TrainingStep;

/// Gradient-boosted decision trees (BDT; Friedman, Ann. Stat. 29 (2001) 1189), by XGBoost (Chen and
/// Guestrin, arXiv:1603.02754) with histograms, on one thread, so that the bits are reproducible on
/// machines of one kind.
///
/// A boosting round adds one tree, or one for each of several classes or targets, and is a line of
/// the history. Early stopping ends the rounds after `patience` of them without a lower validation
/// loss (0: never); the rounds up to the best are kept. The losses are binary cross-entropy,
/// softmax cross-entropy and squared error. Negative weights are refused, as by XGBoost: the value
/// of a leaf divides by a sum of weights.
public final class BoostedTrees implements Learner {
  // Only every tenth round is reported to the listener.
  private static final int ROUNDS_PER_LINE = 10;

  /// For the ServiceLoader.
  public BoostedTrees() {}

  @Override
  public String name() {
    return "boosted-trees";
  }

  @Override
  public String meaning() {
    return "Trees made one after the other, each of what those before it leave, by XGBoost.";
  }

  @Override
  public List<Option> options() {
    return List.of(
        Option.integer(
            "rounds", 1000, 1, 10_000, "of one tree, or one for each of several classes"),
        Option.number("learningRate", 0.05, 1e-4, 1, "by which each tree is scaled"),
        Option.integer("depth", 6, 1, 16, "of a tree, at most"),
        Option.number(
                "minChildWeight",
                5,
                0,
                1e6,
                "the smallest sum of second derivatives in a leaf, as XGBoost's min_child_weight")
            .withAliases("leastWeight"),
        Option.number("l2", 1, 0, 1e6, "penalty on the squares of the leaves' values"),
        Option.number("subsample", 0.8, 0.01, 1, "the share of the events that a tree is made of"),
        Option.number(
            "colsample", 0.8, 0.01, 1, "the share of the features that each node chooses among"),
        Option.integer("bins", 256, 2, 1 << 16, "of a feature, at whose edges trees ask"),
        Option.integer(
            "patience",
            50,
            0,
            10_000,
            "rounds without a better validation loss before they end; 0 never ends them early"));
  }

  @Override
  public int steps(Map<String, Double> given) {
    return (int) LearnerChecks.setting(settings(given), "rounds");
  }

  @Override
  public int patience(Map<String, Double> given) {
    return (int) LearnerChecks.setting(settings(given), "patience");
  }

  /// Each split sends events without a value to the side where they do better.
  @Override
  public boolean missingValues() {
    return true;
  }

  @Override
  public void check(FitRequest request) {
    settings(request.settings());
    LearnerChecks.requireNonNegativeWeights(name(), request);
  }

  @Override
  public FitResult fit(FitRequest request) {
    check(request);
    Map<String, Double> settings = settings(request.settings());
    int rounds = steps(settings);
    int patience = patience(settings);
    List<Epoch> epochs = new ArrayList<>();
    int best = 0;
    double lowest = Double.POSITIVE_INFINITY;
    History.StopReason stopReason = History.StopReason.EPOCHS;
    try (Boosting boosting = Boosting.begin(request, parameters(settings))) {
      EvaluationSet train = new EvaluationSet(request.train(), request.loss());
      EvaluationSet validation = new EvaluationSet(request.validation(), request.loss());
      for (int round = 1; round <= rounds; round++) {
        boosting.round(round - 1);
        double trainLoss = train.loss(boosting.trainOutputs());
        float[] outputs = boosting.validationOutputs();
        double loss = validation.loss(outputs);
        double metric = validation.metric(outputs, request.metric());
        // NaN where there are no validation events: then the last round is kept.
        boolean better = !(loss >= lowest);
        if (better) {
          best = round;
          lowest = loss;
        }
        Epoch epoch =
            new Epoch(
                round,
                trainLoss,
                loss,
                metric,
                better,
                LearnerChecks.setting(settings, "learningRate"),
                0);
        epochs.add(epoch);
        request.listener().step(TrainingStep.of(epoch, request.train()));
        if (round % ROUNDS_PER_LINE == 0 || round == rounds) {
          request.listener().epoch(epoch);
        }
        if (request.listener().stop()) {
          stopReason = History.StopReason.STOPPED;
          break;
        }
        if (patience > 0 && round - best >= patience) {
          stopReason = History.StopReason.PATIENCE;
          break;
        }
      }
      List<DecisionTreeNode> trees = boosting.trees(best);
      TreeEnsemble ensemble =
          TreeEnsemble.of(request.train().features(), request.task().width(), trees);
      return new FitResult(
          new TreesPredictor(ensemble, Link.IDENTITY), new History(epochs, best, stopReason));
    }
  }

  private static Map<String, Object> parameters(Map<String, Double> settings) {
    return Map.ofEntries(
        Map.entry("eta", LearnerChecks.setting(settings, "learningRate")),
        Map.entry("max_depth", (int) LearnerChecks.setting(settings, "depth")),
        Map.entry("min_child_weight", LearnerChecks.setting(settings, "minChildWeight")),
        Map.entry("lambda", LearnerChecks.setting(settings, "l2")),
        Map.entry("subsample", LearnerChecks.setting(settings, "subsample")),
        Map.entry("colsample_bynode", LearnerChecks.setting(settings, "colsample")),
        // what a round draws does not depend on what else this thread has trained
        Map.entry("seed_per_iteration", true),
        Map.entry("max_bin", (int) LearnerChecks.setting(settings, "bins")));
  }
}
