package org.jpsi.core.model;

import org.jpsi.core.errors.InputException;

/// The version of a file's format, and the least reader that understands it. What is written gets a
/// new `format` whenever it changes, and a new `minimumReader` only where an older reader would
/// take it for something else: what it may leave unread without harm it need not refuse.
///
/// @param format from 1
/// @param minimumReader the format that a reader has to know, from 1 to `format`
public record FormatVersion(int format, int minimumReader) {
  public FormatVersion {
    if (minimumReader < 1 || minimumReader > format) {
      throw new IllegalArgumentException(
          "minimumReader is " + minimumReader + ", expected 1 to the format, " + format);
    }
  }

  /// Refuses a file that needs a newer reader than one of the format `known`.
  ///
  /// @param where the file
  /// @param what it is: `a model`
  public void demandReadable(String where, String what, int known) {
    if (minimumReader > known) {
      throw InputException.at(where)
          .expected(what + " that a reader of format " + known + " understands")
          .found("one of format " + format + ", which needs a reader of format " + minimumReader)
          .remedy("update Jpsi to the version that wrote it, or a newer one")
          .exception();
    }
  }
}
