package org.jpsi.core.tensor;

/// A function of two numbers, over arrays from place 0.
interface BinaryFunction {
  /// The operation's name in messages.
  String operationName();

  void forward(float[] a, float[] b, float[] y, int n);

  /// Adds `g dy/da` to `da`.
  void left(float[] g, float[] a, float[] b, float[] da, int n);

  /// Adds `g dy/db` to `db`.
  void right(float[] g, float[] a, float[] b, float[] db, int n);
}
