package org.jpsi.core.expression;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import org.jpsi.core.table.Table;

/// Expression over the columns of a table, in the syntax of ROOT's `TTreeFormula`, evaluated in
/// float64 with the same bits on every machine.
///
/// | what | how |
/// |---|---|
/// | operators, by decreasing precedence | `**` and `^` (powers, right-associative), `- + !`, `* / %`, `+ -`, `< <= > >= == !=`, `&&`, two bars for "or", `c ? a : b` |
/// | named operators | `and`, `or`, `not` |
/// | constants | `true`, `false`, `pi`, and those given with {@link #with(Map)} |
/// | functions | {@link #functions()}; also as `TMath::Abs` or `std::abs` |
/// | columns | `m_bb`, `muon.pt` (a branch's leaf), `x[2]` (of a fixed-size array), and in backticks names that are no identifiers |
/// | text | `class == "g"` |
///
/// - Everything is a float64, integers too: `7 / 2` is 3.5, `%` is C's `fmod`, an int64 beyond 2^53
///   is rounded.
/// - Comparisons give 1 or 0, by IEEE 754: with NaN all are false except `!=`. As a condition, any
///   number except 0 and NaN is true.
/// - `-x ** 2` is `-(x ** 2)`. `a < b < c` and `!a > b` are refused: few expect what they mean.
/// - A column with the name of a constant or a function needs backticks.
public final class Expression {
  private static final int BLOCK = 4096;

  private final String where;
  private final String text;
  private final ExpressionNode root;
  private final Map<String, Double> constants;

  private Expression(
      String where, String text, ExpressionNode root, Map<String, Double> constants) {
    this.where = where;
    this.text = text;
    this.root = root;
    this.constants = constants;
  }

  /// Parses an expression.
  ///
  /// @throws InputException where it cannot be understood, with a caret under the character
  public static Expression parse(String text) {
    return parse("expression", text);
  }

  /// Parses an expression at a location `where`, for messages: `higgs.yaml:7:9 select`.
  ///
  /// @throws InputException where it cannot be understood, with a caret under the character
  public static Expression parse(String where, String text) {
    return new Expression(where, text, new Parser(where, text).parse(), Map.of());
  }

  /// The expression of a single column, whatever characters its name has.
  public static Expression column(String name) {
    return parse(quoted(name));
  }

  /// A column's name as written in an expression: in backticks where it is no identifier.
  public static String quoted(String name) {
    return Lexer.isIdentifier(name)
        ? name
        : "`" + name.replace("\\", "\\\\").replace("`", "\\`") + "`";
  }

  /// The names of all functions, sorted.
  public static List<String> functions() {
    return ExpressionFunction.names();
  }

  /// The expression with values for some of its names, which then are constants.
  public Expression with(Map<String, Double> values) {
    Map<String, Double> all = new LinkedHashMap<>(constants);
    all.putAll(values);
    return new Expression(where, text, root, Map.copyOf(all));
  }

  /// The names of the columns it needs, in order of appearance.
  public List<String> columnNames() {
    Set<String> names = new LinkedHashSet<>();
    root.collectColumns(names, constants.keySet());
    return List.copyOf(names);
  }

  /// The source text.
  public String text() {
    return text;
  }

  /// The column's name where the expression is a single column.
  public Optional<String> plainColumn() {
    return root instanceof ExpressionNode.ColumnRef name
            && !name.isIndexed()
            && name.isColumn(constants.keySet())
        ? Optional.of(name.name())
        : Optional.empty();
  }

  /// The unit of the result where it is a column or an element of one, else `""` (unknown).
  public String unit(Table table) {
    return root instanceof ExpressionNode.ColumnRef name && name.isColumn(constants.keySet())
        ? table.column(name.name()).unit()
        : "";
  }

  /// Whether the result is text, such as a class, and not a number.
  ///
  /// @throws InputException as {@link #check(Table)}
  public boolean isText(Table table) {
    return root.type(scope(table)) == ExpressionNode.ValueType.TEXT;
  }

  /// Type check against a table: its columns exist and are of the right type.
  ///
  /// @throws InputException where one is not, with a caret under it and the nearest names
  public void check(Table table) {
    root.type(scope(table));
  }

  /// The value for each row.
  ///
  /// @throws InputException as {@link #check(Table)}, or where the result is text
  public double[] evaluate(Table table) {
    EvaluationScope scope = scope(table);
    scope.require(root, ExpressionNode.ValueType.NUMBER, "");
    double[] values = new double[table.rows()];
    for (int from = 0; from < values.length; from += BLOCK) {
      int to = Math.min(values.length, from + BLOCK);
      System.arraycopy(root.numbers(scope.rows(from, to)), 0, values, from, to - from);
    }
    return values;
  }

  /// Compiles the expression for one event at a time: a function of the columns' values, in the
  /// order of `names`, with the bits of {@link #evaluate}. It allocates nothing, and threads may
  /// share it. An element of a fixed-size array is named as in the expression: `x[2]`.
  ///
  /// @throws InputException where a column it needs is not among the names, or holds text
  public ToDoubleFunction<double[]> compile(List<String> names) {
    return new CompiledExpression(where, text, constants, names).compile(root);
  }

  /// The value of each row as a class label: text as it is, whole numbers without a decimal point,
  /// conditions as 1 and 0.
  ///
  /// @throws InputException as {@link #check(Table)}
  public String[] labels(Table table) {
    if (isText(table)) {
      return root.strings(scope(table).rows(0, table.rows()));
    }
    double[] values = evaluate(table);
    String[] labels = new String[values.length];
    for (int i = 0; i < labels.length; i++) {
      labels[i] = format(values[i]);
    }
    return labels;
  }

  /// Formats a number: whole ones without a decimal point, `-0` as `0`.
  public static String format(double value) {
    return value == Math.rint(value) && Math.abs(value) < 0x1p53
        ? Long.toString((long) value)
        : Double.toString(value);
  }

  private EvaluationScope scope(Table table) {
    return new EvaluationScope(where, text, table, constants, 0, table.rows());
  }

  @Override
  public String toString() {
    return text;
  }
}
