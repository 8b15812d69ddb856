package org.jpsi.core.nn;

import org.jpsi.core.errors.InputException;
import org.jpsi.core.tensor.Shape;

/// Check of the shape of one event's inputs of a layer.
final class LayerWidths {
  private LayerWidths() {}

  /// Returns `found`, whose last axis must have the number of inputs expected; axes before it, such
  /// as that of an event's jets, are free.
  static Shape last(String where, int expected, Shape found) {
    if (found.rank() == 0) {
      throw InputException.at(where)
          .expected("an axis of " + expected + " inputs")
          .found("shape " + found)
          .exception();
    }
    if (found.size(-1) != expected) {
      throw InputException.at(where)
          .expected(expected + " inputs")
          .found(Integer.toString(found.size(-1)))
          .exception();
    }
    return found;
  }

  /// Returns `found`, which must have the number of inputs expected along one axis.
  static Shape only(String where, int expected, Shape found) {
    return last(where, expected, vector(where, found));
  }

  /// Returns `found`, which must have one axis.
  static Shape vector(String where, Shape found) {
    if (found.rank() != 1) {
      throw InputException.at(where)
          .expected("inputs along one axis")
          .found("shape " + found)
          .remedy("flatten an event's inputs, or reduce them over an axis")
          .exception();
    }
    return found;
  }

  /// Returns `found`, which must be that of a set: constituents and their features.
  static Shape set(String where, Shape found) {
    if (found.rank() != 2) {
      throw InputException.at(where)
          .expected("a set [constituents, features]")
          .found("shape " + found)
          .remedy("put Unflatten.of(constituents, features) before it where they come as columns")
          .exception();
    }
    return found;
  }
}
