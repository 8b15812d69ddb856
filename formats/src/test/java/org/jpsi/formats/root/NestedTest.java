package org.jpsi.formats.root;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.assertj.core.data.Offset;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.events.EventSource;
import org.jpsi.core.expression.Expression;
import org.jpsi.core.table.Column;
import org.jpsi.core.table.JaggedColumn;
import org.jpsi.core.table.NumberColumn;
import org.jpsi.core.table.NumberType;
import org.jpsi.core.table.Table;
import org.jpsi.formats.EventWriter;
import org.jpsi.formats.Fixtures;
import org.jpsi.formats.Tables;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Arrays of several dimensions and lists of lists, of a file that ROOT wrote, and expressions of
/// their items beside TTreeFormula and uproot (`oracles/nested.py`).
class NestedTest {
  @TempDir Path folder;

  private static Table table() {
    return Tables.read(Fixtures.file("root/nested.root"), "t");
  }

  @Test
  void columnsKeepTheirShape() {
    assertThat(table().columns().stream().map(c -> c.name() + " " + c.typeName()))
        .containsExactly(
            "a float32[2][3]",
            "d int32[2][3][2]",
            "cube uint8[2][2][2]",
            "n int32",
            "x float64[][3]",
            "which int32",
            "packed float64[2][2]",
            "list float32[2][3]",
            "vv float32[][]",
            "vi int32[][]",
            "vvv float32[][][]");
  }

  @Test
  void everyExpressionHasTheValuesOfRoot() throws IOException {
    Table table = table();
    int checked = 0;
    for (String line : Files.readAllLines(Fixtures.file("root/nested.tsv"))) {
      String text = line.substring(6, line.indexOf('\t'));
      String cells = line.substring(line.indexOf('\t') + 1);
      double[] roots = Arrays.stream(cells.split(" ")).mapToDouble(Double::parseDouble).toArray();
      Expression expression = Expression.parse(text);
      double[] ours;
      if (line.startsWith("items ")) {
        JaggedColumn items = expression.evaluateItems("x", "", table);
        ours = ((NumberColumn) items.items()).toDoubles();
      } else {
        ours = expression.evaluate(table);
      }
      assertThat(ours).as(text).hasSameSizeAs(roots);
      for (int i = 0; i < roots.length; i++) {
        if (Double.isNaN(roots[i])) {
          assertThat(ours[i]).as("%s of event %s", text, i).isNaN();
          continue;
        }
        // another order of the same sum
        Offset<Double> limit = Offset.offset(1e-12 * Math.max(1, Math.abs(roots[i])));
        assertThat(ours[i]).as("%s of event %s", text, i).isCloseTo(roots[i], limit);
      }
      checked++;
    }
    assertThat(checked).isEqualTo(38);
  }

  @Test
  void anElementOfAnArrayKeepsItsType() {
    Table table = table();
    NumberColumn element = Expression.parse("d[1][2][1]").evaluateColumn("e", "", table);
    assertThat(element.type()).isEqualTo(NumberType.INT32);
    JaggedColumn row = Expression.parse("d[1][2]").evaluateItems("e", "", table);
    assertThat(row.typeName()).isEqualTo("int32[]");
    // of more levels too: a part of a column, not a computed one
    JaggedColumn plane = Expression.parse("d[1]").evaluateItems("e", "", table);
    assertThat(plane.typeName()).isEqualTo("int32[][]");
    assertThat(Expression.parse("e[2][1]").evaluate(Table.of("t", List.of(plane))))
        .containsExactly(Expression.parse("d[1][2][1]").evaluate(table));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "a              | expected 2 indices from 0 to 1 and 0 to 2, as in a[0][0], found none",
        "a[1]           | expected 2 indices from 0 to 1 and 0 to 2, as in a[0][0], found [1]",
        "a[1] * 2       | expected one value per event, found several, since a is an array; say"
            + " a[0][0], sum(a)",
        "a[2][0]        | expected 2 indices from 0 to 1 and 0 to 2, as in a[0][0], found [2][0]",
        "a[0][0][0]     | expected 2 indices from 0 to 1 and 0 to 2, as in a[0][0], found"
            + " [0][0][0]",
        "sum(a[2])      | expected an index from 0 to 1, as in a[0][0], found 2",
        "sum(a[-1])     | expected an index from 0 to 1, as in a[0][0], found -1",
        "x[0][3]        | expected an index from 0 to 2, as in x[0][0], found 3",
        "sum(vv[0.5])   | expected a whole number as index of `vv`, found `0.5`",
        "sum(vv[n / 2.0]) | expected a whole number as index of vv",
        "vv[0][0][0]    | expected 2 indices at most, as in vv[0][0], found 3",
        "sum(vv[vi[0]]) | expected an index that is the same for all items of an event",
        "max(vv[1] + vv[0]) | expected as many items of vv[...]",
      })
  void mistakesAreExplained(String text, String message) {
    assertThatThrownBy(() -> Expression.parse(text.strip()).evaluate(table()))
        .isInstanceOf(InputException.class)
        .hasMessageContaining(message);
  }

  @Test
  void shapesAreWrittenAgain() {
    Table flat = table().select(List.of("a", "d", "cube", "n"));
    for (String name : List.of("again.root", "again.npy")) {
      Path file = folder.resolve(name);
      write(file, flat);
      if (name.endsWith(".root")) {
        Table again = Tables.read(file, null);
        assertThat(again.columns().stream().map(Column::typeName))
            .containsExactly("float32[2][3]", "int32[2][3][2]", "uint8[2][2][2]", "int32");
        assertThat(again.numbers("d").toDoubles()).isEqualTo(flat.numbers("d").toDoubles());
      }
    }
    Path csv = folder.resolve("again.csv");
    write(csv, flat.select(List.of("a")));
    assertThat(Tables.read(csv, null).names())
        .containsExactly("a[0][0]", "a[0][1]", "a[0][2]", "a[1][0]", "a[1][1]", "a[1][2]");
  }

  private static void write(Path file, Table table) {
    try (EventWriter writer = Tables.create(file, "events")) {
      writer.write(table);
      writer.finish();
    }
  }

  @Test
  void aTitleThatDoesNotFitTheLengthSaysNothing() {
    assertThat(ArrayShape.of("a[2][3]", 6)).containsExactly(2, 3);
    assertThat(ArrayShape.of("x[n][3]", 3)).containsExactly(3);
    assertThat(ArrayShape.of("a[2][3]", 7)).containsExactly(7);
    assertThat(ArrayShape.of("a[0][3]", 3)).containsExactly(3);
    assertThat(ArrayShape.of("a[99999][99999]", 6)).containsExactly(6);
    assertThat(ArrayShape.of("[1]".repeat(2000) + "[6]", 6)).containsExactly(6);
    assertThat(ArrayShape.of("a", 1)).isEmpty();
  }

  @Test
  void sourcesSayShapesBeforeTheyAreRead() {
    try (EventSource source = Tables.open(Fixtures.file("root/nested.root"), "t")) {
      assertThat(source.columns().getFirst().typeName()).isEqualTo("float32[2][3]");
      assertThat(source.read(List.of("x", "packed"), 3, 2).column("packed").typeName())
          .isEqualTo("float64[2][2]");
    }
  }
}
