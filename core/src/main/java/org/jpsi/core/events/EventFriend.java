package org.jpsi.core.events;

import java.util.List;

/// Friend of a source, as TTree::AddFriend has it: a source with other columns of the same events.
///
/// @param name that its columns have before their own: `scores.score`
/// @param by columns of integers, by whose values an event of the friend is found, such as run and
///   event; none where entry k of both is the same event
public record EventFriend(String name, EventSource source, List<String> by) {
  public EventFriend {
    by = List.copyOf(by);
  }

  /// The full path of one of its columns.
  String path(String column) {
    return name + "." + column;
  }
}
