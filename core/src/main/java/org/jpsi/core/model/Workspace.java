package org.jpsi.core.model;

/// Arrays of one thread that are used again from call to call, by all scorers: a thread keeps as
/// much as the largest of its networks needed.
final class Workspace {
  private static final ThreadLocal<Workspace> OF_THREAD = ThreadLocal.withInitial(Workspace::new);

  float[] a = {};
  float[] b = {};
  float[] c = {};
  private double[] values = {};
  private double[] features = {};

  private Workspace() {}

  static Workspace ofThread() {
    return OF_THREAD.get();
  }

  /// At least `room` floats in each array.
  Workspace fit(int room) {
    if (a.length < room) {
      a = new float[room];
      b = new float[room];
      c = new float[room];
    }
    return this;
  }

  /// At least `room` values of an event.
  double[] values(int room) {
    if (values.length < room) {
      values = new double[room];
    }
    return values;
  }

  /// At least `room` features of an event.
  double[] features(int room) {
    if (features.length < room) {
      features = new double[room];
    }
    return features;
  }
}
