package org.jpsi.formats.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.events.EventSource;
import org.jpsi.core.random.Rng;
import org.jpsi.core.table.Column;
import org.jpsi.core.table.JaggedColumn;
import org.jpsi.core.table.NumberColumn;
import org.jpsi.core.table.NumberType;
import org.jpsi.core.table.Table;
import org.jpsi.core.table.TextColumn;
import org.jpsi.formats.EventWriter;
import org.jpsi.formats.Fixtures;
import org.jpsi.formats.SameTable;
import org.jpsi.formats.Tables;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CsvTest {
  @TempDir Path folder;

  private Path file(String text) throws IOException {
    return Files.writeString(folder.resolve("t.csv"), text);
  }

  private Table read(String text) throws IOException {
    return Tables.read(file(text), null);
  }

  @Test
  void theWholeColumnDecidesItsType() throws IOException {
    Table table = read("i,f,mixed,t,e\n1,2.5,1,g,\n-3,1e3,2.0,h,4\n");
    assertThat(table.columns())
        .extracting(Column::typeName)
        .containsExactly("int64", "float64", "float64", "text", "float64");
    assertThat(table.numbers("i").integer(1, 0)).isEqualTo(-3);
    assertThat(table.numbers("f").toDoubles()).containsExactly(2.5, 1000);
    assertThat(((TextColumn) table.column("t")).value(1)).isEqualTo("h");
  }

  @Test
  void anEmptyCellAmongNumbersIsNan() throws IOException {
    assertThat(read("a,b\n1,2\n,3\n").numbers("a").toDoubles()).containsExactly(1, Double.NaN);
  }

  @ParameterizedTest
  @ValueSource(strings = {",", ";", "\t"})
  void theSeparatorIsFoundOut(String separator) throws IOException {
    Table table = read("a,\"b;b\tb\",c\n1,2,3\n".replace(",", separator).replace("b;b\tb", "b"));
    assertThat(table.names()).containsExactly("a", "b", "c");
    assertThat(table.numbers("c").value(0)).isEqualTo(3);
  }

  @Test
  void quotesHoldSeparatorsQuotesAndLineEnds() throws IOException {
    Table table = read("name,x\n\"a, \"\"b\"\"\nc\",1\r\n");
    assertThat(((TextColumn) table.column("name")).value(0)).isEqualTo("a, \"b\"\nc");
    assertThat(table.numbers("x").value(0)).isEqualTo(1);
  }

  @Test
  void aByteOrderMarkIsNoPartOfAName() throws IOException {
    assertThat(read("\uFEFFa,b\n1,2\n").names()).containsExactly("a", "b");
  }

  @Test
  void theHeaderTellsUnits() throws IOException {
    Table table = read("m_bb [GeV],x[3],angle [],t [s]\n1,2,3,a\n");
    assertThat(table.names()).containsExactly("m_bb", "x[3]", "angle", "t");
    assertThat(table.column("m_bb").unit()).isEqualTo("GeV");
    assertThat(table.column("x[3]").unit()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"nan", "NaN", "inf", "-Infinity", "+1", ".5", "5.", "1E-3", " 2 ", "-0"})
  void theseAreNumbers(String cell) throws IOException {
    assertThat(read("a\n" + cell + "\n").column("a")).isInstanceOf(NumberColumn.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"1f", "0x1p3", "1d", "1,500", "e5", "--1", "1e", "..", "1 2", "infinite", "1_000"})
  void theseAreTexts(String cell) throws IOException {
    assertThat(read("a\n\"" + cell + "\"\n").column("a")).isInstanceOf(TextColumn.class);
  }

  @Test
  void numbersAreTheNearestDoubles() {
    Rng rng = Rng.of(1);
    for (int i = 0; i < 20_000; i++) {
      double value = Double.longBitsToDouble(rng.bits(i));
      if (Double.isFinite(value)) {
        String text = Double.toString(value);
        assertThat(Cell.number(text)).isEqualTo(value);
        String plain = (rng.bits(2L * i) >> 40) + "." + rng.integer(1_000_000, 3L * i);
        assertThat(Cell.number(plain)).isEqualTo(Double.parseDouble(plain));
      }
    }
    assertThat(Cell.number("-0")).isEqualTo(-0.0);
  }

  @Test
  void integersOfSixtyFourBitsComeBackAsTheyWereWritten() {
    long[] numbers = {0, 1, (1L << 53) + 1, Long.MAX_VALUE, Long.MIN_VALUE, -1};
    Table written =
        Table.of(
            "t",
            List.of(
                NumberColumn.of("unsigned", "", NumberType.UINT64, 1, numbers),
                NumberColumn.of("signed", "", numbers)));
    Path file = folder.resolve("integers.csv");
    try (EventWriter writer = Tables.create(file, "t")) {
      writer.write(written);
      writer.finish();
    }
    SameTable.check(Tables.read(file, null), written);
  }

  @Test
  void aRaggedRowIsNamedByItsLine() throws IOException {
    Path file = file("a,b,c\n1,2,3\n\"x\ny\",2,3\n4,5\n");
    assertThatThrownBy(() -> Tables.open(file, null))
        .isInstanceOf(InputException.class)
        .hasMessage(
            "["
                + file
                + ", line 5] expected 3 values, as the header has, found 2, none for c; correct"
                + " that line; a text with a separator in it needs quotes");
  }

  @Test
  void headersAreChecked() throws IOException {
    assertThatThrownBy(() -> read("a,b,a\n1,2,3\n"))
        .hasMessageEndingWith(
            "t.csv] expected every column once, found two named a, columns 1 and 3; rename one of"
                + " them");
    assertThatThrownBy(() -> read("a,,c\n1,2,3\n"))
        .hasMessageEndingWith(
            "expected a name for every column in the header, found none for column 2;"
                + " write one into the first line");
    assertThatThrownBy(() -> read("\n\n"))
        .hasMessageEndingWith(
            "expected a header line, found nothing; write the columns' names into the first line");
    assertThatThrownBy(() -> read("a,b\n\"1,2\n")).isInstanceOf(InputException.class);
  }

  @Test
  void aHeaderAloneIsATableWithoutEvents() throws IOException {
    Table table = read("a,b\n");
    assertThat(table.rows()).isZero();
    assertThat(table.names()).containsExactly("a", "b");
  }

  @Test
  void otherEncodingsThanUtf8AreRefused() throws IOException {
    Path file = folder.resolve("latin.csv");
    Files.write(file, "a\né\n".getBytes(StandardCharsets.ISO_8859_1));
    assertThatThrownBy(() -> Tables.open(file, null))
        .isInstanceOf(InputException.class)
        .hasMessageEndingWith(
            "expected UTF-8, found other bytes; convert it, by `iconv -f LATIN1 -t UTF-8`"
                + " where it is of Windows or older");
  }

  @Test
  void aTreeCannotBeNamed() throws IOException {
    Path file = file("a\n1\n");
    assertThatThrownBy(() -> Tables.open(file, "events"))
        .hasMessageEndingWith("t.csv] a CSV file has no trees, such as events; leave the tree out");
    assertThatThrownBy(() -> Tables.read(file, null, List.of("aa")))
        .hasMessageContaining("expected a column aa, found 1 others; did you mean a?");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 10, 11})
  void rangesAgreeWithTheWhole(int chunk) throws IOException {
    StringBuilder text = new StringBuilder("a,b\n");
    for (int i = 0; i < 10; i++) {
      text.append(i).append(',').append(i == 9 ? "x" : "1").append('\n');
    }
    Table whole = read(text.toString());
    try (EventSource source = Tables.open(file(text.toString()), null)) {
      List<Table> parts = Fixtures.ranges(source, List.of("a", "b"), chunk);
      SameTable.check(Table.concat("joined", parts), whole);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"t.csv", "t.tsv"})
  void whatIsWrittenIsReadAgain(String name) {
    Table every = Fixtures.everyType(500);
    Path file = folder.resolve(name);
    try (EventWriter writer = Tables.create(file, "ignored")) {
      writer.write(every.slice(0, 200));
      writer.write(every.slice(200, 500));
      writer.finish();
    }
    Table again = Tables.read(file, null);
    for (Column column : every.columns()) {
      switch (column) {
        case JaggedColumn jagged -> throw new AssertionError(jagged.typeName());
        case TextColumn words ->
            assertThat(((TextColumn) again.column("word")).value(5)).isEqualTo(words.value(5));
        case NumberColumn n when n.width() > 1 -> {
          assertThat(again.column("vector[2]").unit()).isEqualTo("rad");
          assertThat((float) again.numbers("vector[2]").value(9)).isEqualTo((float) n.value(9, 2));
        }
        case NumberColumn n when n.array() instanceof float[] v -> {
          assertThat(again.column(n.name()).unit()).isEqualTo(n.unit());
          double[] read = again.numbers(n.name()).toDoubles();
          for (int i = 0; i < v.length; i++) {
            assertThat(Float.valueOf((float) read[i])).isEqualTo(Float.valueOf(v[i]));
          }
        }
        case NumberColumn n ->
            assertThat(again.numbers(n.name()).toDoubles()).as(n.name()).isEqualTo(n.toDoubles());
      }
    }
  }
}
