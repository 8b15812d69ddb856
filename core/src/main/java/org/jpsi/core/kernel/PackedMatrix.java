package org.jpsi.core.kernel;

/// The right operand of products, laid out once for many of them ({@link Kernels#pack}). It does
/// not follow what is written to its source later; packing again does.
public final class PackedMatrix {
  private final Matrix source;
  // Empty where the kernels that packed have no layout of their own.
  private float[] panels = {};

  PackedMatrix(Matrix source) {
    this.source = source;
  }

  public Matrix source() {
    return source;
  }

  /// False where the kernels that packed it had no layout of their own: those that run later may.
  public boolean isPacked() {
    return panels.length > 0;
  }

  float[] panels() {
    return panels;
  }

  float[] panels(int size) {
    if (panels.length != size) {
      panels = new float[size];
    }
    return panels;
  }
}
