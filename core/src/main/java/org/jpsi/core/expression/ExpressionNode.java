package org.jpsi.core.expression;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.table.Column;
import org.jpsi.core.table.JaggedColumn;
import org.jpsi.core.table.NumberColumn;
import org.jpsi.core.table.TextColumn;
import org.jspecify.annotations.Nullable;

/// Node of an expression's syntax tree. `type` checks the whole tree below, so that `numbers` and
/// `strings` need not.
sealed interface ExpressionNode {
  /// Type of a node's value.
  enum ValueType {
    NUMBER,
    TEXT
  }

  /// Its position in the expression's text.
  int position();

  /// Adds the columns of this subtree to `names`.
  void collectColumns(Set<String> names, Set<String> constants);

  ValueType type(EvaluationScope scope);

  double[] numbers(EvaluationScope scope);

  default String[] strings(EvaluationScope scope) {
    throw new IllegalStateException("not text");
  }

  /// Numeric constant.
  record Constant(double value, int position) implements ExpressionNode {
    @Override
    public void collectColumns(Set<String> names, Set<String> constants) {}

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

  /// Text literal.
  record Text(String text, int position) implements ExpressionNode {
    @Override
    public void collectColumns(Set<String> names, Set<String> constants) {}

    @Override
    public ValueType type(EvaluationScope scope) {
      return ValueType.TEXT;
    }

    @Override
    public double[] numbers(EvaluationScope scope) {
      throw new IllegalStateException("text");
    }

    @Override
    public String[] strings(EvaluationScope scope) {
      String[] all = new String[scope.size()];
      Arrays.fill(all, text);
      return all;
    }
  }

  /// Reference to a column or a named constant.
  ///
  /// @param quoted in backticks: never a constant
  /// @param element index into a fixed-size array; -1 where there is none
  record ColumnRef(String name, boolean quoted, int element, int position)
      implements ExpressionNode {
    boolean isIndexed() {
      return element >= 0;
    }

    @Override
    public void collectColumns(Set<String> names, Set<String> constants) {
      if (isColumn(constants)) {
        names.add(name);
      }
    }

    boolean isColumn(Set<String> constants) {
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
          if (isIndexed() ? element >= width || width == 1 : width > 1) {
            throw wrongIndex(scope, numbers);
          }
          yield ValueType.NUMBER;
        }
        case JaggedColumn jagged -> throw jagged(scope, jagged);
      };
    }

    private InputException missing(EvaluationScope scope) {
      return scope
          .error()
          .expected("a column " + name)
          .found(scope.table().columns().size() + " others")
          .nearest(name, scope.table().names().stream().map(Expression::quoted).toList())
          .excerpt(scope.text(), position)
          .exception();
    }

    private InputException jagged(EvaluationScope scope, JaggedColumn column) {
      return scope
          .error()
          .expected("one value per event in column " + name)
          .found("a varying number of them (jagged), " + column.typeName())
          .remedy("expressions do not take jagged columns yet: leave it out")
          .excerpt(scope.text(), position)
          .exception();
    }

    private InputException wrongIndex(EvaluationScope scope, NumberColumn numbers) {
      int last = numbers.width() - 1;
      return scope
          .error()
          .expected(
              last == 0
                  ? "no index, since column " + name + " holds one number per event"
                  : "an index from 0 to " + last + ", as in " + Expression.quoted(name) + "[0]")
          .found(isIndexed() ? "[" + element + "]" : "none")
          .excerpt(scope.text(), position)
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
    public String[] strings(EvaluationScope scope) {
      TextColumn column = (TextColumn) scope.table().column(name);
      String[] all = new String[scope.size()];
      for (int i = 0; i < all.length; i++) {
        all[i] = column.value(scope.from() + i);
      }
      return all;
    }
  }

  /// Unary minus.
  record Negate(ExpressionNode operand, int position) implements ExpressionNode {
    @Override
    public void collectColumns(Set<String> names, Set<String> constants) {
      operand.collectColumns(names, constants);
    }

    @Override
    public ValueType type(EvaluationScope scope) {
      scope.require(operand, ValueType.NUMBER, " after -");
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

  /// Logical not.
  record Not(ExpressionNode operand, int position) implements ExpressionNode {
    @Override
    public void collectColumns(Set<String> names, Set<String> constants) {
      operand.collectColumns(names, constants);
    }

    @Override
    public ValueType type(EvaluationScope scope) {
      scope.require(operand, ValueType.NUMBER, " after !");
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

  /// Binary operator. A chain, as in `a + b + c`, nests on the left and is walked by a loop: only
  /// nesting, which the parser limits, needs stack.
  record BinaryNode(InfixOperator operator, ExpressionNode left, ExpressionNode right, int position)
      implements ExpressionNode {
    /// The chain's operators from the innermost one outwards; its left operand is the chain's first
    /// term.
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
    public void collectColumns(Set<String> names, Set<String> constants) {
      Deque<BinaryNode> chain = chain();
      chain.getFirst().left.collectColumns(names, constants);
      chain.forEach(binary -> binary.right.collectColumns(names, constants));
    }

    private boolean isEquality() {
      return operator == InfixOperator.EQUAL || operator == InfixOperator.NOT_EQUAL;
    }

    @Override
    public ValueType type(EvaluationScope scope) {
      Deque<BinaryNode> chain = chain();
      ExpressionNode first = chain.getFirst().left;
      ValueType type = first.type(scope);
      for (BinaryNode binary : chain) {
        String both = " on both sides of " + binary.operator.symbol;
        if (type == ValueType.TEXT && !binary.isEquality()) {
          throw scope.typeError(first, ValueType.NUMBER, both);
        }
        scope.require(binary.right, type, both);
        type = ValueType.NUMBER;
      }
      return type;
    }

    @Override
    public double[] numbers(EvaluationScope scope) {
      Deque<BinaryNode> chain = chain();
      ExpressionNode first = chain.getFirst().left;
      double[] value =
          first.type(scope) == ValueType.TEXT
              ? chain.pop().compareText(scope)
              : first.numbers(scope);
      for (BinaryNode binary : chain) {
        value = binary.operator.apply(value, binary.right.numbers(scope));
      }
      return value;
    }

    private double[] compareText(EvaluationScope scope) {
      String[] a = left.strings(scope);
      String[] b = right.strings(scope);
      double[] all = new double[a.length];
      for (int i = 0; i < all.length; i++) {
        all[i] = a[i].equals(b[i]) == (operator == InfixOperator.EQUAL) ? 1 : 0;
      }
      return all;
    }
  }

  /// Conditional operator, `c ? a : b`.
  record Conditional(
      ExpressionNode condition, ExpressionNode whenTrue, ExpressionNode whenFalse, int position)
      implements ExpressionNode {
    @Override
    public void collectColumns(Set<String> names, Set<String> constants) {
      condition.collectColumns(names, constants);
      whenTrue.collectColumns(names, constants);
      whenFalse.collectColumns(names, constants);
    }

    @Override
    public ValueType type(EvaluationScope scope) {
      scope.require(condition, ValueType.NUMBER, " before ?");
      ValueType type = whenTrue.type(scope);
      scope.require(whenFalse, type, " after :, as before it");
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
    public String[] strings(EvaluationScope scope) {
      double[] which = condition.numbers(scope);
      String[] a = whenTrue.strings(scope);
      String[] b = whenFalse.strings(scope);
      for (int i = 0; i < which.length; i++) {
        a[i] = Selection.isTrue(which[i]) ? a[i] : b[i];
      }
      return a;
    }
  }

  /// Function call.
  record Call(ExpressionFunction function, List<ExpressionNode> arguments, int position)
      implements ExpressionNode {
    @Override
    public void collectColumns(Set<String> names, Set<String> constants) {
      arguments.forEach(argument -> argument.collectColumns(names, constants));
    }

    @Override
    public ValueType type(EvaluationScope scope) {
      arguments.forEach(
          a -> scope.require(a, ValueType.NUMBER, " in " + function.name() + "(...)"));
      return ValueType.NUMBER;
    }

    @Override
    public double[] numbers(EvaluationScope scope) {
      return function.apply(arguments.stream().map(a -> a.numbers(scope)).toList());
    }
  }
}
