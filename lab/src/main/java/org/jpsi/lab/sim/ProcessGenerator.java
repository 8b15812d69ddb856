package org.jpsi.lab.sim;

import org.jpsi.core.errors.InputException;
import org.jpsi.core.events.EventGenerator;
import org.jpsi.core.events.EventSource;

/// Generator of the events of each {@link Process}, for {@link
/// org.jpsi.core.events.Events#generate}.
public final class ProcessGenerator implements EventGenerator {
  /// For the ServiceLoader.
  public ProcessGenerator() {}

  /// @throws InputException where there is no such process, with the nearest ids, or no events are
  ///   asked for
  @Override
  public EventSource generate(String process, long events, long seed) {
    if (events < 1) {
      throw InputException.at("generate " + process)
          .expected("one event or more")
          .found(Long.toString(events))
          .exception();
    }
    return new GeneratedSource(Generator.of(process, seed), events);
  }
}
