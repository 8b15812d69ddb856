package org.jpsi.learners;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jpsi.core.data.Dataset;
import org.jpsi.core.data.Parts;
import org.jpsi.core.loss.MeanSquaredError;
import org.jpsi.core.model.Link;
import org.jpsi.core.model.Predictor;
import org.jpsi.core.model.TreeEnsemble;
import org.jpsi.core.model.TreesPredictor;
import org.jpsi.core.task.Task;
import org.jpsi.core.train.Learner;

/// Random forest (Breiman, Mach. Learn. 45 (2001) 5): the mean of many deep trees, each trained on
/// a random subsample of the events, with a random subset of the features at each split; by XGBoost
/// on one thread, as in its tutorial "Random Forests in XGBoost". A leaf holds the weighted
/// fraction of a class, or the mean; with three classes or more each has its own trees. `features`
/// is the fraction of features per split; 0 stands for the square root of their number, for a
/// regression a third of it. Negative weights are refused.
public final class RandomForest implements Learner {
  // As many of n events as are drawn at least once in n draws with repetition: 1 - 1/e.
  private static final double SUBSAMPLE = 0.632;

  /// For the ServiceLoader.
  public RandomForest() {}

  @Override
  public String name() {
    return "random-forest";
  }

  @Override
  public String meaning() {
    return "The mean of many deep trees, each of events drawn for it, by XGBoost.";
  }

  @Override
  public List<Option> options() {
    return List.of(
        Option.integer("trees", 100, 1, 5000, "how many"),
        Option.integer("depth", 14, 1, 32, "of a tree, at most"),
        Option.number(
                "minChildWeight", 2, 0, 1e6, "the smallest weight of the training events in a leaf")
            .withAliases("leastWeight"),
        Option.number(
            "features",
            0,
            0,
            1,
            "the fraction of them that a question chooses from; 0 takes the square root of their"
                + " number, for a regression a third"),
        Option.integer("bins", 256, 2, 1 << 16, "of a feature, at whose edges trees ask"));
  }

  @Override
  public boolean interpolates() {
    return true;
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
    boolean regression = request.task() instanceof Task.Regression;
    int inputs = request.train().features();
    double defaultFraction = regression ? 1 / 3.0 : 1 / Math.sqrt(inputs);
    double featureFraction = LearnerChecks.setting(settings, "features");
    int trees = (int) LearnerChecks.setting(settings, "trees");
    Map<String, Object> parameters =
        Map.of(
            "num_parallel_tree",
            trees,
            "subsample",
            SUBSAMPLE,
            "colsample_bynode",
            Math.min(
                1, Math.max(featureFraction > 0 ? featureFraction : defaultFraction, 1.0 / inputs)),
            "eta",
            1,
            "lambda",
            0,
            "max_depth",
            (int) LearnerChecks.setting(settings, "depth"),
            "min_child_weight",
            LearnerChecks.setting(settings, "minChildWeight"),
            "max_bin",
            (int) LearnerChecks.setting(settings, "bins"));
    int width = request.task().width();
    try (Boosting forest = Boosting.begin(classFractions(request), parameters)) {
      forest.round(0);
      TreeEnsemble ensemble = TreeEnsemble.of(inputs, width, forest.trees(trees));
      Predictor predictor = new TreesPredictor(ensemble, regression ? Link.IDENTITY : Link.LOGIT);
      return new FitResult(
          predictor, EvaluationSet.singleEpoch(request, request.train(), predictor));
    }
  }

  /// The fraction of each class as a regression target: minimizing the squared error of one-hot
  /// targets minimizes the Gini impurity.
  private static FitRequest classFractions(FitRequest request) {
    Dataset data = request.train();
    int width = request.task().width();
    float[] targets = OneHotTargets.of(request.task(), data);
    List<Task.Target> fractions = new ArrayList<>();
    for (int k = 0; k < width; k++) {
      fractions.add(new Task.Target("share " + k, ""));
    }
    Dataset learned = Dataset.of(data.inputs(), targets, data.weights());
    return request.with(
        Parts.of(learned, Dataset.none()), new Task.Regression(fractions), new MeanSquaredError());
  }
}
