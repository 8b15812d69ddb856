package org.jpsi.core.nn;

import org.jpsi.core.errors.InputException;

/// Check of the number of inputs of a layer.
final class LayerWidths {
  private LayerWidths() {}

  /// Returns `found`, which must be the number of inputs expected.
  static int check(String where, int expected, int found) {
    if (found != expected) {
      throw InputException.at(where)
          .expected(expected + " inputs")
          .found(Integer.toString(found))
          .exception();
    }
    return found;
  }
}
