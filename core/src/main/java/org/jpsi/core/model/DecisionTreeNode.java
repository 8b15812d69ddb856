package org.jpsi.core.model;

/// Decision tree, by its root, or the subtree below a node.
public sealed interface DecisionTreeNode {
  /// Leaf: the tree's output for the events that reach it.
  ///
  /// @param values read, never changed, not copied
  record Leaf(float... values) implements DecisionTreeNode {}

  /// Split node: tests whether a feature is below a threshold.
  ///
  /// @param feature an input's index, from 0
  /// @param threshold of the feature
  /// @param missingLeft whether events go left whose feature is NaN
  /// @param left for events below the threshold
  /// @param right for those at it or above
  record Branch(
      int feature,
      float threshold,
      boolean missingLeft,
      DecisionTreeNode left,
      DecisionTreeNode right)
      implements DecisionTreeNode {}

  /// Depth: the number of splits on the longest path.
  default int depth() {
    return switch (this) {
      case Leaf _ -> 0;
      case Branch split -> 1 + Math.max(split.left.depth(), split.right.depth());
    };
  }

  /// The number of nodes, leaves included.
  default int nodes() {
    return switch (this) {
      case Leaf _ -> 1;
      case Branch split -> 1 + split.left.nodes() + split.right.nodes();
    };
  }
}
