package org.jpsi.learners;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jpsi.core.model.DecisionTreeNode;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.json.JsonMapper;

/// XGBoost's JSON model format (xgboost.readthedocs.io, "Introduction to Model IO"): never from a
/// file, always of a training that has just ended. Parsed as a stream, since a JSON tree of
/// millions of nodes would not fit in memory.
///
/// @param trees all, in order
/// @param baseScore the value before the trees, in the units of the prediction: one for all
///   outputs, or since XGBoost 3.1 one for each
record XgboostModel(List<DecisionTreeNode> trees, List<Double> baseScore) {
  private static final JsonMapper JSON = new JsonMapper();
  // The objects on the way to the array of trees and to the base score.
  private static final Set<String> PATH =
      Set.of("learner", "gradient_booster", "model", "learner_model_param");

  static XgboostModel read(byte[] model) {
    List<DecisionTreeNode> trees = null;
    List<Double> baseScore = null;
    try (JsonParser parser = JSON.createParser(model)) {
      for (JsonToken at = parser.nextToken(); at != null; at = parser.nextToken()) {
        if (at != JsonToken.PROPERTY_NAME) {
          continue;
        }
        String name = parser.currentName();
        JsonToken value = parser.nextToken();
        if (name.equals("trees") && value == JsonToken.START_ARRAY) {
          trees = new ArrayList<>();
          while (parser.nextToken() == JsonToken.START_OBJECT) {
            trees.add(Nodes.read(parser).tree(0));
          }
        } else if (name.equals("base_score") && value == JsonToken.VALUE_STRING) {
          baseScore = numbersIn(parser.getString());
        } else if (!PATH.contains(name)) {
          parser.skipChildren();
        }
      }
    }
    if (trees == null || baseScore == null) {
      throw new IllegalStateException(
          "XGBoost's model has no " + (trees == null ? "trees" : "base_score") + " where expected");
    }
    return new XgboostModel(trees, baseScore);
  }

  // 5E-1, and since XGBoost 3.1 [5E-1] or [1E-1,2E-1,7E-1]
  private static List<Double> numbersIn(String text) {
    boolean list = text.startsWith("[") && text.endsWith("]");
    String numbers = list ? text.substring(1, text.length() - 1) : text;
    return Arrays.stream(numbers.split(",", -1)).map(Double::valueOf).toList();
  }

  /// Tree as arrays over its nodes. For a leaf, the condition is its value.
  private static final class Nodes {
    private float[] left = {};
    private float[] right = {};
    private float[] feature = {};
    private float[] condition = {};
    private float[] missingLeft = {};

    static Nodes read(JsonParser parser) {
      Nodes nodes = new Nodes();
      while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
        String name = parser.currentName();
        parser.nextToken();
        switch (name) {
          case "left_children" -> nodes.left = numbers(parser);
          case "right_children" -> nodes.right = numbers(parser);
          case "split_indices" -> nodes.feature = numbers(parser);
          case "split_conditions" -> nodes.condition = numbers(parser);
          case "default_left" -> nodes.missingLeft = numbers(parser);
          default -> parser.skipChildren();
        }
      }
      return nodes;
    }

    // Integers among them are below 2^24, so exact in float32.
    private static float[] numbers(JsonParser parser) {
      float[] numbers = new float[64];
      int n = 0;
      while (parser.nextToken() != JsonToken.END_ARRAY) {
        if (n == numbers.length) {
          numbers = Arrays.copyOf(numbers, 2 * n);
        }
        numbers[n++] =
            parser.currentToken().isNumeric()
                ? parser.getFloatValue()
                : parser.getBooleanValue() ? 1 : 0;
      }
      return Arrays.copyOf(numbers, n);
    }

    DecisionTreeNode tree(int node) {
      int below = (int) left[node];
      if (below < 0) {
        return new DecisionTreeNode.Leaf(condition[node]);
      }
      return new DecisionTreeNode.Branch(
          (int) feature[node],
          condition[node],
          missingLeft[node] != 0,
          tree(below),
          tree((int) right[node]));
    }
  }
}
