package org.jpsi.learners;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jpsi.core.data.Dataset;
import org.jpsi.core.loss.MeanSquaredError;
import org.jpsi.core.nn.Logit;
import org.jpsi.core.nn.Sequential;
import org.jpsi.core.nn.TreeEnsemble;
import org.jpsi.core.task.Task;
import org.jpsi.core.train.Learner;

/// The mean of many deep trees, each of a part of the events drawn for it, whose questions choose
/// from features drawn anew (Breiman, Mach. Learn. 45 (2001) 5), by XGBoost on one thread, as it
/// stands in its tutorial "Random Forests in XGBoost". A leaf says the weighted share of a class,
/// or the mean; of three classes or more each has trees of its own. `features` is the fraction of
/// them that a question chooses from; 0 takes the square root of their number, for a regression a
/// third of it. Weights may not be negative.
public final class RandomForest implements Learner {
  // As many of n events as are drawn at least once in n draws with repetition: 1 - 1/e.
  private static final double DRAWN = 0.632;

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
        Option.whole("trees", 100, 1, 5000, "how many"),
        Option.whole("depth", 14, 1, 32, "of a tree, at most"),
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
        Option.whole("bins", 256, 2, 1 << 16, "of a feature, at whose edges trees ask"));
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
    boolean regression = order.task() instanceof Task.Regression;
    int inputs = order.train().features();
    double usual = regression ? 1 / 3.0 : 1 / Math.sqrt(inputs);
    double said = LearnerChecks.of(settings, "features");
    int trees = (int) LearnerChecks.of(settings, "trees");
    Map<String, Object> parameters =
        Map.of(
            "num_parallel_tree",
            trees,
            "subsample",
            DRAWN,
            "colsample_bynode",
            Math.min(1, Math.max(said > 0 ? said : usual, 1.0 / inputs)),
            "eta",
            1,
            "lambda",
            0,
            "max_depth",
            (int) LearnerChecks.of(settings, "depth"),
            "min_child_weight",
            LearnerChecks.of(settings, "minChildWeight"),
            "max_bin",
            (int) LearnerChecks.of(settings, "bins"));
    int width = order.task().width();
    try (Boosting forest = Boosting.begin(shares(order), parameters)) {
      forest.round(0);
      TreeEnsemble layer = TreeEnsemble.of(inputs, width, forest.trees(trees));
      Sequential network = regression ? Sequential.of(layer) : Sequential.of(layer, Logit.of());
      return new Fit(network, EvaluationSet.once(order, order.train(), network));
    }
  }

  /// The share of each class as quantities: the mean of 0 and 1 makes squares least, and the index
  /// of Gini with them.
  private static Order shares(Order order) {
    Dataset data = order.train();
    int width = order.task().width();
    float[] targets = OneHotTargets.of(order.task(), data);
    List<Task.Target> shares = new ArrayList<>();
    for (int k = 0; k < width; k++) {
      shares.add(new Task.Target("share " + k, ""));
    }
    return new Order(
        new Dataset(data.events(), data.features(), data.inputs(), width, targets, data.weights()),
        new Dataset(0, data.features(), new float[0], width, new float[0], new float[0]),
        new Task.Regression(shares),
        new MeanSquaredError(),
        order.metric(),
        Map.of(),
        order.seed(),
        order.listener());
  }
}
