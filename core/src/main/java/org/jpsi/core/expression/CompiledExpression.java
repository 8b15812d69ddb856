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

/// Makes of a formula a function of one event's values: the twin of what {@link ExpressionNode}
/// does with columns.
///
/// @param where the expression stands, for messages
/// @param text of the expression, for messages
/// @param names of the values, in their order
record CompiledExpression(
    String where, String text, Map<String, Double> constants, List<String> names) {
  ToDoubleFunction<double[]> of(ExpressionNode node) {
    return switch (node) {
      case ExpressionNode.Constant c -> event -> c.value();
      case ExpressionNode.Text t -> throw words(t.position());
      case ExpressionNode.ColumnRef name -> name(name);
      case ExpressionNode.Minus minus -> {
        var of = of(minus.operand());
        yield event -> -of.applyAsDouble(event);
      }
      case ExpressionNode.Not not -> {
        var of = of(not.operand());
        yield event -> Selection.isTrue(of.applyAsDouble(event)) ? 0 : 1;
      }
      case ExpressionNode.BinaryNode binary -> chain(binary);
      case ExpressionNode.Conditional choice -> {
        var condition = of(choice.condition());
        var yes = of(choice.whenTrue());
        var no = of(choice.whenFalse());
        yield event ->
            (Selection.isTrue(condition.applyAsDouble(event)) ? yes : no).applyAsDouble(event);
      }
      case ExpressionNode.Call call -> call(call);
    };
  }

  private ToDoubleFunction<double[]> name(ExpressionNode.ColumnRef name) {
    if (!name.column(constants.keySet())) {
      double value = Objects.requireNonNull(constants.get(name.name()));
      return event -> value;
    }
    String wanted = name.indexed() ? name.name() + "[" + name.element() + "]" : name.name();
    int place = names.indexOf(wanted);
    if (place < 0) {
      throw InputException.at(where)
          .expected("a value " + wanted)
          .found(names.size() + " others")
          .nearest(wanted, names)
          .shows(text, name.position())
          .exception();
    }
    return event -> event[place];
  }

  // A chain goes down on the left, and may be long: a loop, as in Node.
  private ToDoubleFunction<double[]> chain(ExpressionNode.BinaryNode last) {
    Deque<ExpressionNode.BinaryNode> chain = new ArrayDeque<>();
    ExpressionNode node = last;
    while (node instanceof ExpressionNode.BinaryNode binary) {
      chain.push(binary);
      node = binary.left();
    }
    ToDoubleFunction<double[]> first = of(node);
    int n = chain.size();
    DoubleBinaryOperator[] operators = new DoubleBinaryOperator[n];
    List<ToDoubleFunction<double[]>> terms = new ArrayList<>(n);
    for (ExpressionNode.BinaryNode binary : chain) {
      operators[terms.size()] = binary.operator().f;
      terms.add(of(binary.right()));
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
    List<ToDoubleFunction<double[]>> arguments = call.arguments().stream().map(this::of).toList();
    ToDoubleFunction<double[]> first = arguments.getFirst();
    DoubleUnaryOperator one = call.function().one();
    if (one != null) {
      return event -> one.applyAsDouble(first.applyAsDouble(event));
    }
    DoubleBinaryOperator two = Objects.requireNonNull(call.function().two());
    return event -> {
      double value = first.applyAsDouble(event);
      for (int i = 1; i < arguments.size(); i++) {
        value = two.applyAsDouble(value, arguments.get(i).applyAsDouble(event));
      }
      return value;
    };
  }

  private InputException words(int at) {
    return InputException.at(where)
        .expected("numbers alone, for one event at a time")
        .found("text")
        .remedy("score a table instead")
        .shows(text, at)
        .exception();
  }
}
