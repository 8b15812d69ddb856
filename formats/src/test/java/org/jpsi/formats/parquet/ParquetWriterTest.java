package org.jpsi.formats.parquet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jpsi.core.events.EventSource;
import org.jpsi.core.table.Column;
import org.jpsi.core.table.JaggedColumn;
import org.jpsi.core.table.NumberColumn;
import org.jpsi.core.table.Table;
import org.jpsi.core.table.TextColumn;
import org.jpsi.formats.EventWriter;
import org.jpsi.formats.SameTable;
import org.jpsi.formats.Tables;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ParquetWriterTest {
  @TempDir Path folder;

  private Path write(String name, Table... chunks) {
    Path file = folder.resolve(name);
    try (EventWriter writer = Tables.create(file, "events")) {
      for (Table chunk : chunks) {
        writer.write(chunk);
      }
      writer.finish();
    }
    return file;
  }

  /// A fixed array comes back as lists of its length.
  static Table asRead(Table table) {
    List<Column> columns = new ArrayList<>();
    for (Column column : table.columns()) {
      columns.add(
          column instanceof NumberColumn n && n.width() > 1
              ? JaggedColumn.of(
                  n.name(),
                  IntStream.rangeClosed(0, n.rows()).map(i -> i * n.width()).toArray(),
                  NumberColumn.of(n.name(), n.unit(), n.type(), 1, n.array()))
              : column);
    }
    return Table.of(table.origin(), columns);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 1000, 3000})
  void whatIsWrittenIsReadToTheBit(int rows) {
    Table table = WrittenTable.of(rows);
    SameTable.check(Tables.read(write("t.parquet", table), null), asRead(table));
  }

  @Test
  void theFileDoesNotDependOnTheChunks() throws IOException {
    Table table = WrittenTable.of(5000);
    byte[] whole = Files.readAllBytes(write("whole.parquet", table));
    for (int size : new int[] {1, 999, 1024, 4000}) {
      List<Table> chunks = new ArrayList<>();
      for (int at = 0; at < table.rows(); at += size) {
        chunks.add(table.slice(at, Math.min(table.rows(), at + size)));
      }
      Path file = write("chunks.parquet", chunks.toArray(Table[]::new));
      assertThat(Files.readAllBytes(file)).as("chunks of %d", size).isEqualTo(whole);
    }
  }

  @Test
  void rowGroupsAreBoundedByRowsAndByBytes() {
    int rows = 300_000;
    Table many = Table.of("many", List.of(NumberColumn.of("x", "", new int[rows])));
    try (EventSource source = Tables.open(write("rows.parquet", many), null)) {
      assertThat(source.clusters())
          .containsExactly(
              new EventSource.Cluster(0, 131072),
              new EventSource.Cluster(131072, 262144),
              new EventSource.Cluster(262144, rows));
      assertThat(source.read(List.of("x"), 131000, 1000).rows()).isEqualTo(1000);
    }
    String[] long64k = new String[3000];
    java.util.Arrays.fill(long64k, "a".repeat(1 << 15));
    Table wide = Table.of("wide", List.of(new TextColumn("t", long64k)));
    try (EventSource source = Tables.open(write("bytes.parquet", wide), null)) {
      assertThat(source.clusters())
          .containsExactly(new EventSource.Cluster(0, 2048), new EventSource.Cluster(2048, 3000));
      assertThat(((TextColumn) source.read(List.of("t"), 2999, 1).column("t")).value(0))
          .hasSize(1 << 15);
    }
  }

  @Test
  void namesAndUnitsComeBack() {
    Table table =
        Table.of(
            "names",
            List.of(
                NumberColumn.of("muon.pt", "GeV", 1f),
                NumberColumn.of("a \"b\" [c]", "1", 2.0),
                NumberColumn.of("\u03b7", "", 3)));
    Table read = Tables.read(write("names.parquet", table), null);
    assertThat(read.names()).containsExactly("muon.pt", "a \"b\" [c]", "\u03b7");
    assertThat(read.columns()).extracting(Column::unit).containsExactly("GeV", "1", "");
  }

  @Test
  void aFileOfNothingIsReadable() throws IOException {
    try (EventSource source = Tables.open(write("nothing.parquet"), null)) {
      assertThat(source.columns()).isEmpty();
      assertThat(source.entries()).isZero();
    }
    // without `finish`, nothing is left
    Path file = folder.resolve("left.parquet");
    try (EventWriter writer = Tables.create(file, "events")) {
      writer.write(WrittenTable.of(3));
    }
    assertThat(file).doesNotExist();
  }

  @Test
  void otherColumnsThanTheFirstAreRefused() {
    try (EventWriter writer = Tables.create(folder.resolve("x.parquet"), "events")) {
      writer.write(Table.of("a", List.of(NumberColumn.of("x", "", 1f))));
      assertThatThrownBy(() -> writer.write(Table.of("b", List.of(NumberColumn.of("x", "", 1.0)))))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("a chunk with other columns than the first");
      assertThatThrownBy(() -> writer.write(Table.of("c", List.of())))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }
}
