package org.jpsi.core.tensor;

/// Printing of tensors as NumPy's `str` does: nested brackets, lines of at most 75 characters, and
/// of more than 1000 elements only those at the edges.
final class TensorPrinter {
  private static final int EDGE_ITEMS = 3;
  private static final int THRESHOLD = 1000;
  private static final int LINE_WIDTH = 75;

  private final Tensor tensor;
  private final boolean summarized;
  private final float[] shown;
  private int count;
  private NumPyFormat format = NumPyFormat.of();

  private TensorPrinter(Tensor tensor) {
    this.tensor = tensor;
    this.summarized = tensor.count() > THRESHOLD;
    int maxShown = 1;
    for (int axis = 0; axis < tensor.shape().rank(); axis++) {
      int size = tensor.shape().size(axis);
      maxShown *= summarized(size) ? 2 * EDGE_ITEMS : size;
    }
    this.shown = new float[maxShown];
  }

  static String of(Tensor tensor) {
    if (tensor.shape().rank() == 0) {
      return NumPyFormat.scalar(tensor.item());
    }
    if (tensor.count() == 0) {
      return "[]";
    }
    GraphCapture.valuesRead();
    TensorPrinter text = new TensorPrinter(tensor);
    text.collect(0, 0);
    text.format = NumPyFormat.of(text.shown);
    return text.block(0, 0, LINE_WIDTH);
  }

  private boolean summarized(int size) {
    return summarized && size > 2 * EDGE_ITEMS;
  }

  private void collect(int axis, int at) {
    if (axis == tensor.shape().rank()) {
      shown[count++] = value(at);
      return;
    }
    int size = tensor.shape().size(axis);
    for (int i = 0; i < size; i++) {
      i = summarized(size) && i == EDGE_ITEMS ? size - EDGE_ITEMS : i;
      collect(axis + 1, at * size + i);
    }
  }

  private float value(int at) {
    return tensor.data()[tensor.offset() + at];
  }

  private String block(int axis, int at, int width) {
    return axis == tensor.shape().rank() - 1 ? row(axis, at, width) : rows(axis, at, width);
  }

  private String rows(int axis, int at, int width) {
    int size = tensor.shape().size(axis);
    String separator = "\n".repeat(tensor.shape().rank() - axis - 1) + " ".repeat(axis + 1);
    StringBuilder text = new StringBuilder("[");
    for (int i = 0; i < size; i++) {
      text.append(i > 0 ? separator : "");
      if (summarized(size) && i == EDGE_ITEMS) {
        text.append("...").append(separator);
        i = size - EDGE_ITEMS;
      }
      text.append(block(axis + 1, at * size + i, width - 1));
    }
    return text.append(']').toString();
  }

  private String row(int axis, int at, int width) {
    int size = tensor.shape().size(axis);
    String indent = " ".repeat(axis + 1);
    StringBuilder text = new StringBuilder();
    StringBuilder line = new StringBuilder(indent);
    for (int i = 0; i < size; i++) {
      if (summarized(size) && i == EDGE_ITEMS) {
        extend(text, line, "...", width - 1, indent);
        line.append(' ');
        i = size - EDGE_ITEMS;
      }
      extend(text, line, format.format(value(at * size + i)), width - 1, indent);
      line.append(i < size - 1 ? " " : "");
    }
    return "[" + text.append(line).substring(axis + 1) + "]";
  }

  private static void extend(
      StringBuilder text, StringBuilder line, String word, int width, String indent) {
    if (line.length() + word.length() > width && line.length() > indent.length()) {
      text.append(line.toString().stripTrailing()).append('\n');
      line.setLength(0);
      line.append(indent);
    }
    line.append(word);
  }
}
