package org.jpsi.core.tensor;

/// Elementwise function of two operands, over arrays from index 0.
interface BinaryFunction {
  /// The name of the operation, for messages.
  String operationName();

  void forward(float[] a, float[] b, float[] y, int n);

  /// Adds `g dy/da` to `da`.
  void left(float[] g, float[] a, float[] b, float[] da, int n);

  /// Adds `g dy/db` to `db`.
  void right(float[] g, float[] a, float[] b, float[] db, int n);
}
