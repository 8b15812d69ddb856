package org.jpsi.core.nn;

import org.jpsi.core.errors.InputException;

/// Widths of layers that meet.
final class LayerWidths {
  private LayerWidths() {}

  /// `found`, which must be what the layer takes.
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
