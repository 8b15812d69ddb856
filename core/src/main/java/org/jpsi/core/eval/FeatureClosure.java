package org.jpsi.core.eval;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.jpsi.core.histogram.Binning;
import org.jpsi.core.table.NumberColumn;

/// Closure of changed training weights in one feature, class by class.
///
/// @param feature name
/// @param unit of the feature
/// @param tests of each class; empty where nothing is changed, or there are too few events
/// @param distributions of the original weights (as `train`) and of the changed ones (as `other`)
public record FeatureClosure(
    String feature, String unit, List<Optional<WeightClosure>> tests, Distributions distributions) {
  private static final int BINS = 30;

  public FeatureClosure {
    tests = List.copyOf(tests);
  }

  /// The closure of some events in a feature.
  ///
  /// @param feature column of which these are rows
  /// @param rows of the events
  /// @param label class of each of them
  /// @param classes number of classes
  /// @param weight original, of each of them
  /// @param changed weight of each of them
  public static FeatureClosure of(
      NumberColumn feature,
      int[] rows,
      int[] label,
      int classes,
      double[] weight,
      double[] changed) {
    double[] x = Arrays.stream(rows).mapToDouble(feature::value).toArray();
    List<Optional<WeightClosure>> tests = new ArrayList<>();
    List<IntPredicate> groups = new ArrayList<>();
    for (int c = 0; c < classes; c++) {
      int one = c;
      int[] own = IntStream.range(0, x.length).filter(i -> label[i] == one).toArray();
      tests.add(WeightClosure.of(taken(x, own), taken(weight, own), taken(changed, own)));
      groups.add(i -> label[i] == one && Double.isFinite(x[i]));
    }
    IntToDoubleFunction value = i -> x[i];
    Binning binning = Binning.round(x.length, value, BINS);
    return new FeatureClosure(
        feature.name(),
        feature.unit(),
        tests,
        new Distributions(
            binning,
            Distributions.of(binning, value, weight, groups),
            Distributions.of(binning, value, changed, groups)));
  }

  private static double[] taken(double[] of, int[] at) {
    return Arrays.stream(at).mapToDouble(i -> of[i]).toArray();
  }

  /// The smallest p-value of all classes; 1 where there is no test.
  public double leastP() {
    return tests.stream()
        .flatMap(Optional::stream)
        .mapToDouble(WeightClosure::pValue)
        .min()
        .orElse(1);
  }
}
