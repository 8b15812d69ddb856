package org.jpsi.core.tensor;

import static java.util.Map.entry;

import java.util.Map;
import java.util.function.Function;

/// The functions, indexings and sorts of `oracles/operations.py`, one line each.
final class IndexingCases {
  private static final float[] INTO = {2, 0, 2, 2};
  private static final IntTensor INTEGERS = IntTensor.of(2, 0, 2, 2);
  private static final Tensor EACH = Tensor.nested(new int[][] {{0, 5, 5}, {1, 1, 1}});
  private static final IntTensor EACH_INTEGER = IntTensor.of(EACH);
  private static final Tensor DOWN = Tensor.nested(new int[][] {{1, 0, 3}, {1, 1, 0}});

  static final Map<String, Function<Tensor[], Tensor>> FUNCTIONS =
      Map.ofEntries(
          entry("sin", t -> t[0].sin()),
          entry("cos", t -> t[0].cos()),
          entry("erf", t -> t[0].erf()),
          entry("log1p", t -> t[0].log1p()),
          entry("expm1", t -> t[0].expm1()),
          entry("floor", t -> t[0].floor().add(t[0].mul(0))),
          entry("norm", t -> t[0].norm()),
          entry("normRows", t -> t[0].norm(-1)),
          entry("normAxes", t -> t[0].axes(0, 2).keepDims().norm()),
          entry("normFirst", t -> t[0].norm(0)),
          entry("cumsum", t -> t[0].cumsum(-1)),
          entry("cumsumFirst", t -> t[0].cumsum(0)),
          entry("cumsumMiddle", t -> t[0].cumsum(1)));

  static final Map<String, Function<Tensor[], Tensor>> INDEXING =
      Map.ofEntries(
          entry("sort", t -> t[0].sort(-1).values()),
          entry("sortFirst", t -> t[0].sort(0, true).values()),
          entry("sortTies", t -> t[0].sort(1).values()),
          entry("sortTiesDown", t -> t[0].sort(1, true).values()),
          entry("sortIndices", t -> t[0].sort(1).indices().add(t[0].mul(0))),
          entry("topk", t -> t[0].topk(3, -1).values()),
          entry("topkMiddle", t -> t[0].topk(2, 1).values()),
          entry("indexAdd", t -> t[0].indexAdd(0, Tensor.of(INTO), t[1])),
          entry("indexAddMiddle", t -> t[0].indexAdd(1, Tensor.of(INTO), t[1])),
          entry("scatterAdd", t -> t[0].scatterAdd(1, EACH, t[1])),
          entry("scatterAddFirst", t -> t[0].scatterAdd(0, DOWN, t[1])),
          entry("rowsOfIntegers", t -> t[0].rows(IntTensor.of(0, 3, 3, 1).reshape(2, 2))),
          entry("takeOfIntegers", t -> t[0].take(1, INTEGERS)),
          entry("gatherOfIntegers", t -> t[0].gather(1, EACH_INTEGER)),
          entry("gatherRowsOfIntegers", t -> t[0].gather(IntTensor.of(0, 5, 2, 2))),
          entry("indexAddOfIntegers", t -> t[0].indexAdd(0, INTEGERS, t[1])),
          entry("scatterAddOfIntegers", t -> t[0].scatterAdd(1, EACH_INTEGER, t[1])));

  private IndexingCases() {}
}
