package org.jpsi.core.kernel;

/// What becomes of the columns of a table when they are encoded. The outputs of an event are, each
/// with its numeric columns side by side: clipped values, tails, the numbers of the periodic
/// embedding; then levels, indicators of missing values, and categories.
///
/// @param inputs columns of the table
/// @param numeric the columns that are numbers
/// @param levelColumn for each level the number of its column among the numeric ones
/// @param levelBits its value, as the bits of a float32
/// @param missing those numeric ones, by number, whose NaN is a missing value
/// @param category the columns that are categories
/// @param categories how many each has
/// @param embedded the width of the vector that replaces each; 0 for one-hot
/// @param clip whether clipped values are outputs
/// @param tail whether tails are
/// @param frequencies of each numeric column's periodic embedding; 0 for none
/// @param width its numbers
public record TabularLayout(
    int inputs,
    int[] numeric,
    int[] levelColumn,
    int[] levelBits,
    int[] missing,
    int[] category,
    int[] categories,
    int[] embedded,
    boolean clip,
    boolean tail,
    int frequencies,
    int width) {
  /// Where the tails of an event begin.
  int tailsAt() {
    return clip ? numeric.length : 0;
  }

  int embeddingsAt() {
    return tailsAt() + (tail ? numeric.length : 0);
  }

  int levelsAt() {
    return embeddingsAt() + (hasWaves() ? width * numeric.length : 0);
  }

  int missingAt() {
    return levelsAt() + levelColumn.length;
  }

  int categoriesAt() {
    return missingAt() + missing.length;
  }

  /// The numbers that a column's category becomes.
  int categoryWidth(int i) {
    return embedded[i] > 0 ? embedded[i] : categories[i];
  }

  /// The numbers that an event becomes.
  public int outputs() {
    int outputs = categoriesAt();
    for (int i = 0; i < category.length; i++) {
      outputs += categoryWidth(i);
    }
    return outputs;
  }

  /// Whether there is a periodic embedding.
  public boolean hasWaves() {
    return frequencies > 0 && numeric.length > 0;
  }

  /// Whether a column's category is no row of a table, nor NaN.
  static boolean isWrong(float value, int categories) {
    return Float.isFinite(value) && !(value >= 0 && value < categories && value == (int) value);
  }
}
