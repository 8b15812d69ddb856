package org.jpsi.core.eval;

import java.util.Arrays;
import org.jpsi.core.table.EventBlocks;

/// Paired sums: the error of a difference of two figures of events in common, from the influence of
/// each event on either. With d_k the sum of influences on the varied figure less that on the
/// nominal one over the events of unit k,
///
/// ```
/// var = sum_k d_k^2
/// ```
///
/// which is the variance of a bootstrap of units whose number is Poisson's. A figure without an
/// event in common has the sum of both variances, one of the same events in the same place none.
final class PairedSums {
  private final int[] nominal;
  private final int[] varied;
  private final int units;

  PairedSums(long[] nominalUnits, long[] variedUnits) {
    long[] all = Arrays.copyOf(nominalUnits, nominalUnits.length + variedUnits.length);
    System.arraycopy(variedUnits, 0, all, nominalUnits.length, variedUnits.length);
    Arrays.sort(all);
    int distinct = 0;
    for (int i = 0; i < all.length; i++) {
      if (i == 0 || all[i] != all[i - 1]) {
        all[distinct++] = all[i];
      }
    }
    units = distinct;
    nominal = numbers(all, nominalUnits);
    varied = numbers(all, variedUnits);
  }

  private int[] numbers(long[] sorted, long[] of) {
    int[] numbers = new int[of.length];
    Arrays.setAll(numbers, i -> Arrays.binarySearch(sorted, 0, units, of[i]));
    return numbers;
  }

  /// Figure of some events.
  ///
  /// @param influence of each event
  record Figure(double value, double[] influence) {}

  /// The change from the nominal figure to the varied one.
  Change change(Figure nominal, Figure varied) {
    return new Change(nominal.value, varied.value, error(nominal.influence, varied.influence));
  }

  /// One standard deviation of the varied figure less the nominal one.
  ///
  /// @param onNominal influence of each nominal event
  /// @param onVaried influence of each varied event
  double error(double[] onNominal, double[] onVaried) {
    double[] difference = new double[units];
    for (int i = 0; i < onVaried.length; i++) {
      difference[varied[i]] += onVaried[i];
    }
    for (int i = 0; i < onNominal.length; i++) {
      difference[nominal[i]] -= onNominal[i];
    }
    return Math.sqrt(EventBlocks.sum(units, k -> difference[k] * difference[k]));
  }
}
