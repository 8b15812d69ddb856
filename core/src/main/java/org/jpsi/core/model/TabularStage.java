package org.jpsi.core.model;

import org.jpsi.core.kernel.WrongCategoryException;
import org.jpsi.core.nn.TabularEncoding;
import org.jpsi.core.tensor.RowEncoder;

/// Encoding of a table's columns. A category that is none is an InputException.
record TabularStage(RowEncoder encoder) implements InferenceStage {
  static TabularStage of(TabularEncoding encoding) {
    return new TabularStage(RowEncoder.of(encoding.columns(), encoding.parameters()));
  }

  @Override
  public int outputs() {
    return encoder.outputs();
  }

  @Override
  public void forward(float[] x, int from, int n, float[] y, int to, Workspace workspace) {
    try {
      encoder.encode(x, from, n, y, to);
    } catch (WrongCategoryException wrong) {
      throw WrongCategory.refused(wrong.value(), wrong.column(), wrong.categories());
    }
  }
}
