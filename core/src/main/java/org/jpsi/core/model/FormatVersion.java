package org.jpsi.core.model;

import org.jpsi.core.errors.InputException;

/// Version of a file format, and the oldest reader that understands it. Every change of the format
/// raises `format`; `minimumReader` is raised only where an older reader would misread the file,
/// not where it can ignore what is new.
///
/// @param format from 1
/// @param minimumReader format that a reader must support, from 1 to `format`
public record FormatVersion(int format, int minimumReader) {
  public FormatVersion {
    if (minimumReader < 1 || minimumReader > format) {
      throw new IllegalArgumentException(
          "minimumReader is " + minimumReader + ", expected 1 to the format, " + format);
    }
  }

  /// Refuses a file that needs a newer reader than one of format `known`.
  ///
  /// @param where the file
  /// @param what kind of file: `a model`
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
