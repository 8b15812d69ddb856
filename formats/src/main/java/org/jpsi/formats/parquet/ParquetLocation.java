package org.jpsi.formats.parquet;

import org.jpsi.core.errors.InputException;
import org.jpsi.core.errors.Problem;

/// Location in a Parquet file, for messages: a file and what of it, as `column pt`.
record ParquetLocation(String file, String object) {
  private static final int MAX_OBJECT = 200;

  ParquetLocation {
    // names come from the file
    object = object.length() > MAX_OBJECT ? object.substring(0, MAX_OBJECT) + "..." : object;
  }

  /// The footer, which says what is where.
  static ParquetLocation footer(String file) {
    return new ParquetLocation(file, "its footer");
  }

  ParquetLocation in(String other) {
    return new ParquetLocation(file, other);
  }

  /// The exception for damaged data at this location.
  InputException damaged(String what) {
    return InputException.at(file)
        .kind(Problem.Kind.DAMAGED_FILE)
        .says("the file is damaged: " + object + " " + what)
        .remedy("get the file again; it may have been cut short while it was copied")
        .exception();
  }

  /// The exception for what is sound, as far as one can see, but not read.
  InputException unread(String why, String remedy) {
    return InputException.at(file)
        // to callers the same: it is nothing to other columns
        .kind(Problem.Kind.DAMAGED_FILE)
        .says("cannot read " + object + ": " + why)
        .remedy(remedy)
        .exception();
  }
}
