package org.jpsi.formats.root;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.events.EventSource;
import org.jpsi.core.events.Events;
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

/// Collections, texts, packed numbers and objects that ROOT wrote, split and not, are read as
/// uproot and ROOT read them.
class JaggedTest {
  private static final Path FILE = Fixtures.file("root/jagged.root");
  private static final Pattern NUMBER = Pattern.compile("[^\\[\\], ]+");

  /// The values of each column by its name, as JSON.
  private static Map<String, String> oracle() throws IOException {
    Map<String, String> values = new LinkedHashMap<>();
    for (String line : Files.readAllLines(Fixtures.file("root/jagged.tsv"))) {
      int tab = line.indexOf('\t');
      values.put(line.substring(0, tab), line.substring(tab + 1));
    }
    return values;
  }

  @Test
  void everyColumnHasTheValuesThatRootFilled() throws IOException {
    Map<String, String> oracle = oracle();
    for (String tree : List.of("jagged", "objects")) {
      Table table = Tables.read(FILE, tree);
      for (Column column : table.columns()) {
        String expected = oracle.remove(column.name());
        if (!isCount(table, column.name())) {
          assertThat(json(column))
              .as(column.name())
              .isEqualTo(numbers(Objects.requireNonNull(expected, column.name()), column));
        }
      }
    }
    assertThat(oracle).as("what is not read").isEmpty();
  }

  /// The number of elements of a split collection, of which the oracle has the members alone.
  private static boolean isCount(Table table, String name) {
    return table.names().stream().anyMatch(other -> other.startsWith(name + "."));
  }

  /// JSON with numbers as Java writes them.
  private static String numbers(String json, Column column) {
    Column items = column;
    while (items instanceof JaggedColumn jagged) {
      items = jagged.items();
    }
    if (items instanceof NumberColumn numbers && isFloat(numbers)) {
      return NUMBER.matcher(json).replaceAll(m -> "" + Double.parseDouble(m.group()));
    }
    return items instanceof TextColumn ? json : json.replace("false", "0").replace("true", "1");
  }

  private static boolean isFloat(NumberColumn numbers) {
    return numbers.type() == NumberType.FLOAT32 || numbers.type() == NumberType.FLOAT64;
  }

  private static String json(Column column) {
    List<String> rows = new ArrayList<>();
    for (int row = 0; row < column.rows(); row++) {
      rows.add(
          switch (column) {
            case JaggedColumn jagged -> json(jagged.items(row));
            case TextColumn text -> '"' + text.value(row) + '"';
            case NumberColumn numbers -> array(numbers, row);
          });
    }
    return rows.toString();
  }

  private static String array(NumberColumn numbers, int row) {
    List<String> values = new ArrayList<>();
    for (int k = 0; k < numbers.width(); k++) {
      values.add(
          isFloat(numbers)
              ? Double.toString(numbers.value(row, k))
              : Long.toString(numbers.integer(row, k)));
    }
    return numbers.width() == 1 ? values.getFirst() : values.toString();
  }

  @Test
  void typesAndUnitsAreTold() {
    try (EventSource source = Tables.open(FILE, "objects")) {
      Map<String, String> types = new LinkedHashMap<>();
      source.columns().forEach(c -> types.put(c.name(), c.typeName()));
      assertThat(types)
          .containsEntry("vf", "float32[]")
          .containsEntry("vvvf", "float32[][][]")
          .containsEntry("vstr", "text[]")
          .containsEntry("str", "text")
          .containsEntry("msv.second", "float64[][]")
          .containsEntry("split", "int32")
          .containsEntry("split.hits", "int32[][]")
          .containsEntry("split.p", "float64[][3]")
          .containsEntry("unsplit.name", "text[]")
          .containsEntry("packed.half", "float32")
          .containsEntry("packed.three", "float64[3]")
          .containsEntry("p4.fP.fX", "float64")
          .containsEntry("mixed.vv", "float32[][]");
      assertThat(source.columns().getFirst().unit()).isEqualTo("GeV");
      assertThat(source.members()).contains("p4.fP.fX", "split.hits").doesNotContain("vf");
      assertThat(source.unreadable()).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"jagged", "objects"})
  void anyRangeOfEventsIsPartOfTheWhole(String tree) {
    Table whole = Tables.read(FILE, tree);
    List<String> names = whole.names();
    try (EventSource source = Tables.open(FILE, tree)) {
      for (int first = 7; first >= 0; first--) {
        for (int count = 0; count <= 7 - first; count++) {
          Table some = source.read(names, first, count);
          SameTable.check(some, whole.slice(first, first + count));
        }
      }
    }
  }

  @Test
  void oneMemberIsReadWithoutTheOthers() {
    Table whole = Tables.read(FILE, "objects");
    for (String name : List.of("unsplit.hits", "whole.names.second", "vp4.fE", "mixed.t")) {
      Table one = Tables.read(FILE, "objects", List.of(name));
      SameTable.check(one, Table.of(whole.origin(), List.of(whole.column(name))));
    }
  }

  @Test
  void flatColumnsBesideThemAreUsedAndJaggedOnesAreNoSelection() {
    try (Events events = Events.open(FILE, "objects")) {
      assertThat(events.filter("packed.ranged > 3").max("p4.fP.fX")).isEqualTo(6);
      assertThat(events.max("split")).as("the number of elements").isEqualTo(4);
      assertThatThrownBy(() -> events.filter("vf > 1"))
          .isInstanceOf(InputException.class)
          .hasMessageContaining("a varying number of them (jagged); say any(...)");
    }
  }

  @Test
  void aJaggedColumnThatIsOfAnotherTypeInTheNextFileIsTold(@TempDir Path folder) {
    Path other = folder.resolve("other.root");
    try (EventWriter writer = Tables.create(other, "objects")) {
      writer.write(
          Table.of(
              "t", List.of(NumberColumn.of("vf", "GeV", 1f), NumberColumn.of("split", "", 3))));
      writer.finish();
    }
    try (Events events = Events.open(List.of(FILE, other), "objects")) {
      assertThat(events.max("split")).isEqualTo(4);
      assertThatThrownBy(() -> events.table(List.of("vf")))
          .isInstanceOf(InputException.class)
          .hasMessageContaining("float32[]")
          .hasMessageContaining(other.toString());
    }
  }
}
