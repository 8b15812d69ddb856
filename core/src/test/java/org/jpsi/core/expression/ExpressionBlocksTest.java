package org.jpsi.core.expression;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.jpsi.core.allocation.FreshJvm;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.random.Rng;
import org.jpsi.core.table.Column;
import org.jpsi.core.table.NumberColumn;
import org.jpsi.core.table.NumberType;
import org.jpsi.core.table.Table;
import org.junit.jupiter.api.Test;

/// Random expressions: the cut into blocks changes no bit, nor does one event at a time, nor, where
/// float64 holds every integer, that integers are integers.
class ExpressionBlocksTest {
  private static final int ROWS = 5_000;
  private static final List<String> NAMES = List.of("x", "y", "n", "evt", "u");

  private static Table events(Rng rng, boolean large) {
    double[] x = new double[ROWS];
    float[] y = new float[ROWS];
    int[] n = new int[ROWS];
    long[] evt = new long[ROWS];
    long[] u = new long[ROWS];
    for (int i = 0; i < ROWS; i++) {
      x[i] = i % 97 == 0 ? Double.NaN : 10 * rng.normal(5L * i);
      y[i] = i % 89 == 0 ? Float.POSITIVE_INFINITY : (float) rng.normal(5L * i + 1);
      n[i] = rng.integer(19, 5L * i + 2) - 9;
      evt[i] = large ? (1L << 53) + rng.integer(9, 5L * i + 3) : rng.integer(9, 5L * i + 3);
      u[i] = large && i % 2 == 0 ? -1 - rng.integer(9, 5L * i + 4) : rng.integer(9, 5L * i + 4);
    }
    return Table.of(
        "random",
        List.of(
            NumberColumn.of("x", "", x),
            NumberColumn.of("y", "", y),
            NumberColumn.of("n", "", n),
            NumberColumn.of("evt", "", evt),
            NumberColumn.of("u", "", NumberType.UINT64, 1, u)));
  }

  private static Table asFloat64(Table table) {
    List<Column> columns = new ArrayList<>();
    for (String name : NAMES) {
      columns.add(NumberColumn.of(name, "", table.numbers(name).toDoubles()));
    }
    return Table.of(table.origin(), columns);
  }

  /// A random expression.
  ///
  /// @param signOfZero whether it may tell 0 from -0
  private static String text(Rng rng, int depth, boolean signOfZero) {
    List<String> leaves = List.of("x", "y", "n", "evt", "u", "2", "0", "1.5", "-3", "true");
    if (depth == 0) {
      return leaves.get(rng.integer(leaves.size(), 0));
    }
    String a = text(rng.child(1), depth - 1, signOfZero);
    String b = text(rng.child(2), depth - 1, signOfZero);
    String c = text(rng.child(3), depth - 1, signOfZero);
    List<String> forms =
        new ArrayList<>(
            List.of(
                "(%s + %s)",
                "(%s - %s)",
                "(%s * %s)",
                "%s %% 5",
                "(%s %% %s)",
                "(%s < %s)",
                "(%s <= %s)",
                "(%s == %s)",
                "(%s != %s)",
                "(%s && %s)",
                "(%s || %s)",
                "(!(%s))",
                "(-(%s))",
                "(%s ? %s : %s)",
                "min(%s, %s, %s)",
                "max(%s, %s)",
                "abs(%s)",
                "sign(%s)",
                "round(%s)",
                "sqrt(%s)",
                "isnan(%s)"));
    if (signOfZero) {
      forms.addAll(List.of("(%s / %s)", "atan2(%s, %s)", "(%s) ** 2"));
    }
    String form = forms.get(rng.integer(forms.size(), 4));
    return form.equals("%s %% 5") ? "((" + a + ") % 5)" : String.format(form, a, b, c);
  }

  private static double[] evaluate(Program program, int block) {
    double[] values = new double[ROWS];
    program.run(
        ROWS, block, (frame, first, n) -> System.arraycopy(frame.numbers(0), 0, values, first, n));
    return values;
  }

  private static Program program(String text, Table table) {
    ColumnTypes columns = new ColumnTypes.OfTable("random", text, table);
    ExpressionNode root = new Parser("random", text).parse();
    return ExpressionCompiler.compile(root, columns, text, Map.of(), ValueType.FLOAT64);
  }

  private static Object result(Program program, int block) {
    try {
      return Arrays.stream(evaluate(program, block)).boxed().toList();
    } catch (InputException e) {
      return e.message();
    }
  }

  @Test
  void theCutIntoBlocksChangesNoBitAndNoError() {
    int computed = 0;
    int refused = 0;
    for (int i = 0; i < 300; i++) {
      Rng rng = Rng.of(11).child(i);
      String text = text(rng, 1 + i % 4, true);
      Program program = program(text, events(rng, i % 2 == 0));
      Object whole = result(program, 4096);
      // boxed doubles are equal where their bits are; NaN is NaN
      assertThat(result(program, 7)).as(text).isEqualTo(whole);
      assertThat(result(program, 1)).as(text).isEqualTo(whole);
      computed += whole instanceof List ? 1 : 0;
      refused += whole instanceof String ? 1 : 0;
    }
    assertThat(computed).isGreaterThan(150);
    assertThat(refused).isGreaterThan(5);
  }

  @Test
  void oneEventAtATimeIsABlockOfOne() {
    for (int i = 0; i < 200; i++) {
      Rng rng = Rng.of(12).child(i);
      String text = text(rng, 1 + i % 4, true);
      Table table = asFloat64(events(rng, false));
      double[] whole = Expression.parse(text).evaluate(table);
      ToDoubleFunction<double[]> one = Expression.parse(text).compile(NAMES);
      double[] event = new double[NAMES.size()];
      for (int row = 0; row < ROWS; row += 13) {
        for (int k = 0; k < event.length; k++) {
          event[k] = table.numbers(NAMES.get(k)).value(row);
        }
        assertThat(one.applyAsDouble(event)).as(text).isEqualTo(Double.valueOf(whole[row]));
      }
    }
  }

  // the interpreter boxes what compiled code does not, so compiling is waited for
  @Test
  void oneEventAllocatesNothing() {
    assertThat(FreshJvm.bytesPerCall(ExpressionBlocksTest.class))
        .containsOnlyKeys("one")
        .allSatisfy((name, bytes) -> assertThat(bytes).isLessThan(1));
  }

  public static void main(String[] none) {
    ToDoubleFunction<double[]> one =
        Expression.parse("x > 0 && n < 5 ? sqrt(x * x + y * y) : max(2, n % 3, abs(y)) ** 2")
            .compile(NAMES);
    double[] event = {1, 2, 3, 4, 5};
    double[] sum = new double[1];
    FreshJvm.print(
        "one",
        i -> {
          event[i % 5] = i;
          sum[0] += one.applyAsDouble(event);
        });
    if (!(sum[0] > 0)) {
      throw new AssertionError("expected numbers, found a sum of " + sum[0]);
    }
  }

  @Test
  void integersThatFloat64HoldsGiveWhatFloat64Gives() {
    for (int i = 0; i < 300; i++) {
      Rng rng = Rng.of(13).child(i);
      String text = text(rng, 1 + i % 3, false);
      Table table = events(rng, false);
      double[] exact = Expression.parse(text).evaluate(table);
      double[] float64 = Expression.parse(text).evaluate(asFloat64(table));
      for (int row = 0; row < ROWS; row++) {
        // adding 0 takes the sign from -0, which an integer does not have
        assertThat(exact[row] + 0.0).as(text).isEqualTo(Double.valueOf(float64[row] + 0.0));
      }
    }
  }
}
