package org.jpsi.analysis.file;

/// Extent of a written analysis: which keys it has.
enum Extent {
  /// Every key.
  ALL_KEYS,
  /// Only keys whose values are not their defaults.
  NON_DEFAULTS
}
