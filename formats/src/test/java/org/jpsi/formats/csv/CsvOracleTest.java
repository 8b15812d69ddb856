package org.jpsi.formats.csv;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jpsi.core.table.Column;
import org.jpsi.core.table.JaggedColumn;
import org.jpsi.core.table.NumberColumn;
import org.jpsi.core.table.Table;
import org.jpsi.core.table.TextColumn;
import org.jpsi.formats.Fixtures;
import org.jpsi.formats.Tables;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Files that pandas and numpy wrote, and what they read in them (`oracles/csv_files.py`).
class CsvOracleTest {
  private static Stream<String> files() throws IOException {
    return expected().keySet().stream();
  }

  /// The lines of `expected.txt` by file: name, type and values of each column.
  private static Map<String, List<List<String>>> expected() throws IOException {
    Map<String, List<List<String>>> columns = new LinkedHashMap<>();
    for (String line : Files.readAllLines(Fixtures.file("csv/expected.txt"))) {
      List<String> words = List.of(line.split("\t", -1));
      columns
          .computeIfAbsent(words.getFirst(), file -> new ArrayList<>())
          .add(words.subList(1, words.size()));
    }
    return columns;
  }

  @ParameterizedTest
  @MethodSource("files")
  void theColumnsAreThoseThatPandasReads(String file) throws IOException {
    Table table = Tables.read(Fixtures.file("csv/" + file), null);
    List<List<String>> expected = Objects.requireNonNull(expected().get(file));
    assertThat(table.names()).isEqualTo(expected.stream().map(List::getFirst).toList());
    for (List<String> column : expected) {
      Column read = table.column(column.getFirst());
      assertThat(read.typeName()).as(column.getFirst()).isEqualTo(column.get(1));
      assertThat(values(read)).as(column.getFirst()).isEqualTo(numbers(read, column));
    }
  }

  private static List<Object> values(Column column) {
    List<Object> values = new ArrayList<>();
    for (int i = 0; i < column.rows(); i++) {
      values.add(
          switch (column) {
            case TextColumn text -> text.value(i);
            case NumberColumn n when n.type().isInteger() -> n.integer(i, 0);
            case NumberColumn n -> n.value(i);
            case JaggedColumn jagged -> throw new AssertionError(jagged.typeName());
          });
    }
    return values;
  }

  private static List<Object> numbers(Column as, List<String> column) {
    List<Object> values = new ArrayList<>();
    for (String value : column.subList(2, column.size())) {
      values.add(
          switch (as) {
            case NumberColumn n when n.type().isInteger() ->
                value.startsWith("-") ? Long.parseLong(value) : Long.parseUnsignedLong(value);
            case NumberColumn _ ->
                Double.valueOf(value.replace("inf", "Infinity").replace("nan", "NaN"));
            default -> value;
          });
    }
    return values;
  }
}
