package org.jpsi.lab.rl;

import org.jpsi.core.errors.InputException;
import org.jpsi.core.nn.Layer;
import org.jpsi.core.tensor.Shape;

/// Check of a network's outputs against its environment.
final class PolicyShapes {
  private PolicyShapes() {}

  static void check(String where, Layer network, int features, int outputs) {
    Shape found = network.outputs(Shape.of(features));
    if (!found.equals(Shape.of(outputs))) {
      throw InputException.at(where)
          .expected("a network with " + outputs + " outputs for this environment")
          .found("one with " + found.count())
          .exception();
    }
  }
}
