package org.jpsi.analysis.inspect;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.events.EventSource;
import org.jpsi.core.io.FilePattern;
import org.jpsi.core.table.Column;
import org.jpsi.formats.CsvLayout;
import org.jpsi.formats.Tables;
import org.jpsi.formats.TreeInfo;
import org.jspecify.annotations.Nullable;

/// Look into a file of events (`jpsi inspect`): its trees, and their columns with a summary of
/// their values. Of a tree with more columns than anybody reads, names and types are told, and no
/// value is read.
public final class InspectService {
  // With more trees, they are only listed.
  private static final int TREES = 4;
  // With more columns, their values are not looked at unless they are asked for.
  private static final int COLUMNS = 200;

  private InspectService() {}

  /// Request to look into a file.
  ///
  /// @param file of any format
  /// @param tree only this one; null for all
  /// @param csv layout of a CSV file
  /// @param most events whose values are looked at, from the first
  /// @param only names of columns, in which `*` stands for any characters and `?` for one; empty
  ///   for all
  public record InspectRequest(
      Path file, @Nullable String tree, CsvLayout csv, long most, List<String> only) {
    public InspectRequest {
      only = List.copyOf(only);
    }
  }

  /// Looks into a file.
  ///
  /// @throws InputException where there is no such file, tree or column, or it cannot be read
  public static FileSummary look(InspectRequest request) {
    List<TreeInfo> all = Tables.trees(request.file(), request.csv());
    List<TreeInfo> shown =
        all.stream()
            .filter(t -> request.tree() == null || t.name().equals(request.tree()))
            .toList();
    long bytes = all.isEmpty() ? 0 : all.getFirst().bytes();
    List<TreeSummary> trees = new ArrayList<>();
    if (request.tree() != null && shown.isEmpty()) {
      // an older cycle, or it throws, with the names of the trees
      try (EventSource source = open(request, request.tree())) {
        TreeInfo info = new TreeInfo(request.tree(), "TTree", "", source.entries(), "", bytes);
        trees.add(look(request, info, source));
      }
    }
    boolean listed = shown.size() > TREES;
    for (TreeInfo info : shown) {
      if (listed || !info.reason().isEmpty()) {
        trees.add(TreeSummary.named(info));
        continue;
      }
      try (EventSource source = open(request, info.name())) {
        trees.add(look(request, info, source));
      }
    }
    return new FileSummary(request.file().toString(), bytes, trees, listed);
  }

  private static EventSource open(InspectRequest request, String tree) {
    return Tables.open(request.file(), tree, request.csv());
  }

  private static TreeSummary look(InspectRequest request, TreeInfo info, EventSource source) {
    List<Column> columns =
        source.columns().stream().filter(c -> wanted(request.only(), c.name())).toList();
    List<EventSource.Unreadable> unreadable =
        source.unreadable().stream().filter(u -> wanted(request.only(), u.name())).toList();
    if (columns.isEmpty() && unreadable.isEmpty() && !request.only().isEmpty()) {
      throw InputException.at(source.origin())
          .expected("columns " + String.join(", ", request.only()))
          .found(source.columns().size() + " others")
          .nearest(request.only().getFirst(), source.columns().stream().map(Column::name).toList())
          .remedy("leave --only out to see all names")
          .exception();
    }
    boolean values =
        columns.size() <= COLUMNS || !request.only().isEmpty() || request.most() == Long.MAX_VALUE;
    ColumnLook look = new ColumnLook(source, columns, values ? request.most() : 0);
    return new TreeSummary(
        info,
        source.clusters().size(),
        look.seen(),
        look.seenItems(),
        values,
        look.summaries(),
        look.damaged(),
        unreadable,
        source.notes());
  }

  private static boolean wanted(List<String> only, String name) {
    return only.isEmpty() || only.stream().anyMatch(one -> FilePattern.matches(one, name));
  }
}
