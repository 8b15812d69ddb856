package org.jpsi.formats.root;

import java.util.ArrayList;
import java.util.List;

/// Shape of fixed-size arrays: their sizes, the outermost first; none of single values.
final class ArrayShape {
  // ROOT's own limit is five
  private static final int MAX_DIMENSIONS = 16;

  private ArrayShape() {}

  /// The shape of `length` values, as a text says, `x[n][2][3]` of a leaf: what is no number is not
  /// fixed. Where it does not say that many values, they are an array of one dimension.
  static List<Integer> of(String text, int length) {
    List<Integer> sizes = new ArrayList<>();
    int at = text.indexOf('[');
    while (at >= 0 && sizes.size() <= MAX_DIMENSIONS) {
      int end = text.indexOf(']', at);
      if (end < 0) {
        break;
      }
      String size = text.substring(at + 1, end);
      if (!size.isEmpty()
          && size.length() < 10
          && size.chars().allMatch(c -> c >= '0' && c <= '9')) {
        sizes.add(Integer.parseInt(size));
      }
      at = text.indexOf('[', end);
    }
    return of(sizes, length);
  }

  /// The shape of `length` values by its sizes, where they are that many.
  static List<Integer> of(List<Integer> sizes, int length) {
    if (length <= 1) {
      return List.of();
    }
    long product = 1;
    for (int size : sizes) {
      product = size < 1 || product > length ? 0 : product * size;
    }
    boolean said = product == length && sizes.size() <= MAX_DIMENSIONS;
    return said ? List.copyOf(sizes) : List.of(length);
  }

  /// The number of values of an array.
  static int length(List<Integer> shape) {
    return shape.stream().reduce(1, Math::multiplyExact);
  }
}
