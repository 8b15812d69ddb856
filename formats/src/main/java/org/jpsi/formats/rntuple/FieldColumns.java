package org.jpsi.formats.rntuple;

import java.util.List;

/// Columns of one field: the numbers of its physical columns, in one or more representations, of
/// which each cluster has one.
///
/// @param perEntry elements of each entry where these do not depend on the entry, else 0
record FieldColumns(List<List<Integer>> representations, long perEntry) {
  /// The number of columns of a representation.
  int size() {
    return representations.getFirst().size();
  }

  int first() {
    return representations.getFirst().getFirst();
  }
}
