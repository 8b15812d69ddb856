package org.jpsi.core.event;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import java.util.function.ToDoubleFunction;
import org.jpsi.core.input.InputException;

/// Makes of a formula a function of one event's values: the twin of what {@link Node} does with
/// columns.
///
/// @param where the expression stands, for messages
/// @param text of the expression, for messages
/// @param names of the values, in their order
record Binding(String where, String text, Map<String, Double> constants, List<String> names) {
  ToDoubleFunction<double[]> of(Node node) {
    return switch (node) {
      case Node.Constant c -> event -> c.value();
      case Node.Text t -> throw words(t.at());
      case Node.Name name -> name(name);
      case Node.Minus minus -> {
        var of = of(minus.of());
        yield event -> -of.applyAsDouble(event);
      }
      case Node.Not not -> {
        var of = of(not.of());
        yield event -> Operator.truth(of.applyAsDouble(event)) ? 0 : 1;
      }
      case Node.Binary binary -> chain(binary);
      case Node.Choice choice -> {
        var condition = of(choice.condition());
        var yes = of(choice.yes());
        var no = of(choice.no());
        yield event ->
            (Operator.truth(condition.applyAsDouble(event)) ? yes : no).applyAsDouble(event);
      }
      case Node.Call call -> call(call);
    };
  }

  private ToDoubleFunction<double[]> name(Node.Name name) {
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
          .shows(text, name.at())
          .exception();
    }
    return event -> event[place];
  }

  // A chain goes down on the left, and may be long: a loop, as in Node.
  private ToDoubleFunction<double[]> chain(Node.Binary last) {
    Deque<Node.Binary> chain = new ArrayDeque<>();
    Node node = last;
    while (node instanceof Node.Binary binary) {
      chain.push(binary);
      node = binary.left();
    }
    ToDoubleFunction<double[]> first = of(node);
    int n = chain.size();
    DoubleBinaryOperator[] operators = new DoubleBinaryOperator[n];
    List<ToDoubleFunction<double[]>> terms = new ArrayList<>(n);
    for (Node.Binary binary : chain) {
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

  private ToDoubleFunction<double[]> call(Node.Call call) {
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
