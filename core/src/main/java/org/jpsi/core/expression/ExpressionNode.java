package org.jpsi.core.expression;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.table.Column;
import org.jpsi.core.table.NumberColumn;
import org.jpsi.core.table.TextColumn;
import org.jspecify.annotations.Nullable;

/// A part of an expression. `type` looks at the whole tree below and refuses what cannot be
/// computed, so that `numbers` and `words` need not.
sealed interface ExpressionNode {
  /// What comes out.
  enum ValueType {
    NUMBER,
    TEXT
  }

  /// Its place in the expression.
  int position();

  /// Adds the columns below.
  void names(Set<String> names, Set<String> constants);

  ValueType type(EvaluationScope scope);

  double[] numbers(EvaluationScope scope);

  default String[] words(EvaluationScope scope) {
    throw new IllegalStateException("not text");
  }

  record Constant(double value, int position) implements ExpressionNode {
    @Override
    public void names(Set<String> names, Set<String> constants) {}

    @Override
    public ValueType type(EvaluationScope scope) {
      return ValueType.NUMBER;
    }

    @Override
    public double[] numbers(EvaluationScope scope) {
      double[] all = new double[scope.size()];
      Arrays.fill(all, value);
      return all;
    }
  }

  record Text(String text, int position) implements ExpressionNode {
    @Override
    public void names(Set<String> names, Set<String> constants) {}

    @Override
    public ValueType type(EvaluationScope scope) {
      return ValueType.TEXT;
    }

    @Override
    public double[] numbers(EvaluationScope scope) {
      throw new IllegalStateException("text");
    }

    @Override
    public String[] words(EvaluationScope scope) {
      String[] all = new String[scope.size()];
      Arrays.fill(all, text);
      return all;
    }
  }

  /// A column or a named constant.
  ///
  /// @param quoted in backticks: never a constant
  /// @param element of a fixed array; -1 where none is asked for
  record ColumnRef(String name, boolean quoted, int element, int position)
      implements ExpressionNode {
    boolean indexed() {
      return element >= 0;
    }

    @Override
    public void names(Set<String> names, Set<String> constants) {
      if (column(constants)) {
        names.add(name);
      }
    }

    boolean column(Set<String> constants) {
      return quoted || !constants.contains(name);
    }

    private @Nullable Double constant(EvaluationScope scope) {
      return quoted ? null : scope.constants().get(name);
    }

    @Override
    public ValueType type(EvaluationScope scope) {
      if (constant(scope) != null) {
        return ValueType.NUMBER;
      }
      Column column = scope.table().find(name).orElseThrow(() -> missing(scope));
      return switch (column) {
        case TextColumn text -> ValueType.TEXT;
        case NumberColumn numbers -> {
          int width = numbers.width();
          if (indexed() ? element >= width || width == 1 : width > 1) {
            throw misindexed(scope, numbers);
          }
          yield ValueType.NUMBER;
        }
      };
    }

    private InputException missing(EvaluationScope scope) {
      return scope
          .wrong()
          .expected("a column " + name)
          .found(scope.table().columns().size() + " others")
          .nearest(name, scope.table().names().stream().map(Expression::quoted).toList())
          .shows(scope.text(), position)
          .exception();
    }

    private InputException misindexed(EvaluationScope scope, NumberColumn numbers) {
      int last = numbers.width() - 1;
      return scope
          .wrong()
          .expected(
              last == 0
                  ? "no index, since column " + name + " holds one number per event"
                  : "an index from 0 to " + last + ", as in " + Expression.quoted(name) + "[0]")
          .found(indexed() ? "[" + element + "]" : "none")
          .shows(scope.text(), position)
          .exception();
    }

    @Override
    public double[] numbers(EvaluationScope scope) {
      Double constant = constant(scope);
      if (constant != null) {
        return new Constant(constant, position).numbers(scope);
      }
      NumberColumn column = scope.table().numbers(name);
      int k = Math.max(0, element);
      double[] all = new double[scope.size()];
      for (int i = 0; i < all.length; i++) {
        all[i] = column.value(scope.from() + i, k);
      }
      return all;
    }

    @Override
    public String[] words(EvaluationScope scope) {
      TextColumn column = (TextColumn) scope.table().column(name);
      String[] all = new String[scope.size()];
      for (int i = 0; i < all.length; i++) {
        all[i] = column.value(scope.from() + i);
      }
      return all;
    }
  }

  record Minus(ExpressionNode operand, int position) implements ExpressionNode {
    @Override
    public void names(Set<String> names, Set<String> constants) {
      operand.names(names, constants);
    }

    @Override
    public ValueType type(EvaluationScope scope) {
      scope.want(operand, ValueType.NUMBER, " after -");
      return ValueType.NUMBER;
    }

    @Override
    public double[] numbers(EvaluationScope scope) {
      double[] all = operand.numbers(scope);
      for (int i = 0; i < all.length; i++) {
        all[i] = -all[i];
      }
      return all;
    }
  }

  record Not(ExpressionNode operand, int position) implements ExpressionNode {
    @Override
    public void names(Set<String> names, Set<String> constants) {
      operand.names(names, constants);
    }

    @Override
    public ValueType type(EvaluationScope scope) {
      scope.want(operand, ValueType.NUMBER, " after !");
      return ValueType.NUMBER;
    }

    @Override
    public double[] numbers(EvaluationScope scope) {
      double[] all = operand.numbers(scope);
      for (int i = 0; i < all.length; i++) {
        all[i] = Selection.isTrue(all[i]) ? 0 : 1;
      }
      return all;
    }
  }

  /// A chain of operators, as in `a + b + c`, goes down on the left. It is walked by a loop: only
  /// nesting, which the parser limits, needs stack.
  record BinaryNode(InfixOperator operator, ExpressionNode left, ExpressionNode right, int position)
      implements ExpressionNode {
    /// From the innermost one outwards, whose left side is the chain's first term.
    private Deque<BinaryNode> chain() {
      Deque<BinaryNode> chain = new ArrayDeque<>();
      ExpressionNode node = this;
      while (node instanceof BinaryNode binary) {
        chain.push(binary);
        node = binary.left;
      }
      return chain;
    }

    @Override
    public void names(Set<String> names, Set<String> constants) {
      Deque<BinaryNode> chain = chain();
      chain.getFirst().left.names(names, constants);
      chain.forEach(binary -> binary.right.names(names, constants));
    }

    private boolean equality() {
      return operator == InfixOperator.EQUAL || operator == InfixOperator.DIFFERENT;
    }

    @Override
    public ValueType type(EvaluationScope scope) {
      Deque<BinaryNode> chain = chain();
      ExpressionNode first = chain.getFirst().left;
      ValueType type = first.type(scope);
      for (BinaryNode binary : chain) {
        String both = " on both sides of " + binary.operator.sign;
        if (type == ValueType.TEXT && !binary.equality()) {
          throw scope.refusal(first, ValueType.NUMBER, both);
        }
        scope.want(binary.right, type, both);
        type = ValueType.NUMBER;
      }
      return type;
    }

    @Override
    public double[] numbers(EvaluationScope scope) {
      Deque<BinaryNode> chain = chain();
      ExpressionNode first = chain.getFirst().left;
      double[] value =
          first.type(scope) == ValueType.TEXT ? chain.pop().compared(scope) : first.numbers(scope);
      for (BinaryNode binary : chain) {
        value = binary.operator.apply(value, binary.right.numbers(scope));
      }
      return value;
    }

    private double[] compared(EvaluationScope scope) {
      String[] a = left.words(scope);
      String[] b = right.words(scope);
      double[] all = new double[a.length];
      for (int i = 0; i < all.length; i++) {
        all[i] = a[i].equals(b[i]) == (operator == InfixOperator.EQUAL) ? 1 : 0;
      }
      return all;
    }
  }

  record Conditional(
      ExpressionNode condition, ExpressionNode whenTrue, ExpressionNode whenFalse, int position)
      implements ExpressionNode {
    @Override
    public void names(Set<String> names, Set<String> constants) {
      condition.names(names, constants);
      whenTrue.names(names, constants);
      whenFalse.names(names, constants);
    }

    @Override
    public ValueType type(EvaluationScope scope) {
      scope.want(condition, ValueType.NUMBER, " before ?");
      ValueType type = whenTrue.type(scope);
      scope.want(whenFalse, type, " after :, as before it");
      return type;
    }

    @Override
    public double[] numbers(EvaluationScope scope) {
      double[] which = condition.numbers(scope);
      double[] a = whenTrue.numbers(scope);
      double[] b = whenFalse.numbers(scope);
      for (int i = 0; i < which.length; i++) {
        which[i] = Selection.isTrue(which[i]) ? a[i] : b[i];
      }
      return which;
    }

    @Override
    public String[] words(EvaluationScope scope) {
      double[] which = condition.numbers(scope);
      String[] a = whenTrue.words(scope);
      String[] b = whenFalse.words(scope);
      for (int i = 0; i < which.length; i++) {
        a[i] = Selection.isTrue(which[i]) ? a[i] : b[i];
      }
      return a;
    }
  }

  record Call(ExpressionFunction function, List<ExpressionNode> arguments, int position)
      implements ExpressionNode {
    @Override
    public void names(Set<String> names, Set<String> constants) {
      arguments.forEach(argument -> argument.names(names, constants));
    }

    @Override
    public ValueType type(EvaluationScope scope) {
      arguments.forEach(a -> scope.want(a, ValueType.NUMBER, " in " + function.name() + "(...)"));
      return ValueType.NUMBER;
    }

    @Override
    public double[] numbers(EvaluationScope scope) {
      return function.apply(arguments.stream().map(a -> a.numbers(scope)).toList());
    }
  }
}
