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

  /// Writes events to a file in the format of its extension; one that is there is replaced.
  ///
  /// @return their number
  /// @throws InputException where no format has that extension or holds the columns, or the system
  ///   refuses: then nothing is written
  long write(Events events, Path file);

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
