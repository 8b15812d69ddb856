package org.jpsi.formats.root;

import java.util.Locale;

/// Reason why a branch is not read.
enum NotRead {
  NO_LEAF("it has no leaf"),
  NO_VALUES("%s has no members of its own"),
  OTHER_FILE("its values are in another file, %s"),
  NAME("its name is longer than %d characters"),
  ENTRIES("it has %d entries, its tree %d"),
  SIZE("an entry of %d bytes is too large"),
  LEAVES("%s within a list of leaves is not read"),
  LEAF("a leaf of class %s is not read"),
  RECORD("its layout in this file is not understood (%s)"),
  POINTER("what pointers point to, %s, is not read"),
  CLASS("the layout of %s is not in the file"),
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

  /// The exception for it.
  NotReadException exception(Object... details) {
    return new NotReadException(says(details));
  }

  /// Tells that a branch is not read, which is nothing to the other branches.
  static final class NotReadException extends Exception {
    private static final long serialVersionUID = 1;

    private final String words;

    NotReadException(String words) {
      super(words, null, false, false);
      this.words = words;
    }

    String words() {
      return words;
    }
  }
}
