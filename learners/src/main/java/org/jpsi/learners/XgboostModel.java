package org.jpsi.learners;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jpsi.core.model.DecisionTreeNode;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.json.JsonMapper;

/// Reader of XGBoost's JSON model format (xgboost.readthedocs.io, "Introduction to Model IO"):
/// never from a file, always of a training that has just ended. Parsed as a stream, since a JSON
/// tree of millions of nodes would not fit in memory.
final class XgboostModel {
  private static final JsonMapper JSON = new JsonMapper();
  // The path to the array of trees.
  private static final Set<String> PATH = Set.of("learner", "gradient_booster", "model", "trees");

  private XgboostModel() {}

  /// All trees, in order.
  static List<DecisionTreeNode> trees(byte[] model) {
    List<DecisionTreeNode> trees = new ArrayList<>();
    try (JsonParser parser = JSON.createParser(model)) {
      parser.nextToken();
      while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
        String name = parser.currentName();
        JsonToken value = parser.nextToken();
        if (!PATH.contains(name)) {
          parser.skipChildren();
        } else if (value == JsonToken.START_ARRAY) {
          while (parser.nextToken() == JsonToken.START_OBJECT) {
            trees.add(Nodes.read(parser).tree(0));
          }
          return trees;
        }
      }
    }
    throw new IllegalStateException("XGBoost's model has no trees where they are looked for");
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
