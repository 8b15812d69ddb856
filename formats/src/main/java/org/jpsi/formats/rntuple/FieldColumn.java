package org.jpsi.formats.rntuple;

import java.util.List;

/// Column of a table that the fields of an RNTuple make: the way to its values.
///
/// @param name its full path: `muon.pt`
/// @param isMember whether it is within a record
record FieldColumn(
    String name, boolean isMember, String unit, List<FieldStep> steps, FieldValues values) {
  /// The number of the first physical column on the way: columns that have others in common have
  /// this one in common.
  int firstPhysical() {
    for (FieldStep step : steps) {
      switch (step) {
        case FieldStep.Items items -> {
          return items.ends().first();
        }
        case FieldStep.Optional optional -> {
          return optional.ends().first();
        }
        case FieldStep.Alternative alternative -> {
          return alternative.tags().first();
        }
        case FieldStep.Repeated _ -> {}
      }
    }
    return values.columns().first();
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
