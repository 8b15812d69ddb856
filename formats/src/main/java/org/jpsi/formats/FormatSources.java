package org.jpsi.formats;

import java.nio.file.Path;
import java.util.Optional;
import org.jpsi.core.events.EventSource;
import org.jpsi.core.events.EventSourceProvider;
import org.jpsi.core.events.Events;

/// Sources of events in all formats, for {@link Events#open}, and files of events in all formats.
public final class FormatSources implements EventSourceProvider {
  /// For the ServiceLoader.
  public FormatSources() {}

  @Override
  public EventSource open(Path file, Optional<String> tree) {
    return Tables.open(file, tree.orElse(null));
  }

  @Override
  public long write(Events events, Path file) {
    return Snapshot.to(file).write(events).events();
  }
}
