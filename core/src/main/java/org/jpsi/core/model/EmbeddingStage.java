package org.jpsi.core.model;

import java.util.Arrays;
import org.jpsi.core.nn.Embedding;
import org.jpsi.core.nn.LayerSpec;
import org.jpsi.core.tensor.Parameter;

/// Embedding of a categorical input: a row of a table replaces it, or NaN where it is no number.
/// Any other value without a row is an InputException.
///
/// @param inputs the number of values of an event before it
/// @param table `[categories, width]`, row-major
record EmbeddingStage(int inputs, int column, int categories, int width, float[] table)
    implements InferenceStage {
  static EmbeddingStage of(Embedding embedding, int inputs) {
    LayerSpec spec = embedding.spec();
    Parameter table = embedding.parameters().getFirst();
    int column = spec.integer("column", 0, inputs - 1);
    return new EmbeddingStage(
        inputs, column, table.shape().size(0), table.shape().size(1), table.tensor().toArray());
  }

  @Override
  public int outputs() {
    return inputs - 1 + width;
  }

  @Override
  public void forward(float[] x, int from, int n, float[] y, int to, Workspace workspace) {
    int behind = inputs - column - 1;
    for (int i = 0; i < n; i++) {
      int at = from + i * inputs;
      int into = to + i * outputs();
      System.arraycopy(x, at, y, into, column);
      row(x[at + column], y, into + column);
      System.arraycopy(x, at + column + 1, y, into + column + width, behind);
    }
  }

  private void row(float category, float[] y, int to) {
    if (WrongCategory.is(category, categories)) {
      throw WrongCategory.refused(category, column, categories);
    }
    if (Float.isFinite(category)) {
      System.arraycopy(table, (int) category * width, y, to, width);
    } else {
      Arrays.fill(y, to, to + width, Float.NaN);
    }
  }
}
