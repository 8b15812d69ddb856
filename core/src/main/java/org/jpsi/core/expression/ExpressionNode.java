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

/// A part of an expression. `kind` looks at the whole tree below and refuses what cannot be
/// computed, so that `numbers` and `words` need not.
sealed interface ExpressionNode {
  /// What comes out.
  enum Kind {
    NUMBER,
    TEXT
  }

  /// Its place in the expression.
  int at();

  /// Adds the columns below.
  void names(Set<String> names, Set<String> constants);

  Kind kind(EvaluationScope scope);

  double[] numbers(EvaluationScope scope);

  default String[] words(EvaluationScope scope) {
    throw new IllegalStateException("not text");
  }

  record Constant(double value, int at) implements ExpressionNode {
    @Override
    public void names(Set<String> names, Set<String> constants) {}

    @Override
    public Kind kind(EvaluationScope scope) {
      return Kind.NUMBER;
    }

    @Override
    public double[] numbers(EvaluationScope scope) {
      double[] all = new double[scope.size()];
      Arrays.fill(all, value);
      return all;
    }
  }

  record Text(String text, int at) implements ExpressionNode {
    @Override
    public void names(Set<String> names, Set<String> constants) {}

    @Override
    public Kind kind(EvaluationScope scope) {
      return Kind.TEXT;
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
  record Name(String name, boolean quoted, int element, int at) implements ExpressionNode {
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
    public Kind kind(EvaluationScope scope) {
      if (constant(scope) != null) {
        return Kind.NUMBER;
      }
      Column column = scope.table().find(name).orElseThrow(() -> missing(scope));
      return switch (column) {
        case TextColumn text -> Kind.TEXT;
        case NumberColumn numbers -> {
          int width = numbers.width();
          if (indexed() ? element >= width || width == 1 : width > 1) {
            throw misindexed(scope, numbers);
          }
          yield Kind.NUMBER;
        }
      };
    }

    private InputException missing(EvaluationScope scope) {
      return scope
          .wrong()
          .expected("a column " + name)
          .found(scope.table().columns().size() + " others")
          .nearest(name, scope.table().names().stream().map(Expression::quoted).toList())
          .shows(scope.text(), at)
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
          .shows(scope.text(), at)
          .exception();
    }

    @Override
    public double[] numbers(EvaluationScope scope) {
      Double constant = constant(scope);
      if (constant != null) {
        return new Constant(constant, at).numbers(scope);
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

  record Minus(ExpressionNode of, int at) implements ExpressionNode {
    @Override
    public void names(Set<String> names, Set<String> constants) {
      of.names(names, constants);
    }

    @Override
    public Kind kind(EvaluationScope scope) {
      scope.want(of, Kind.NUMBER, " after -");
      return Kind.NUMBER;
    }

    @Override
    public double[] numbers(EvaluationScope scope) {
      double[] all = of.numbers(scope);
      for (int i = 0; i < all.length; i++) {
        all[i] = -all[i];
      }
      return all;
    }
  }

  record Not(ExpressionNode of, int at) implements ExpressionNode {
    @Override
    public void names(Set<String> names, Set<String> constants) {
      of.names(names, constants);
    }

    @Override
    public Kind kind(EvaluationScope scope) {
      scope.want(of, Kind.NUMBER, " after !");
      return Kind.NUMBER;
    }

    @Override
    public double[] numbers(EvaluationScope scope) {
      double[] all = of.numbers(scope);
      for (int i = 0; i < all.length; i++) {
        all[i] = Selection.isTrue(all[i]) ? 0 : 1;
      }
      return all;
    }
  }

  /// A chain of operators, as in `a + b + c`, goes down on the left. It is walked by a loop: only
  /// nesting, which the parser limits, needs stack.
  record Binary(InfixOperator operator, ExpressionNode left, ExpressionNode right, int at)
      implements ExpressionNode {
    /// From the innermost one outwards, whose left side is the chain's first term.
    private Deque<Binary> chain() {
      Deque<Binary> chain = new ArrayDeque<>();
      ExpressionNode node = this;
      while (node instanceof Binary binary) {
        chain.push(binary);
        node = binary.left;
      }
      return chain;
    }

    @Override
    public void names(Set<String> names, Set<String> constants) {
      Deque<Binary> chain = chain();
      chain.getFirst().left.names(names, constants);
      chain.forEach(binary -> binary.right.names(names, constants));
    }

    private boolean equality() {
      return operator == InfixOperator.EQUAL || operator == InfixOperator.DIFFERENT;
    }

    @Override
    public Kind kind(EvaluationScope scope) {
      Deque<Binary> chain = chain();
      ExpressionNode first = chain.getFirst().left;
      Kind kind = first.kind(scope);
      for (Binary binary : chain) {
        String both = " on both sides of " + binary.operator.sign;
        if (kind == Kind.TEXT && !binary.equality()) {
          throw scope.refusal(first, Kind.NUMBER, both);
        }
        scope.want(binary.right, kind, both);
        kind = Kind.NUMBER;
      }
      return kind;
    }

    @Override
    public double[] numbers(EvaluationScope scope) {
      Deque<Binary> chain = chain();
      ExpressionNode first = chain.getFirst().left;
      double[] value =
          first.kind(scope) == Kind.TEXT ? chain.pop().compared(scope) : first.numbers(scope);
      for (Binary binary : chain) {
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

  record Choice(ExpressionNode condition, ExpressionNode yes, ExpressionNode no, int at)
      implements ExpressionNode {
    @Override
    public void names(Set<String> names, Set<String> constants) {
      condition.names(names, constants);
      yes.names(names, constants);
      no.names(names, constants);
    }

    @Override
    public Kind kind(EvaluationScope scope) {
      scope.want(condition, Kind.NUMBER, " before ?");
      Kind kind = yes.kind(scope);
      scope.want(no, kind, " after :, as before it");
      return kind;
    }

    @Override
    public double[] numbers(EvaluationScope scope) {
      double[] which = condition.numbers(scope);
      double[] a = yes.numbers(scope);
      double[] b = no.numbers(scope);
      for (int i = 0; i < which.length; i++) {
        which[i] = Selection.isTrue(which[i]) ? a[i] : b[i];
      }
      return which;
    }

    @Override
    public String[] words(EvaluationScope scope) {
      double[] which = condition.numbers(scope);
      String[] a = yes.words(scope);
      String[] b = no.words(scope);
      for (int i = 0; i < which.length; i++) {
        a[i] = Selection.isTrue(which[i]) ? a[i] : b[i];
      }
      return a;
    }
  }

  record Call(ExpressionFunction function, List<ExpressionNode> arguments, int at)
      implements ExpressionNode {
    @Override
    public void names(Set<String> names, Set<String> constants) {
      arguments.forEach(argument -> argument.names(names, constants));
    }

    @Override
    public Kind kind(EvaluationScope scope) {
      arguments.forEach(a -> scope.want(a, Kind.NUMBER, " in " + function.name() + "(...)"));
      return Kind.NUMBER;
    }

    @Override
    public double[] numbers(EvaluationScope scope) {
      return function.apply(arguments.stream().map(a -> a.numbers(scope)).toList());
    }
  }
}
