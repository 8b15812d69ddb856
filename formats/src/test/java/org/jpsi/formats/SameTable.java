package org.jpsi.formats;

import static org.assertj.core.api.Assertions.assertThat;

import org.jpsi.core.table.Column;
import org.jpsi.core.table.NumberColumn;
import org.jpsi.core.table.Table;
import org.jpsi.core.table.TextColumn;

/// Compares tables to the bit.
public final class SameTable {
  private SameTable() {}

  public static void check(Table found, Table expected) {
    assertThat(found.names()).isEqualTo(expected.names());
    assertThat(found.rows()).isEqualTo(expected.rows());
    for (Column column : expected.columns()) {
      Column other = found.column(column.name());
      assertThat(other.typeName()).as(column.name()).isEqualTo(column.typeName());
      assertThat(other.unit()).as(column.name()).isEqualTo(column.unit());
      switch (column) {
        case NumberColumn numbers ->
            // assertThat compares floats as their wrappers do: NaN equals NaN, 0.0 not -0.0
            assertThat(((NumberColumn) other).array()).as(column.name()).isEqualTo(numbers.array());
        case TextColumn words -> {
          for (int i = 0; i < words.rows(); i++) {
            assertThat(((TextColumn) other).value(i)).isEqualTo(words.value(i));
          }
        }
      }
    }
  }
}
