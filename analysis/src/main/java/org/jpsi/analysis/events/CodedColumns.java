package org.jpsi.analysis.events;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jpsi.analysis.file.AnalysisWithSource;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.events.ColumnPaths;
import org.jpsi.core.events.EventSource;
import org.jpsi.core.events.Events;
import org.jpsi.core.events.MissingCodes;
import org.jpsi.core.table.Column;
import org.jpsi.core.table.Table;
import org.jpsi.core.table.TextColumn;

/// Columns with codes of missing values, by the key `missing` of an analysis: its sources are read
/// with NaN in the place of the codes.
final class CodedColumns {
  private final AnalysisWithSource source;
  private final MissingCodes codes;
  private final ColumnPaths paths;
  private final Set<String> found = new LinkedHashSet<>();
  private final Set<String> names = new LinkedHashSet<>();

  /// @param paths of columns that are called by the last part of their names
  CodedColumns(AnalysisWithSource source, ColumnPaths paths) {
    this.source = source;
    this.codes = source.analysis().missing();
    this.paths = paths;
  }

  /// A source without codes.
  EventSource in(EventSource events) {
    return codes.isEmpty() ? events : resolved(events).in(events);
  }

  /// A view without codes.
  Events in(Events events) {
    return codes.isEmpty()
        ? events
        : events.missing(resolved(EventSource.of(Table.of(events.origin(), events.columns()))));
  }

  /// The codes with the full paths of columns.
  private MissingCodes resolved(EventSource events) {
    MissingCodes resolved = codes.named(name -> paths.path(name, events));
    for (Column column : events.columns()) {
      names.add(column.name());
      for (String name : codes.byName().keySet()) {
        if (MissingCodes.names(paths.path(name, events), column.name())) {
          require(events.origin(), name, column);
          found.add(name);
        }
      }
    }
    return resolved;
  }

  private void require(String origin, String name, Column column) {
    if (name.equals(column.name()) && column instanceof TextColumn) {
      throw InputException.at(source.where("missing." + name))
          .expected("a column of numbers")
          .found("text in " + origin)
          .remedy("leave it out: of a column of text, each value is a category")
          .exception();
    }
  }

  /// Refuses names that no column of any sample has.
  void requireFound() {
    for (String name : codes.byName().keySet()) {
      if (!found.contains(name)) {
        throw InputException.at(source.where("missing." + name))
            .expected("a column of that name, or columns that match it, in some sample")
            .found("none among " + names.size())
            .nearest(name, List.copyOf(names))
            .remedy("`jpsi inspect` lists what is there")
            .exception();
      }
    }
  }
}
