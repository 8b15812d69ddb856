package org.jpsi.analysis.events;

import java.util.ArrayList;
import java.util.List;
import org.jpsi.analysis.progress.Warnings;
import org.jpsi.core.errors.InputException;

/// Columns of the files of one sample. As in a chain of ROOT, those of the first file with events
/// are read of all: the others must have them, in any order; what some have besides is left out,
/// and told.
final class ChainColumns {
  private final String where;
  private final Warnings warnings;
  private List<String> first = List.of();
  private String firstOrigin = "";

  /// @param where the features are named, for messages
  ChainColumns(String where, Warnings warnings) {
    this.where = where;
    this.warnings = warnings;
  }

  /// The first file with events; empty before it is known.
  String first() {
    return firstOrigin;
  }

  /// The columns to read of the next file with events, of all that could be.
  ///
  /// @throws InputException where one of the first file's is missing
  List<String> of(String origin, List<String> columns) {
    if (firstOrigin.isEmpty()) {
      first = columns;
      firstOrigin = origin;
      return columns;
    }
    List<String> missing = new ArrayList<>(first);
    missing.removeAll(columns);
    if (!missing.isEmpty()) {
      throw InputException.at(origin)
          .expected("column " + missing.getFirst() + ", as in " + firstOrigin)
          .found("none")
          .nearest(missing.getFirst(), columns)
          .remedy(
              "name the `features:` that all files of the sample have ("
                  + where.strip()
                  + "), or leave the file out")
          .exception();
    }
    List<String> more = new ArrayList<>(columns);
    more.removeAll(first);
    if (!more.isEmpty()) {
      warnings.add(
          origin
              + ": "
              + (more.size() == 1
                  ? "column " + more.getFirst() + " is left out, since "
                  : more.size()
                      + " columns are left out, "
                      + more.getFirst()
                      + " the first, since ")
              + firstOrigin
              + (more.size() == 1 ? " has none" : " has none of them"));
    }
    return first;
  }
}
