package org.jpsi.core.tensor;

/// Sorted elements and where they were.
///
/// @param values in their new order; gradients go back to where they came from
/// @param indices of these elements along the axis, from 0, as float32 (there are at most 2^24): an
///   index for {@link Tensor#gather(int, Tensor)}. No gradient passes
public record Sorted(Tensor values, Tensor indices) {}
