package org.jpsi.formats.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.events.EventSource;
import org.jpsi.core.table.Table;
import org.jpsi.formats.CsvLayout;
import org.jpsi.formats.Tables;
import org.jpsi.formats.npy.NpyFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Files without a header, as the UCI machine learning repository has them.
class CsvLayoutTest {
  @TempDir Path dir;

  private static final String ROWS = "1.0,0.5,a\n0.0,-2,b\n1.0,,a\n";

  private Path file(String text) throws IOException {
    return Files.writeString(dir.resolve("events.csv"), text);
  }

  private static Table read(Path file, CsvLayout layout) {
    try (EventSource source = Tables.open(file, null, layout)) {
      return source.read(source.columns().stream().map(c -> c.name()).toList());
    }
  }

  @Test
  void columnsAreNumberedAndTheFirstRowIsAnEvent() throws IOException {
    Path file = file(ROWS);
    Table events = read(file, CsvLayout.withoutHeader(List.of()));
    assertThat(events.names()).containsExactly("c0", "c1", "c2");
    assertThat(events.rows()).isEqualTo(3);
    assertThat(events.numbers("c0").toDoubles()).containsExactly(1, 0, 1);
    assertThat(events.numbers("c1").toDoubles()).containsExactly(0.5, -2, Double.NaN);
    assertThat(Tables.trees(file, CsvLayout.withoutHeader(List.of())).getFirst().events())
        .isEqualTo(3);
  }

  @Test
  void columnsHaveTheNamesAndUnitsThatAreGiven() throws IOException {
    Table events =
        read(
            file("# a comment\n" + ROWS), CsvLayout.withoutHeader(List.of("y", "m [GeV]", "word")));
    assertThat(events.names()).containsExactly("y", "m", "word");
    assertThat(events.numbers("m").unit()).isEqualTo("GeV");
    assertThat(events.rows()).isEqualTo(3);
  }

  @Test
  void filesOfOtherFormatsAreReadAsEver() {
    NpyFormat format = new NpyFormat();
    assertThat(format.with(CsvLayout.withoutHeader(List.of("a")))).isSameAs(format);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '!',
      value = {
        "x,y|1,2! !line 1] expected an event, since the file is said to have no header, found no"
            + " number in the first row, `x` and so on",
        "1,2|3,4!a b c!line 1] expected as many values as there are names of columns, 3, found 2",
        "1,2|3,4!a a!expected every column once, found two named a",
        "1,2|3!a b!line 2] expected 2 values",
      })
  void whatDoesNotFitIsRefused(String rows, String names, String message) throws IOException {
    List<String> columns = names == null ? List.of() : List.of(names.split(" "));
    Path file = file(rows.replace('|', '\n') + "\n");
    assertThatThrownBy(() -> read(file, CsvLayout.withoutHeader(columns)))
        .isInstanceOf(InputException.class)
        .hasMessageContaining(message);
  }

  @Test
  void namesGoWithoutAHeaderAlone() {
    assertThatThrownBy(() -> new CsvLayout(true, List.of("a")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("only where there is no header");
  }
}
