package org.jpsi.formats;

import java.nio.file.Path;
import org.jpsi.core.events.EventSource;
import org.jpsi.core.events.EventSourceProvider;
import org.jspecify.annotations.Nullable;

/// Sources of events in all formats, for {@link org.jpsi.core.events.Events#open}.
public final class FormatSources implements EventSourceProvider {
  /// For the ServiceLoader.
  public FormatSources() {}

  @Override
  public EventSource open(Path file, @Nullable String tree) {
    return Tables.open(file, tree);
  }
}
