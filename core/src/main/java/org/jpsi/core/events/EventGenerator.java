package org.jpsi.core.events;

import java.util.ServiceLoader;
import org.jpsi.core.errors.InputException;

/// Event generator: a source of simulated events. `ServiceLoader` finds it, so that {@link
/// Events#generate} makes events of what is on the class path.
public interface EventGenerator {
  /// The events of a process, which are a function of process, seed and number.
  ///
  /// @param process its name
  /// @throws InputException where there is no such process, with the nearest names
  EventSource generate(String process, long events, long seed);

  /// The one on the class path.
  ///
  /// @throws InputException where there is none
  static EventGenerator find() {
    return ServiceLoader.load(EventGenerator.class, EventGenerator.class.getClassLoader())
        .findFirst()
        .orElseThrow(() ->
            InputException.at("generate")
                .expected("a generator of events")
                .found("none on the class path")
                .remedy("add jpsi-lab beside jpsi-core")
                .exception());
  }
}
