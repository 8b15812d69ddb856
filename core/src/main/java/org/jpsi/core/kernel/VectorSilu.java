package org.jpsi.core.kernel;

import static jdk.incubator.vector.VectorOperators.ASHR;
import static jdk.incubator.vector.VectorOperators.LSHL;
import static jdk.incubator.vector.VectorOperators.LT;
import static org.jpsi.core.kernel.Functions.*;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorSpecies;

/// SiLU on the Vector API, {@link Functions#silu}'s twin.
///
/// All is in one method, which calls the Vector API alone and is longer than what C2 inlines:
/// behind a product it would give up inlining in the middle of helpers, and make objects of their
/// vectors.
final class VectorSilu {
  private static final VectorSpecies<Float> S = VectorWidth.SPECIES;
  private static final int LANES = VectorWidth.LANES;

  private VectorSilu() {}

  /// In place, `n` values from `offset`, a multiple of the lanes.
  static void apply(float[] y, int offset, int n) {
    for (int i = offset; i < offset + n; i += LANES) {
      FloatVector x = FloatVector.fromArray(S, y, i);
      // exp(-|x|), as Functions.exp has it of what is not positive
      FloatVector v = x.abs().neg();
      v = v.blend(EXP_LOW, v.compare(LT, EXP_LOW));
      FloatVector log2e = FloatVector.broadcast(S, LOG2_E);
      FloatVector round = FloatVector.broadcast(S, ROUND);
      FloatVector shifted = v.fma(log2e, round);
      FloatVector k = shifted.sub(round);
      FloatVector r = k.fma(FloatVector.broadcast(S, -LN2_HIGH), v);
      r = k.fma(FloatVector.broadcast(S, -LN2_LOW), r);
      FloatVector p = FloatVector.broadcast(S, E0).fma(r, FloatVector.broadcast(S, E1));
      p = p.fma(r, FloatVector.broadcast(S, E2));
      p = p.fma(r, FloatVector.broadcast(S, E3));
      p = p.fma(r, FloatVector.broadcast(S, E4));
      p = p.fma(r, FloatVector.broadcast(S, E5));
      FloatVector one = FloatVector.broadcast(S, 1f);
      p = p.fma(r.mul(r), r).add(one);
      IntVector power = shifted.reinterpretAsInts().sub(Float.floatToRawIntBits(ROUND));
      IntVector half = power.lanewise(ASHR, 1);
      IntVector rest = power.sub(half);
      p = p.mul(half.add(127).lanewise(LSHL, 23).reinterpretAsFloats());
      FloatVector e = p.mul(rest.add(127).lanewise(LSHL, 23).reinterpretAsFloats());
      FloatVector sigmoid = one.blend(e, x.compare(LT, 0f)).div(e.add(one));
      x.blend(SILU_BOUND, x.compare(LT, SILU_BOUND)).mul(sigmoid).intoArray(y, i);
    }
  }
}
