package org.jpsi.core.expression;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import java.util.function.ToDoubleFunction;
import org.jpsi.core.errors.InputException;

/// Compiler of expressions to functions of one event's values: the twin of {@link ExpressionNode}'s
/// evaluation on columns.
///
/// @param where the expression stands, for messages
/// @param text of the expression, for messages
/// @param names of the values, in their order
record CompiledExpression(
    String where, String text, Map<String, Double> constants, List<String> names) {
  ToDoubleFunction<double[]> compile(ExpressionNode node) {
    return switch (node) {
      case ExpressionNode.Constant c -> event -> c.value();
      case ExpressionNode.Text t -> throw textError(t.position());
      case ExpressionNode.ColumnRef name -> name(name);
      case ExpressionNode.Negate minus -> {
        var operand = compile(minus.operand());
        yield event -> -operand.applyAsDouble(event);
      }
      case ExpressionNode.Not not -> {
        var operand = compile(not.operand());
        yield event -> Selection.isTrue(operand.applyAsDouble(event)) ? 0 : 1;
      }
      case ExpressionNode.BinaryNode binary -> chain(binary);
      case ExpressionNode.Conditional choice -> {
        var condition = compile(choice.condition());
        var whenTrue = compile(choice.whenTrue());
        var whenFalse = compile(choice.whenFalse());
        yield event ->
            (Selection.isTrue(condition.applyAsDouble(event)) ? whenTrue : whenFalse)
                .applyAsDouble(event);
      }
      case ExpressionNode.Call call -> call(call);
    };
  }

  private ToDoubleFunction<double[]> name(ExpressionNode.ColumnRef name) {
    if (!name.isColumn(constants.keySet())) {
      double value = Objects.requireNonNull(constants.get(name.name()));
      return event -> value;
    }
    String column = name.isIndexed() ? name.name() + "[" + name.element() + "]" : name.name();
    int index = names.indexOf(column);
    if (index < 0) {
      throw InputException.at(where)
          .expected("a value " + column)
          .found(names.size() + " others")
          .nearest(column, names)
          .excerpt(text, name.position())
          .exception();
    }
    return event -> event[index];
  }

  // A chain nests on the left and may be long: a loop, as in ExpressionNode.
  private ToDoubleFunction<double[]> chain(ExpressionNode.BinaryNode last) {
    Deque<ExpressionNode.BinaryNode> chain = new ArrayDeque<>();
    ExpressionNode node = last;
    while (node instanceof ExpressionNode.BinaryNode binary) {
      chain.push(binary);
      node = binary.left();
    }
    ToDoubleFunction<double[]> first = compile(node);
    int n = chain.size();
    DoubleBinaryOperator[] operators = new DoubleBinaryOperator[n];
    List<ToDoubleFunction<double[]>> terms = new ArrayList<>(n);
    for (ExpressionNode.BinaryNode binary : chain) {
      operators[terms.size()] = binary.operator().function;
      terms.add(compile(binary.right()));
    }
    return event -> {
      double value = first.applyAsDouble(event);
      for (int i = 0; i < n; i++) {
        value = operators[i].applyAsDouble(value, terms.get(i).applyAsDouble(event));
      }
      return value;
    };
  }

  private ToDoubleFunction<double[]> call(ExpressionNode.Call call) {
    List<ToDoubleFunction<double[]>> arguments =
        call.arguments().stream().map(this::compile).toList();
    ToDoubleFunction<double[]> first = arguments.getFirst();
    DoubleUnaryOperator one = call.function().unary();
    if (one != null) {
      return event -> one.applyAsDouble(first.applyAsDouble(event));
    }
    DoubleBinaryOperator two = Objects.requireNonNull(call.function().binary());
    return event -> {
      double value = first.applyAsDouble(event);
      for (int i = 1; i < arguments.size(); i++) {
        value = two.applyAsDouble(value, arguments.get(i).applyAsDouble(event));
      }
      return value;
    };
  }

  private InputException textError(int at) {
    return InputException.at(where)
        .expected("numbers alone, for one event at a time")
        .found("text")
        .remedy("score a table instead")
        .excerpt(text, at)
        .exception();
  }
}
