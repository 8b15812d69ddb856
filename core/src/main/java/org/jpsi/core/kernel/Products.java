package org.jpsi.core.kernel;

import java.util.Locale;

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

  static void check(Matrix a, Matrix b, Matrix c) {
    if (a.columns() != b.rows()
        || c.rows() != a.rows()
        || c.columns() != b.columns()
        || c.transposed()) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "%d x %d times %d x %d into %d x %d",
              a.rows(),
              a.columns(),
              b.rows(),
              b.columns(),
              c.rows(),
              c.columns()));
    }
  }
}
