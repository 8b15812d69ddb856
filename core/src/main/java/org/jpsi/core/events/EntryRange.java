package org.jpsi.core.events;

/// Range of entries: those from `begin` to `end` - 1, counted through a chain.
record EntryRange(long begin, long end) {
  /// The entries that two ranges have in common.
  EntryRange and(EntryRange other) {
    long first = Math.max(begin, other.begin);
    return new EntryRange(first, Math.max(first, Math.min(end, other.end)));
  }

  long length() {
    return end - begin;
  }
}
