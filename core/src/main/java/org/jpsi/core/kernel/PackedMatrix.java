package org.jpsi.core.kernel;

/// Packed right operand of matrix products, laid out once for many of them ({@link Kernels#pack}).
/// It does not follow what is written to its source later; {@link Kernels#repack} does.
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

  /// False where the kernels that packed it have no layout of their own; kernels selected later
  /// may.
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
