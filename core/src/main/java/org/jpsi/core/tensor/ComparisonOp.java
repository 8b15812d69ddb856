package org.jpsi.core.tensor;

/// Elementwise comparison: 1 where it is true, else 0. Comparisons with NaN are false, but for
/// `ne`. No gradient passes.
enum ComparisonOp implements BinaryFunction {
  EQ {
    @Override
    public void forward(float[] a, float[] b, float[] y, int n) {
      for (int i = 0; i < n; i++) {
        y[i] = a[i] == b[i] ? 1 : 0;
      }
    }
  },
  NE {
    @Override
    public void forward(float[] a, float[] b, float[] y, int n) {
      for (int i = 0; i < n; i++) {
        y[i] = a[i] != b[i] ? 1 : 0;
      }
    }
  },
  LT {
    @Override
    public void forward(float[] a, float[] b, float[] y, int n) {
      for (int i = 0; i < n; i++) {
        y[i] = a[i] < b[i] ? 1 : 0;
      }
    }
  },
  LE {
    @Override
    public void forward(float[] a, float[] b, float[] y, int n) {
      for (int i = 0; i < n; i++) {
        y[i] = a[i] <= b[i] ? 1 : 0;
      }
    }
  };

  static Tensor of(ComparisonOp function, Tensor a, Tensor b) {
    return BinaryOp.of(function, a.detach(), b.detach());
  }

  @Override
  public String operationName() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }

  @Override
  public void left(float[] g, float[] a, float[] b, float[] da, int n) {
    throw new IllegalStateException(operationName() + " has no gradient");
  }

  @Override
  public void right(float[] g, float[] a, float[] b, float[] db, int n) {
    throw new IllegalStateException(operationName() + " has no gradient");
  }
}
