package org.jpsi.core.data;

import java.util.List;

/// Linear transformation as it is applied to inputs, in place: in float64, rounded once to float32.
/// A missing value (NaN) of a feature that may be missing is the center; of another one, all inputs
/// of the group are NaN.
///
/// @param at the index of each input
/// @param missing whether each feature may be missing
/// @param matrix row-major
record AppliedTransformation(int[] at, boolean[] missing, double[] center, double[] matrix) {
  // A scorer of single events allocates nothing.
  private static final ThreadLocal<double[]> SCRATCH = ThreadLocal.withInitial(() -> new double[8]);

  static AppliedTransformation of(
      LinearTransformation transformation, List<ColumnPreprocessing> columns) {
    int[] at = transformation.features().stream().mapToInt(Integer::intValue).toArray();
    boolean[] missing = new boolean[at.length];
    for (int k = 0; k < at.length; k++) {
      missing[k] = columns.get(at[k]).missing() > 0;
    }
    return new AppliedTransformation(
        at,
        missing,
        transformation.center().stream().mapToDouble(Double::doubleValue).toArray(),
        transformation.matrix().stream()
            .flatMapToDouble(row -> row.stream().mapToDouble(Double::doubleValue))
            .toArray());
  }

  /// Transforms the inputs of an event.
  ///
  /// @param from index of its first input
  void apply(float[] inputs, int from) {
    int n = at.length;
    double[] x = scratch(n);
    for (int k = 0; k < n; k++) {
      float value = inputs[from + at[k]];
      x[k] = missing[k] && Float.isNaN(value) ? 0 : value - center[k];
    }
    for (int i = 0; i < n; i++) {
      double sum = 0;
      for (int k = 0; k < n; k++) {
        sum += matrix[i * n + k] * x[k];
      }
      inputs[from + at[i]] = (float) sum;
    }
  }

  private static double[] scratch(int size) {
    double[] found = SCRATCH.get();
    if (found.length < size) {
      found = new double[size];
      SCRATCH.set(found);
    }
    return found;
  }
}
