package org.jpsi.analysis.inspect;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jpsi.core.events.EventSource;
import org.jpsi.formats.TreeInfo;

/// Summary of a tree.
///
/// @param info its name, type and size
/// @param clusters how many ranges of events are read together
/// @param seen events whose values were looked at; 0 where only names and types were
/// @param seenItems events whose items of jagged columns were looked at
/// @param values whether values were read: not where there are too many columns to show them
/// @param columns that can be read
/// @param damaged columns whose values cannot be read, with the reasons
/// @param unreadable columns of kinds that are not read, with the reasons
/// @param notes on how the source is read
public record TreeSummary(
    TreeInfo info,
    long clusters,
    long seen,
    long seenItems,
    boolean values,
    List<ColumnSummary> columns,
    List<EventSource.Unreadable> damaged,
    List<EventSource.Unreadable> unreadable,
    List<String> notes) {
  public TreeSummary {
    columns = List.copyOf(columns);
    damaged = List.copyOf(damaged);
    unreadable = List.copyOf(unreadable);
    notes = List.copyOf(notes);
  }

  /// A tree that is only named.
  static TreeSummary named(TreeInfo info) {
    return new TreeSummary(info, 0, 0, 0, false, List.of(), List.of(), List.of(), List.of());
  }

  /// Whether some columns are jagged.
  public boolean jagged() {
    return columns.stream().anyMatch(c -> c.items().isPresent());
  }

  Map<String, Object> json() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("name", info.name());
    json.put("type", info.typeName());
    json.put("title", info.title());
    if (info.events() >= 0) {
      json.put("events", info.events());
    }
    json.put("compression", info.compression());
    if (!info.reason().isEmpty()) {
      json.put("reason", info.reason());
      return json;
    }
    json.put("clusters", clusters);
    json.put("eventsRead", seen);
    json.put("eventsReadOfLists", seenItems);
    json.put("columns", columns.stream().map(ColumnSummary::json).toList());
    json.put(
        "notReadable",
        Stream.concat(damaged.stream(), unreadable.stream())
            .map(u -> {
              Map<String, Object> one = new LinkedHashMap<>();
              one.put("name", u.name());
              one.put("reason", u.reason());
              return one;
            })
            .toList());
    json.put("notes", notes);
    return json;
  }
}
