package org.jpsi.core.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Convolutions of a thread share what they compute in.
class ConvolutionTest {
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private static Convolution.Geometry geometry(int size, int kernel, int stride, int padding) {
    SlidingWindow window = new SlidingWindow(2, size, size, kernel, kernel, stride, padding);
    return new Convolution.Geometry(window, 3);
  }

  private static float[] values(int n) {
    float[] values = new float[n];
    for (int i = 0; i < n; i++) {
      values[i] = (i * 37 % 101 - 50) / 16f;
    }
    return values;
  }

  // The outputs, and the gradients by filters, biases and images one behind the other.
  private static float[] outputsAndGradients(Convolution.Geometry geometry) {
    Convolution convolution = Convolution.ofThread(geometry);
    SlidingWindow window = geometry.window();
    float[] weight = values(3 * window.elements());
    float[] x = values(2 * window.pixels());
    float[] y = new float[2 * 3 * window.positions()];
    convolution.forward(convolution.join(weight, 0, values(3), 0), x, 0, 2, y, 0);
    float[] dWeight = new float[weight.length];
    float[] dBias = new float[3];
    float[] dx = new float[x.length];
    Matrix filters = Matrix.of(weight, 0, 3, window.elements());
    convolution.backward(values(y.length), x, 0, 2, filters, dWeight, dBias, dx);
    List<Float> all = new ArrayList<>();
    for (float[] part : new float[][] {y, dWeight, dBias, dx}) {
      for (float value : part) {
        all.add(value);
      }
    }
    float[] joined = new float[all.size()];
    for (int i = 0; i < joined.length; i++) {
      joined[i] = all.get(i);
    }
    return joined;
  }

  @Test
  void whatOneLeavesBehindTheNextDoesNotSee() throws InterruptedException {
    List<Convolution.Geometry> geometries =
        List.of(
            geometry(9, 3, 1, 1),
            geometry(4, 2, 1, 0),
            geometry(12, 4, 1, 2),
            geometry(7, 3, 2, 1),
            geometry(5, 5, 1, 0),
            geometry(6, 1, 1, 0));
    List<float[]> alone = new ArrayList<>();
    for (Convolution.Geometry geometry : geometries) {
      float[][] result = new float[1][];
      Thread thread = new Thread(() -> result[0] = outputsAndGradients(geometry));
      thread.start();
      thread.join();
      alone.add(result[0]);
    }
    for (int round = 0; round < 2; round++) {
      for (int i = 0; i < alone.size(); i++) {
        assertThat(outputsAndGradients(geometries.get(i))).isEqualTo(alone.get(i));
      }
    }
  }

  @Test
  void manyGeometriesAllocateNothingOnceTheyAreKnown() {
    List<Convolution.Geometry> geometries = new ArrayList<>();
    for (int size = 4; size < 104; size++) {
      geometries.add(geometry(size, 3, 1, 1));
    }
    Matrix filters = Matrix.of(values(3 * 19), 0, 3, 19);
    float[] x = values(2 * 104 * 104);
    float[] y = new float[3 * 104 * 104];
    forwardAll(geometries, filters, x, y);
    long before = THREADS.getCurrentThreadAllocatedBytes();
    for (int round = 0; round < 3; round++) {
      forwardAll(geometries, filters, x, y);
    }
    // one geometry's columns alone are 16 kB; vectors that are not yet compiled are some objects
    if (Kernels.INSTANCE instanceof ScalarKernels) {
      assertThat(THREADS.getCurrentThreadAllocatedBytes() - before).isLessThan(16_000);
    }
    assertThat(Convolution.ofThread(geometries.getFirst()))
        .isSameAs(Convolution.ofThread(geometry(4, 3, 1, 1)));
  }

  private static void forwardAll(
      List<Convolution.Geometry> geometries, Matrix filters, float[] x, float[] y) {
    for (int i = 0; i < geometries.size(); i++) {
      Convolution.ofThread(geometries.get(i)).forward(filters, x, 0, 1, y, 0);
    }
  }

  @Test
  void scalarProductsAllocateNothing() {
    Matrix a = Matrix.of(values(5 * 300), 0, 5, 300);
    Matrix b = Matrix.of(values(300 * 700), 0, 300, 700);
    float[] c = new float[5 * 700];
    Kernels scalar = new ScalarKernels();
    scalar.product(a, b, c, 0, false);
    long before = THREADS.getCurrentThreadAllocatedBytes();
    for (int i = 0; i < 10; i++) {
      scalar.product(a, b, c, 0, false);
    }
    // the former block of B alone was 700 kB
    assertThat(THREADS.getCurrentThreadAllocatedBytes() - before).isLessThan(10_000);
  }
}
