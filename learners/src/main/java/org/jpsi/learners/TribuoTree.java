package org.jpsi.learners;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jpsi.core.data.Dataset;
import org.jpsi.core.model.DecisionTreeNode;
import org.jpsi.core.model.Link;
import org.jpsi.core.model.Predictor;
import org.jpsi.core.model.TreeEnsemble;
import org.jpsi.core.model.TreesPredictor;
import org.jpsi.core.task.Task;
import org.jpsi.core.train.Learner;
import org.tribuo.ImmutableFeatureMap;
import org.tribuo.classification.Label;
import org.tribuo.classification.LabelFactory;
import org.tribuo.classification.dtree.CARTClassificationTrainer;
import org.tribuo.classification.dtree.impurity.GiniIndex;
import org.tribuo.common.tree.LeafNode;
import org.tribuo.common.tree.Node;
import org.tribuo.common.tree.SplitNode;
import org.tribuo.common.tree.TreeModel;
import org.tribuo.regression.RegressionFactory;
import org.tribuo.regression.Regressor;
import org.tribuo.regression.rtree.CARTJointRegressionTrainer;
import org.tribuo.regression.rtree.impurity.MeanSquaredError;

/// CART training by Tribuo, converted to a predictor.
///
/// @param depth maximum depth
/// @param minChildWeight minimum sum of weights in a leaf
record TribuoTree(int depth, float minChildWeight) {

  Learner.FitResult fit(Learner.FitRequest request) {
    Dataset train = request.train();
    boolean regression = request.task() instanceof Task.Regression;
    DecisionTreeNode tree = regression ? regression(request) : classes(request);
    TreeEnsemble single = TreeEnsemble.of(train.features(), request.task().width(), List.of(tree));
    Predictor predictor = new TreesPredictor(single, regression ? Link.IDENTITY : Link.LOGIT);
    return new Learner.FitResult(
        predictor, EvaluationSet.singleEpoch(request, request.train(), predictor));
  }

  private DecisionTreeNode classes(Learner.FitRequest request) {
    Dataset data = request.train();
    float[] targets = data.targets();
    int classes = request.task() instanceof Task.Multiclass m ? m.classes().size() : 2;
    var events =
        TribuoEvents.of(
            data.inputs(),
            data.features(),
            data.weights(),
            new LabelFactory(),
            i -> new Label(Integer.toString((int) targets[i])));
    var trainer =
        new CARTClassificationTrainer(depth, minChildWeight, 0, 1, new GiniIndex(), request.seed());
    return converted(trainer.train(events), leaf -> classFractions(leaf, classes));
  }

  // The fraction of each class in a leaf; of two classes, that of the signal.
  private static float[] classFractions(LeafNode<Label> leaf, int classes) {
    double[] of = new double[classes];
    double sum = 0;
    for (Map.Entry<String, Label> entry : leaf.getDistribution().entrySet()) {
      double score = entry.getValue().getScore();
      of[Integer.parseInt(entry.getKey())] = score;
      sum += score;
    }
    if (classes == 2) {
      return new float[] {(float) (of[1] / sum)};
    }
    float[] votes = new float[classes];
    for (int c = 0; c < classes; c++) {
      votes[c] = (float) (of[c] / sum);
    }
    return votes;
  }

  private DecisionTreeNode regression(Learner.FitRequest request) {
    Dataset data = request.train();
    float[] targets = data.targets();
    int width = data.outputs();
    String[] names = new String[width];
    for (int k = 0; k < width; k++) {
      names[k] = Integer.toString(k);
    }
    var events =
        TribuoEvents.of(
            data.inputs(),
            data.features(),
            data.weights(),
            new RegressionFactory(),
            i -> {
              double[] values = new double[width];
              for (int k = 0; k < width; k++) {
                values[k] = targets[i * width + k];
              }
              return new Regressor(names, values);
            });
    var trainer =
        new CARTJointRegressionTrainer(
            depth, minChildWeight, 0, 1, false, new MeanSquaredError(), false, request.seed());
    return converted(
        trainer.train(events),
        leaf -> {
          float[] mean = new float[width];
          for (int k = 0; k < width; k++) {
            mean[k] = (float) leaf.getOutput().getDimension(names[k]).orElseThrow().getValue();
          }
          return mean;
        });
  }

  private static <T extends org.tribuo.Output<T>> DecisionTreeNode converted(
      TreeModel<T> tree, Function<LeafNode<T>, float[]> leafValue) {
    return converted(tree.getRoot(), tree.getFeatureIDMap(), leafValue);
  }

  // Tribuo splits by `<=` in float64, our trees by `<` in float32: the limit is the smallest float
  // above.
  private static <T extends org.tribuo.Output<T>> DecisionTreeNode converted(
      Node<T> node, ImmutableFeatureMap names, Function<LeafNode<T>, float[]> leafValue) {
    if (node instanceof SplitNode<T> split) {
      float limit = (float) split.splitValue();
      return new DecisionTreeNode.Branch(
          TribuoEvents.feature(names.get(split.getFeatureID()).getName()),
          limit > split.splitValue() ? limit : Math.nextUp(limit),
          true,
          converted(split.getLessThanOrEqual(), names, leafValue),
          converted(split.getGreaterThan(), names, leafValue));
    }
    return new DecisionTreeNode.Leaf(leafValue.apply((LeafNode<T>) node));
  }
}
