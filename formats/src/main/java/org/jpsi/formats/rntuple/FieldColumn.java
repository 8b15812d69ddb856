package org.jpsi.formats.rntuple;

import java.util.List;
import org.jpsi.core.table.NumberColumn;
import org.jpsi.core.table.NumberType;

/// Column of a table that the fields of an RNTuple make: the way to its values.
///
/// @param name its full path: `muon.pt`
/// @param isMember whether it is within a record
record FieldColumn(
    String name, boolean isMember, String unit, List<FieldStep> steps, FieldValues values) {
  /// The number of the first physical column on the way: columns that have others in common have
  /// this one in common.
  int firstPhysical() {
    return firstColumns().first();
  }

  /// Whether the first column on the way came late.
  boolean isLate() {
    return firstColumns().isLate();
  }

  private FieldColumns firstColumns() {
    for (FieldStep step : steps) {
      switch (step) {
        case FieldStep.Items items -> {
          return items.ends();
        }
        case FieldStep.Optional optional -> {
          return optional.ends();
        }
        case FieldStep.Alternative alternative -> {
          return alternative.tags();
        }
        case FieldStep.Repeated _ -> {}
      }
    }
    return values.columns();
  }

  /// The least bytes of memory that an event takes.
  long eventBytes() {
    long bytes =
        switch (values) {
          case FieldValues.Numbers numbers -> numberBytes(numbers.type()) * numbers.width();
          case FieldValues.Texts _, FieldValues.Counts _ -> 8;
        };
    for (FieldStep step : steps.reversed()) {
      bytes =
          switch (step) {
            // an offset, and no items
            case FieldStep.Items _ -> 4;
            case FieldStep.Repeated array -> bytes * array.length();
            case FieldStep.Optional _, FieldStep.Alternative _ -> bytes;
          };
    }
    return bytes;
  }

  private long numberBytes(NumberType type) {
    Class<?> array = NumberColumn.arrayType(type);
    boolean wide = array == double[].class || array == long[].class;
    return wide || mayBeMissing() && type.isInteger() ? 8 : 4;
  }

  /// Whether a value may be missing: absent from what it is within, and not a whole list of them.
  boolean mayBeMissing() {
    boolean missing = false;
    for (FieldStep step : steps) {
      missing =
          switch (step) {
            case FieldStep.Items _ -> false;
            case FieldStep.Repeated _ -> missing;
            case FieldStep.Optional _, FieldStep.Alternative _ -> true;
          };
    }
    return missing;
  }
}
