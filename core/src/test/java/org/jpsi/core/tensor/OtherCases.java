package org.jpsi.core.tensor;

import static java.util.Map.entry;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/// Activations, normalization, comparisons, images, columns of tables and forms with a number of
/// `oracles/operations.py`, one line each.
final class OtherCases {
  private static final Fixture PYTORCH = Fixture.named("operations");
  private static final Tensor OTHER = PYTORCH.tensor("constants.other");
  private static final TabularColumns NUMBERS =
      new TabularColumns(Collections.nCopies(3, TabularColumn.Numeric.of()), true, true, 4, 2);
  private static final Tensor MEAN = PYTORCH.tensor("constants.mean");
  private static final Tensor VARIANCE = PYTORCH.tensor("constants.variance");

  /// No gradient passes: something of the input is added that passes 0.
  static final Map<String, Function<Tensor[], Tensor>> COMPARISONS =
      Map.ofEntries(
          entry("ne", t -> t[0].ne(OTHER).add(t[0].mul(0))),
          entry("neNumber", t -> t[0].ne(0).add(t[0].mul(0))),
          entry("eqNumber", t -> t[0].eq(0).add(t[0].mul(0))),
          entry("le", t -> t[0].le(OTHER).add(t[0].mul(0))),
          entry("leNumber", t -> t[0].le(0.25f).add(t[0].mul(0))),
          entry("ltNumber", t -> t[0].lt(0.25f).add(t[0].mul(0))),
          entry("geTensor", t -> t[0].ge(OTHER).add(t[0].mul(0))),
          entry("gtTensor", t -> t[0].gt(OTHER).add(t[0].mul(0))),
          entry("step", t -> t[0].step().add(t[0].mul(0))),
          entry("argMaxKeep", t -> t[0].axes(1).keepDims().argMax().add(t[0].mul(0))),
          entry("argMinKeep", t -> t[0].axes(1).keepDims().argMin().add(t[0].mul(0))));

  static final Map<String, Function<Tensor[], Tensor>> ALL =
      Map.ofEntries(
          entry("leakyRelu", t -> t[0].leakyRelu(0.1)),
          entry("elu", t -> t[0].elu(0.5)),
          entry("gelu", t -> t[0].gelu()),
          entry("silu", t -> t[0].silu()),
          entry("mish", t -> t[0].mish()),
          entry("addNumber", t -> t[0].add(1.5f)),
          entry("subNumber", t -> t[0].sub(1.5f)),
          entry("divNumber", t -> t[0].div(1.5f)),
          entry("minimumNumber", t -> t[0].minimum(0.25f)),
          entry("whereNumber", t -> t[0].where(OTHER.gt(0), 2)),
          entry("dot", t -> t[0].dot(t[1])),
          entry("maxKeep", t -> t[0].axes(1).keepDims().max()),
          entry("stdOwn", t -> t[0].axes(0).keepDims().std(0)),
          entry("batchNorm", t -> t[0].batchNorm(t[1], t[2], 1e-5)),
          entry("batchNormGiven", t -> t[0].batchNorm(MEAN, VARIANCE, t[1], t[2], 1e-5)),
          entry("layerNorm", t -> t[0].layerNorm(t[1], t[2], 1e-5)),
          entry("layerNormDeep", t -> t[0].layerNorm(t[1], t[2], 1e-5)),
          entry("conv2d", t -> t[0].conv2d(t[1], t[2], 2, 1)),
          entry("maxPool2d", t -> t[0].maxPool2d(3, 2, 1)),
          entry(
              "encodeColumns",
              t -> t[0].encodeColumns(NUMBERS, List.of(t[1].mul(0.125f), t[2], t[3], t[4], t[5]))));

  private OtherCases() {}
}
