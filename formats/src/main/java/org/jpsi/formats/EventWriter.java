package org.jpsi.formats;

import java.util.List;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.table.Column;
import org.jpsi.core.table.JaggedColumn;
import org.jpsi.core.table.Table;

/// Writer of a file of events, chunk by chunk. The file appears under its name when {@link
/// #finish()} has been called, whole, or not at all.
public interface EventWriter extends AutoCloseable {
  /// Appends events; every table has the columns of the first.
  void write(Table chunk);

  /// Refuses jagged columns, for formats that have no lists.
  ///
  /// @throws InputException which names the first
  static void requireFlat(String where, Table chunk) {
    for (Column column : chunk.columns()) {
      if (column instanceof JaggedColumn jagged) {
        throw InputException.at(where)
            .expected("columns with one value, or a fixed number of them, per event")
            .found(jagged.name() + ", a jagged column, " + jagged.typeName())
            .remedy(
                "leave it out, take of it what is a number, as in max(x), length(x), first(x, 4),"
                    + " or write .root, which has lists")
            .exception();
      }
    }
  }

  /// What is written otherwise than it was asked for, such as names that the format does not allow,
  /// in words.
  default List<String> notes() {
    return List.of();
  }

  /// Completes the file and renames it to its name.
  void finish();

  /// Without {@link #finish()} before, removes what was written.
  @Override
  void close();
}
