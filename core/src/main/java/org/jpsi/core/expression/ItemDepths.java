package org.jpsi.core.expression;

import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Depths of the nodes of an expression: 0 of what has one value per event, 1 of what has one per
/// item of a jagged column, and so on. An operation on several has the largest of their depths, the
/// others are the same for all items; a reduction has one less.
final class ItemDepths {
  private final ColumnTypes columns;
  private final Set<String> constants;
  private final Map<ExpressionNode, Integer> depths = new IdentityHashMap<>();
  private final Map<ExpressionNode, ExpressionNode> written = new IdentityHashMap<>();

  ItemDepths(ColumnTypes columns, Set<String> constants) {
    this.columns = columns;
    this.constants = constants;
  }

  int of(ExpressionNode node) {
    Integer known = depths.get(node);
    if (known == null) {
      known = depth(node);
      depths.put(node, known);
    }
    return known;
  }

  private int depth(ExpressionNode node) {
    return switch (node) {
      case ExpressionNode.Constant _, ExpressionNode.Text _ -> 0;
      case ExpressionNode.ColumnRef ref -> {
        int depth = ref.isColumn(constants) ? columns.depth(ref) : 0;
        yield Math.max(0, depth - ref.elements().size());
      }
      case ExpressionNode.Negate(var operand, _) -> of(operand);
      case ExpressionNode.Not(var operand, _) -> of(operand);
      case ExpressionNode.BinaryNode last -> {
        Deque<ExpressionNode.BinaryNode> chain = last.chain();
        int depth = of(chain.getFirst().left());
        for (ExpressionNode.BinaryNode binary : chain) {
          depth = Math.max(depth, of(binary.right()));
          depths.put(binary, depth);
        }
        yield depth;
      }
      case ExpressionNode.Conditional(var condition, var whenTrue, var whenFalse, _) ->
          Math.max(of(condition), Math.max(of(whenTrue), of(whenFalse)));
      case ExpressionNode.Call(_, var arguments, _) -> largest(arguments);
      case ExpressionNode.ItemCall call -> depth(call);
      case ExpressionNode.Indexed indexed -> depth(indexed);
    };
  }

  private int depth(ExpressionNode.ItemCall call) {
    int largest = largest(call.arguments());
    if (call.function() == ItemFunction.FIRST) {
      return 0;
    }
    return call.function().isReduction()
        ? Math.max(0, largest - 1)
        : call.function().isRearrangement() ? of(call.arguments().getFirst()) : of(written(call));
  }

  private int depth(ExpressionNode.Indexed indexed) {
    int base = of(indexed.base());
    if (isMask(indexed)) {
      return base;
    }
    return Math.max(Math.max(0, base - 1), of(indexed.index()));
  }

  private int largest(List<ExpressionNode> nodes) {
    return nodes.stream().mapToInt(this::of).max().orElse(0);
  }

  /// A call of a function of four-vectors, written out.
  ExpressionNode written(ExpressionNode.ItemCall call) {
    ExpressionNode node = written.get(call);
    if (node == null) {
      node = FourVectors.of(call, largest(call.arguments()) > 0);
      written.put(call, node);
    }
    return node;
  }

  /// Whether `x[c]` are the items for which a condition is true.
  boolean isMask(ExpressionNode.Indexed indexed) {
    return isCondition(indexed.index());
  }

  /// Whether a node is a condition by its syntax.
  boolean isCondition(ExpressionNode node) {
    return switch (node) {
      case ExpressionNode.Constant c -> c.type() == ValueType.BOOL;
      case ExpressionNode.Not _ -> true;
      case ExpressionNode.BinaryNode(var operator, _, _, _) ->
          operator.precedence <= InfixOperator.COMPARISON;
      case ExpressionNode.Conditional(_, var whenTrue, var whenFalse, _) ->
          isCondition(whenTrue) && isCondition(whenFalse);
      case ExpressionNode.Call(var function, _, _) -> function.isCondition();
      case ExpressionNode.ItemCall(var function, _, _) ->
          function == ItemFunction.ANY || function == ItemFunction.ALL;
      case ExpressionNode.ColumnRef ref ->
          ref.isColumn(constants) && !ref.isIndexed() && columns.isTruth(ref);
      case ExpressionNode.Text _, ExpressionNode.Negate _ -> false;
      case ExpressionNode.Indexed indexed -> isMask(indexed) && isCondition(indexed.base());
    };
  }
}
