package org.jpsi.core.kernel;

import java.util.concurrent.atomic.AtomicBoolean;

/// Scalar kernels until the vector ones pay, which is when C2 has compiled them: before, they are
/// some 40 times slower. A thread of its own runs them on a small example and compares the times.
/// It starts when there is work enough, so that short commands never load the vector code, and
/// gives up on machines where it never pays. As the twins have the same bits, when that happens
/// changes nothing but the speed.
final class WarmingKernels implements Kernels {
  private static final long ENOUGH = 20_000_000;
  private static final int EXAMPLE = 64;
  private static final int LONGEST_MILLISECONDS = 60_000;

  private final Kernels scalar;
  private final Kernels vector;
  private final AtomicBoolean started = new AtomicBoolean();
  // Counted without care for other threads: a hint.
  private long work;
  private volatile boolean productsPay;
  private volatile boolean functionsPay;

  WarmingKernels(Kernels scalar, Kernels vector) {
    this.scalar = scalar;
    this.vector = vector;
  }

  @Override
  public void product(Matrix a, Matrix b, float[] c, int offset, boolean accumulate) {
    if (!productsPay && work < ENOUGH) {
      work += (long) a.rows() * a.columns() * b.columns();
      if (work >= ENOUGH && started.compareAndSet(false, true)) {
        Thread.ofPlatform().daemon().name("jpsi-warming").start(this::warm);
      }
    }
    products().product(a, b, c, offset, accumulate);
  }

  private Kernels products() {
    return productsPay ? vector : scalar;
  }

  private Kernels functions() {
    return functionsPay ? vector : scalar;
  }

  private void warm() {
    float[] x = new float[EXAMPLE * EXAMPLE];
    float[] y = new float[EXAMPLE * EXAMPLE];
    for (int i = 0; i < x.length; i++) {
      x[i] = (i % 17 - 8) / 4f;
    }
    productsPay = pays(kernels -> products(kernels, x, y));
    functionsPay = pays(kernels -> functions(kernels, x, y));
  }

  private static void products(Kernels kernels, float[] x, float[] y) {
    Matrix a = Matrix.of(x, 0, EXAMPLE, EXAMPLE);
    kernels.product(a, a, y, 0, false);
    kernels.product(a, a.transpose(), y, 0, true);
    kernels.product(a.transpose(), a, y, 0, true);
    kernels.add(x, 0, y, 0, x.length);
    kernels.relu(x, 0, y, 0, x.length);
    kernels.reluBackward(x, x, y, x.length);
  }

  private static void functions(Kernels kernels, float[] x, float[] y) {
    kernels.exp(x, 0, y, 0, x.length);
    kernels.log(x, 0, y, 0, x.length);
    kernels.log1p(x, 0, y, 0, x.length);
    kernels.sigmoid(x, 0, y, 0, x.length);
    kernels.tanh(x, 0, y, 0, x.length);
    kernels.softplus(x, 0, y, 0, x.length);
  }

  private interface Example {
    void run(Kernels kernels);
  }

  private boolean pays(Example example) {
    long end = System.nanoTime() + LONGEST_MILLISECONDS * 1_000_000L;
    while (System.nanoTime() < end) {
      long vectorTime = time(example, vector);
      if (vectorTime < time(example, scalar)) {
        return true;
      }
      try {
        Thread.sleep(1);
      } catch (InterruptedException e) {
        return false;
      }
    }
    return false;
  }

  private static long time(Example example, Kernels kernels) {
    long best = Long.MAX_VALUE;
    for (int i = 0; i < 3; i++) {
      long start = System.nanoTime();
      example.run(kernels);
      best = Math.min(best, System.nanoTime() - start);
    }
    return best;
  }

  @Override
  public void add(float[] x, int xOffset, float[] y, int yOffset, int n) {
    products().add(x, xOffset, y, yOffset, n);
  }

  @Override
  public void relu(float[] x, int xOffset, float[] y, int yOffset, int n) {
    products().relu(x, xOffset, y, yOffset, n);
  }

  @Override
  public void reluBackward(float[] g, float[] y, float[] dx, int n) {
    products().reluBackward(g, y, dx, n);
  }

  @Override
  public void exp(float[] x, int xOffset, float[] y, int yOffset, int n) {
    functions().exp(x, xOffset, y, yOffset, n);
  }

  @Override
  public void log(float[] x, int xOffset, float[] y, int yOffset, int n) {
    functions().log(x, xOffset, y, yOffset, n);
  }

  @Override
  public void log1p(float[] x, int xOffset, float[] y, int yOffset, int n) {
    functions().log1p(x, xOffset, y, yOffset, n);
  }

  @Override
  public void sigmoid(float[] x, int xOffset, float[] y, int yOffset, int n) {
    functions().sigmoid(x, xOffset, y, yOffset, n);
  }

  @Override
  public void tanh(float[] x, int xOffset, float[] y, int yOffset, int n) {
    functions().tanh(x, xOffset, y, yOffset, n);
  }

  @Override
  public void softplus(float[] x, int xOffset, float[] y, int yOffset, int n) {
    functions().softplus(x, xOffset, y, yOffset, n);
  }

  @Override
  public String describe() {
    return vector.describe();
  }
}
