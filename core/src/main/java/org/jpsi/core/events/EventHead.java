package org.jpsi.core.events;

import org.jpsi.core.table.Table;
import org.jpsi.core.table.TableBuilder;

/// Head of events: the first of them.
final class EventHead {
  private EventHead() {}

  static Table of(Events events, int wanted) {
    if (wanted < 0) {
      throw new IllegalArgumentException("head: expected 0 events or more, found " + wanted);
    }
    TableBuilder head = TableBuilder.of(events.origin());
    int found = 0;
    for (EventBlock block : events.blocks(events.names())) {
      if (found == wanted) {
        break;
      }
      Table rows = block.table().slice(0, Math.min(block.events(), wanted - found));
      head.add(rows);
      found += rows.rows();
    }
    return found == 0 ? events.schema().table() : head.build();
  }
}
