package org.jpsi.core.kernel;

/// A value that is no category of its column: a whole number from 0 below their number was
/// expected.
public final class WrongCategoryException extends IllegalArgumentException {
  private static final long serialVersionUID = 1;

  private final float value;
  private final int column;
  private final int categories;

  WrongCategoryException(float value, int column, int categories) {
    super(
        "tabularEncoding: expected a category, a whole number from 0 to "
            + (categories - 1)
            + ", in column "
            + column
            + ", found "
            + value);
    this.value = value;
    this.column = column;
    this.categories = categories;
  }

  public float value() {
    return value;
  }

  public int column() {
    return column;
  }

  public int categories() {
    return categories;
  }
}
