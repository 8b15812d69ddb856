package org.jpsi.core.expression;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jpsi.core.errors.InputException;
import org.jspecify.annotations.Nullable;

/// Comparison of a column with a code of its missing values, as in `pt > -999`. The code is NaN
/// where the column is read, so that the comparison is wrong whatever it was meant for.
///
/// @param where the expression stands, for messages
/// @param codes of a column, by its name
record CodeComparison(
    String where,
    String text,
    Map<String, Double> constants,
    Function<String, List<Double>> codes) {

  /// @throws InputException where the expression has one
  void check(ExpressionNode root) {
    Deque<ExpressionNode> open = new ArrayDeque<>();
    open.push(root);
    while (!open.isEmpty()) {
      switch (open.pop()) {
        case ExpressionNode.Constant _, ExpressionNode.Text _, ExpressionNode.ColumnRef _ -> {}
        case ExpressionNode.Negate(var operand, _) -> open.push(operand);
        case ExpressionNode.Not(var operand, _) -> open.push(operand);
        case ExpressionNode.BinaryNode binary -> {
          if (binary.operator().precedence == InfixOperator.COMPARISON) {
            check(binary, binary.left(), binary.right());
            check(binary, binary.right(), binary.left());
          }
          open.push(binary.right());
          open.push(binary.left());
        }
        case ExpressionNode.Conditional(var condition, var whenTrue, var whenFalse, _) -> {
          open.push(whenFalse);
          open.push(whenTrue);
          open.push(condition);
        }
        case ExpressionNode.Call(_, var arguments, _) -> arguments.reversed().forEach(open::push);
        case ExpressionNode.ItemCall(_, var arguments, _) ->
            arguments.reversed().forEach(open::push);
        case ExpressionNode.Indexed(var base, var index, _) -> {
          open.push(index);
          open.push(base);
        }
      }
    }
  }

  private void check(
      ExpressionNode.BinaryNode comparison, ExpressionNode operand, ExpressionNode other) {
    ExpressionNode.ColumnRef column = column(operand);
    if (column == null || !column.isColumn(constants.keySet())) {
      return;
    }
    Optional<Double> number = number(other);
    if (number.isEmpty() || !codes.apply(column.name()).contains(number.get())) {
      return;
    }
    String name = Expression.quoted(column.name()) + column.indices();
    String missing = "isnan(" + name + ")";
    throw InputException.at(where)
        .expected("no comparison of " + name + " with its code of missing values")
        .found(
            Expression.format(number.get())
                + ", which is NaN where the column is read: no comparison with it is true but `!=`")
        .remedy(
            "use "
                + switch (comparison.operator()) {
                  case EQUAL -> missing;
                  case NOT_EQUAL -> "!" + missing;
                  default -> missing + ", or !" + missing;
                })
        .excerpt(text, comparison.position())
        .exception();
  }

  /// The column whose values, or items of it, a node has; null where it has others.
  private static ExpressionNode.@Nullable ColumnRef column(ExpressionNode node) {
    return switch (node) {
      case ExpressionNode.ColumnRef column -> column;
      case ExpressionNode.Indexed(var base, _, _) -> column(base);
      case ExpressionNode.ItemCall(var function, var arguments, _)
          when function == ItemFunction.MAX
              || function == ItemFunction.MIN
              || function.isRearrangement() ->
          column(arguments.getFirst());
      default -> null;
    };
  }

  /// The value of a number, a named constant or the negative of one.
  private Optional<Double> number(ExpressionNode node) {
    return switch (node) {
      case ExpressionNode.Constant constant -> Optional.of(constant.value());
      case ExpressionNode.ColumnRef named when !named.isColumn(constants.keySet()) ->
          Optional.ofNullable(constants.get(named.name()));
      case ExpressionNode.Negate(var operand, _) -> number(operand).map(value -> -value);
      default -> Optional.empty();
    };
  }
}
