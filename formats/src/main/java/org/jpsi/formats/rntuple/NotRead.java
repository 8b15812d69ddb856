package org.jpsi.formats.rntuple;

import java.util.Locale;

/// Reason why a field is not read.
enum NotRead {
  NO_VALUES("%s has no members of its own"),
  NAME("its name is longer than %d characters"),
  SIZE("a fixed array of %s is too large"),
  STREAMER("%s is written by code of its own, which is not in the file"),
  TYPE("a %s is not read"),
  NESTING("%s holds too many objects within objects"),
  DAMAGED("the file is damaged there: it %s");

  private final String words;

  NotRead(String words) {
    this.words = words;
  }

  /// The reason in words.
  String says(Object... details) {
    return String.format(Locale.ROOT, words, details);
  }
}
