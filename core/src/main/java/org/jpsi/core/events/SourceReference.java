package org.jpsi.core.events;

import java.nio.file.Path;

/// Reference to a source of events: what another program needs to find the same events again.
public sealed interface SourceReference {
  /// Tree of a file.
  ///
  /// @param file as it was named
  /// @param tree its name; `""` for the only one
  record InFile(Path file, String tree) implements SourceReference {}

  /// Generated events.
  ///
  /// @param process that {@link EventGenerator} knows
  record Generated(String process, long events, long seed) implements SourceReference {}
}
