package org.jpsi.core.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jpsi.core.errors.InputException;

/// Ensemble of decision trees (boosted trees, random forest): the sum of their outputs, in float32
/// in the order of the trees. A leaf holds either a number for every output, or one alone: then
/// tree number t adds to output t mod `outputs`, as boosted trees of several classes do. Immutable.
///
/// Nodes are in depth-first preorder, left first, so a left child directly follows its parent. A
/// file holds float32 arrays: `root` `[trees]`, the index of each tree's first node; of each node
/// `feature`, `threshold`, `right` (the index of the right child; 0 for a leaf) and `missing` (1
/// where NaN goes left), all `[nodes]`; and `value` `[nodes, numbers per leaf]`.
public final class TreeEnsemble {
  // float32 represents every whole number up to here exactly.
  static final int MAX_NODES = 1 << 24;
  private static final int MAX_DEPTH = 256;

  private final int inputs;
  private final int outputs;
  private final int valuesPerLeaf;
  private final Nodes nodes;

  private TreeEnsemble(int inputs, int outputs, int valuesPerLeaf, Nodes nodes) {
    this.inputs = inputs;
    this.outputs = outputs;
    this.valuesPerLeaf = valuesPerLeaf;
    this.nodes = nodes;
  }

  /// Nodes of all trees as arrays.
  record Nodes(
      float[] root,
      float[] feature,
      float[] threshold,
      float[] right,
      float[] missing,
      float[] value) {
    static Nodes empty(int trees, int nodes, int valuesPerLeaf) {
      return new Nodes(
          new float[trees],
          new float[nodes],
          new float[nodes],
          new float[nodes],
          new float[nodes],
          new float[Math.multiplyExact(nodes, valuesPerLeaf)]);
    }
  }

  /// The ensemble of nodes that may come from an untrusted file.
  ///
  /// @param nodes not copied
  /// @throws InputException where they are no trees: every node is reached on one path, every
  ///   feature is an input, and no path has more than 256 splits
  static TreeEnsemble of(int inputs, int outputs, int valuesPerLeaf, Nodes nodes) {
    TreeEnsemble made = new TreeEnsemble(inputs, outputs, valuesPerLeaf, nodes);
    made.verify();
    return made;
  }

  /// The sum of these trees.
  ///
  /// @throws IllegalArgumentException where a tree splits on a feature that is not there, or leaves
  ///   hold neither one number nor `outputs`
  public static TreeEnsemble of(int inputs, int outputs, List<DecisionTreeNode> trees) {
    int count = trees.stream().mapToInt(DecisionTreeNode::nodes).sum();
    DecisionTreeNode first = trees.getFirst();
    while (first instanceof DecisionTreeNode.Branch split) {
      first = split.left();
    }
    int valuesPerLeaf = ((DecisionTreeNode.Leaf) first).values().length;
    if (valuesPerLeaf != 1 && valuesPerLeaf != outputs) {
      throw new IllegalArgumentException(
          "TreeEnsemble: expected 1 or "
              + (outputs + " numbers in each leaf, found " + valuesPerLeaf));
    }
    Nodes nodes = Nodes.empty(trees.size(), count, valuesPerLeaf);
    new Writer(nodes, valuesPerLeaf).write(trees);
    try {
      return of(inputs, outputs, valuesPerLeaf, nodes);
    } catch (InputException wrong) {
      throw new IllegalArgumentException(wrong.message(), wrong);
    }
  }

  /// Writer of trees into the arrays.
  private static final class Writer {
    private final Nodes into;
    private final int valuesPerLeaf;
    private int at;

    private Writer(Nodes into, int valuesPerLeaf) {
      this.into = into;
      this.valuesPerLeaf = valuesPerLeaf;
    }

    private void write(List<DecisionTreeNode> trees) {
      for (int t = 0; t < trees.size(); t++) {
        into.root[t] = at;
        write(trees.get(t));
      }
    }

    private void write(DecisionTreeNode tree) {
      int node = at++;
      switch (tree) {
        case DecisionTreeNode.Leaf leaf -> {
          if (leaf.values().length != valuesPerLeaf) {
            throw new IllegalArgumentException(
                "TreeEnsemble: expected "
                    + valuesPerLeaf
                    + " numbers in each leaf, found "
                    + leaf.values().length);
          }
          System.arraycopy(leaf.values(), 0, into.value, node * valuesPerLeaf, valuesPerLeaf);
        }
        case DecisionTreeNode.Branch split -> {
          into.feature[node] = split.feature();
          into.threshold[node] = split.threshold();
          into.missing[node] = split.missingLeft() ? 1 : 0;
          write(split.left());
          into.right[node] = at;
          write(split.right());
        }
      }
    }
  }

  /// Number of trees.
  public int trees() {
    return nodes.root.length;
  }

  /// Number of inputs per event.
  public int inputs() {
    return inputs;
  }

  /// Number of outputs per event.
  public int outputs() {
    return outputs;
  }

  int valuesPerLeaf() {
    return valuesPerLeaf;
  }

  Nodes nodes() {
    return nodes;
  }

  /// How many numbers a file holds of it.
  long count() {
    return trees() + (4L + valuesPerLeaf) * nodes.right.length;
  }

  /// Tree number `t`, from 0.
  public DecisionTreeNode tree(int t) {
    return tree(new int[] {(int) nodes.root[t]});
  }

  // The index moves on to the node after the subtree.
  private DecisionTreeNode tree(int[] index) {
    int node = index[0]++;
    if (nodes.right[node] == 0) {
      int from = node * valuesPerLeaf;
      return new DecisionTreeNode.Leaf(Arrays.copyOfRange(nodes.value, from, from + valuesPerLeaf));
    }
    DecisionTreeNode left = tree(index);
    return new DecisionTreeNode.Branch(
        (int) nodes.feature[node],
        nodes.threshold[node],
        nodes.missing[node] != 0,
        left,
        tree(index));
  }

  /// The sum of all trees.
  ///
  /// @param x `[events, inputs]` from `from`, row-major
  /// @param y output: `[events, outputs]` from `to`, row-major
  void sum(float[] x, int from, int events, float[] y, int to) {
    Arrays.fill(y, to, to + events * outputs, 0f);
    for (int t = 0; t < trees(); t++) {
      add(t, x, from, events, y, to);
    }
  }

  // One tree for all events, so that it stays in the cache.
  private void add(int tree, float[] x, int from, int events, float[] y, int to) {
    float[] features = nodes.feature;
    float[] thresholds = nodes.threshold;
    float[] rights = nodes.right;
    int first = (int) nodes.root[tree];
    for (int i = 0; i < events; i++) {
      int row = from + i * inputs;
      int node = first;
      int other = (int) rights[node];
      // A right child comes after its parent: the loop ends.
      while (other > node) {
        float value = x[row + (int) features[node]];
        boolean left = value < thresholds[node] || (Float.isNaN(value) && nodes.missing[node] != 0);
        node = left ? node + 1 : other;
        other = (int) rights[node];
      }
      int output = to + i * outputs;
      if (valuesPerLeaf == 1) {
        y[output + tree % outputs] += nodes.value[node];
      } else {
        for (int k = 0; k < outputs; k++) {
          y[output + k] += nodes.value[node * valuesPerLeaf + k];
        }
      }
    }
  }

  private void verify() {
    int count = nodes.right.length;
    int node = 0;
    for (int t = 0; t < trees(); t++) {
      if (nodes.root[t] != node) {
        throw damaged("tree " + t + " to begin at node " + node, nodes.root[t]);
      }
      node = verified(node, count);
    }
    if (node != count) {
      throw damaged("the last tree to end at node " + count, node);
    }
  }

  // The index after the last node of the tree that begins at `first`.
  private int verified(int first, int count) {
    // the indices at which right children of the nodes above must be
    List<Integer> open = new ArrayList<>();
    int node = first;
    while (true) {
      if (node >= count) {
        throw damaged("a tree that ends before node " + count, node);
      }
      float other = nodes.right[node];
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
        demandSplit(node, count);
        open.add((int) other);
        if (open.size() > MAX_DEPTH) {
          throw damaged("at most " + MAX_DEPTH + " splits on a path", open.size());
        }
        node++;
      }
    }
  }

  private void demandSplit(int node, int count) {
    float other = nodes.right[node];
    if (!(other > node + 1 && other < count) || other != (int) other) {
      throw damaged(
          "the right child of node " + node + " between " + (node + 2) + " and " + (count - 1),
          other);
    }
    float index = nodes.feature[node];
    if (!(index >= 0 && index < inputs) || index != (int) index) {
      throw damaged("node " + node + " to split on one of " + inputs + " inputs", index);
    }
  }

  private static InputException damaged(String expected, float found) {
    String number = found == (int) found ? Integer.toString((int) found) : Float.toString(found);
    return InputException.at("trees").expected(expected).found(number).exception();
  }

  /// The number of outputs, for this number of inputs.
  ///
  /// @throws InputException where the trees are made for another
  int outputs(int found) {
    if (found != inputs) {
      throw InputException.at("trees")
          .expected(inputs + " inputs")
          .found(Integer.toString(found))
          .exception();
    }
    return outputs;
  }

  @Override
  public String toString() {
    return "TreeEnsemble(" + inputs + ", " + outputs + ", " + trees() + " trees)";
  }
}
