package org.jpsi.analysis.file;

/// How much of an analysis is written.
enum Extent {
  /// Every key.
  WHOLE,
  /// Only keys whose value is not their default.
  DIFFERING
}
