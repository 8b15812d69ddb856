package org.jpsi.core.events;

import java.nio.file.Path;
import java.util.Optional;
import java.util.ServiceLoader;
import org.jpsi.core.errors.InputException;

/// Provider of event sources: opens the files of some formats. `ServiceLoader` finds it, so that
/// {@link Events#open} reads what is on the class path.
public interface EventSourceProvider {
  /// Opens one tree of a file.
  ///
  /// @param tree its name; empty for the only one
  /// @throws InputException where there is no such file or tree, or it cannot be read
  EventSource open(Path file, Optional<String> tree);

  /// The one on the class path.
  ///
  /// @throws InputException where there is none
  static EventSourceProvider find(Path file) {
    return ServiceLoader.load(EventSourceProvider.class, EventSourceProvider.class.getClassLoader())
        .findFirst()
        .orElseThrow(() ->
            InputException.at(file.toString())
                .expected("a reader of files of events")
                .found("none on the class path")
                .remedy("add jpsi-formats beside jpsi-core")
                .exception());
  }
}
