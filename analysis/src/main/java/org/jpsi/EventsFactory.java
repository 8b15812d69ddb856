package org.jpsi;

import java.nio.file.Path;
import java.util.List;
import org.jpsi.core.events.EventSource;
import org.jpsi.core.events.Events;
import org.jpsi.core.table.Table;

/// Factory of {@link Events}, which stands for them at the front door ({@link Jpsi}): each method
/// is the one of this name there.
public final class EventsFactory {
  EventsFactory() {}

  /// The events of a file with one tree, of `file.root:tree`, or of a chain of files with `*`.
  public Events open(String files) {
    return Events.open(files);
  }

  /// The events of one tree of a file, or of a chain of files with `*`.
  public Events open(String files, String tree) {
    return Events.open(files, tree);
  }

  /// The events of the only tree of a file.
  public Events open(Path file) {
    return Events.open(file);
  }

  /// The events of one tree of a file.
  public Events open(Path file, String tree) {
    return Events.open(file, tree);
  }

  /// The events of a chain of files.
  public Events open(List<Path> files, String tree) {
    return Events.open(files, tree);
  }

  /// Simulated events of a process, with seed 1.
  public Events generate(String process, long events) {
    return Events.generate(process, events);
  }

  /// Simulated events, which are a function of process, seed and number.
  public Events generate(String process, long events, long seed) {
    return Events.generate(process, events, seed);
  }

  /// The events of a table.
  public Events of(Table table) {
    return Events.of(table);
  }

  /// A chain of sources.
  public Events of(EventSource... sources) {
    return Events.of(sources);
  }
}
