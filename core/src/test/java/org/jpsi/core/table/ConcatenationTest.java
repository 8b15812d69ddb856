package org.jpsi.core.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jpsi.core.errors.InputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Concatenation of columns of several files: the type of all, and that no value changes.
class ConcatenationTest {
  private static NumberColumn column(NumberType type, long... values) {
    Object array =
        switch (type) {
          case FLOAT32 -> floats(values);
          case FLOAT64 -> java.util.Arrays.stream(values).asDoubleStream().toArray();
          case INT64, UINT64, UINT32 -> values;
          default -> java.util.Arrays.stream(values).mapToInt(Math::toIntExact).toArray();
        };
    return NumberColumn.of("n", "", type, 1, array);
  }

  private static float[] floats(long[] values) {
    float[] floats = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      floats[i] = values[i];
    }
    return floats;
  }

  private static NumberColumn concat(NumberColumn... parts) {
    List<Table> tables = new ArrayList<>();
    for (NumberColumn part : parts) {
      tables.add(Table.of("file" + tables.size(), List.of(part)));
    }
    return Table.concat("all", tables).numbers("n");
  }

  private static NumberType type(String name) {
    return NumberType.valueOf(name.toUpperCase(Locale.ROOT));
  }

  @ParameterizedTest
  @CsvSource({
    "int64, int64, int64",
    "int64, int32, int64",
    "int32, uint32, int64",
    "int8, uint8, int16",
    "uint16, int8, int32",
    "uint8, uint32, uint32",
    "uint32, uint64, uint64",
    "bool, int8, int8",
    "bool, uint64, uint64",
    "bool, float32, float32",
    "float32, int16, float32",
    "uint16, float32, float32",
    "float32, int32, float64",
    "uint32, float32, float64",
    "float64, int32, float64",
    "float32, float64, float64",
    "int64, uint64, uint64",
    "float32, int64, float64",
    "uint64, float64, float64"
  })
  void numbersGetTheSmallestTypeThatHoldsBoth(String a, String b, String both) {
    NumberColumn joined = concat(column(type(a), 0, 1), column(type(b), 1));
    assertThat(joined.typeName()).isEqualTo(both);
    assertThat(joined.toDoubles()).containsExactly(0, 1, 1);
    assertThat(concat(column(type(b), 1), column(type(a), 0, 1)).typeName()).isEqualTo(both);
  }

  @Test
  void theTypeOfThreeDependsOnAllOfThemAndNotOnTheirOrder() {
    NumberColumn signed = column(NumberType.INT8, -1);
    NumberColumn unsigned = column(NumberType.UINT16, 65_535);
    NumberColumn numbers = column(NumberType.FLOAT32, 2);
    for (NumberColumn joined :
        List.of(concat(signed, unsigned, numbers), concat(numbers, unsigned, signed))) {
      assertThat(joined.typeName()).isEqualTo("float32");
    }
    assertThat(concat(signed, unsigned, numbers).toDoubles()).containsExactly(-1, 65_535, 2);
  }

  @Test
  void everyValueOfEitherTypeIsKeptAtTheEndsOfItsRange() {
    long two53 = 1L << 53;
    NumberColumn wide = concat(column(NumberType.INT64, two53 + 1), column(NumberType.INT32, -1));
    assertThat(wide.integer(0, 0)).isEqualTo(two53 + 1);
    assertThat(wide.integer(1, 0)).isEqualTo(-1);
    NumberColumn uints =
        concat(column(NumberType.UINT32, 0xFFFF_FFFFL), column(NumberType.INT32, -1));
    assertThat(uints.integer(0, 0)).isEqualTo(0xFFFF_FFFFL);
    // uint64 where none is negative, else int64 where none is large
    assertThat(concat(column(NumberType.INT64, 7), column(NumberType.UINT64, -1)).typeName())
        .isEqualTo("uint64");
    assertThat(concat(column(NumberType.INT64, -7), column(NumberType.UINT64, 1)).typeName())
        .isEqualTo("int64");
    assertThat(concat(column(NumberType.INT64, 3 * two53), column(NumberType.FLOAT32, 1)).value(0))
        .isEqualTo(0x1.8p54);
  }

  @Test
  void whatNoTypeHoldsIsRefusedWithBothFilesAndTheFirstValue() {
    assertThatThrownBy(() ->
            concat(
                column(NumberType.INT64, 4, -5),
                column(NumberType.INT64, -6),
                column(NumberType.UINT64, 1, -1)))
        .isInstanceOf(InputException.class)
        .hasMessage(
            "[file2] expected integers up to 9223372036854775807 in column n, since file0 has -5 at"
                + " event 1, found 18446744073709551615 at event 1; write the column in one type");
    assertThatThrownBy(() ->
            concat(column(NumberType.FLOAT64, 1), column(NumberType.INT64, 1, -(1L << 53) - 1)))
        .isInstanceOf(InputException.class)
        .hasMessage(
            "[file1] expected integers that float64 holds exactly in column n, since file0 has"
                + " float64, found -9007199254740993 at event 1; write the column as integers in"
                + " both, or leave it out");
    assertThatThrownBy(() -> concat(column(NumberType.UINT64, -1), column(NumberType.FLOAT32, 1)))
        .hasMessageContaining("since file1 has float32, found 18446744073709551615 at event 0");
  }

  @Test
  void itemsOfJaggedColumnsAreWidenedToo() {
    List<Table> tables =
        Stream.of(column(NumberType.INT32, 1, 2, 3), column(NumberType.INT64, 1L << 53, 5, 6))
            .map(items -> Table.of("t", List.of(JaggedColumn.of("n", new int[] {0, 2, 3}, items))))
            .toList();
    JaggedColumn joined = (JaggedColumn) Table.concatColumn("n", tables);
    assertThat(joined.typeName()).isEqualTo("int64[]");
    assertThat(joined.offsets()).containsExactly(0, 2, 3, 5, 6);
  }

  @Test
  void textWithNumbersAndOneUnitWithAnotherAreRefused() {
    Table numbers = Table.of("a.csv", List.of(NumberColumn.of("x", "GeV", 1f)));
    Table text = Table.of("b.csv", List.of(new TextColumn("x", new String[] {"1"})));
    Table mev = Table.of("c.csv", List.of(NumberColumn.of("x", "MeV", 1f)));
    Table unknown = Table.of("d.csv", List.of(NumberColumn.of("x", "", 1f)));
    assertThatThrownBy(() -> Table.concat("all", List.of(numbers, text)))
        .hasMessage(
            "[b.csv] expected column x as in a.csv, float32, found text; samples must have their"
                + " columns in common");
    assertThatThrownBy(() -> Table.concat("all", List.of(numbers, mev)))
        .hasMessage(
            "[c.csv] expected column x in GeV, as in a.csv, found MeV; convert one of them");
    assertThat(Table.concat("all", List.of(numbers, unknown)).column("x").unit()).isEqualTo("GeV");
  }
}
