package org.jpsi.baselines;

import java.util.ArrayList;
import java.util.List;
import org.jpsi.core.nn.Tree;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// XGBoost's model as it writes it in JSON (xgboost.readthedocs.io, "Introduction to Model IO"):
/// never from a file, always of a training that has just ended.
final class XgboostModel {
  private static final JsonMapper JSON = new JsonMapper();

  private XgboostModel() {}

  /// All trees, in order.
  static List<Tree> trees(byte[] model) {
    JsonNode learner = JSON.readTree(model).required("learner");
    JsonNode all = learner.required("gradient_booster").required("model").required("trees");
    List<Tree> trees = new ArrayList<>();
    for (JsonNode tree : all) {
      trees.add(new Arrays(tree).tree(0));
    }
    return trees;
  }

  /// A tree as arrays over its nodes. Where there is no child, `split_conditions` is the leaf's
  /// value.
  private record Arrays(
      JsonNode left, JsonNode right, JsonNode feature, JsonNode condition, JsonNode missingLeft) {
    Arrays(JsonNode tree) {
      this(
          tree.required("left_children"),
          tree.required("right_children"),
          tree.required("split_indices"),
          tree.required("split_conditions"),
          tree.required("default_left"));
    }

    Tree tree(int node) {
      int below = left.required(node).asInt();
      float number = condition.required(node).floatValue();
      if (below < 0) {
        return new Tree.Leaf(number);
      }
      return new Tree.Split(
          feature.required(node).asInt(),
          number,
          missingLeft.required(node).asInt() != 0,
          tree(below),
          tree(right.required(node).asInt()));
    }
  }
}
