package org.jpsi.core.tensor;

import static java.util.Map.entry;

import java.util.Map;
import java.util.function.Function;

/// The masked reductions of `oracles/operations.py`, one line each.
final class MaskedCases {
  private static final Fixture PYTORCH = Fixture.named("operations");
  private static final Tensor ROW = PYTORCH.tensor("constants.row");
  private static final Tensor ROWS = ROW.unsqueeze(-1);
  private static final Tensor EACH = PYTORCH.tensor("constants.each");
  private static final Tensor MANY = PYTORCH.tensor("constants.many");
  private static final Tensor COLUMN = PYTORCH.tensor("constants.column");

  static final Map<String, Function<Tensor[], Tensor>> ALL =
      Map.ofEntries(
          entry("maskedSumRows", t -> t[0].maskedSum(ROWS, 1)),
          entry("maskedSumEach", t -> t[0].maskedSum(EACH, 1)),
          entry("maskedSumLast", t -> t[0].maskedSum(COLUMN, -1)),
          entry("maskedSumAll", t -> t[0].maskedSum(EACH)),
          entry("maskedSumAxes", t -> t[0].axes(0, 2).keepDims().maskedSum(EACH)),
          entry("maskedSumLong", t -> t[0].maskedSum(MANY, 1)),
          entry("maskedMeanRows", t -> t[0].maskedMean(ROWS, 1)),
          entry("maskedMeanEach", t -> t[0].maskedMean(EACH, 1)),
          entry("maskedMeanLast", t -> t[0].maskedMean(EACH, -1)),
          entry("maskedMaxRows", t -> t[0].maskedMax(ROWS, 1)),
          entry("maskedMaxEach", t -> t[0].maskedMax(EACH, 1)),
          entry("maskedMaxLast", t -> t[0].maskedMax(EACH, -1)),
          entry("maskedMeanKeep", t -> t[0].axes(1).keepDims().maskedMean(ROWS)),
          entry("maskedMaxKeep", t -> t[0].axes(1).keepDims().maskedMax(ROWS)),
          entry("maskedMaxAxes", t -> t[0].maskedMax(ROWS, 0, 2)),
          entry("maskedSoftmaxRows", t -> t[0].maskedSoftmax(ROWS, 1)),
          entry("maskedSoftmaxEach", t -> t[0].maskedSoftmax(EACH, 1)),
          entry("maskedSoftmaxLast", t -> t[0].maskedSoftmax(EACH)),
          entry("maskedSoftmaxKeys", t -> t[0].maskedSoftmax(ROW.unsqueeze(1))),
          entry("maskedSoftmaxFirst", t -> t[0].maskedSoftmax(ROWS, 0)));

  private MaskedCases() {}
}
