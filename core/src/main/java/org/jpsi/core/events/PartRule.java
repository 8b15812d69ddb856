package org.jpsi.core.events;

import java.util.List;
import java.util.Optional;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.expression.Expression;
import org.jpsi.core.table.NumberColumn;
import org.jpsi.core.table.Split;
import org.jpsi.core.table.Table;
import org.jpsi.core.task.Part;

/// Rule of a split: which part an event is in.
///
/// @param by whose value alone decides; where there is none, an event's number in the chain does
record PartRule(Split.Fractions fractions, Optional<Expression> by, long seed) {
  private static final String VALUE = "\0by";

  List<String> needs() {
    return by.map(Expression::columnNames).orElse(List.of());
  }

  /// The part of each event.
  ///
  /// @param rows of a block, whose entries ascend
  /// @param first the number of the source's first entry in the chain
  Part[] parts(Table rows, long first) {
    if (by.isPresent()) {
      return parts(by.get().evaluateColumn(VALUE, "", rows), rows);
    }
    Part[] parts = new Part[rows.rows()];
    if (parts.length == 0) {
      return parts;
    }
    long[] entries = rows.entries();
    // one draw for each entry from the block's first to its last
    long begin = entries[0];
    int range = (int) (entries[entries.length - 1] - begin + 1);
    Part[] all = fractions.parts(seed, 0, first + begin, range);
    for (int i = 0; i < parts.length; i++) {
      parts[i] = all[(int) (entries[i] - begin)];
    }
    return parts;
  }

  private Part[] parts(NumberColumn values, Table rows) {
    Part[] parts = new Part[values.rows()];
    for (int i = 0; i < parts.length; i++) {
      if (Double.isNaN(values.value(i))) {
        throw InputException.at(rows.origin())
            .expected("a value of " + by.map(Expression::text).orElse("") + " for every event")
            .found("NaN at entry " + rows.entry(i))
            .remedy("select such events away, or split by another column")
            .exception();
      }
      parts[i] = fractions.partBy(seed, Split.key(values, i));
    }
    return parts;
  }
}
