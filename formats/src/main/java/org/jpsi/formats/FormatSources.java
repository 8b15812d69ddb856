package org.jpsi.formats;

import java.nio.file.Path;
import java.util.Optional;
import org.jpsi.core.events.EventSource;
import org.jpsi.core.events.EventSourceProvider;

/// Sources of events in all formats, for {@link org.jpsi.core.events.Events#open}.
public final class FormatSources implements EventSourceProvider {
  /// For the ServiceLoader.
  public FormatSources() {}

  @Override
  public EventSource open(Path file, Optional<String> tree) {
    return Tables.open(file, tree.orElse(null));
  }
}
