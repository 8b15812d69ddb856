package org.jpsi.core.expression;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// Node of an expression's syntax tree, which {@link ExpressionCompiler} makes a {@link Program}
/// of.
sealed interface ExpressionNode {
  /// Its position in the expression's text.
  int position();

  /// Adds the columns of this subtree to `names`.
  void collectColumns(Set<String> names, Set<String> constants);

  /// Numeric constant.
  ///
  /// @param bits of an integer, of a UINT64 unsigned
  /// @param value nearest float64
  record Constant(ValueType type, long bits, double value, int position) implements ExpressionNode {
    static Constant of(double value, int position) {
      return new Constant(ValueType.FLOAT64, 0, value, position);
    }

    static Constant of(boolean value, int position) {
      return new Constant(ValueType.BOOL, value ? 1 : 0, value ? 1 : 0, position);
    }

    static Constant of(long value, int position) {
      return new Constant(ValueType.INT64, value, value, position);
    }

    /// The constant of a literal: digits alone are an integer where a uint64 holds it.
    static Constant parse(String literal, int position) {
      if (literal.chars().allMatch(c -> c >= '0' && c <= '9')) {
        try {
          long bits = Long.parseUnsignedLong(literal);
          ValueType type = bits >= 0 ? ValueType.INT64 : ValueType.UINT64;
          return new Constant(type, bits, Double.parseDouble(literal), position);
        } catch (NumberFormatException tooLarge) {
          return of(Double.parseDouble(literal), position);
        }
      }
      return of(Double.parseDouble(literal), position);
    }

    /// The constant of a name that was given a number: whole ones up to 2^53 are integers.
    static Constant named(double value, int position) {
      long whole = (long) value;
      boolean same = Double.doubleToLongBits(whole) == Double.doubleToLongBits(value);
      return same && Math.abs(whole) <= 1L << 53 ? of(whole, position) : of(value, position);
    }

    @Override
    public void collectColumns(Set<String> names, Set<String> constants) {}
  }

  /// Text literal.
  record Text(String text, int position) implements ExpressionNode {
    @Override
    public void collectColumns(Set<String> names, Set<String> constants) {}
  }

  /// Reference to a column or a named constant.
  ///
  /// @param quoted in backticks: never a constant
  /// @param elements indices behind it that are numbers, as in `x[1][2]`; none of `x`, nor of
  ///   `x[i]`
  record ColumnRef(String name, boolean quoted, List<Integer> elements, int position)
      implements ExpressionNode {
    boolean isIndexed() {
      return !elements.isEmpty();
    }

    /// The indices as written: `[1][2]`.
    String indices() {
      return elements.stream().map(k -> "[" + k + "]").collect(Collectors.joining());
    }

    boolean isColumn(Set<String> constants) {
      return quoted || !constants.contains(name);
    }

    @Override
    public void collectColumns(Set<String> names, Set<String> constants) {
      if (isColumn(constants)) {
        names.add(name);
      }
    }
  }

  /// Unary minus.
  record Negate(ExpressionNode operand, int position) implements ExpressionNode {
    @Override
    public void collectColumns(Set<String> names, Set<String> constants) {
      operand.collectColumns(names, constants);
    }
  }

  /// Logical not.
  record Not(ExpressionNode operand, int position) implements ExpressionNode {
    @Override
    public void collectColumns(Set<String> names, Set<String> constants) {
      operand.collectColumns(names, constants);
    }
  }

  /// Binary operator. A chain, as in `a + b + c`, nests on the left and is walked by a loop: only
  /// nesting, which the parser limits, needs stack.
  record BinaryNode(InfixOperator operator, ExpressionNode left, ExpressionNode right, int position)
      implements ExpressionNode {
    /// The chain's operators from the innermost one outwards; its left operand is the chain's first
    /// term.
    Deque<BinaryNode> chain() {
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
  }

  /// Function call.
  record Call(ExpressionFunction function, List<ExpressionNode> arguments, int position)
      implements ExpressionNode {
    @Override
    public void collectColumns(Set<String> names, Set<String> constants) {
      arguments.forEach(argument -> argument.collectColumns(names, constants));
    }
  }

  /// Call of a function of jagged columns or of four-vectors.
  record ItemCall(ItemFunction function, List<ExpressionNode> arguments, int position)
      implements ExpressionNode {
    @Override
    public void collectColumns(Set<String> names, Set<String> constants) {
      arguments.forEach(argument -> argument.collectColumns(names, constants));
    }
  }

  /// Item by its number, or items by a condition: `x[i]`, `x[y > 0]`. Of `x[i][j]`, `x[i]` is the
  /// base.
  record Indexed(ExpressionNode base, ExpressionNode index, int position)
      implements ExpressionNode {
    @Override
    public void collectColumns(Set<String> names, Set<String> constants) {
      base.collectColumns(names, constants);
      index.collectColumns(names, constants);
    }
  }
}
