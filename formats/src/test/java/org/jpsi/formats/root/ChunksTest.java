package org.jpsi.formats.root;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.jpsi.formats.root.SmallFile.branch;
import static org.jpsi.formats.root.SmallFile.leaf;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.table.NumberColumn;
import org.jpsi.core.table.Table;
import org.jpsi.formats.EventReader;
import org.jpsi.formats.Fixtures;
import org.jpsi.formats.SameTable;
import org.jpsi.formats.Tables;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Chunks that are too large, damaged in several branches at once, or interrupted.
class ChunksTest {
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
    try (EventReader reader = Tables.open(path, null)) {
      assertThatThrownBy(() -> reader.chunks(List.of("x"), (int) events))
          .isInstanceOf(InputException.class)
          .hasMessageMatching(
              "\\Q["
                  + path
                  + ":t] expected events that fit into \\E\\d+ MB of memory, found 1073741824 of"
                  + " 80000 bytes each; read fewer columns, or give the JVM more memory"
                  + " \\(-Xmx\\)");
      // ten of them would fit
      Iterator<Table> chunks = reader.chunks(List.of("x"), 10);
      assertThatThrownBy(chunks::next)
          .hasMessageContaining(
              "basket 0 of branch x has 3 entries where its branch counts 1073741824");
    }
  }

  @Test
  void branchesReadByTwoThreadsAreWhatTheyAreByOne() {
    Path file = large();
    try (EventReader reader = Tables.open(file, null)) {
      Table whole = reader.chunks(COLUMNS, 60_000).next();
      Iterator<Table> parts = reader.chunks(COLUMNS, 1000);
      for (int at = 0; at < 60_000; at += 1000) {
        SameTable.check(parts.next(), whole.slice(at, at + 1000));
      }
    }
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
    byte[] bytes = Files.readAllBytes(file);
    // the checksums of all six baskets; the tree and the layouts come after them
    for (int i = 0, baskets = 0; baskets < 6; i++) {
      if (bytes[i] == 'L' && bytes[i + 1] == '4' && bytes[i + 2] == 1) {
        bytes[i + 12] ^= 1;
        baskets++;
      }
    }
    Files.write(file, bytes);
    for (List<String> columns : List.of(List.of("x", "y"), List.of("y", "x"))) {
      try (EventReader reader = Tables.open(file, null)) {
        Iterator<Table> chunks = reader.chunks(columns, 70_000);
        assertThatThrownBy(chunks::next)
            .isInstanceOf(InputException.class)
            .hasMessageContaining("basket 0 of branch " + columns.getFirst() + " cannot");
      }
    }
  }

  @Test
  void anInterruptedReaderStops() {
    try (EventReader reader = Tables.open(large(), null)) {
      Iterator<Table> chunks = reader.chunks(COLUMNS, 60_000);
      Thread.currentThread().interrupt();
      assertThatThrownBy(chunks::next)
          .isInstanceOf(InputException.class)
          .hasMessageEndingWith("cannot be read: interrupted");
      assertThat(Thread.interrupted()).as("still told").isTrue();
    }
  }
}
