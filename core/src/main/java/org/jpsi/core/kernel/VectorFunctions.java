package org.jpsi.core.kernel;

import static jdk.incubator.vector.FloatVector.broadcast;
import static jdk.incubator.vector.VectorOperators.ASHR;
import static jdk.incubator.vector.VectorOperators.EQ;
import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.LSHL;
import static jdk.incubator.vector.VectorOperators.LT;
import static jdk.incubator.vector.VectorOperators.NE;
import static org.jpsi.core.kernel.Functions.*;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/// Elementary functions on the Vector API: those of {@link Functions}, with the same operations in
/// the same order. Long ones are cut where C2 would give up inlining them (325 bytecodes, 18,000
/// nodes), which would make them a hundred times slower.
final class VectorFunctions {
  private static final VectorSpecies<Float> S = VectorWidth.SPECIES;

  private VectorFunctions() {}

  static FloatVector exp(FloatVector x) {
    return expOfNegative(x.blend(EXP_HIGH, x.compare(GT, EXP_HIGH)));
  }

  /// exp of `x` up to {@link Functions#EXP_HIGH}.
  private static FloatVector expOfNegative(FloatVector x) {
    FloatVector v = x.blend(EXP_LOW, x.compare(LT, EXP_LOW));
    FloatVector shifted = v.fma(broadcast(S, LOG2_E), broadcast(S, ROUND));
    FloatVector n = shifted.sub(ROUND);
    FloatVector r = n.fma(broadcast(S, -LN2_LOW), n.fma(broadcast(S, -LN2_HIGH), v));
    FloatVector p = broadcast(S, E0).fma(r, broadcast(S, E1));
    p = p.fma(r, broadcast(S, E2));
    p = p.fma(r, broadcast(S, E3));
    p = p.fma(r, broadcast(S, E4));
    p = p.fma(r, broadcast(S, E5));
    p = p.fma(r.mul(r), r).add(1f);
    IntVector power = shifted.reinterpretAsInts().sub(Float.floatToRawIntBits(ROUND));
    IntVector half = power.lanewise(ASHR, 1);
    return p.mul(powerOfTwo(half)).mul(powerOfTwo(power.sub(half)));
  }

  static FloatVector expm1(FloatVector x) {
    FloatVector v = x.blend(EXP_HIGH, x.compare(GT, EXP_HIGH));
    v = v.blend(EXPM1_LOW, v.compare(LT, EXPM1_LOW));
    FloatVector shifted = v.fma(broadcast(S, LOG2_E), broadcast(S, ROUND));
    FloatVector n = shifted.sub(ROUND);
    FloatVector r = n.fma(broadcast(S, -LN2_LOW), n.fma(broadcast(S, -LN2_HIGH), v));
    FloatVector p = broadcast(S, E0).fma(r, broadcast(S, E1));
    p = p.fma(r, broadcast(S, E2));
    p = p.fma(r, broadcast(S, E3));
    p = p.fma(r, broadcast(S, E4));
    p = p.fma(r, broadcast(S, E5));
    p = p.fma(r.mul(r), r);
    IntVector power = shifted.reinterpretAsInts().sub(Float.floatToRawIntBits(ROUND));
    FloatVector half = power.add(126).lanewise(LSHL, 23).reinterpretAsFloats();
    FloatVector y = p.fma(half, half.sub(0.5f));
    return y.add(y);
  }

  static FloatVector log(FloatVector x) {
    VectorMask<Float> small = x.compare(LT, Float.MIN_NORMAL);
    IntVector bits = x.blend(x.mul(TWO_24), small).reinterpretAsInts().sub(ROOT_HALF);
    FloatVector e = (FloatVector) bits.lanewise(ASHR, 23).convert(VectorOperators.I2F, 0);
    e = e.sub(broadcast(S, 0f).blend(24f, small));
    FloatVector f = bits.and(0x7fffff).add(ROOT_HALF).reinterpretAsFloats().sub(1f);
    FloatVector z = f.mul(f);
    FloatVector p = broadcast(S, L0).fma(f, broadcast(S, L1));
    p = p.fma(f, broadcast(S, L2));
    p = p.fma(f, broadcast(S, L3));
    p = p.fma(f, broadcast(S, L4));
    p = p.fma(f, broadcast(S, L5));
    p = p.fma(f, broadcast(S, L6));
    p = p.fma(f, broadcast(S, L7));
    p = p.fma(f, broadcast(S, L8));
    p = p.mul(f).mul(z);
    p = e.fma(broadcast(S, LN2_LOW), p);
    p = z.fma(broadcast(S, -0.5f), p);
    return special(x, e.fma(broadcast(S, LN2_HIGH), f.add(p)));
  }

  private static FloatVector special(FloatVector x, FloatVector log) {
    FloatVector y = log.blend(Float.NEGATIVE_INFINITY, x.compare(EQ, 0f));
    y = y.blend(x, x.compare(EQ, Float.POSITIVE_INFINITY));
    y = y.blend(Float.NaN, x.compare(LT, 0f));
    return y.blend(x, x.compare(NE, x));
  }

  /// log1p of `x`, given `log(1 + x)`.
  static FloatVector log1p(FloatVector x, FloatVector log) {
    FloatVector u = x.add(1f);
    FloatVector y = log.add(x.sub(u.sub(1f)).div(u));
    y = y.blend(x, x.compare(EQ, Float.POSITIVE_INFINITY));
    return y.blend(Float.NEGATIVE_INFINITY, u.compare(EQ, 0f));
  }

  static FloatVector sigmoid(FloatVector x) {
    FloatVector e = expOfNegative(x.abs().neg());
    return broadcast(S, 1f).blend(e, x.compare(LT, 0f)).div(e.add(1f));
  }

  /// tanh of `x`, given `e = exp(2 |x|)`.
  static FloatVector tanh(FloatVector x, FloatVector e) {
    FloatVector large = broadcast(S, 1f).sub(broadcast(S, 2f).div(e.add(1f)));
    large = large.blend(large.neg(), x.compare(LT, 0f));
    FloatVector z = x.mul(x);
    FloatVector p = broadcast(S, T0).fma(z, broadcast(S, T1));
    p = p.fma(z, broadcast(S, T2));
    p = p.fma(z, broadcast(S, T3));
    p = p.fma(z, broadcast(S, T4));
    FloatVector small = p.mul(z).fma(x, x);
    return large.blend(small, x.abs().compare(LT, TANH_SMALL));
  }

  /// softplus of `x`, given `log1p(exp(-|x|))`.
  static FloatVector softplus(FloatVector x, FloatVector log) {
    return x.blend(0f, x.compare(LT, 0f)).add(log);
  }

  private static FloatVector powerOfTwo(IntVector n) {
    return n.add(127).lanewise(LSHL, 23).reinterpretAsFloats();
  }
}
