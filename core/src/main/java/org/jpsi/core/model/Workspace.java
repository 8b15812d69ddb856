package org.jpsi.core.model;

/// Workspace of a thread: buffers that all scorers reuse from call to call, as large as the largest
/// network of the thread needed.
final class Workspace {
  private static final ThreadLocal<Workspace> OF_THREAD = ThreadLocal.withInitial(Workspace::new);

  float[] a = {};
  float[] b = {};
  float[] c = {};
  private double[] values = {};
  private double[] features = {};
  private double[] spectators = {};
  private float[] inputs = {};
  private float[] outputs = {};
  private double[] scores = {};

  private Workspace() {}

  static Workspace ofThread() {
    return OF_THREAD.get();
  }

  /// At least `size` floats in each array.
  Workspace fit(int size) {
    if (a.length < size) {
      a = new float[size];
      b = new float[size];
      c = new float[size];
    }
    return this;
  }

  /// At least `size` values of an event.
  double[] values(int size) {
    if (values.length < size) {
      values = new double[size];
    }
    return values;
  }

  /// At least `size` features of an event.
  double[] features(int size) {
    if (features.length < size) {
      features = new double[size];
    }
    return features;
  }

  /// At least `size` spectators of an event.
  double[] spectators(int size) {
    if (spectators.length < size) {
      spectators = new double[size];
    }
    return spectators;
  }

  /// At least `size` standardized inputs of an event.
  float[] inputs(int size) {
    if (inputs.length < size) {
      inputs = new float[size];
    }
    return inputs;
  }

  /// At least `size` outputs of an event.
  float[] outputs(int size) {
    if (outputs.length < size) {
      outputs = new float[size];
    }
    return outputs;
  }

  /// At least `size` scores of an event.
  double[] scores(int size) {
    if (scores.length < size) {
      scores = new double[size];
    }
    return scores;
  }
}
