package org.jpsi.learners;

import java.util.List;
import java.util.Map;
import org.jpsi.core.train.Learner;

/// Decision tree (CART: Breiman, Friedman, Olshen and Stone, Classification and Regression Trees,
/// 1984), by Tribuo: each split minimizes the Gini impurity, or for a regression the squared error.
/// A leaf holds the weighted fraction of each class, or the mean. Negative weights are refused.
public final class DecisionTree implements Learner {
  /// For the ServiceLoader.
  public DecisionTree() {}

  @Override
  public String name() {
    return "decision-tree";
  }

  @Override
  public String meaning() {
    return "One tree, by Tribuo.";
  }

  @Override
  public List<Option> options() {
    return List.of(
        Option.integer("depth", 6, 1, 64, "of the tree, at most"),
        Option.number(
                "minChildWeight",
                5,
                1e-6,
                1e6,
                "the smallest weight of the training events in a leaf")
            .withAliases("leastWeight"));
  }

  @Override
  public void check(FitRequest request) {
    settings(request.settings());
    LearnerChecks.requireNonNegativeWeights(name(), request);
    LearnerChecks.requireNoMissingValues(name(), request);
  }

  @Override
  public FitResult fit(FitRequest request) {
    check(request);
    Map<String, Double> settings = settings(request.settings());
    int depth = (int) LearnerChecks.setting(settings, "depth");
    return new TribuoTree(depth, (float) LearnerChecks.setting(settings, "minChildWeight"))
        .fit(request);
  }
}
