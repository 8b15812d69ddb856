package org.jpsi.fuzz;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jpsi.core.expression.Expression;
import org.jpsi.core.table.JaggedColumn;
import org.jpsi.core.table.NumberColumn;
import org.jpsi.core.table.Table;
import org.jpsi.core.table.TextColumn;

/// Expressions: parsed, checked against a table of all types, evaluated, and inlined.
final class ExpressionTarget implements FuzzTarget {
  private static final Table TABLE =
      Table.of(
          "table",
          List.of(
              NumberColumn.of("x", "", 1f, -2f, Float.NaN),
              NumberColumn.of("pt", "", 1.5, 0, Double.POSITIVE_INFINITY),
              NumberColumn.of("n", "", Long.MAX_VALUE, 0L, -1L),
              new TextColumn("class", new String[] {"s", "b", ""}),
              JaggedColumn.of(
                  "jet", new int[] {0, 2, 2, 3}, NumberColumn.of("jet", "", 1.5, Double.NaN, -0.0)),
              JaggedColumn.of(
                  "id", new int[] {0, 2, 2, 3}, NumberColumn.of("id", "", 1L, -1L, Long.MIN_VALUE)),
              JaggedColumn.of("mu", new int[] {0, 0, 1, 1}, NumberColumn.of("mu", "", 7f)),
              JaggedColumn.of(
                  "hits",
                  new int[] {0, 2, 2, 3},
                  JaggedColumn.of(
                      "hits", new int[] {0, 1, 1, 2}, NumberColumn.of("hits", "", 1, 2)))));

  @Override
  public String name() {
    return "expression";
  }

  @Override
  public byte[] input(Chance chance) {
    String text = node(chance, chance.oneIn(30) ? 150 : 6);
    return CsvTarget.text(chance.oneIn(4) ? chance.shuffled(text) : text);
  }

  private static String node(Chance chance, int depth) {
    if (depth == 0 || chance.oneIn(4)) {
      return leaf(chance);
    }
    // one deep branch alone, or the text would double at each level
    String other = depth > 8 ? leaf(chance) : node(chance, depth - 1);
    String deep = node(chance, depth - 1);
    return switch (chance.below(9)) {
      case 0 -> "(" + deep + ")";
      case 7 -> chance.of("jet", "id", "mu", "hits", deep) + "[" + other + "]";
      case 8 -> chance.of("Sum$", "Length$", "any", "sort", "take", "first") + "(" + deep + ")";
      case 1 -> chance.of("-", "+", "!", "not ") + deep;
      case 2 -> deep + " ? " + other + " : " + leaf(chance);
      case 3 ->
          chance.of(Expression.functions()) + "(" + deep + chance.of("", "," + other, ",") + ")";
      default ->
          other
              + chance.of(
                  "+", "-", "*", "/", "%", "**", "^", "<", "<=", "==", "!=", " && ", " || ",
                  " and ")
              + deep;
    };
  }

  private static String leaf(Chance chance) {
    return switch (chance.below(7)) {
      case 6 -> chance.of("jet", "id", "mu", "hits", "sum(jet)", "sort(id)");
      case 0 -> chance.of("x", "pt", "n", "class", "pi", "true");
      case 1 -> Long.toString(chance.limit());
      case 2 -> "'" + chance.of("s", "b", chance.name()) + "'";
      case 3 -> Expression.quoted(chance.name());
      case 4 -> "x[" + chance.limit() + "]";
      default -> chance.below(10) + "." + chance.below(10) + "e" + chance.below(400);
    };
  }

  @Override
  public Map<String, Supplier<byte[]>> extremes() {
    Map<String, Supplier<byte[]>> extremes = new LinkedHashMap<>();
    int many = 100_000;
    for (String operator :
        List.of("+", "-", "*", "/", "%", "**", "^", "&&", "||", "<", "==", "?1:", "?x:", ",")) {
      extremes.put(
          "a hundred thousand " + operator,
          () -> CsvTarget.text(("x" + operator).repeat(many) + "x"));
    }
    extremes.put("ten thousand &&", () -> CsvTarget.text("x > 0 && ".repeat(10_000) + "x > 0"));
    for (String nested :
        List.of(
            "(",
            "-",
            "!",
            "+",
            "abs(",
            "x[",
            "sum(",
            "sort(",
            "jet[sort(",
            "x?",
            "max(x,",
            "not ",
            "`",
            "'")) {
      extremes.put("nested " + nested, () -> CsvTarget.text(nested.repeat(many) + "x"));
    }
    extremes.put(
        "parentheses that close", () -> CsvTarget.text("(".repeat(many) + "x" + ")".repeat(many)));
    extremes.put("a name of a million letters", () -> CsvTarget.text("x".repeat(1 << 20)));
    extremes.put("a name of a million parts", () -> CsvTarget.text("x.".repeat(1 << 19) + "x"));
    extremes.put("a million digits", () -> CsvTarget.text("7".repeat(1 << 20)));
    extremes.put("a million digits of a fraction", () -> CsvTarget.text("." + "7".repeat(1 << 20)));
    extremes.put("a million blanks", () -> CsvTarget.text(" ".repeat(1 << 20)));
    extremes.put("an argument list", () -> CsvTarget.text("max(" + "x,".repeat(many) + "x)"));
    extremes.put("different names", ExpressionTarget::differentNames);
    return extremes;
  }

  private static byte[] differentNames() {
    StringBuilder text = new StringBuilder("x");
    for (int i = 0; i < 10_000; i++) {
      text.append(" + a").append(i);
    }
    return CsvTarget.text(text.toString());
  }

  @Override
  public void read(Path file) {
    String text;
    try {
      text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Expression expression = Expression.parse("select", text);
    expression.columnNames();
    Expression twice = Expression.parse("define", "(x + x) * pt");
    expression.inline(Map.of("x", twice, "pt", twice, "n", expression)).columnNames();
    var _ = expression.firstItems();
    if (expression.isJagged(TABLE)) {
      var _ = expression.evaluateItems("items", "", TABLE);
    }
    expression.with(Map.of("pt", 7.0)).check(TABLE);
    expression.labels(TABLE);
    var unused = expression.compile(List.of("x", "pt", "n")).applyAsDouble(new double[] {1, 2, 3});
  }
}
