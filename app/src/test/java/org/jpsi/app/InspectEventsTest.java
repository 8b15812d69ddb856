package org.jpsi.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jpsi.core.io.Json;
import org.jpsi.core.random.Rng;
import org.jpsi.core.table.Column;
import org.jpsi.core.table.JaggedColumn;
import org.jpsi.core.table.NumberColumn;
import org.jpsi.core.table.Table;
import org.jpsi.core.table.TextColumn;
import org.jpsi.formats.EventWriter;
import org.jpsi.formats.Tables;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What `jpsi inspect` shows of events: as a table, as JSON, as a page, and what it reads for that.
class InspectEventsTest {
  private static final int WIDE = 1600;
  private static final int EVENTS = 1000;

  @TempDir Path folder;

  private Path write(String name, Table table) {
    Path file = folder.resolve(name);
    try (EventWriter writer = Tables.create(file, "events")) {
      writer.write(table);
      writer.finish();
    }
    return file;
  }

  private static Table small() {
    double[] x = {1, 2, Double.NaN, 4, Double.POSITIVE_INFINITY};
    return Table.of(
        "small",
        List.of(
            NumberColumn.of("x", "GeV", x),
            new TextColumn("class", new String[] {"s", "b", "b", "b", "s"}),
            NumberColumn.of("one", "", 3, 3, 3, 3, 3),
            JaggedColumn.of(
                "jet_pt",
                new int[] {0, 2, 2, 3, 3, 6},
                NumberColumn.of("", "GeV", 1f, 2, 3, 4, 5, 6))));
  }

  @Test
  void jaggedColumnsShowTheirItemsAndHowManyThereAre() {
    Session session = Session.of("inspect", write("a.parquet", small()).toString());
    assertThat(session.err()).isEmpty();
    assertThat(session.lines().get(2)).isEqualTo("a.parquet: Parquet, 5 events, Snappy");
    assertThat(session.out())
        .containsPattern("NaN +infinite +items\n")
        .containsPattern("x +float64 +GeV +1 +4 +2\\.3333 .* 1 +1\n")
        .containsPattern("class +text +b 3, s 2")
        .containsPattern("one +int32 +3 +3 +3 +all the same")
        .containsPattern("jet_pt +float32\\[\\] +GeV +1 +6 +3\\.5 .* 0 to 3, 1\\.2");
  }

  @Test
  @SuppressWarnings("unchecked")
  void asJsonItIsForPrograms() throws Exception {
    Session session = Session.of("inspect", "--json", write("a.parquet", small()).toString());
    Map<String, Object> file =
        (Map<String, Object>) Objects.requireNonNull(Json.parse(session.out()));
    assertThat(file).containsOnlyKeys("file", "bytes", "trees");
    Map<String, Object> tree =
        ((List<Map<String, Object>>) Objects.requireNonNull(file.get("trees"))).getFirst();
    assertThat(tree)
        .containsEntry("name", "a.parquet")
        .containsEntry("type", "Parquet")
        .containsEntry("events", 5L)
        .containsEntry("clusters", 1L)
        .containsEntry("eventsRead", 5L)
        .containsEntry("notReadable", List.of());
    List<Map<String, Object>> columns =
        (List<Map<String, Object>>) Objects.requireNonNull(tree.get("columns"));
    assertThat(columns)
        .extracting(c -> c.get("name"))
        .containsExactly("x", "class", "one", "jet_pt");
    assertThat(columns.getFirst())
        .containsEntry("unit", "GeV")
        .containsEntry("min", 1.0)
        .containsEntry("max", 4.0)
        .containsEntry("finite", 3L)
        .containsEntry("missing", 1L)
        .containsEntry("infinite", 1L);
    assertThat((List<Object>) columns.getFirst().get("bars")).hasSize(16);
    assertThat(columns.get(1)).containsEntry("words", Map.of("b", 3L, "s", 2L));
    assertThat(columns.get(2)).doesNotContainKey("bars");
    assertThat((Map<String, Object>) columns.get(3).get("items"))
        .containsEntry("least", 0L)
        .containsEntry("most", 3L)
        .containsEntry("mean", 1.2);
  }

  @Test
  void asAPageItHasTheSameTable() throws IOException {
    Path page = folder.resolve("pages/a.html");
    Path file = write("<a>.parquet", small());
    Session session = Session.of("inspect", "--html", page.toString(), file.toString());
    assertThat(session.out()).isEmpty();
    assertThat(session.err()).startsWith("wrote ");
    assertThat(Files.readString(page))
        .containsPattern("<td>\u2588\u2800+\u2588\u2800+\u2588</td>")
        .contains("&lt;a&gt;.parquet", "Parquet, 5 events", "<td>jet_pt</td>", "0 to 3, 1.2")
        .doesNotContain("<a>");
  }

  private Path wide(String name) {
    Rng rng = Rng.of(5);
    List<Column> columns = new ArrayList<>();
    for (int c = 0; c < WIDE; c++) {
      double[] values = new double[EVENTS];
      for (int i = 0; i < EVENTS; i++) {
        values[i] = rng.normal((long) c * EVENTS + i);
      }
      columns.add(NumberColumn.of((c < 100 ? "Jet_v" : "Muon_v") + c, "", values));
    }
    return write(name, Table.of("wide", columns));
  }

  /// Bytes that this process has read.
  private static long bytesRead() throws IOException {
    Path counters = Path.of("/proc/self/io");
    assumeTrue(Files.isReadable(counters), "no counters of what is read");
    for (String line : Files.readAllLines(counters)) {
      if (line.startsWith("rchar:")) {
        return Long.parseLong(line.substring(6).strip());
      }
    }
    throw new IOException("no rchar");
  }

  /// Of a tree with 1600 columns, names and types are read, not the values.
  @ParameterizedTest
  @ValueSource(strings = {"wide.parquet", "wide.root"})
  void noMoreIsReadThanIsShown(String name) throws IOException {
    String file = wide(name).toString();
    long size = Files.size(Path.of(file));
    assertThat(size).isGreaterThan(12L << 20);
    // classes are loaded before
    Session.of("inspect", "--only", "Jet_v1", file);
    long before = bytesRead();
    Session session = Session.of("inspect", file);
    long read = bytesRead() - before;
    assertThat(session.status()).isZero();
    assertThat(read).as("of %d bytes", size).isLessThan(2L << 20);
    assertThat(session.out())
        .containsPattern("Jet_\\* +100 +float64 +v0, v1, v2")
        .containsPattern("Muon_\\* +1500 +float64")
        .contains("1,600 columns: names and types alone; --only 'NAME*' shows the values of some");
    before = bytesRead();
    session = Session.of("inspect", "--only", "Jet_v1?", file);
    read = bytesRead() - before;
    assertThat(session.out()).containsPattern("Jet_v10 +float64 +-").contains("Jet_v19");
    assertThat(session.out()).doesNotContain("Jet_v2");
    assertThat(read).isLessThan(3L << 20);
  }

  @Test
  void allShowsTheValuesOfAllColumns() {
    Session session = Session.of("inspect", "--all", wide("wide.parquet").toString());
    assertThat(session.out()).containsPattern("Muon_v1599 +float64 +-\\d");
  }

  @Test
  void columnsThatAreNotThereAreToldWithTheNearest() {
    String file = write("a.parquet", small()).toString();
    Session session = Session.of("inspect", "--only", "jet_eta", "--only", "y*", file);
    assertThat(session.status()).isEqualTo(1);
    assertThat(session.err())
        .contains("expected columns jet_eta, y*, found 4 others; did you mean jet_pt?");
    assertThat(Session.of("inspect", "--only", "*", file).out()).contains("jet_pt");
  }

  @Test
  void optionsOfEventsAreNothingToAModel() throws IOException {
    Path model = Files.createFile(folder.resolve("model.safetensors"));
    for (String[] option :
        new String[][] {{"--json"}, {"--only", "x"}, {"--html", "p.html"}, {"--tree", "t"}}) {
      List<String> words = new ArrayList<>(List.of("inspect", model.toString()));
      words.addAll(List.of(option));
      Session session = Session.of(words.toArray(String[]::new));
      assertThat(session.status()).isEqualTo(1);
      assertThat(session.err())
          .contains(
              "["
                  + String.join(" ", option)
                  + "] expected a file of events, found a model; leave "
                  + option[0]
                  + " out");
    }
  }
}
