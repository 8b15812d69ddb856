package org.jpsi.formats.parquet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.jpsi.core.table.Column;
import org.jpsi.core.table.NumberColumn;
import org.jpsi.core.table.Table;
import org.jpsi.formats.EventWriter;
import org.jpsi.formats.Fixtures;
import org.jpsi.formats.Tables;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What we write, read by pyarrow, pandas, DuckDB and awkward. Needs a Python with
/// `oracles/requirements.txt`, named by the environment's `JPSI_PYTHON`; skipped without, but not
/// in CI.
@Tag("oracle")
class ParquetOracleTest {
  @TempDir Path folder;

  private List<String> read(Table table) throws IOException, InterruptedException {
    String python = System.getenv("JPSI_PYTHON");
    if (!"true".equals(System.getenv("CI"))) {
      assumeTrue(python != null, "no Python with pyarrow: set JPSI_PYTHON");
    }
    assertThat(python).as("JPSI_PYTHON, in CI").isNotNull();
    Path file = folder.resolve("ours.parquet");
    try (EventWriter writer = Tables.create(file, "events")) {
      writer.write(table);
      writer.finish();
    }
    Process process =
        new ProcessBuilder(
                python,
                Fixtures.repository().resolve("oracles/read_parquet.py").toString(),
                file.toString())
            .redirectErrorStream(true)
            .start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
    return output.lines().toList();
  }

  private static List<String> expected(Table table) {
    return table.columns().stream().map(ParquetOracleTest::line).toList();
  }

  /// The line of a column, without its type.
  private static String line(Column column) {
    String[] parts = ColumnText.of(column).split("\t", -1);
    return parts[0] + "\t" + parts[2];
  }

  private static void check(List<String> output, Table table) {
    int n = table.columns().size();
    for (String reader : List.of("pyarrow", "pandas", "duckdb", "awkward")) {
      int at = output.indexOf(reader);
      assertThat(at).as(reader).isNotNegative();
      assertThat(output.subList(at + 1, at + 1 + n)).as(reader).isEqualTo(expected(table));
    }
  }

  @Test
  void otherLibrariesReadTheSame() throws IOException, InterruptedException {
    Table table = WrittenTable.of(700);
    // as lists, which is what a fixed array becomes
    Table lists = ParquetWriterTest.asRead(table);
    List<String> output = read(table);
    check(output, lists);
    assertThat(output)
        .contains(
            "a_bool bool",
            "a_int8 int8",
            "a_uint8 uint8",
            "a_uint64 uint64",
            "a_float32 float",
            "word string",
            "lists list<element: float not null>",
            "deep list<element: list<element: int32 not null> not null>",
            "groups [700]",
            "a_bool UNCOMPRESSED 0 False True",
            "a_int64 UNCOMPRESSED 0 -9223372036854775808 9223372036854775807",
            "a_float32 UNCOMPRESSED 0 -inf inf",
            "texts {'unit:a_float32': 'GeV', 'unit:jet1_b-tag': '1', 'unit:lists': 'GeV',"
                + " 'unit:vector': 'rad'}");
    assertThat(output).anyMatch(line -> line.startsWith("ids.list.element SNAPPY 0 -"));
  }

  @Test
  void noRowsAndRowsAcrossRowGroups() throws IOException, InterruptedException {
    Table none = WrittenTable.of(0);
    check(read(none), ParquetWriterTest.asRead(none));
    long[] values = new long[140_000];
    for (int i = 0; i < values.length; i++) {
      values[i] = (long) i * i;
    }
    Table many = Table.of("many", List.of(NumberColumn.of("x", "", values)));
    List<String> output = read(many);
    check(output, many);
    assertThat(output).contains("groups [131072, 8928]");
  }
}
