package org.jpsi.formats.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.events.EventSource;
import org.jpsi.core.random.Rng;
import org.jpsi.core.table.Column;
import org.jpsi.core.table.NumberColumn;
import org.jpsi.core.table.Table;
import org.jpsi.core.table.TextColumn;
import org.jpsi.formats.EventWriter;
import org.jpsi.formats.Tables;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// CSV that is not as it should be: ragged, quoted wrongly, in other encodings, changed while read.
class HostileCsvTest {
  private static final String OTHER_BYTES =
      "other bytes; convert it, by `iconv -f LATIN1 -t UTF-8` where it is of Windows or older";

  @TempDir Path folder;

  private Path file(String text) throws IOException {
    return Files.writeString(folder.resolve("t.csv"), text);
  }

  private Table read(String text) throws IOException {
    return Tables.read(file(text), null);
  }

  private static List<String> words(Table table, String column) {
    TextColumn words = (TextColumn) table.column(column);
    String[] values = new String[words.rows()];
    Arrays.setAll(values, words::value);
    return List.of(values);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '#',
      value = {
        "a,b|1|# line 2] expected 2 values, as the header has, found 1, none for b",
        "a,b|1,2|3,4,5|# line 3] expected 2 values, as the header has, found 3, one too many, `5`",
        "a;b|1,2|# line 2] expected 2 values, as the header has, found 1, none for b",
        "a,b|'1|2',3|4|# line 4] expected 2 values, as the header has, found 1, none for b",
        "a,b|1,2,,x|# line 2] expected 2 values, as the header has, found 4, 2 too many, `x`",
      })
  void aRowOfAnotherLengthIsNamedByItsLine(String text, String message) throws IOException {
    Path file = file(text.replace('|', '\n').replace('\'', '"'));
    assertThatThrownBy(() -> Tables.open(file, null))
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith(
            "["
                + file
                + ", "
                + message
                + "; correct that line; a text with a separator in it needs quotes");
  }

  @Test
  void emptyLinesAreNoEvents() throws IOException {
    assertThat(read("a,b\n\n1,2\r\n\r\n3,4\n\n").numbers("b").toDoubles()).containsExactly(2, 4);
    assertThat(read("\n\na\n1\n").numbers("a").toDoubles()).containsExactly(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"\n", "\r\n", "\r"})
  void linesEndInEveryWay(String end) throws IOException {
    Table table = read("a,b\n1,x\n2,y".replace("\n", end));
    assertThat(table.numbers("a").toDoubles()).containsExactly(1, 2);
    assertThat(words(table, "b")).containsExactly("x", "y");
  }

  @Test
  void quotesThatAreOddAreReadOrTold() throws IOException {
    assertThat(words(read("a,b\n\"\",\"\"\"\"\n\"x\ny\",z\n"), "b")).containsExactly("\"", "z");
    assertThat(words(read("a\nx\"y\n"), "a")).containsExactly("x\"y");
    Path open = file("a,b\n1,2\n1,\"2\n3,4\n");
    assertThatThrownBy(() -> Tables.read(open, null))
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith("[" + open + "] is not a CSV file: Unclosed quoted field at end of")
        .hasMessageContaining("line 3")
        .hasMessageContaining("a quote that opens must close");
    Path behind = file("a,b\n1,\"2\"3\n");
    assertThatThrownBy(() -> Tables.read(behind, null))
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith("[" + behind + "] is not a CSV file: ");
  }

  @Test
  void theSeparatorIsTheOneTheHeaderHasMostOf() throws IOException {
    assertThat(read("a;b;c,d\n1;2;3\n").names()).containsExactly("a", "b", "c,d");
    assertThat(read("a\tb,c\td\n1\t2\t3\n").names()).containsExactly("a", "b,c", "d");
    assertThat(read("a,\"b;;;;\",c\n1,2,3\n").names()).containsExactly("a", "b;;;;", "c");
    assertThat(read("a,b;c\n1,2\n").names()).as("a tie").containsExactly("a", "b;c");
    assertThat(read("\"a\n;;;\",b\n1,2\n").names()).containsExactly("a\n;;;", "b");
    assertThat(read("one\n1\n").names()).containsExactly("one");
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-16LE", "UTF-16BE", "UTF-16", "ISO-8859-1", "windows-1252"})
  void otherEncodingsAreRefused(String encoding) throws IOException {
    Path file = folder.resolve("t.csv");
    boolean utf16 = encoding.startsWith("UTF");
    for (String text : utf16 ? List.of("\uFEFFé,b\n1,2\n", "ab,b\n1,2\n") : List.of("é,b\n1,2\n")) {
      Files.write(file, text.getBytes(Charset.forName(encoding)));
      assertThatThrownBy(() -> Tables.open(file, null))
          .isInstanceOf(InputException.class)
          .hasMessage(
              "["
                  + file
                  + "] expected UTF-8, found "
                  + (utf16
                      ? "UTF-16; convert it, as by `iconv -f UTF-16 -t UTF-8`, or export it as"
                          + " \"CSV UTF-8\""
                      : OTHER_BYTES));
    }
  }

  @Test
  void aWrongByteFarBelowIsFoundAsWell() throws IOException {
    byte[] text = ("a,b\n" + "1,x\n".repeat(10_000)).getBytes(StandardCharsets.UTF_8);
    text[text.length - 2] = (byte) 0xE9;
    Path file = Files.write(folder.resolve("t.csv"), text);
    assertThatThrownBy(() -> Tables.open(file, null))
        .hasMessage("[" + file + "] expected UTF-8, found " + OTHER_BYTES);
  }

  @Test
  void onlyAWholeByteOrderMarkIsPassedOver() throws IOException {
    assertThat(read("\uFEFFa\n1\n").names()).containsExactly("a");
    assertThat(read("\uFEFF\"a\"\n1\n").names()).containsExactly("a");
    Path file = folder.resolve("t.csv");
    for (int n = 1; n < 3; n++) {
      byte[] bytes = {(byte) 0xEF, (byte) 0xBB, 'a', '\n', '1', '\n'};
      Files.write(file, n == 2 ? bytes : Arrays.copyOfRange(bytes, 1, bytes.length));
      assertThatThrownBy(() -> Tables.open(file, null))
          .hasMessageEndingWith("expected UTF-8, found " + OTHER_BYTES);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '#',
      value = {
        "1|2|3 # int64",
        "1||3 # float64",
        "1|2.5|3 # float64",
        "1|9223372036854775808|3 # uint64",
        "-0|18446744073709551615|3 # uint64",
        "1|18446744073709551616|3 # text",
        "-1|9223372036854775808|3 # text",
        "9007199254740993||3 # text",
        "9007199254740993|0.5|3 # float64",
        "1|9223372036854775808| # float64",
        "1|x|3 # text",
        "nan|| # float64",
        "|| # float64",
        "true|false|true # bool",
        "T|F|T # bool",
        "true|false| # float64",
        "true|1|false # text",
        "1|NA|? # float64",
        "NA|null| # float64",
      })
  void oneCellDecidesTheTypeOfItsColumn(String cells, String kind) throws IOException {
    StringBuilder text = new StringBuilder("a,b\n");
    for (String cell : cells.strip().split("\\|", -1)) {
      text.append(cell).append(",1\n");
    }
    assertThat(read(text.toString()).column("a").typeName()).isEqualTo(kind);
  }

  @Test
  void aFileThatIsChangedWhileItIsReadIsTold() throws IOException {
    for (String changed : new String[] {"a\n1\n", "a\n1\nx\n3\n", ""}) {
      Path file = file("a\n1\n2\n3\n");
      try (EventSource source = Tables.open(file, null)) {
        Files.writeString(file, changed);
        assertThatThrownBy(() -> source.read(List.of("a")))
            .isInstanceOf(InputException.class)
            .hasMessage("[" + file + "] the file was changed while it was read; try again");
      }
    }
    Path file = file("a\n1\n2\n");
    try (EventSource source = Tables.open(file, null)) {
      Files.delete(file);
      assertThatThrownBy(() -> source.read(List.of("a")))
          .hasMessage("[" + file + "] cannot be read: no such file or folder");
    }
  }

  @Test
  void entriesAreReadInAnyOrder() throws IOException {
    try (EventSource source = Tables.open(file("a,b\n1,x\n2,y\n3,z\n"), null)) {
      assertThat(source.entries()).isEqualTo(3);
      assertThat(source.clusters()).containsExactly(new EventSource.Cluster(0, 3));
      assertThat(source.unreadable()).isEmpty();
      assertThat(source.read(List.of("b", "a"), 1, 1).names()).containsExactly("b", "a");
      for (int first : new int[] {1, 2, 0, 0, 2, 1}) {
        assertThat(source.read(List.of("a"), first, 1).numbers("a").value(0)).isEqualTo(first + 1);
      }
      assertThat(source.read(List.of("a"), 3, 0).rows()).isZero();
      assertThatThrownBy(() -> source.read(List.of("a"), 3, 1))
          .isInstanceOf(IndexOutOfBoundsException.class);
      assertThatThrownBy(() -> source.read(List.of("a"), 0, -1))
          .isInstanceOf(IndexOutOfBoundsException.class);
    }
    try (EventSource source = Tables.open(file("a\n"), null)) {
      assertThat(source.read(List.of("a")).rows()).isZero();
      assertThat(source.clusters()).isEmpty();
    }
  }

  @Test
  void theFilesNameIsTheNameOfItsTree() throws IOException {
    Path file = file("a\n1\n");
    assertThat(Tables.read(file, "t.csv").rows()).isEqualTo(1);
    assertThat(Tables.trees(file).getFirst().name()).isEqualTo("t.csv");
    assertThat(Tables.trees(file).getFirst().bytes()).isEqualTo(4);
  }

  @Test
  void textsOfAnyKindComeBackAsTheyWere() {
    String[] texts = {
      "",
      " ",
      " a",
      "a ",
      "a,b",
      "a;b",
      "a\tb",
      "\"",
      "a\nb",
      "a\r\nb",
      "a\rb",
      "\r",
      "#",
      "'",
      "1",
      "nan",
      "é\u2003",
      "😀",
      "\uFEFF",
      "a\u0000b"
    };
    for (String name : new String[] {"t.csv", "t.tsv", "T.TSV"}) {
      Path file = folder.resolve(name);
      Table table =
          Table.of(
              "t",
              List.of(
                  new TextColumn("a \"quoted\",\tname", texts),
                  NumberColumn.of("n", "m,s", new long[texts.length])));
      try (EventWriter writer = Tables.create(file, "ignored")) {
        writer.write(table);
        writer.finish();
      }
      Table again = Tables.read(file, null);
      assertThat(again.names()).isEqualTo(table.names());
      assertThat(words(again, "a \"quoted\",\tname")).containsExactly(texts);
      assertThat(again.column("n").unit()).isEqualTo("m,s");
    }
  }

  @Test
  void everyChunkHasTheColumnsOfTheFirst() {
    try (EventWriter writer = Tables.create(folder.resolve("w.csv"), "ignored")) {
      writer.write(Table.of("t", List.of(NumberColumn.of("x", "", 1f))));
      for (Column other : List.of(NumberColumn.of("x", "", 1.0), NumberColumn.of("y", "", 1f))) {
        assertThatThrownBy(() -> writer.write(Table.of("t", List.of(other))))
            .isInstanceOf(IllegalArgumentException.class)
            .hasMessage("t: a chunk with other columns than the first");
      }
    }
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void rowsOfChanceAreReadOrTold() throws IOException {
    String[] parts = {"a", ",", "\n", "\"", ";", "1", ".5", "e", "\r", " ", "é", "\t", "-", "nan"};
    Rng rng = Rng.of(4);
    int read = 0;
    for (int i = 0; i < 1500; i++) {
      StringBuilder text = new StringBuilder(i % 2 == 0 ? "a,b\n" : "");
      for (int k = 0; k < 12; k++) {
        text.append(parts[rng.integer(parts.length, 100L * i + k)]);
      }
      try {
        Table table = read(text.toString());
        assertThat(table.columns()).extracting(Column::rows).containsOnly(table.rows());
        read++;
      } catch (InputException e) {
        assertThat(e).hasMessageStartingWith("[" + folder.resolve("t.csv"));
      }
    }
    assertThat(read).isBetween(50, 1400);
  }
}
