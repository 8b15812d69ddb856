package org.jpsi.core.events;

import java.util.Arrays;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.table.Column;
import org.jpsi.core.table.JaggedColumn;
import org.jpsi.core.table.NumberColumn;
import org.jpsi.core.table.NumberType;
import org.jpsi.core.table.TextColumn;

/// Values of events that a friend does not have: NaN, an empty text, no items. So a column of
/// integers is float64.
final class AbsentValues {
  private AbsentValues() {}

  /// The column as it is with absent values, without rows.
  static Column schema(Column column) {
    return column instanceof NumberColumn numbers && isInteger(numbers)
        ? NumberColumn.of(
                column.name(), column.unit(), NumberType.FLOAT64, numbers.width(), new double[0])
            .withShape(numbers.shape())
        : column;
  }

  private static boolean isInteger(NumberColumn numbers) {
    return numbers.type() != NumberType.FLOAT32 && numbers.type() != NumberType.FLOAT64;
  }

  /// The column with a row for each entry.
  ///
  /// @param there rows of the entries that are not -1
  static Column in(EventSource friend, Column there, int[] entries) {
    return switch (there) {
      case NumberColumn numbers -> numbers(friend, numbers, entries);
      case TextColumn words -> {
        String[] all = new String[entries.length];
        int at = 0;
        for (int i = 0; i < all.length; i++) {
          all[i] = entries[i] < 0 ? "" : words.value(at++);
        }
        yield new TextColumn(words.name(), all, words.reason());
      }
      case JaggedColumn lists -> {
        int[] offsets = new int[entries.length + 1];
        int at = 0;
        for (int i = 0; i < entries.length; i++) {
          offsets[i + 1] = offsets[i] + (entries[i] < 0 ? 0 : lists.count(at++));
        }
        yield JaggedColumn.of(lists.name(), offsets, lists.items());
      }
    };
  }

  private static NumberColumn numbers(EventSource friend, NumberColumn there, int[] entries) {
    int width = there.width();
    double[] all = new double[Math.multiplyExact(entries.length, width)];
    Arrays.fill(all, Double.NaN);
    int at = 0;
    for (int i = 0; i < entries.length; i++) {
      for (int k = 0; k < width && entries[i] >= 0; k++) {
        all[i * width + k] = exact(friend, there, at, k);
      }
      at += entries[i] < 0 ? 0 : 1;
    }
    if (there.type() != NumberType.FLOAT32) {
      return NumberColumn.of(there.name(), there.unit(), NumberType.FLOAT64, width, all)
          .withShape(there.shape());
    }
    float[] floats = new float[all.length];
    for (int i = 0; i < all.length; i++) {
      floats[i] = (float) all[i];
    }
    return NumberColumn.of(there.name(), there.unit(), NumberType.FLOAT32, width, floats)
        .withShape(there.shape());
  }

  private static double exact(EventSource friend, NumberColumn there, int row, int k) {
    if (isInteger(there) && Math.abs(there.value(row, k)) >= 0x1p53) {
      throw InputException.at(friend.origin())
          .expected(
              "integers that float64 surely holds, below 2^53, in column "
                  + there.name()
                  + ", since some events have none")
          .found(Double.toString(there.value(row, k)))
          .remedy("leave it out")
          .exception();
    }
    return there.value(row, k);
  }
}
