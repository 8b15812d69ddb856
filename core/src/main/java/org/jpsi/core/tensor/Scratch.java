package org.jpsi.core.tensor;

/// Scratch array of one operation, made when it first computes and kept for replays: an operation
/// that is only traced makes none.
final class Scratch {
  private float[] floats = {};

  /// At least `n` numbers, whatever they are.
  float[] floats(int n) {
    if (floats.length < n) {
      floats = new float[n];
    }
    return floats;
  }

  /// Exactly `n` numbers, whatever they are; always the same `n`.
  float[] exactly(int n) {
    if (floats.length != n) {
      floats = new float[n];
    }
    return floats;
  }
}
