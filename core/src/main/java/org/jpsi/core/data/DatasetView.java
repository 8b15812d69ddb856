package org.jpsi.core.data;

/// View of some events of a dataset, in an order of their own, which shares its arrays.
record DatasetView(Dataset whole, int[] indices) implements SharedView {
  static DatasetView of(Dataset whole, int[] indices) {
    for (int index : indices) {
      if (index < 0 || index >= whole.events()) {
        throw new IllegalArgumentException(
            "Dataset: expected events below " + whole.events() + ", found " + index);
      }
    }
    return whole instanceof DatasetView(var all, var own)
        ? new DatasetView(all, inWhole(own, indices, 0, indices.length))
        : new DatasetView(whole, indices.clone());
  }

  private static int[] inWhole(int[] indices, int[] order, int from, int n) {
    int[] there = new int[n];
    for (int i = 0; i < n; i++) {
      there[i] = indices[order[from + i]];
    }
    return there;
  }

  @Override
  public int events() {
    return indices.length;
  }

  @Override
  public void gather(int[] order, int from, Batch into) {
    whole.gather(inWhole(indices, order, from, into.events()), 0, into);
  }

  @Override
  public Dataset inEpoch(int number) {
    Dataset other = whole.inEpoch(number);
    return other == whole ? this : new DatasetView(other, indices);
  }

  @Override
  public float weight(int event) {
    return whole.weight(indices[event]);
  }

  // Without the inputs, which batch() would gather too.
  @Override
  public float[] targets() {
    int width = outputs();
    float[] all = whole.targets();
    float[] targets = new float[Math.multiplyExact(indices.length, width)];
    for (int i = 0; i < targets.length; i++) {
      targets[i] = all[indices[i / width] * width + i % width];
    }
    return targets;
  }
}
