package org.jpsi.formats;

import java.util.Iterator;
import java.util.List;
import org.jpsi.core.table.Table;

/// Reader of one tree of a file of events. It reads in chunks, so that memory does not grow with
/// the file. Not thread-safe.
public interface EventReader extends AutoCloseable {
  /// Name of the source, for messages: `higgs.root:sig_tree`, `magic.csv`.
  String origin();

  /// The columns that can be read, in the order of the file.
  List<ColumnInfo> columns();

  /// The columns that cannot be read, such as a branch of an unsupported type, each with the
  /// reason.
  List<Unreadable> unreadable();

  /// Number of events.
  long events();

  /// The events in order, in tables of `chunk` events (the last one may be shorter), with these
  /// columns only.
  ///
  /// @throws org.jpsi.core.errors.InputException while iterating, where the file is damaged: never
  ///   a partial result
  Iterator<Table> chunks(List<String> columns, int chunk);

  @Override
  void close();

  /// Name, type and unit of a column.
  ///
  /// @param typeName as {@link org.jpsi.core.table.Column#typeName()}: `float32`, `int32[3]`,
  ///   `text`
  record ColumnInfo(String name, String typeName, String unit) {}

  /// Column that cannot be read, and the reason.
  record Unreadable(String name, String reason) {}
}
