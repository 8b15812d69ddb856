package org.jpsi.formats.root;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.events.EventSource;
import org.jpsi.core.parallel.ThreadBudget;
import org.jpsi.core.table.Column;
import org.jpsi.core.table.NumberColumn;
import org.jpsi.core.table.Table;
import org.jpsi.formats.EventWriter;
import org.jpsi.formats.SameTable;
import org.jpsi.formats.Tables;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Reading and writing by several threads: the same values, bytes and errors as by one.
class ThreadsTest {
  private static final int ROWS = 400_000;

  @TempDir Path folder;
  private int before;

  @BeforeEach
  void remember() {
    before = ThreadBudget.threads();
  }

  @AfterEach
  void restore() {
    ThreadBudget.set("test", before);
  }

  private static Table table(int from, int rows, int columns) {
    List<Column> all = new ArrayList<>();
    for (int c = 0; c < columns; c++) {
      double[] values = new double[rows];
      for (int i = 0; i < rows; i++) {
        values[i] = (from + i) / 7 * (c + 1) % 1000;
      }
      all.add(NumberColumn.of("x" + c, "", values));
    }
    return Table.of("made", all);
  }

  private Path write(int threads, int columns) {
    ThreadBudget.set("test", threads);
    Path file = folder.resolve(threads + ".root");
    try (EventWriter out = Tables.create(file, "t")) {
      out.write(table(0, ROWS, columns));
      out.finish();
    }
    return file;
  }

  @Test
  void aFileIsTheSameBytes() {
    Path one = write(1, 5);
    assertThat(write(2, 5)).hasSameBinaryContentAs(one);
    assertThat(write(7, 5)).hasSameBinaryContentAs(one);
  }

  @Test
  void aRangeOfAFewBranchesIsReadInParts() {
    Path file = write(1, 2);
    for (int threads : new int[] {1, 2, 3, 16}) {
      ThreadBudget.set("test", threads);
      try (EventSource source = Tables.open(file, "t")) {
        for (int first : new int[] {0, 1, 32_768, 54_321, 100_000}) {
          int rows = 290_000 - first % 1000;
          Table expected = table(first, rows, 2);
          SameTable.check(source.read(List.of("x0", "x1"), first, rows), expected);
          Table single = source.read(List.of("x1"), first, rows);
          SameTable.check(single, Table.of("made", List.of(expected.column("x1"))));
          // goes on where it ended, in a basket that is at hand
          SameTable.check(
              source.read(List.of("x0", "x1"), first + rows, 10), table(first + rows, 10, 2));
        }
      }
    }
  }

  @Test
  void ofTwoDamagedBasketsTheFirstIsTold() throws IOException {
    Path file = write(1, 1);
    byte[] bytes = Files.readAllBytes(file);
    // of the blocks of its 13 baskets; those of the tree come after
    int blocks = 0;
    for (int i = 0; i < bytes.length - 10; i++) {
      if (bytes[i] == 'L' && bytes[i + 1] == '4' && bytes[i + 2] == 1) {
        blocks++;
        bytes[i + 10] ^= (byte) (blocks > 3 && blocks < 12 ? 1 : 0);
      }
    }
    assertThat(blocks).isGreaterThan(13);
    Path other = Files.write(folder.resolve("damaged.root"), bytes);
    List<String> messages = new ArrayList<>();
    for (int threads : new int[] {1, 4}) {
      ThreadBudget.set("test", threads);
      try (EventSource source = Tables.open(other, "t")) {
        assertThatThrownBy(() -> source.read(List.of("x0")))
            .isInstanceOfSatisfying(InputException.class, e -> messages.add(e.message()));
      }
    }
    assertThat(messages.get(1)).contains("basket 3 ").isEqualTo(messages.getFirst());
  }
}
