package org.jpsi.core.kernel;

/// Shape checks of matrix products, before anything is written.
final class Products {
  private Products() {}

  static void check(Matrix a, Matrix b, float[] c, int offset) {
    if (a.columns() != b.rows()) {
      throw new IllegalArgumentException(
          a.rows() + " x " + a.columns() + " times " + b.rows() + " x " + b.columns());
    }
    if (offset < 0 || offset + (long) a.rows() * b.columns() > c.length) {
      throw new IllegalArgumentException(
          a.rows() + " x " + b.columns() + " from " + offset + " does not fit into " + c.length);
    }
  }
}
