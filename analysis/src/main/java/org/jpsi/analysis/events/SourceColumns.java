package org.jpsi.analysis.events;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.events.EventSource;
import org.jpsi.core.table.Column;

/// Columns of a source of events.
public final class SourceColumns {
  private SourceColumns() {}

  /// Requires columns of a file; all missing ones are in one message.
  public static void require(List<String> required, EventSource source) {
    require(required, source, "");
  }

  /// The same, in a file of a chain.
  ///
  /// @param first the first file of the chain, which has them; empty of that file itself
  static void require(List<String> required, EventSource source, String first) {
    List<String> available = source.columns().stream().map(Column::name).toList();
    List<String> missing = new ArrayList<>(required);
    missing.removeAll(available);
    if (missing.isEmpty()) {
      return;
    }
    for (EventSource.Unreadable column : source.unreadable()) {
      if (missing.contains(column.name())) {
        throw InputException.at(source.origin())
            .expected("numbers in column " + column.name())
            .found(column.reason())
            .remedy("leave it out of the analysis, or write it as a flat branch")
            .exception();
      }
    }
    String name = missing.getFirst();
    Optional<String> member =
        source.members().stream().filter(m -> m.endsWith("." + name)).findFirst();
    throw InputException.at(source.origin())
        .expected(
            (missing.size() == 1 ? "a column " : "columns ")
                + String.join(", ", missing)
                + (first.isEmpty() ? "" : ", as in " + first))
        .found(
            available.size()
                + " others"
                + member
                    .map(m -> ", among them " + m + ", which is a member of an object")
                    .orElse(""))
        .nearest(name, member.isPresent() ? List.of() : available)
        .remedy(
            "`jpsi inspect` lists what is there"
                + member
                    .map(m ->
                        "; a model of version 0.1, which called members so, is trained again or"
                            + " scores `events.alias(\"%s\", \"%s\")`".formatted(name, m))
                    .orElse(""))
        .exception();
  }
}
