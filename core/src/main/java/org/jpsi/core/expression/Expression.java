package org.jpsi.core.expression;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.jpsi.core.table.JaggedColumn;
import org.jpsi.core.table.NumberColumn;
import org.jpsi.core.table.NumberType;
import org.jpsi.core.table.Table;

/// Expression over the columns of a table, in the syntax of ROOT's `TTreeFormula`, evaluated with
/// the same bits on every machine.
///
/// | what | how |
/// |---|---|
/// | operators, by decreasing precedence | `**` and `^` (powers, right-associative), `- + !`, `* / %`, `+ -`, `< <= > >= == !=`, `&&`, two bars for "or", `c ? a : b` |
/// | named operators | `and`, `or`, `not` |
/// | constants | `true`, `false`, `pi`, and those given with {@link #with(Map)} |
/// | functions | {@link #functions()}; also as `TMath::Abs` or `std::abs` |
/// | missing values | `isnan(x)`, and `DefaultValueFor(x, v)`: `v` where `x` is NaN, else `x` |
/// | jagged columns | `x[0]`, `sum(x)`, `count(x > 30 && abs(eta) < 2.4)`: see below |
/// | columns | `m_bb`, `muon.pt` (a member of an object, a leaf of a list), `x[2]`, `a[1][2]` (of fixed-size arrays), and in backticks names that are no identifiers |
/// | text | `class == "g"` |
///
/// - Integers stay integers, exactly: columns of an integer type and literals of digits alone, up
///   to uint64. `+ - *` and a sign, `%` by a constant, `abs min max floor ceil int round sign` and
///   `c ? a : b` of integers are integers; `/`, `**`, all other functions, and what has a float64
///   in it are float64: `7 / 2` is 3.5. A result beyond int64 (or, where a uint64 takes part,
///   beyond -2^63 to 2^64 - 1) is refused where an event needs it; `1.0 * x` computes as float64.
/// - `int(x)` is x without its fraction. `hash(a, b, ...)` is a hash of numbers, an integer from 0
///   to 2^63 - 1 by counter-based random numbers: equal numbers of any type have the same.
/// - `%` has the sign of the dividend, as in C. By a divisor that may be 0 it is a float64, NaN for
///   0.
/// - Numbers are compared exactly, integers beyond 2^53 with float64 too.
/// - A result that float64 holds has the bits of one computed in float64 throughout, but for the
///   sign of zero: an integer 0 has none.
/// - Comparisons give 1 or 0, by IEEE 754: with NaN all are false except `!=`. As a condition, any
///   number except 0 and NaN is true.
/// - `-x ** 2` is `-(x ** 2)`. `a < b < c` and `!a > b` are refused: few expect what they mean.
/// - Jagged columns (several items per event): operators and functions work item by item, where all
///   have as many; what has one value per event is the same for all items. `sum mean max min count
///   any all length argmax argmin` make one value of the items, of jagged items the innermost ones;
///   so do `x[0]`, `x[argmax(y)]` and, of items in items, `x[0][1]`; `x[0]` of these is a list.
///   `x[other]` with a jagged column of numbers are those items. `x[y > 30]`, `sort(x)`, `sort(x,
///   by)`, `reverse(x)`, `take(x, 2)` (of a negative number the last ones) are items again. Where
///   there is none, `x[0]`, `max`, `min` and `mean` are NaN; NaN among items is passed over by
///   `max`, `min`, `argmax` and `argmin`, `argmax` is -1, `sum` 0; `Alt$(x[0], -1)` is
///   `DefaultValueFor(x[0], -1)`. TTreeFormula's `Sum$ Max$ Min$ Length$` and RVec's `Sum Any All
///   ArgMax Take ...` are the same.
/// - Fixed-size arrays are lists too: of `a[2][3]`, `a[1][2]` is a number of its own type, `a[1]`
///   are three, `sum(a[1])` is their sum. An index that they do not have is refused.
/// - `deltaPhi(phi1, phi2)` is phi2 - phi1 from -pi to pi, `deltaR(eta1, eta2, phi1, phi2)` in the
///   order of RVec. `mass(pt, eta, phi, m)` of jagged columns is the mass of the sum of all items,
///   of 8, 12 ... arguments that of the sum of two, three ... vectors; `InvariantMass` is the same.
/// - A column with the name of a constant or a function needs backticks.
public final class Expression {
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
    return Stream.concat(ExpressionFunction.names().stream(), ItemFunction.names().stream())
        .distinct()
        .sorted()
        .toList();
  }

  /// The expression with values for some of its names, which then are constants.
  public Expression with(Map<String, Double> values) {
    if (constants.isEmpty()) {
      return new Expression(where, text, root, Map.copyOf(values));
    }
    Map<String, Double> all = new LinkedHashMap<>(constants);
    all.putAll(values);
    return new Expression(where, text, root, Map.copyOf(all));
  }

  /// The expression without some of its columns: each is replaced by the expression that defines
  /// it, and each constant by its number, so that the text says all.
  ///
  /// @param definitions expressions of columns, by name
  public Expression inline(Map<String, Expression> definitions) {
    Optional<String> alone = plainColumn().filter(definitions::containsKey);
    return parse(
        where,
        alone.isPresent()
            ? Objects.requireNonNull(definitions.get(alone.get())).text()
            : InlinedText.of(where, text, definitions, constants));
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

  /// The expressions that `first(x, n, pad)` stands for among features: `x[0]` to `x[n - 1]`, with
  /// `pad` where an event has no such item. Empty where the expression is no such call.
  ///
  /// @throws InputException where `n` is no number of items
  public List<Expression> firstItems() {
    return FirstItems.of(where, text, constants);
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
    return program(table).type() == ValueType.TEXT;
  }

  /// Refuses a comparison of a column with one of its codes of missing values, which are NaN where
  /// the column is read: it would not do what it says.
  ///
  /// @param codes of a column, by its name
  /// @throws InputException where there is one, with a caret under it
  public void requireNoCodes(Function<String, List<Double>> codes) {
    new CodeComparison(where, text, constants, codes).check(root);
  }

  /// Type check against a table: its columns exist and are of the right type, and the result is one
  /// value per event.
  ///
  /// @throws InputException where one is not, with a caret under it and the nearest names
  public void check(Table table) {
    var unused = program(table);
  }

  /// The value for each row as float64: of an integer the nearest one.
  ///
  /// @throws InputException as {@link #check(Table)}, where the result is text, or where an integer
  ///   is beyond its type at an event
  public double[] evaluate(Table table) {
    Program program = program(table, ValueType.FLOAT64);
    if (plainColumn().isPresent()) {
      return table.numbers(plainColumn().get()).toDoubles();
    }
    double[] values = new double[table.rows()];
    program.run(
        values.length,
        (frame, first, n) -> System.arraycopy(frame.numbers(0), 0, values, first, n));
    return values;
  }

  /// The value for each row as a column of the result's type: BOOL, INT64, UINT64 or FLOAT64. A
  /// column alone, or an element of one, keeps its own type. Integers of an expression with a
  /// uint64 are INT64 where one is negative.
  ///
  /// @throws InputException as {@link #evaluate}, or where no type holds all integers
  public NumberColumn evaluateColumn(String name, String unit, Table table) {
    Program program = program(table);
    if (program.type() != ValueType.TEXT
        && root instanceof ExpressionNode.ColumnRef ref
        && ref.isColumn(constants.keySet())
        && table.column(ref.name()) instanceof NumberColumn column) {
      NumberColumn one = ColumnTypes.OfTable.one(ref, column);
      return NumberColumn.of(name, unit, one.type(), 1, one.array());
    }
    return switch (program.type()) {
      case BOOL -> NumberColumn.of(name, unit, NumberType.BOOL, 1, ints(truths(table)));
      case INT64 -> {
        long[] values = new long[table.rows()];
        program.run(
            values.length,
            (frame, first, n) -> System.arraycopy(frame.integers(0), 0, values, first, n));
        yield NumberColumn.of(name, unit, values);
      }
      case UINT64 -> new IntegerRange(program).column(name, unit, table.rows());
      case FLOAT64, TEXT -> NumberColumn.of(name, unit, evaluate(table));
    };
  }

  /// Whether the result is jagged: several values per event.
  ///
  /// @throws InputException as {@link #check(Table)}
  public boolean isJagged(Table table) {
    return ExpressionCompiler.depth(root, new ColumnTypes.OfTable(where, text, table), constants)
        > 0;
  }

  /// The items for each row, of an expression that {@link #isJagged}.
  ///
  /// @throws InputException as {@link #evaluate}, or where the items are jagged themselves, unless
  ///   they are a part of a column: `x[1]`
  public JaggedColumn evaluateItems(String name, String unit, Table table) {
    ColumnTypes columns = new ColumnTypes.OfTable(where, text, table);
    JaggedColumn part = ExpressionCompiler.part(root, columns, text, constants);
    if (part != null) {
      return part.withName(name);
    }
    Program program = ExpressionCompiler.compileItems(root, columns, text, constants);
    return ItemColumn.of(program, name, unit, table.rows());
  }

  /// Whether each row is true: a number that is neither 0 nor NaN.
  ///
  /// @throws InputException as {@link #evaluate}
  boolean[] truths(Table table) {
    boolean[] truths = new boolean[table.rows()];
    program(table, ValueType.BOOL)
        .run(
            truths.length,
            (frame, first, n) -> {
              long[] truth = frame.integers(0);
              for (int i = 0; i < n; i++) {
                truths[first + i] = truth[i] != 0;
              }
            });
    return truths;
  }

  private static int[] ints(boolean[] truths) {
    int[] ints = new int[truths.length];
    for (int i = 0; i < ints.length; i++) {
      ints[i] = truths[i] ? 1 : 0;
    }
    return ints;
  }

  /// Compiles the expression for one event at a time: a function of the columns' float64 values, in
  /// the order of `names`. It is {@link #evaluate} on a block of one event, allocates nothing after
  /// the first call of a thread, and threads may share it. An element of a fixed-size array is
  /// named as in the expression: `x[2]`, `a[1][2]`.
  ///
  /// @throws InputException where a column it needs is not among the names, or holds text
  public ToDoubleFunction<double[]> compile(List<String> names) {
    ColumnTypes columns = ColumnTypes.OfEvent.of(where, text, names);
    return ExpressionCompiler.compile(root, columns, text, constants, ValueType.FLOAT64)::run;
  }

  /// The value of each row as a class label: text as it is, whole numbers without a decimal point,
  /// conditions as 1 and 0.
  ///
  /// @throws InputException as {@link #check(Table)}
  public String[] labels(Table table) {
    Program program = program(table);
    String[] labels = new String[table.rows()];
    program.run(
        labels.length,
        (frame, first, n) -> {
          for (int i = 0; i < n; i++) {
            labels[first + i] =
                switch (program.type()) {
                  case TEXT -> frame.texts(0)[i];
                  case FLOAT64 -> format(frame.numbers(0)[i]);
                  case UINT64 -> Uint64Steps.format(frame.integers(0)[i], frame.signs(0)[i]);
                  case BOOL, INT64 -> Long.toString(frame.integers(0)[i]);
                };
          }
        });
    return labels;
  }

  /// Formats a number: whole ones without a decimal point, `-0` as `0`.
  public static String format(double value) {
    return value == Math.rint(value) && Math.abs(value) < 0x1p53
        ? Long.toString((long) value)
        : Double.toString(value);
  }

  private Program program(Table table) {
    ColumnTypes columns = new ColumnTypes.OfTable(where, text, table);
    return ExpressionCompiler.compile(root, columns, text, constants);
  }

  private Program program(Table table, ValueType wanted) {
    ColumnTypes columns = new ColumnTypes.OfTable(where, text, table);
    return ExpressionCompiler.compile(root, columns, text, constants, wanted);
  }

  @Override
  public String toString() {
    return text;
  }
}
