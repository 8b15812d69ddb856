package org.jpsi.formats;

import java.util.Iterator;
import java.util.List;
import org.jpsi.core.table.Table;

/// An open source of events: one tree of one file. Reads in chunks, so that memory does not grow
/// with the file. Not thread-safe.
public interface EventReader extends AutoCloseable {
  /// For messages: `higgs.root:sig_tree`, `magic.csv`.
  String origin();

  /// The columns that can be read, in the order of the file.
  List<ColumnInfo> columns();

  /// What cannot be read, each with the reason, such as a branch of a type not supported.
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

  /// A column that can be read.
  ///
  /// @param kind as {@link org.jpsi.core.table.Column#kind()}: `float32`, `int32[3]`, `text`
  record ColumnInfo(String name, String kind, String unit) {}

  /// A column that cannot, and why.
  record Unreadable(String name, String why) {}
}
