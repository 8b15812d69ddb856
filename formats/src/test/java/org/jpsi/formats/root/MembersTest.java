package org.jpsi.formats.root;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.jpsi.formats.root.SmallFile.branch;
import static org.jpsi.formats.root.SmallFile.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jpsi.core.events.EventSource;
import org.jpsi.core.events.Events;
import org.jpsi.core.table.Column;
import org.jpsi.core.table.NumberColumn;
import org.jpsi.core.table.Table;
import org.jpsi.formats.EventWriter;
import org.jpsi.formats.Fixtures;
import org.jpsi.formats.Tables;
import org.jpsi.formats.root.NamedBytes.Embedded;
import org.jpsi.formats.root.NamedBytes.Thing;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Members of split objects are called by their full paths, as RDataFrame calls them, and by a
/// shorter name only where it can mean nothing else.
class MembersTest {
  private static final Path FILE = Fixtures.file("root/members.root");

  @TempDir Path folder;

  /// What RDataFrame reads by each name; what it leaves out is there by uproot.
  private static Map<String, List<String>> oracle() throws IOException {
    Map<String, List<String>> values = new LinkedHashMap<>();
    for (String line : Files.readAllLines(Fixtures.file("root/members.tsv"))) {
      List<String> cells = List.of(line.split("\t"));
      // in expressions, p[3] is the fourth of them
      values.put(cells.getFirst().replaceAll("\\[\\d]$", ""), cells.subList(2, cells.size()));
    }
    return values;
  }

  @Test
  void columnsHaveTheNamesAndValuesOfRDataFrame() throws IOException {
    Map<String, List<String>> oracle = oracle();
    Table table = Tables.read(FILE, "members");
    for (Column column : table.columns()) {
      boolean count = table.names().stream().anyMatch(n -> n.startsWith(column.name() + "."));
      if (count || !(column instanceof NumberColumn)) {
        // RDataFrame leaves out texts and the numbers of elements of collections
        continue;
      }
      List<String> values = oracle.remove(column.name());
      assertThat(values).as("RDataFrame has no column " + column.name()).isNotNull();
      assertThat(values((NumberColumn) column)).as(column.name()).isEqualTo(values);
    }
    // its other names are ends of these, whatever object of several they mean
    assertThat(oracle.keySet())
        .isNotEmpty()
        .allSatisfy(
            name -> assertThat(table.names()).anyMatch(whole -> whole.endsWith("." + name)));
  }

  private static List<String> values(NumberColumn column) {
    List<String> values = new ArrayList<>();
    for (int i = 0; i < column.rows(); i++) {
      for (int k = 0; k < column.width(); k++) {
        values.add(
            switch (column.type()) {
              case FLOAT32, FLOAT64 -> Double.toString(column.value(i, k));
              default ->
                  Long.toUnsignedString(column.integer(i, k)).startsWith("18446744073709")
                          && !column.name().endsWith("run")
                      ? Long.toString(column.integer(i, k))
                      : Long.toUnsignedString(column.integer(i, k));
            });
      }
    }
    return values;
  }

  @Test
  void aBaseClassIsNamedOnlyWhereItsMemberIsHidden() {
    Table table = Tables.read(FILE, "hidden");
    Map<String, Double> values = new LinkedHashMap<>();
    table.names().forEach(name -> values.put(name, table.numbers(name).value(0)));
    assertThat(values)
        .as("the class's own id, not its base's; of two bases both")
        .containsEntry("h.id", 2.5)
        .containsEntry("h.Candidate.id", 1.0)
        .containsEntry("b.Candidate.id", 7.0)
        .containsEntry("b.Charged.id", 8.0)
        .containsEntry("b.z", 9.0)
        .doesNotContainKey("b.id");
    assertThat(values)
        .as("the tree's own branch before a member, the first of two before the second")
        .containsEntry("h.pt", 4.0)
        .containsEntry("h.Candidate.pt", 3.0)
        .containsEntry("x", 5.0)
        .containsEntry("x#2", 6.0);
  }

  @Test
  void aNameIsOfABranchOrElseOfTheOnlyMemberThatEndsSo() {
    try (Events events = Events.open(FILE, "members")) {
      assertThat(events.max("pt")).as("the branch, not mu.pt").isEqualTo(99);
      assertThat(events.max("mu.pt")).as("of mu, not of evt.mu").isEqualTo(3.5);
      assertThatThrownBy(() -> events.filter("iso > 1"))
          .hasMessage(
              "["
                  + FILE
                  + ":members] expected a column iso, or one object with such a member, found"
                  + " m.iso, evt.mu.iso, dotted.mu.iso; name it with its object: m.iso");
    }
    try (Events events = Events.open(FILE, "hidden")) {
      assertThat(events.max("z")).as("b.z").isEqualTo(9);
      assertThat(events.define("twice", "2 * z").max("twice")).isEqualTo(18);
      assertThat(events.filter("z > 8").recipe().selection()).isEqualTo("b.z > 8");
      assertThatThrownBy(() -> events.table(List.of("z")))
          .as("columns that are asked for by name are not guessed")
          .hasMessageContaining("expected a column z");
    }
  }

  @Test
  void aNameThatMeansAnotherMemberInAnotherFileIsRefused() throws IOException {
    Path muon = small("muon.root", object("mu", "pt"));
    Path electron = small("electron.root", object("el", "pt"));
    Path flat = small("flat.root", three("pt"));
    try (Events events = Events.open(List.of(muon, muon), "t")) {
      assertThat(events.max("pt")).isEqualTo(9);
    }
    try (Events events = Events.open(List.of(muon, electron), "t")) {
      assertThatThrownBy(() -> events.max("pt"))
          .hasMessage(
              "["
                  + electron
                  + ":t] expected by pt the column mu.pt, as in "
                  + muon
                  + ":t, found el.pt; name columns by their full paths");
    }
    try (Events events = Events.open(List.of(muon, flat), "t")) {
      assertThatThrownBy(() -> events.max("pt"))
          .hasMessageContaining(
              muon + ":t] expected a column pt, as in " + flat + ":t, found none");
    }
    try (Events events = Events.open(List.of(muon, electron), "t")) {
      assertThatThrownBy(() -> events.max("mu.pt")).hasMessageContaining("a column mu.pt");
    }
  }

  /// A branch of the tree that cannot be read is what its name means, not a member.
  @Test
  void aNameIsNotOfAMemberWhereABranchHasItThatCannotBeRead() throws IOException {
    Path file = small("jagged.root", object("mu", "pt"), branch("pt", List.of(), 0));
    try (EventSource source = Tables.open(file, null);
        Events events = Events.of(source)) {
      assertThat(source.unreadable()).extracting(EventSource.Unreadable::name).contains("pt");
      assertThatThrownBy(() -> events.max("pt")).hasMessageContaining("pt");
    }
  }

  @Test
  void aPathIsReadAgainFromAFlatFile() {
    Path flat = folder.resolve("flat.root");
    Table table = Tables.read(FILE, "members", List.of("mu.pt", "el.pt", "pt"));
    try (EventWriter writer = Tables.create(flat, "t")) {
      writer.write(table);
      writer.finish();
    }
    assertThat(Tables.read(flat, "t").names()).containsExactly("mu.pt", "el.pt", "pt");
    try (Events events = Events.open(flat, "t")) {
      assertThat(events.max("el.pt")).isEqualTo(4.5);
    }
  }

  /// Or a small file could claim that each of many branches is within one of a huge name.
  @Test
  void aPathIsCutBeforeItIsLong() {
    RootLocation nowhere = new RootLocation("", "");
    BranchPath path = BranchPath.TREE;
    for (int depth = 0; depth < 50; depth++) {
      RootObject branch = new RootObject("TBranch", 0, nowhere);
      branch.put("fName", "m".repeat(90));
      path = path.child(branch);
      assertThat(path.name()).hasSizeLessThanOrEqualTo(1001);
      assertThat(path.tooLong()).isEqualTo(depth > 10);
    }
  }

  private Path small(String name, Thing... branches) throws IOException {
    NamedBytes bytes = new SmallFile().with((Object[]) branches).write();
    return Files.write(folder.resolve(name), bytes.bytes());
  }

  private static Thing object(String name, String member) {
    return branch(name, List.of(), 0, "fBranches", List.of(three(member)));
  }

  /// 7, 8 and 9, in the tree's record.
  private static Thing three(String name) {
    int[] none = {};
    return embedded("TLeafI", name, new Embedded(3, 12, none, 0, 0, 0, 7, 0, 0, 0, 8, 0, 0, 0, 9));
  }
}
