package org.jpsi.core.model;

import org.jpsi.core.nn.Embedding;
import org.jpsi.core.nn.LayerSpec;
import org.jpsi.core.tensor.Parameter;

/// Embedding of a categorical input: a row of a table replaces it.
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
      int category = category(x[at + column]);
      System.arraycopy(x, at, y, into, column);
      System.arraycopy(table, category * width, y, into + column, width);
      System.arraycopy(x, at + column + 1, y, into + column + width, behind);
    }
  }

  private int category(float found) {
    if (!(found >= 0 && found < categories) || found != (int) found) {
      throw new IllegalArgumentException(
          "embedding layer: category "
              + found
              + " in column "
              + column
              + ", expected whole numbers from 0 to "
              + (categories - 1));
    }
    return (int) found;
  }
}
