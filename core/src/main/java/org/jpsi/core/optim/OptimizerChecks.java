package org.jpsi.core.optim;

import org.jpsi.core.errors.InputException;

/// Settings out of bounds, said in one way.
final class OptimizerChecks {
  private OptimizerChecks() {}

  static void rate(String where, double learningRate) {
    that(
        learningRate > 0 && learningRate < 1e6,
        where,
        "learningRate",
        "greater than 0",
        learningRate);
  }

  static void that(boolean holds, String where, String name, String expected, double found) {
    if (!holds) {
      throw InputException.at(where)
          .expected("`" + name + "` " + expected)
          .found(Double.toString(found))
          .exception();
    }
  }
}
