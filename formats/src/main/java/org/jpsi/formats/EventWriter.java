package org.jpsi.formats;

import org.jpsi.core.table.Table;

/// Writer of a file of events, chunk by chunk. The file appears under its name when {@link
/// #finish()} has been called, whole, or not at all.
public interface EventWriter extends AutoCloseable {
  /// Appends events; every table has the columns of the first.
  void write(Table chunk);

  /// Completes the file and renames it to its name.
  void finish();

  /// Without {@link #finish()} before, removes what was written.
  @Override
  void close();
}
