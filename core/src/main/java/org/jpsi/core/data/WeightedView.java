package org.jpsi.core.data;

/// View of a dataset with weights of its own: physical ones instead of those of a training.
record WeightedView(Dataset whole, float[] weights) implements SharedView {
  static WeightedView of(Dataset whole, float[] weights) {
    if (weights.length != whole.events()) {
      throw new IllegalArgumentException(
          "Dataset: expected "
              + (whole.events() + " weights, one for each event, found " + weights.length));
    }
    return new WeightedView(whole, weights);
  }

  @Override
  public int events() {
    return weights.length;
  }

  @Override
  public void gather(int[] order, int from, Batch into) {
    whole.gather(order, from, into);
    for (int i = 0; i < into.events(); i++) {
      into.weights()[i] = weights[order[from + i]];
    }
  }

  @Override
  public Dataset inEpoch(int number) {
    Dataset other = whole.inEpoch(number);
    return other == whole ? this : new WeightedView(other, weights);
  }

  @Override
  public float weight(int event) {
    return weights[event];
  }

  @Override
  public float[] targets() {
    return whole.targets();
  }
}
