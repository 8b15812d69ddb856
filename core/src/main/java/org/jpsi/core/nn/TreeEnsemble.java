package org.jpsi.core.nn;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.tensor.Parameter;
import org.jpsi.core.tensor.Shape;
import org.jpsi.core.tensor.Tensor;

/// Ensemble of decision trees (boosted trees, random forest): the sum of their outputs, `[events,
/// inputs]` to `[events, outputs]`, in float32 in the order of the trees. A leaf holds either a
/// number for every output, or one alone: then tree number t adds to output t mod `outputs`, as
/// boosted trees of several classes do.
///
/// The trees are trained elsewhere, not by gradients; they are buffers, and a file may hold them.
/// Nodes are in depth-first preorder, left first, so a left child directly follows its parent.
/// Buffers, all float32: `root` `[trees]`, the index of each tree's first node; of each node
/// `feature`, `threshold`, `right` (the index of the right child; 0 for a leaf) and `missing` (1
/// where NaN goes left), all `[nodes]`; and `value` `[nodes, numbers per leaf]`.
public final class TreeEnsemble implements Layer {
  // float32 represents every whole number up to here exactly.
  private static final int MAX_NODES = 1 << 24;
  private static final int MAX_DEPTH = 256;

  private final int inputs;
  private final int outputs;
  private final int valuesPerLeaf;
  private final Parameter root;
  private final Parameter feature;
  private final Parameter threshold;
  private final Parameter right;
  private final Parameter missing;
  private final Parameter value;

  private TreeEnsemble(int inputs, int outputs, int trees, int nodes, int valuesPerLeaf) {
    this.inputs = inputs;
    this.outputs = outputs;
    this.valuesPerLeaf = valuesPerLeaf;
    root = Parameter.of("root", Shape.of(trees));
    feature = Parameter.of("feature", Shape.of(nodes));
    threshold = Parameter.of("threshold", Shape.of(nodes));
    right = Parameter.of("right", Shape.of(nodes));
    missing = Parameter.of("missing", Shape.of(nodes));
    value = Parameter.of("value", Shape.of(nodes, valuesPerLeaf));
  }

  /// The sum of these trees.
  ///
  /// @throws IllegalArgumentException where a tree splits on a feature that is not there, or leaves
  ///   hold neither one number nor `outputs`
  public static TreeEnsemble of(int inputs, int outputs, List<DecisionTreeNode> trees) {
    int nodes = trees.stream().mapToInt(DecisionTreeNode::nodes).sum();
    DecisionTreeNode first = trees.getFirst();
    while (first instanceof DecisionTreeNode.Branch split) {
      first = split.left();
    }
    TreeEnsemble made =
        new TreeEnsemble(
            inputs, outputs, trees.size(), nodes, ((DecisionTreeNode.Leaf) first).values().length);
    new Writer(made).write(trees);
    try {
      made.verify();
    } catch (InputException wrong) {
      throw new IllegalArgumentException(wrong.message(), wrong);
    }
    return made;
  }

  /// Writer of trees into the arrays.
  private static final class Writer {
    private final TreeEnsemble into;
    private int at;

    private Writer(TreeEnsemble into) {
      this.into = into;
    }

    private void write(List<DecisionTreeNode> trees) {
      for (int t = 0; t < trees.size(); t++) {
        into.root.storage()[into.root.offset() + t] = at;
        write(trees.get(t));
      }
    }

    private void write(DecisionTreeNode tree) {
      int node = at++;
      switch (tree) {
        case DecisionTreeNode.Leaf leaf -> {
          if (leaf.values().length != into.valuesPerLeaf) {
            throw new IllegalArgumentException(
                "TreeEnsemble: expected "
                    + into.valuesPerLeaf
                    + " numbers in each leaf, found "
                    + leaf.values().length);
          }
          int index = into.value.offset() + node * into.valuesPerLeaf;
          System.arraycopy(leaf.values(), 0, into.value.storage(), index, into.valuesPerLeaf);
        }
        case DecisionTreeNode.Branch split -> {
          into.feature.storage()[into.feature.offset() + node] = split.feature();
          into.threshold.storage()[into.threshold.offset() + node] = split.threshold();
          into.missing.storage()[into.missing.offset() + node] = split.missingLeft() ? 1 : 0;
          write(split.left());
          into.right.storage()[into.right.offset() + node] = at;
          write(split.right());
        }
      }
    }
  }

  static TreeEnsemble from(LayerSpec spec) {
    int outputs = spec.integer("outputs", 1, LayerRegistry.MAX_WIDTH);
    int valuesPerLeaf = spec.integer("each", 1, outputs);
    if (valuesPerLeaf != 1 && valuesPerLeaf != outputs) {
      throw InputException.at("layer trees")
          .expected("`each`: 1 or " + outputs)
          .found(Integer.toString(valuesPerLeaf))
          .exception();
    }
    return new TreeEnsemble(
        spec.integer("inputs", 1, LayerRegistry.MAX_WIDTH),
        outputs,
        spec.integer("trees", 1, MAX_NODES),
        spec.integer("nodes", 1, MAX_NODES),
        valuesPerLeaf);
  }

  static long values(LayerSpec spec) {
    long valuesPerLeaf = spec.integer("each", 1, LayerRegistry.MAX_WIDTH);
    return spec.integer("trees", 1, MAX_NODES)
        + (4 + valuesPerLeaf) * spec.integer("nodes", 1, MAX_NODES);
  }

  /// Number of trees.
  public int trees() {
    return root.shape().count();
  }

  /// Tree number `t`, from 0.
  public DecisionTreeNode tree(int t) {
    return tree(new int[] {(int) at(root, t)});
  }

  // The index moves on to the node after the subtree.
  private DecisionTreeNode tree(int[] index) {
    int node = index[0]++;
    if (at(right, node) == 0) {
      int from = value.offset() + node * valuesPerLeaf;
      return new DecisionTreeNode.Leaf(
          Arrays.copyOfRange(value.storage(), from, from + valuesPerLeaf));
    }
    DecisionTreeNode left = tree(index);
    return new DecisionTreeNode.Branch(
        (int) at(feature, node), at(threshold, node), at(missing, node) != 0, left, tree(index));
  }

  private static float at(Parameter array, int i) {
    return array.storage()[array.offset() + i];
  }

  @Override
  public Tensor forward(Tensor x, Mode mode) {
    if (mode instanceof Mode.Training) {
      throw InputException.at("trees")
          .says("cannot be trained by gradients: they are piecewise constant")
          .remedy("make them with the learners `boosted-trees`, `random-forest`, `decision-tree`")
          .exception();
    }
    if (x.shape().rank() != 2 || x.shape().size(1) != inputs) {
      throw new IllegalArgumentException(
          "trees: expected [events, " + inputs + "], found " + x.shape());
    }
    int events = x.shape().size(0);
    float[] y = new float[Math.multiplyExact(events, outputs)];
    for (int t = 0; t < trees(); t++) {
      add(x.values(), x.offset(), events, (int) at(root, t), t, y);
    }
    return Tensor.of(y, events, outputs);
  }

  // One tree for all events, so that it stays in the cache.
  private void add(float[] x, int from, int events, int first, int tree, float[] y) {
    float[] features = feature.storage();
    float[] thresholds = threshold.storage();
    float[] rights = right.storage();
    int f = feature.offset();
    int h = threshold.offset();
    int r = right.offset();
    for (int i = 0; i < events; i++) {
      int row = from + i * inputs;
      int node = first;
      int other = (int) rights[r + node];
      // A right child comes after its parent, also in a damaged tree: the loop ends.
      while (other > node) {
        float value = x[row + (int) features[f + node]];
        float limit = thresholds[h + node];
        boolean left = value < limit || (Float.isNaN(value) && at(missing, node) != 0);
        node = left ? node + 1 : other;
        other = (int) rights[r + node];
      }
      if (valuesPerLeaf == 1) {
        y[i * outputs + tree % outputs] += at(value, node);
      } else {
        for (int k = 0; k < outputs; k++) {
          y[i * outputs + k] += at(value, node * valuesPerLeaf + k);
        }
      }
    }
  }

  /// Checks that the arrays are trees: every node is reached on one path, every feature is an
  /// input, and no path has more than 256 splits.
  @Override
  public void verify() {
    int nodes = right.shape().count();
    int node = 0;
    for (int t = 0; t < trees(); t++) {
      if (at(root, t) != node) {
        throw damaged("tree " + t + " to begin at node " + node, at(root, t));
      }
      node = verified(node, nodes);
    }
    if (node != nodes) {
      throw damaged("the last tree to end at node " + nodes, node);
    }
  }

  // The index after the last node of the tree that begins at `first`.
  private int verified(int first, int nodes) {
    // the indices at which right children of the nodes above must be
    List<Integer> open = new ArrayList<>();
    int node = first;
    while (true) {
      if (node >= nodes) {
        throw damaged("a tree that ends before node " + nodes, node);
      }
      float other = at(right, node);
      if (other == 0) {
        node++;
        if (open.isEmpty()) {
          return node;
        }
        int due = open.removeLast();
        if (due != node) {
          throw damaged("the right child of a node to be at " + node, due);
        }
      } else {
        demandSplit(node, nodes);
        open.add((int) other);
        if (open.size() > MAX_DEPTH) {
          throw damaged("at most " + MAX_DEPTH + " splits on a path", open.size());
        }
        node++;
      }
    }
  }

  private void demandSplit(int node, int nodes) {
    float other = at(right, node);
    if (!(other > node + 1 && other < nodes) || other != (int) other) {
      throw damaged(
          "the right child of node " + node + " between " + (node + 2) + " and " + (nodes - 1),
          other);
    }
    float index = at(feature, node);
    if (!(index >= 0 && index < inputs) || index != (int) index) {
      throw damaged("node " + node + " to split on one of " + inputs + " inputs", index);
    }
  }

  private static InputException damaged(String expected, float found) {
    String number = found == (int) found ? Integer.toString((int) found) : Float.toString(found);
    return InputException.at("layer trees").expected(expected).found(number).exception();
  }

  @Override
  public List<Parameter> buffers() {
    return List.of(root, feature, threshold, right, missing, value);
  }

  @Override
  public Shape outputs(Shape found) {
    LayerWidths.only("trees layer", inputs, found);
    return Shape.of(outputs);
  }

  @Override
  public LayerSpec spec() {
    return LayerSpec.of(
        "trees",
        Map.of(
            "inputs",
            inputs,
            "outputs",
            outputs,
            "trees",
            trees(),
            "nodes",
            right.shape().count(),
            "each",
            valuesPerLeaf));
  }

  @Override
  public String toString() {
    return "TreeEnsemble(" + inputs + ", " + outputs + ", " + trees() + " trees)";
  }
}
