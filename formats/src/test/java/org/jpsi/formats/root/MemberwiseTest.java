package org.jpsi.formats.root;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.jpsi.core.table.Column;
import org.jpsi.core.table.JaggedColumn;
import org.jpsi.core.table.NumberColumn;
import org.jpsi.core.table.Table;
import org.jpsi.formats.Fixtures;
import org.jpsi.formats.Tables;
import org.junit.jupiter.api.Test;

/// Objects that ROOT wrote member by member: all counters before the arrays that they count, and
/// bases without headers (`oracles/jagged.py`).
class MemberwiseTest {
  private static final Table EVENTS = Tables.read(Fixtures.file("root/memberwise.root"), "t");

  private static List<Object> values(Column column, int row) {
    List<Object> values = new ArrayList<>();
    Column items = ((JaggedColumn) column).items(row);
    for (int k = 0; k < items.rows(); k++) {
      values.add(items instanceof NumberColumn numbers ? numbers.value(k) : values(items, k));
    }
    return values;
  }

  @Test
  void eachArrayHasTheNumberOfItsOwnObject() {
    for (int i = 0; i < 5; i++) {
      List<Object> counts = new ArrayList<>();
      List<Object> arrays = new ArrayList<>();
      for (int k = 0; k < i; k++) {
        List<Object> own = new ArrayList<>();
        for (int m = 0; m < (k + i) % 4; m++) {
          own.add(10.0 * i + k + m / 4.0);
        }
        counts.add((double) own.size());
        arrays.add(own);
      }
      assertThat(values(EVENTS.column("counted.n"), i)).isEqualTo(counts);
      assertThat(values(EVENTS.column("counted.c"), i)).isEqualTo(arrays);
    }
  }

  @Test
  void objectsWithABaseAreRead() {
    for (int i = 0; i < 5; i++) {
      List<Object> x = new ArrayList<>();
      List<Object> y = new ArrayList<>();
      List<Object> q = new ArrayList<>();
      for (int k = 0; k < 3 * i; k++) {
        x.add((double) (k / 3));
        y.add(0 - k / 3 / 2.0);
        q.add((double) i);
      }
      assertThat(values(EVENTS.column("derived.x"), i)).isEqualTo(x);
      assertThat(values(EVENTS.column("derived.y"), i)).usingRecursiveComparison().isEqualTo(y);
      assertThat(values(EVENTS.column("derived.q"), i)).isEqualTo(q);
    }
  }
}
