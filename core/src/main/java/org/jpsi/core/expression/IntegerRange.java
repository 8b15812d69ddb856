package org.jpsi.core.expression;

import org.jpsi.core.table.NumberColumn;
import org.jpsi.core.table.NumberType;

/// Range of a UINT64 result over all events, which decides the type of its column.
final class IntegerRange {
  private final Program program;
  // Rows of a negative value and of one beyond int64; -1 where there is none.
  private int negative = -1;
  private int large = -1;

  IntegerRange(Program program) {
    this.program = program;
  }

  /// The values as a column: UINT64, or INT64 where one is negative.
  ///
  /// @throws org.jpsi.core.errors.InputException where neither holds all
  NumberColumn column(String name, String unit, int rows) {
    long[] values = new long[rows];
    program.run(
        rows,
        (frame, first, n) -> {
          System.arraycopy(frame.integers(0), 0, values, first, n);
          long[] signs = frame.signs(0);
          for (int i = 0; i < n; i++) {
            if (values[first + i] < 0 && signs[i] < 0 && negative < 0) {
              negative = first + i;
            } else if (values[first + i] < 0 && signs[i] == 0 && large < 0) {
              large = first + i;
            }
          }
        });
    if (negative >= 0 && large >= 0) {
      String found =
          values[negative]
              + program.at(negative)
              + " and "
              + Long.toUnsignedString(values[large])
              + program.at(large);
      throw program.error("integers that int64 or uint64 holds", found, 0);
    }
    NumberType type = negative >= 0 ? NumberType.INT64 : NumberType.UINT64;
    return NumberColumn.of(name, unit, type, 1, values);
  }
}
