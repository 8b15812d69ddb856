package org.jpsi.core.nn;

/// A decision tree, or the part of one below a node: questions, and at the end numbers.
public sealed interface DecisionTreeNode {
  /// What events that got here are given.
  ///
  /// @param values read, never changed, not copied
  record Leaf(float... values) implements DecisionTreeNode {}

  /// A question: is the feature below the threshold?
  ///
  /// @param feature an input's place, from 0
  /// @param missingLeft where events go whose feature is NaN
  /// @param left for events below the threshold
  /// @param right for those at it or above
  record Branch(
      int feature,
      float threshold,
      boolean missingLeft,
      DecisionTreeNode left,
      DecisionTreeNode right)
      implements DecisionTreeNode {}

  /// Questions on the longest way.
  default int depth() {
    return switch (this) {
      case Leaf _ -> 0;
      case Branch split -> 1 + Math.max(split.left.depth(), split.right.depth());
    };
  }

  /// Questions and leaves.
  default int nodes() {
    return switch (this) {
      case Leaf _ -> 1;
      case Branch split -> 1 + split.left.nodes() + split.right.nodes();
    };
  }
}
