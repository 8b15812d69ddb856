package org.jpsi.core.kernel;

import java.util.Arrays;

/// Dense layer of one event, without the Vector API: outputs are independent of each other, so C2
/// vectorizes over them. The sum of each runs in the order of {@link Kernels#product}.
final class ScalarDense {
  private ScalarDense() {}

  static void apply(Dense layer, float[] x, float[] y, float[] scratch) {
    int n = layer.outputs();
    float[][] w = layer.rows;
    Arrays.fill(y, 0, n, 0f);
    for (int from = 0; from < w.length; from += Kernels.KC) {
      Arrays.fill(scratch, 0, n, 0f);
      block(w, x, from, Math.min(w.length, from + Kernels.KC), scratch, n);
      add(scratch, y, n);
    }
    add(layer.bias, y, n);
    activate(layer.activation(), y, n);
  }

  private static void block(float[][] w, float[] x, int from, int to, float[] sums, int n) {
    int k = from;
    for (; k + 4 <= to; k += 4) {
      four(x[k], x[k + 1], x[k + 2], x[k + 3], w[k], w[k + 1], w[k + 2], w[k + 3], sums, n);
    }
    for (; k < to; k++) {
      one(x[k], w[k], sums, n);
    }
  }

  // Four steps of the chain at once save loads and stores of the sums; the order stays ascending.
  private static void four(
      float a0,
      float a1,
      float a2,
      float a3,
      float[] w0,
      float[] w1,
      float[] w2,
      float[] w3,
      float[] sums,
      int n) {
    for (int j = 0; j < n; j++) {
      float s = Math.fma(a0, w0[j], sums[j]);
      s = Math.fma(a1, w1[j], s);
      s = Math.fma(a2, w2[j], s);
      sums[j] = Math.fma(a3, w3[j], s);
    }
  }

  private static void one(float a, float[] w, float[] sums, int n) {
    for (int j = 0; j < n; j++) {
      sums[j] = Math.fma(a, w[j], sums[j]);
    }
  }

  private static void add(float[] x, float[] y, int n) {
    for (int j = 0; j < n; j++) {
      y[j] += x[j];
    }
  }

  static void activate(Dense.Activation activation, float[] y, int n) {
    switch (activation) {
      case IDENTITY -> {}
      case RELU -> relu(y, n);
      case SIGMOID -> sigmoid(y, n);
      case TANH -> tanh(y, n);
    }
  }

  private static void relu(float[] y, int n) {
    for (int j = 0; j < n; j++) {
      y[j] = y[j] <= 0 ? 0 : y[j];
    }
  }

  private static void sigmoid(float[] y, int n) {
    for (int j = 0; j < n; j++) {
      y[j] = Functions.sigmoid(y[j]);
    }
  }

  private static void tanh(float[] y, int n) {
    for (int j = 0; j < n; j++) {
      y[j] = Functions.tanh(y[j]);
    }
  }
}
