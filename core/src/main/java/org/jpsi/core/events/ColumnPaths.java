package org.jpsi.core.events;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jpsi.core.errors.InputException;
import org.jspecify.annotations.Nullable;

/// Full paths of columns that expressions call by name, the same in all sources of a job. A name is
/// that of a column; only where there is no such column, it is an alias of the member of an object
/// whose path ends so: `pt` of `mu.pt`, provided that no other object has a `pt`.
///
/// Not thread-safe.
public final class ColumnPaths {
  private static final int SHOWN = 5;

  private record Found(String path, String origin) {}

  private final Map<String, Found> found = new HashMap<>();
  private @Nullable EventSource last;
  private Set<String> names = Set.of();

  /// Paths of a job of which no source has been met.
  public ColumnPaths() {}

  /// The path of the column that an expression means by a name; the name itself where there is
  /// neither such a column nor such a member.
  ///
  /// @throws InputException where several objects of the source have such a member, or it means
  ///   another column than in a source before
  public String path(String name, EventSource source) {
    String path = in(source, name);
    Found before = found.get(name);
    if (!names.contains(path)) {
      return before == null ? name : before.path;
    }
    if (before == null) {
      found.put(name, new Found(path, source.origin()));
      return path;
    }
    if (before.path.equals(path)) {
      return path;
    }
    throw InputException.at(source.origin())
        .expected("by " + name + " the column " + before.path + ", as in " + before.origin)
        .found(path)
        .remedy("name columns by their full paths")
        .exception();
  }

  private String in(EventSource source, String name) {
    if (source != last) {
      last = source;
      names = new HashSet<>();
      source.columns().forEach(column -> names.add(column.name()));
      source.unreadable().forEach(column -> names.add(column.name()));
    }
    if (names.contains(name)) {
      return name;
    }
    List<String> ending = source.members().stream().filter(m -> m.endsWith("." + name)).toList();
    if (ending.size() > 1) {
      int more = ending.size() - SHOWN;
      throw InputException.at(source.origin())
          .expected("a column " + name + ", or one object with such a member")
          .found(
              String.join(", ", ending.subList(0, Math.min(SHOWN, ending.size())))
                  + (more > 0 ? " and " + more + " more" : ""))
          .remedy("name it with its object: " + ending.getFirst())
          .exception();
    }
    return ending.isEmpty() ? name : ending.getFirst();
  }

  /// The aliases met so far, each with its path.
  public Map<String, String> aliases() {
    Map<String, String> aliases = new HashMap<>();
    found.forEach((name, of) -> {
      if (!of.path.equals(name)) {
        aliases.put(name, of.path);
      }
    });
    return Map.copyOf(aliases);
  }
}
