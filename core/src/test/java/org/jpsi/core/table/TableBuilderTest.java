package org.jpsi.core.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import org.jpsi.core.errors.InputException;
import org.junit.jupiter.api.Test;

/// A table grows block by block.
class TableBuilderTest {
  private static Table block(int from, int to) {
    double[] x = new double[to - from];
    String[] names = new String[x.length];
    Arrays.setAll(x, i -> from + i);
    Arrays.setAll(names, i -> "n" + (from + i));
    return Table.of("t", List.of(NumberColumn.of("x", "GeV", x), new TextColumn("name", names)));
  }

  @Test
  void itsRowsAreThoseOfTheBlocksInOrder() {
    TableBuilder builder = TableBuilder.of("all");
    for (int from = 0; from < 100; from += 7) {
      builder.add(block(from, Math.min(100, from + 7)));
      assertThat(builder.rows()).isEqualTo(Math.min(100, from + 7));
    }
    Table all = builder.build();
    assertThat(all.origin()).isEqualTo("all");
    assertThat(all.numbers("x").toDoubles()).isEqualTo(block(0, 100).numbers("x").toDoubles());
    assertThat(((TextColumn) all.column("name")).value(99)).isEqualTo("n99");
    assertThat(builder.rows()).isZero();
  }

  @Test
  void oneBlockIsTakenAsItIs() {
    Table block = block(0, 5);
    TableBuilder builder = TableBuilder.of("all");
    builder.add(block);
    assertThat(builder.build().numbers("x").array()).isSameAs(block.numbers("x").array());
  }

  @Test
  void rowsThatDoNotFitIntoMemoryAreRefused() {
    // one array, added until its copies would not fit
    Table block = Table.of("t", List.of(NumberColumn.of("x", "", new double[1 << 20])));
    TableBuilder builder = TableBuilder.of("big.root:t");
    long times = Runtime.getRuntime().maxMemory() / (8L << 20) + 1;
    assertThatThrownBy(
            () -> {
              for (long i = 0; i < times; i++) {
                builder.add(block);
              }
            })
        .isInstanceOf(InputException.class)
        .hasMessageMatching(
            "\\[big.root:t] expected events that fit into \\d+ MB of memory, found \\d+ of 8 bytes"
                + " each, and more; select events or columns, or give the JVM more memory"
                + " \\(-Xmx\\)");
  }
}
