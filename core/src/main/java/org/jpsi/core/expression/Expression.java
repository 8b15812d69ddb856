package org.jpsi.core.expression;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import org.jpsi.core.table.Table;

/// A formula over the columns of a table, in ROOT's habits, computed in float64 with the same bits
/// on every machine.
///
/// | what | how |
/// |---|---|
/// | operators, the tightest first | `**` and `^` (powers, from the right), `- + !`, `* / %`, `+ -`, `< <= > >= == !=`, `&&`, two bars for "or", `c ? a : b` |
/// | words for operators | `and`, `or`, `not` |
/// | constants | `true`, `false`, `pi`, and those given with {@link #with(Map)} |
/// | functions | {@link #functions()}; also as `TMath::Abs` or `std::abs` |
/// | columns | `m_bb`, `muon.pt` (a branch's leaf), `x[2]` (of a fixed array), and in backticks what is no identifier |
/// | text | `class == "g"` |
///
/// - Everything is a float64, integers too: `7 / 2` is 3.5, `%` is C's `fmod`, an int64 beyond 2^53
///   is rounded.
/// - Truth is 1 and 0. Comparisons are those of IEEE 754: with NaN all are false but `!=`. Where
///   truth is asked for, any number but 0 is true, and NaN is false.
/// - `-x ** 2` is `-(x ** 2)`. `a < b < c` and `!a > b` are refused, since they mean what few
///   expect.
/// - A column that bears the name of a constant or of a function is reached by backticks.
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

  /// Reads a formula.
  ///
  /// @throws InputException where it cannot be understood, with a caret under the character
  public static Expression parse(String text) {
    return parse("expression", text);
  }

  /// Reads a formula that stands at `where`, for messages: `higgs.yaml:7:9 select`.
  ///
  /// @throws InputException where it cannot be understood, with a caret under the character
  public static Expression parse(String where, String text) {
    return new Expression(where, text, new Parser(where, text).whole(), Map.of());
  }

  /// The column of this name, whatever characters are in it.
  public static Expression column(String name) {
    return parse(quoted(name));
  }

  /// A column's name as it is written in an expression: in backticks where it is no identifier.
  public static String quoted(String name) {
    return Lexer.plain(name) ? name : "`" + name.replace("\\", "\\\\").replace("`", "\\`") + "`";
  }

  /// The names of all functions, sorted.
  public static List<String> functions() {
    return ExpressionFunction.names();
  }

  /// This formula with values for some of its names; they are then no columns.
  public Expression with(Map<String, Double> values) {
    Map<String, Double> all = new LinkedHashMap<>(constants);
    all.putAll(values);
    return new Expression(where, text, root, Map.copyOf(all));
  }

  /// The columns that are needed, in the order in which they appear.
  public List<String> names() {
    Set<String> names = new LinkedHashSet<>();
    root.names(names, constants.keySet());
    return List.copyOf(names);
  }

  /// The formula as it was written.
  public String text() {
    return text;
  }

  /// The name of the column that this formula is, if it is nothing else.
  public Optional<String> plainColumn() {
    return root instanceof ExpressionNode.ColumnRef name
            && !name.indexed()
            && name.column(constants.keySet())
        ? Optional.of(name.name())
        : Optional.empty();
  }

  /// The unit of the result where it is a column or an element of one, else `""`: not known.
  public String unit(Table table) {
    return root instanceof ExpressionNode.ColumnRef name && name.column(constants.keySet())
        ? table.column(name.name()).unit()
        : "";
  }

  /// Whether the result is text, such as a class, and not a number.
  ///
  /// @throws InputException as {@link #check(Table)}
  public boolean isText(Table table) {
    return root.type(scope(table)) == ExpressionNode.ValueType.TEXT;
  }

  /// Looks whether this can be computed on a table: its columns are there and of the right kind.
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
    scope.want(root, ExpressionNode.ValueType.NUMBER, "");
    double[] values = new double[table.rows()];
    for (int from = 0; from < values.length; from += BLOCK) {
      int to = Math.min(values.length, from + BLOCK);
      System.arraycopy(root.numbers(scope.rows(from, to)), 0, values, from, to - from);
    }
    return values;
  }

  /// This formula for one event at a time: a function of the columns' values, in the order of
  /// `names`, with the bits of {@link #evaluate}. It allocates nothing, and threads may share it.
  /// An element of a fixed array is named as it is written: `x[2]`.
  ///
  /// @throws InputException where a column that is needed is not among the names, or where text is
  ///   needed
  public ToDoubleFunction<double[]> bind(List<String> names) {
    return new CompiledExpression(where, text, constants, names).of(root);
  }

  /// The value for each row in words, as classes are named: text as it is, whole numbers without a
  /// point, truth as 1 and 0.
  ///
  /// @throws InputException as {@link #check(Table)}
  public String[] words(Table table) {
    if (isText(table)) {
      return root.words(scope(table).rows(0, table.rows()));
    }
    double[] values = evaluate(table);
    String[] words = new String[values.length];
    for (int i = 0; i < words.length; i++) {
      words[i] = word(values[i]);
    }
    return words;
  }

  /// A number in words: whole ones without a point, `-0` as `0`.
  public static String word(double value) {
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
