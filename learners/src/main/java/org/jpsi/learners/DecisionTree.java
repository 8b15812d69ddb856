package org.jpsi.learners;

import java.util.List;
import java.util.Map;
import org.jpsi.core.train.Learner;

/// One tree (Breiman, Friedman, Olshen and Stone, Classification and Regression Trees, 1984): each
/// question is the one that parts the classes best by Gini's index, or targets by their squares; by
/// Tribuo. A leaf says the weighted share of each class in it, or the mean. Weights may not be
/// negative.
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
        Option.whole("depth", 6, 1, 64, "of the tree, at most"),
        Option.number(
                "minChildWeight",
                5,
                1e-6,
                1e6,
                "the smallest weight of the training events in a leaf")
            .withAliases("leastWeight"));
  }

  @Override
  public void demandFitting(Order order) {
    settings(order.settings());
    LearnerChecks.demandNotNegative(name(), order);
  }

  @Override
  public Fit fit(Order order) {
    demandFitting(order);
    Map<String, Double> settings = settings(order.settings());
    int depth = (int) LearnerChecks.of(settings, "depth");
    return new TribuoTree(depth, (float) LearnerChecks.of(settings, "minChildWeight")).fit(order);
  }
}
