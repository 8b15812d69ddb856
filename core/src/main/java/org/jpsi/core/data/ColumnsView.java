package org.jpsi.core.data;

import java.util.List;
import org.jpsi.core.tensor.Inputs;
import org.jpsi.core.tensor.Shape;

/// View of a dataset with some columns of its only input.
record ColumnsView(Dataset whole, int[] kept) implements Dataset {
  @Override
  public int events() {
    return whole.events();
  }

  @Override
  public Inputs<Shape> inputShapes() {
    whole.inputShapes().only();
    return whole.inputShapes().map((_, _) -> Shape.of(kept.length));
  }

  @Override
  public int outputs() {
    return whole.outputs();
  }

  @Override
  public List<String> spectators() {
    return whole.spectators();
  }

  @Override
  public void gather(int[] order, int from, Batch into) {
    int n = into.events();
    int width = whole.features();
    Batch all = whole.empty(n);
    whole.gather(order, from, all);
    for (int i = 0; i < n; i++) {
      for (int k = 0; k < kept.length; k++) {
        into.inputs()[i * kept.length + k] = all.inputs()[i * width + kept[k]];
      }
    }
    System.arraycopy(all.targets(), 0, into.targets(), 0, all.targets().length);
    System.arraycopy(all.weights(), 0, into.weights(), 0, n);
    for (String name : spectators()) {
      double[] values = all.spectators(name);
      for (int i = 0; i < n; i++) {
        into.setSpectator(name, i, values[i]);
      }
    }
  }

  @Override
  public Dataset inEpoch(int number) {
    Dataset other = whole.inEpoch(number);
    return other == whole ? this : new ColumnsView(other, kept);
  }

  @Override
  public float weight(int event) {
    return whole.weight(event);
  }

  @Override
  public float[] targets() {
    return whole.targets();
  }
}
