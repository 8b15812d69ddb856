package org.jpsi.formats.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.errors.Problem;
import org.jpsi.core.events.EventSource;
import org.jpsi.core.table.Table;
import org.jpsi.core.table.TextColumn;
import org.jpsi.formats.Tables;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Separators, headers and comments as other programs write them.
class CsvDialectTest {
  @TempDir Path folder;

  private Path file(String text) throws IOException {
    return Files.writeString(folder.resolve("t.csv"), text);
  }

  private Table read(String text) throws IOException {
    return Tables.read(file(text), null);
  }

  private List<String> notes(String text) throws IOException {
    try (EventSource source = Tables.open(file(text), null)) {
      return source.notes();
    }
  }

  private static String word(Table table, String column, int row) {
    return ((TextColumn) table.column(column)).value(row);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a,b,c\n1,x y,3\n4,z,6\n",
        "a;b;c\n1;x y;3\n4;z;6\n",
        "a\tb\tc\n1\tx y\t3\n4\tz\t6\n",
        "a|b|c\n1|x y|3\n4|z|6\n",
        " a | b | c\n 1 | x y | 3\n 4 | z | 6\n",
        "a, b, c\n1, x y, 3\n4, z, 6\n",
        "a, b, c\n1, \"x y\", 3\n4,  \"z\" , 6\n",
        "a b c\n1 \"x y\" 3\n4 z 6\n",
        "  a    b\t c  \n  1  \"x y\"   3\n  4   z   6  \n\n",
        "a,b,c,\n1,x y,3,\n4,z,6,\n",
        "a,b,c\n1,x y,3,\n4,z,6,,\n",
        "# made by my ntupler\na,b,c\n1,x y,3\n4,z,6\n",
        "#\n# two, of, them\n\na,b,c\n1,x y,3\n4,z,6",
        "a,b,c\r\n1,x y,3\r\n  \r\n4,z,6\r\n",
        "a,b,c\r1,x y,3\r4,z,6",
      })
  void theSameTableInManyDialects(String text) throws IOException {
    Table table = read(text);
    assertThat(table.names()).containsExactly("a", "b", "c");
    assertThat(table.numbers("a").toDoubles()).containsExactly(1, 4);
    assertThat(List.of(word(table, "b", 0), word(table, "b", 1))).containsExactly("x y", "z");
    assertThat(table.numbers("c").toDoubles()).containsExactly(3, 6);
    assertThat(notes(text)).isEmpty();
  }

  @Test
  void theSeparatorIsTheOneThatTheFirstTwoRowsHaveEquallyOften() throws IOException {
    assertThat(read("mass (GeV, reco)\tpt\n1.5\t2\n").names())
        .containsExactly("mass (GeV, reco)", "pt");
    assertThat(read("one name\n1\n").names()).containsExactly("one name");
    assertThat(read("comment\nhello world\n").names()).containsExactly("comment");
    assertThat(read("pt [GeV] eta m [GeV]\n1 2 3\n").numbers("m").value(0)).isEqualTo(3);
    assertThat(read("pt [GeV] eta m [GeV]\n1 2 3\n").column("pt").unit()).isEqualTo("GeV");
    assertThat(read("pt [GeV]\n1\n").column("pt").unit()).isEqualTo("GeV");
  }

  @Test
  void quotesInAlignedColumnsKeepTheirBlanks() throws IOException {
    Table table = read("a     b\n1  \"x  \"\"y\"\"  z\"\n2   5\"\n");
    assertThat(word(table, "b", 0)).isEqualTo("x  \"y\"  z");
    assertThat(word(table, "b", 1)).isEqualTo("5\"");
    assertThat(read("# the \"main  sample\na b\n1 2\n").names()).containsExactly("a", "b");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '!',
      value = {
        "# pt eta y|1.5 2 0|2.5 3 1 ! pt,eta,y",
        "# pt,eta,y|1.5,2,0|2.5,3,1 ! pt,eta,y",
        "# pt eta y|1.5,2,0|2.5,3,1 ! pt,eta,y",
        "#pt eta y|1.5;2;0|2.5;3;1 ! pt,eta,y",
        "# made by me|# pt [GeV] eta y|1.5 2 0|2.5 3 1 ! pt,eta,y",
        "# x|1.5|2.5 ! x",
      })
  void aCommentAboveNumbersIsTheirHeader(String text, String names) throws IOException {
    Table table = read(text.replace('|', '\n') + "\n");
    assertThat(table.names()).containsExactly(names.split(","));
    assertThat(table.numbers(table.names().getFirst()).toDoubles()).containsExactly(1.5, 2.5);
    assertThat(notes(text.replace('|', '\n'))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '!',
      value = {
        "1,0.3221,0.7458|0,1,2 ! line 1] ! 1 ! c0,c1,c2",
        "s,0.3221|b,1 ! line 1] ! 0.3221 ! c0,c1",
        "# made by me|0.3221 0.7458 1 2|1 2 3 4 ! line 2] ! 0.3221 ! c0,c1,c2,...",
        "-1|2 ! line 1] ! -1 ! c0",
        "s;0,3221;0,5|b;1,5;2,5 ! line 1] ! 0,3221 ! c0,c1,c2",
        "0,1,s|1,0,b ! line 1] ! 0 ! c0,c1,c2",
      })
  void aFileWithoutAHeaderIsRefused(String text, String at, String number, String names)
      throws IOException {
    Path file = file(text.replace('|', '\n') + "\n");
    assertThatThrownBy(() -> Tables.open(file, null))
        .isInstanceOf(InputException.class)
        .hasMessage(
            "["
                + file
                + ", "
                + at
                + " expected a header with the columns' names, found the number `"
                + number
                + "`; write a line with the columns' names before it, such as "
                + names
                + ", or say that there is none: `csv: {header: no}` in the analysis file,"
                + " --no-header to inspect and apply");
  }

  @Test
  void columnsThatPandasNumbersHaveTheirNumbersAsNames() throws IOException {
    assertThat(read("0,1,2,y\n.5,.6,.7,s\n").names()).containsExactly("0", "1", "2", "y");
    assertThat(read(",0\n0,.5\n").names()).containsExactly("Unnamed: 0", "0");
  }

  @Test
  void aFirstColumnWithoutANameIsAnIndex() throws IOException {
    Table table = read(",y,a\n0,s,.5\n1,b,.7\n");
    assertThat(table.names()).containsExactly("Unnamed: 0", "y", "a");
    assertThat(table.column("Unnamed: 0").typeName()).isEqualTo("int64");
    assertThat(read(",Unnamed: 0,a\n0,0,1\n").names())
        .containsExactly("Unnamed: 0.1", "Unnamed: 0", "a");
    assertThatThrownBy(() -> read("y a\n\"1\" s .5\n2 b .7\n"))
        .hasMessageEndingWith(
            "line 2] expected 2 values, as the header has, found 3, one too many, `.5`; correct"
                + " that line; a text with a separator in it needs quotes, and where lines begin"
                + " with the name of a row, the header begins with an empty name");
    assertThatThrownBy(() -> read("y,a\n1,s,.5\n2,b,.7\n"))
        .hasMessageContaining(
            "and where lines begin with the name of a row, the header begins with an empty name");
  }

  @Test
  void commentsAmongTheEventsAreToldOf() throws IOException {
    String text = "a,b\n#1,2\n3,4\n#5,6\n7,8\n# the end\n";
    assertThat(read(text).numbers("a").toDoubles()).containsExactly(3, 7);
    assertThat(notes(text))
        .containsExactly(
            "2 lines among the events, the last being line 6, begin with # and are left out");
    assertThat(notes("a\n1\n#2\n3\n"))
        .containsExactly("a line among the events, line 3, begins with # and is left out");
    assertThat(notes("# x\na,b\n# y\n\"#1\",2\n")).isEmpty();
    assertThat(word(read("a,b\n\"#1\",2\n"), "a", 0)).isEqualTo("#1");
    Path file = file("a,b\n#N/A,2\n");
    assertThatThrownBy(() -> Tables.open(file, null))
        .hasMessage(
            "["
                + file
                + ", line 2] expected an event, or a comment, found #N/A, which may be either;"
                + " write NA for a missing value");
  }

  @Test
  void decimalCommasAreReadAndTold() throws IOException {
    String text = "y;a;b;n\ns;0,3221;-1,5;2\nb;-1,5701;NA;3\n";
    Table table = read(text);
    assertThat(table.numbers("a").toDoubles()).containsExactly(0.3221, -1.5701);
    assertThat(table.numbers("b").toDoubles()).containsExactly(-1.5, Double.NaN);
    assertThat(table.column("n").typeName()).isEqualTo("int64");
    assertThat(notes(text)).containsExactly("commas are decimal points in column a and 1 other");
    assertThat(read("a,b\n\"1,5\",2\n\"-3,25\",4\n").numbers("a").toDoubles())
        .containsExactly(1.5, -3.25);
  }

  private Path gzip(String name, byte[] text) throws IOException {
    Path file = folder.resolve(name);
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
      out.write(text);
    }
    return file;
  }

  @Test
  void aFilePackedByGzipIsRead() throws IOException {
    Path file = gzip("t.csv.gz", "a,b\n1,x\n2,y\n".getBytes(StandardCharsets.UTF_8));
    assertThat(Tables.read(file, null).numbers("a").toDoubles()).containsExactly(1, 2);
    byte[] whole = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(whole, whole.length - 6));
    assertThatThrownBy(() -> Tables.open(file, null))
        .isInstanceOfSatisfying(
            InputException.class,
            wrong -> assertThat(wrong.problem().kind()).isEqualTo(Problem.Kind.DAMAGED_FILE))
        .hasMessageStartingWith("[" + file + "] is damaged, as gzip: ");
    assertThatThrownBy(() -> Tables.create(file, "t"))
        .hasMessageContaining("expected a name ending in .root, ");
  }

  @Test
  void aBombIsNotUnpacked() throws IOException {
    byte[] lines = new byte[1 << 20];
    Arrays.fill(lines, (byte) '\n');
    Path file = folder.resolve("t.csv.gz");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
      out.write("a\n1\n".getBytes(StandardCharsets.UTF_8));
      for (int i = 0; i < 90; i++) {
        out.write(lines);
      }
    }
    assertThatThrownBy(() -> Tables.open(file, null))
        .isInstanceOf(InputException.class)
        .hasMessageContaining(" bytes unpacked, as much as a file of its size may take");
  }

  @ParameterizedTest
  @ValueSource(strings = {"t.txt", "t.dat", "t.tsv", "T.CSV"})
  void theEndingTellsThatAFileMayBeCsv(String name) throws IOException {
    Path file = Files.writeString(folder.resolve(name), "a b\n1 2\n");
    assertThat(Tables.read(file, null).names()).containsExactly("a", "b");
  }
}
