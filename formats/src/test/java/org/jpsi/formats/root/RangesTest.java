package org.jpsi.formats.root;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.jpsi.formats.root.SmallFile.branch;
import static org.jpsi.formats.root.SmallFile.leaf;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.events.EventSource;
import org.jpsi.core.random.Rng;
import org.jpsi.core.table.NumberColumn;
import org.jpsi.core.table.Table;
import org.jpsi.formats.Fixtures;
import org.jpsi.formats.SameTable;
import org.jpsi.formats.Tables;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Ranges of entries that are too large, anywhere, damaged in several branches at once, or
/// interrupted.
class RangesTest {
  private static final List<String> COLUMNS = List.of("a_float64", "a_int64", "a_uint64", "vector");

  @TempDir Path folder;

  private Path large() {
    Path file = folder.resolve("large.root");
    try (var writer = Tables.create(file, "t")) {
      writer.write(Fixtures.everyType(60_000));
      writer.finish();
    }
    return file;
  }

  @Test
  void eventsThatDoNotFitIntoMemoryAreRefusedBeforeAnyIsRead() throws IOException {
    long events = 1L << 30;
    var wide = branch("x", List.of(leaf("TLeafD", "x", "fLen", 10_000L)), 1, "fEntries", events);
    NamedBytes file = new SmallFile().set("fEntries", events).with(wide).write();
    file.set("tree.fBranches[0].fBasketEntry[1]", events);
    Path path = Files.write(folder.resolve("t.root"), file.bytes());
    try (EventSource source = Tables.open(path, null)) {
      assertThatThrownBy(() -> source.read(List.of("x")))
          .isInstanceOf(InputException.class)
          .hasMessageMatching(
              "\\Q["
                  + path
                  + ":t] expected events that fit into \\E\\d+ MB of memory, found 1073741824 of"
                  + " 80000 bytes each; read fewer columns, or give the JVM more memory"
                  + " \\(-Xmx\\)");
      // ten of them would fit
      assertThatThrownBy(() -> source.read(List.of("x"), 0, 10))
          .hasMessageContaining(
              "basket 0 of branch x has 3 entries where its branch counts 1073741824");
    }
  }

  @Test
  void branchesReadByTwoThreadsAreWhatTheyAreByOne() {
    Path file = large();
    try (EventSource source = Tables.open(file, null)) {
      Table whole = source.read(COLUMNS);
      for (int at = 0; at < 60_000; at += 1000) {
        SameTable.check(source.read(COLUMNS, at, 1000), whole.slice(at, at + 1000));
      }
    }
  }

  @Test
  void entriesAreReadInAnyOrder() {
    Rng rng = Rng.of(4);
    try (EventSource source = Tables.open(large(), null)) {
      Table whole = source.read(COLUMNS);
      for (int i = 0; i < 100; i++) {
        int first = rng.integer(60_000, 2 * i);
        int count = rng.integer(Math.min(9, 60_001 - first), 2 * i + 1);
        SameTable.check(source.read(COLUMNS, first, count), whole.slice(first, first + count));
      }
    }
  }

  @Test
  void theLastEntriesAreReadWithoutTheBasketsBefore() throws IOException {
    Path file = folder.resolve("t.root");
    try (var writer = Tables.create(file, "t")) {
      double[] numbers = new double[100_000];
      Arrays.setAll(numbers, i -> i);
      writer.write(Table.of("t", List.of(NumberColumn.of("x", "", numbers))));
      writer.finish();
    }
    try (EventSource source = Tables.open(file, null)) {
      assertThat(source.clusters())
          .containsExactly(
              new EventSource.Cluster(0, 32_768),
              new EventSource.Cluster(32_768, 65_536),
              new EventSource.Cluster(65_536, 98_304),
              new EventSource.Cluster(98_304, 100_000));
    }
    damageFirstBaskets(file, 3);
    try (EventSource source = Tables.open(file, null)) {
      double[] last = source.read(List.of("x"), 99_000, 1000).numbers("x").toDoubles();
      assertThat(last).hasSize(1000).startsWith(99_000).endsWith(99_999);
      assertThatThrownBy(() -> source.read(List.of("x"), 98_303, 1000))
          .hasMessageContaining("basket 2 of branch x cannot be decompressed");
      assertThatThrownBy(() -> source.read(List.of("x")))
          .hasMessageContaining("basket 0 of branch x cannot be decompressed");
      // what was refused before changes nothing
      assertThat(source.read(List.of("x"), 99_000, 1000).numbers("x").toDoubles()).isEqualTo(last);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"none", "zlib", "lzma", "lz4", "zstd", "old"})
  void betweenClustersEveryBranchBeginsABasket(String name) {
    try (RootFile file = RootFile.open(Fixtures.file("root/" + name + ".root"))) {
      for (var key : file.keys().entrySet()) {
        if (key.getValue().className().equals("TTree")) {
          RootTree tree = RootTree.read(file, key.getKey(), key.getValue());
          TreeSet<Long> common = new TreeSet<>();
          tree.branches().forEach(b -> b.baskets().forEach(basket -> common.add(basket.first())));
          for (Branch branch : tree.branches()) {
            List<Long> firsts = branch.baskets().stream().map(Basket::first).toList();
            common.removeIf(first -> !firsts.isEmpty() && !firsts.contains(first));
          }
          List<Long> begins = List.copyOf(common);
          List<EventSource.Cluster> clusters = RootClusters.of(tree);
          assertThat(clusters).extracting(EventSource.Cluster::first).isEqualTo(begins);
          for (int c = 0; c < clusters.size(); c++) {
            long end = c + 1 < begins.size() ? begins.get(c + 1) : tree.entries();
            assertThat(clusters.get(c).end()).isEqualTo(end);
          }
        }
      }
    }
  }

  /// Flips a bit in the checksum of the first baskets; the tree and the layouts come after them.
  private static void damageFirstBaskets(Path file, int damaged) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    for (int i = 0, baskets = 0; baskets < damaged; i++) {
      if (bytes[i] == 'L' && bytes[i + 1] == '4' && bytes[i + 2] == 1) {
        bytes[i + 12] ^= 1;
        baskets++;
      }
    }
    Files.write(file, bytes);
  }

  @Test
  void ofSeveralDamagedBranchesTheFirstThatWasAskedForIsTold() throws IOException {
    Path file = folder.resolve("t.root");
    try (var writer = Tables.create(file, "t")) {
      double[] zeros = new double[70_000];
      writer.write(
          Table.of("t", List.of(NumberColumn.of("x", "", zeros), NumberColumn.of("y", "", zeros))));
      writer.finish();
    }
    damageFirstBaskets(file, 6);
    for (List<String> columns : List.of(List.of("x", "y"), List.of("y", "x"))) {
      try (EventSource source = Tables.open(file, null)) {
        assertThatThrownBy(() -> source.read(columns))
            .isInstanceOf(InputException.class)
            .hasMessageContaining("basket 0 of branch " + columns.getFirst() + " cannot");
      }
    }
  }

  @Test
  void anInterruptedReaderStops() {
    try (EventSource source = Tables.open(large(), null)) {
      Thread.currentThread().interrupt();
      // so few that no other thread helps
      assertThatThrownBy(() -> source.read(COLUMNS, 0, 1000))
          .isInstanceOf(InputException.class)
          .hasMessageEndingWith("cannot be read: interrupted");
      assertThat(Thread.interrupted()).as("still told").isTrue();
    }
  }
}
