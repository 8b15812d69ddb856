package org.jpsi.analysis;

import org.jpsi.analysis.events.EventSet;
import org.jpsi.core.table.EventBlocks;
import org.jpsi.core.task.Part;

/// Factors from the test events to the whole sample: of each class the sum of all weights over that
/// of the test events.
final class TestFactors {
  private TestFactors() {}

  static double[] of(EventSet events) {
    int[] rows = events.rowIndices(Part.TEST);
    double[] factors = new double[events.classes().size()];
    for (int c = 0; c < factors.length; c++) {
      int of = c;
      double all =
          EventBlocks.sum(events.events(), i -> events.classOf()[i] == of ? events.weight()[i] : 0);
      double own =
          EventBlocks.sum(
              rows.length, i -> events.classOf()[rows[i]] == of ? events.weight()[rows[i]] : 0);
      factors[c] = all / own;
    }
    return factors;
  }
}
