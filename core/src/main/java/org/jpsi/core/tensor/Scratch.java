package org.jpsi.core.tensor;

/// Scratch arrays of one operation, made when it first computes and kept for replays: an operation
/// that is only traced makes none. What is in them is left from before.
final class Scratch {
  private float[] floats = {};
  private double[] doubles = {};
  private int[] ints = {};
  private long[] longs = {};

  /// At least `n` numbers.
  float[] floats(int n) {
    if (floats.length < n) {
      floats = new float[n];
    }
    return floats;
  }

  /// Exactly `n` numbers; always the same `n`.
  float[] exactly(int n) {
    if (floats.length != n) {
      floats = new float[n];
    }
    return floats;
  }

  double[] doubles(int n) {
    if (doubles.length < n) {
      doubles = new double[n];
    }
    return doubles;
  }

  int[] ints(int n) {
    if (ints.length < n) {
      ints = new int[n];
    }
    return ints;
  }

  /// Exactly `n` numbers; always the same `n`.
  long[] longs(int n) {
    if (longs.length != n) {
      longs = new long[n];
    }
    return longs;
  }
}
