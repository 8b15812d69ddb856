package org.jpsi.core.tensor;

/// Prints as NumPy does: nested brackets, long axes cut in the middle.
final class Text {
  private static final int EDGE = 3;
  private static final int MOST = 1000;

  private Text() {}

  static String of(Tensor t) {
    StringBuilder text = new StringBuilder();
    append(t, 0, 0, t.count() > MOST, text);
    return text.toString();
  }

  private static void append(Tensor t, int axis, int at, boolean cut, StringBuilder text) {
    if (axis == t.shape().rank()) {
      text.append(t.values()[t.offset() + at]);
      return;
    }
    int size = t.shape().size(axis);
    boolean inner = axis == t.shape().rank() - 1;
    text.append('[');
    for (int i = 0; i < size; i++) {
      if (i > 0) {
        text.append(inner ? ", " : ",\n" + " ".repeat(axis + 1));
      }
      if (cut && size > 2 * EDGE && i == EDGE) {
        text.append("...");
        i = size - EDGE - 1;
      } else {
        append(t, axis + 1, at * size + i, cut, text);
      }
    }
    text.append(']');
  }
}
