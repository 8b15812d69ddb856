package org.jpsi.formats;

import static org.assertj.core.api.Assertions.assertThat;

import org.jpsi.core.table.Column;
import org.jpsi.core.table.JaggedColumn;
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
      check(found.column(column.name()), column);
    }
  }

  private static void check(Column found, Column expected) {
    String name = expected.name();
    assertThat(found.typeName()).as(name).isEqualTo(expected.typeName());
    assertThat(found.unit()).as(name).isEqualTo(expected.unit());
    switch (expected) {
      case NumberColumn numbers ->
          // assertThat compares floats as their wrappers do: NaN equals NaN, 0.0 not -0.0
          assertThat(((NumberColumn) found).array()).as(name).isEqualTo(numbers.array());
      case TextColumn words -> {
        for (int i = 0; i < words.rows(); i++) {
          assertThat(((TextColumn) found).value(i)).isEqualTo(words.value(i));
        }
      }
      case JaggedColumn jagged -> {
        assertThat(((JaggedColumn) found).offsets()).as(name).isEqualTo(jagged.offsets());
        check(((JaggedColumn) found).items(), jagged.items());
      }
    }
  }
}
