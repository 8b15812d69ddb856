package org.jpsi.core.kernel;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import org.jpsi.core.parallel.BackgroundThread;

/// Kernels that switch from the scalar to the vector implementation once C2 has compiled it:
/// before, it is some 40 times slower. A background thread runs both on a small example and
/// compares the times, one group after the other, so that the compiler is not kept from what is
/// waited for. It begins with a group when there is work enough for it, so that short commands
/// never load the vector code, and gives up on machines where it never pays. As the twins have the
/// same bits, when that happens changes nothing but the speed.
final class WarmingKernels implements Kernels {
  private static final int EXAMPLE = 64;
  private static final long MAX_NANOS = 60_000_000_000L;

  private final Kernels scalar = new ScalarKernels();
  private final ReentrantLock turns = new ReentrantLock(true);
  private static final long VALUES = 3_000_000;

  // Each with the multiplications, or values, after which warming begins.
  private final KernelGroup products = new KernelGroup(200_000_000, WarmingKernels::products);
  private final KernelGroup events = new KernelGroup(100_000_000, WarmingKernels::events);
  private final KernelGroup exp = new KernelGroup(VALUES, (k, x, y) -> k.exp(x, 0, y, 0, x.length));
  private final KernelGroup log = new KernelGroup(VALUES, (k, x, y) -> k.log(x, 0, y, 0, x.length));
  private final KernelGroup log1p =
      new KernelGroup(VALUES, (k, x, y) -> k.log1p(x, 0, y, 0, x.length));
  private final KernelGroup sigmoid =
      new KernelGroup(VALUES, (k, x, y) -> k.sigmoid(x, 0, y, 0, x.length));
  private final KernelGroup silu = new KernelGroup(VALUES, WarmingKernels::silus);
  private final KernelGroup tanh =
      new KernelGroup(VALUES, (k, x, y) -> k.tanh(x, 0, y, 0, x.length));
  private final KernelGroup softplus =
      new KernelGroup(VALUES, (k, x, y) -> k.softplus(x, 0, y, 0, x.length));
  private final KernelGroup expm1 =
      new KernelGroup(VALUES, (k, x, y) -> k.expm1(x, 0, y, 0, x.length));
  private final KernelGroup normalCdf =
      new KernelGroup(VALUES, (k, x, y) -> k.normalCdf(x, 0, y, 0, x.length));
  private final KernelGroup masked = new KernelGroup(VALUES, WarmingKernels::masked);
  private final KernelGroup erf = new KernelGroup(VALUES, (k, x, y) -> k.erf(x, 0, y, 0, x.length));
  private final KernelGroup sin = new KernelGroup(VALUES, (k, x, y) -> k.sin(x, 0, y, 0, x.length));
  private final KernelGroup cos = new KernelGroup(VALUES, (k, x, y) -> k.cos(x, 0, y, 0, x.length));

  private final KernelGroup normalization = new KernelGroup(VALUES, WarmingKernels::normalizations);
  private final KernelGroup periodic = new KernelGroup(VALUES, WarmingKernels::periodics);

  // Made when first needed.
  private static final class Vector {
    static final Kernels KERNELS = KernelSelection.vector();
  }

  private interface Example {
    void run(Kernels kernels, float[] x, float[] y);
  }

  /// Group of kernels that switch together.
  private final class KernelGroup {
    private final long threshold;
    private final Example example;
    private final AtomicBoolean started = new AtomicBoolean();
    // Not synchronized: an estimate.
    private long work;
    private volatile boolean vectorIsFaster;

    KernelGroup(long threshold, Example example) {
      this.threshold = threshold;
      this.example = example;
    }

    Kernels select(long more) {
      if (vectorIsFaster) {
        return Vector.KERNELS;
      }
      work += more;
      if (work >= threshold) {
        start();
      }
      return scalar;
    }

    void start() {
      if (started.compareAndSet(false, true)) {
        BackgroundThread.start("warming", this::warm);
      }
    }

    private void warm() {
      float[] x = new float[EXAMPLE * EXAMPLE];
      for (int i = 0; i < x.length; i++) {
        x[i] = (i % 17 - 8) / 4f;
      }
      turns.lock();
      try {
        warm(x, new float[x.length]);
      } finally {
        turns.unlock();
      }
    }

    private void warm(float[] x, float[] y) {
      long end = System.nanoTime() + MAX_NANOS;
      while (!vectorIsFaster && System.nanoTime() < end) {
        long time = time(Vector.KERNELS, x, y);
        vectorIsFaster = time < time(scalar, x, y);
        try {
          // half of the time is left to the work itself and to the compiler
          Thread.sleep(Math.clamp(2 * time / 1_000_000, 1, 50));
        } catch (InterruptedException e) {
          return;
        }
      }
      if (vectorIsFaster && this == products) {
        Vector.KERNELS.tune();
      }
    }

    private long time(Kernels kernels, float[] x, float[] y) {
      long best = Long.MAX_VALUE;
      for (int i = 0; i < 2; i++) {
        long start = System.nanoTime();
        example.run(kernels, x, y);
        best = Math.min(best, System.nanoTime() - start);
      }
      return best;
    }
  }

  private static void products(Kernels kernels, float[] x, float[] y) {
    Matrix a = Matrix.of(x, 0, EXAMPLE, EXAMPLE);
    kernels.product(a, a, y, 0, false);
    kernels.product(a, a.transpose(), y, 0, true);
    kernels.product(a.transpose(), a, y, 0, true);
    PackedMatrix packed = kernels.pack(a);
    kernels.product(a, packed, y, 0, true);
    kernels.linear(a, packed, x, 0, true, Matrix.of(y, 0, EXAMPLE, EXAMPLE));
    kernels.finite(x, 0, x.length);
    Matrix column = Matrix.of(x, 0, EXAMPLE, 1);
    kernels.product(a, column, y, 0, true);
    kernels.product(column.transpose(), a, y, 0, true);
    kernels.bias(x, 0, y, 0, EXAMPLE, EXAMPLE, true);
    kernels.addColumns(x, 0, EXAMPLE, EXAMPLE, EXAMPLE, y, 0);
    kernels.dropout(new int[EXAMPLE], new int[EXAMPLE], EXAMPLE / 16, 0, 1, y, 0);
    kernels.reluDropoutBackward(y, y, 0, y.length, 1);
    kernels.add(x, 0, y, 0, x.length);
    kernels.relu(x, 0, y, 0, x.length);
    kernels.reluBackward(x, x, y, x.length);
  }

  private static void normalizations(Kernels kernels, float[] x, float[] y) {
    NormalizationKernels norms = kernels.normalization(x.length);
    Standardization s = Standardization.of(EXAMPLE, EXAMPLE);
    double[] sums = new double[EXAMPLE];
    double[] products = new double[EXAMPLE];
    norms.batchMoments(x, 0, EXAMPLE, s);
    norms.batchNorm(x, 0, EXAMPLE, s, y);
    norms.batchSums(x, 0, EXAMPLE, s, x, sums, products);
    norms.batchBackward(x, 0, EXAMPLE, s, x, 1, sums, products, y);
    norms.layerNorm(x, 0, s, y);
    norms.layerBackward(x, 0, s, x, sums, products, y);
  }

  private static void periodics(Kernels kernels, float[] x, float[] y) {
    PeriodicKernels waves = kernels.periodic(x.length);
    PeriodicEmbedding weights = PeriodicEmbedding.of(EXAMPLE / 4, EXAMPLE / 4, 3);
    PeriodicEmbedding gradient = PeriodicEmbedding.of(EXAMPLE / 4, EXAMPLE / 4, 3);
    waves.forward(weights, x, 0, PeriodicKernels.CHUNK, y, 0);
    waves.backward(weights, x, 0, y, PeriodicKernels.CHUNK, gradient);
    TabularPieces pieces = TabularPieces.of(EXAMPLE, 0, x.length / 4, 16, 0);
    waves.toRows(pieces, x, PeriodicKernels.CHUNK, y, 0, EXAMPLE);
    waves.fromRows(pieces, y, 0, EXAMPLE, x, PeriodicKernels.CHUNK, y);
    waves.addProducts(x, 0, x, 0, y, x.length);
  }

  private static void masked(Kernels kernels, float[] x, float[] y) {
    kernels.select(x, 0, x, 0, 0, y, 0, x.length);
    kernels.maximum(x, 0, y, 0, x.length);
    kernels.addWhereEqual(x, 0, x, 0, x, y, 0, x.length);
  }

  // Made when first needed: layers that need panels of each width. The other activation functions
  // are the same code in both twins.
  private static final class Layers {
    static final int TIMES = 8;
    static final float[] SCRATCH = new float[Dense.paddedWidth(64)];
    static final List<Dense> ALL = new ArrayList<>();

    static {
      for (int out : new int[] {64, 40, 20, 1}) {
        for (Dense.Activation activation :
            List.of(Dense.Activation.RELU, Dense.Activation.IDENTITY)) {
          Matrix weight = Matrix.of(new float[out * EXAMPLE], 0, out, EXAMPLE);
          ALL.add(Dense.of(weight, new float[out], 0, activation));
        }
      }
    }
  }

  private static void events(Kernels kernels, float[] x, float[] y) {
    for (int i = 0; i < Layers.TIMES; i++) {
      for (Dense layer : Layers.ALL) {
        kernels.dense(layer, x, y, Layers.SCRATCH);
      }
    }
  }

  @Override
  public void product(Matrix a, Matrix b, float[] c, int offset, boolean accumulate) {
    long work = (long) a.rows() * a.columns() * b.columns();
    products.select(work).product(a, b, c, offset, accumulate);
  }

  @Override
  public void dense(Dense layer, float[] x, float[] y, float[] scratch) {
    long work = (long) layer.inputs() * layer.outputs();
    events.select(work).dense(layer, x, y, scratch);
  }

  @Override
  public PackedMatrix pack(Matrix b) {
    return products.select(0).pack(b);
  }

  @Override
  public void repack(PackedMatrix b) {
    products.select(0).repack(b);
  }

  @Override
  public void product(Matrix a, PackedMatrix b, float[] c, int offset, boolean accumulate) {
    long work = (long) a.rows() * a.columns() * b.source().columns();
    products.select(work).product(a, b, c, offset, accumulate);
  }

  @Override
  public void linear(
      Matrix a, PackedMatrix b, float[] bias, int biasOffset, boolean relu, Matrix c) {
    long work = (long) a.rows() * a.columns() * c.columns();
    products.select(work).linear(a, b, bias, biasOffset, relu, c);
  }

  @Override
  public boolean finite(float[] x, int offset, int n) {
    return products.select(n).finite(x, offset, n);
  }

  @Override
  public void bias(
      float[] b, int bOffset, float[] y, int yOffset, int rows, int columns, boolean relu) {
    products.select((long) rows * columns).bias(b, bOffset, y, yOffset, rows, columns, relu);
  }

  @Override
  public void addColumns(
      float[] x, int offset, int rows, int columns, int stride, float[] into, int intoOffset) {
    products
        .select((long) rows * columns)
        .addColumns(x, offset, rows, columns, stride, into, intoOffset);
  }

  @Override
  public void dropout(
      int[] low, int[] high, int groups, int threshold, float scale, float[] y, int offset) {
    products.select(64L * groups).dropout(low, high, groups, threshold, scale, y, offset);
  }

  @Override
  public void reluDropoutBackward(float[] y, float[] g, int from, int to, float scale) {
    products.select(to - from).reluDropoutBackward(y, g, from, to, scale);
  }

  @Override
  public void add(float[] x, int xOffset, float[] y, int yOffset, int n) {
    products.select(n).add(x, xOffset, y, yOffset, n);
  }

  @Override
  public void relu(float[] x, int xOffset, float[] y, int yOffset, int n) {
    products.select(n).relu(x, xOffset, y, yOffset, n);
  }

  @Override
  public void reluBackward(float[] g, float[] y, float[] dx, int n) {
    products.select(n).reluBackward(g, y, dx, n);
  }

  @Override
  public void select(
      float[] mask, int maskAt, float[] x, int xAt, float other, float[] y, int yAt, int n) {
    masked.select(n).select(mask, maskAt, x, xAt, other, y, yAt, n);
  }

  @Override
  public void maximum(float[] x, int xOffset, float[] y, int yOffset, int n) {
    masked.select(n).maximum(x, xOffset, y, yOffset, n);
  }

  @Override
  public void addWhereEqual(
      float[] x, int xAt, float[] y, int yAt, float[] value, float[] into, int at, int n) {
    masked.select(n).addWhereEqual(x, xAt, y, yAt, value, into, at, n);
  }

  @Override
  public void exp(float[] x, int xOffset, float[] y, int yOffset, int n) {
    exp.select(n).exp(x, xOffset, y, yOffset, n);
  }

  @Override
  public void log(float[] x, int xOffset, float[] y, int yOffset, int n) {
    log.select(n).log(x, xOffset, y, yOffset, n);
  }

  @Override
  public void log1p(float[] x, int xOffset, float[] y, int yOffset, int n) {
    log1p.select(n).log1p(x, xOffset, y, yOffset, n);
  }

  @Override
  public void sigmoid(float[] x, int xOffset, float[] y, int yOffset, int n) {
    sigmoid.select(n).sigmoid(x, xOffset, y, yOffset, n);
  }

  @Override
  public void silu(float[] y, int offset, int rows, int columns, int stride) {
    silu.select((long) rows * columns).silu(y, offset, rows, columns, stride);
  }

  private static void silus(Kernels kernels, float[] x, float[] y) {
    System.arraycopy(x, 0, y, 0, y.length);
    kernels.silu(y, 0, EXAMPLE, EXAMPLE, EXAMPLE);
  }

  @Override
  public void tanh(float[] x, int xOffset, float[] y, int yOffset, int n) {
    tanh.select(n).tanh(x, xOffset, y, yOffset, n);
  }

  @Override
  public void softplus(float[] x, int xOffset, float[] y, int yOffset, int n) {
    softplus.select(n).softplus(x, xOffset, y, yOffset, n);
  }

  @Override
  public void expm1(float[] x, int xOffset, float[] y, int yOffset, int n) {
    expm1.select(n).expm1(x, xOffset, y, yOffset, n);
  }

  @Override
  public void normalCdf(float[] x, int xOffset, float[] y, int yOffset, int n) {
    normalCdf.select(n).normalCdf(x, xOffset, y, yOffset, n);
  }

  @Override
  public NormalizationKernels normalization(long values) {
    return normalization.select(values).normalization(values);
  }

  @Override
  public PeriodicKernels periodic(long values) {
    return periodic.select(values).periodic(values);
  }

  @Override
  public void warmUp() {
    products.start();
  }

  @Override
  public void erf(float[] x, int xOffset, float[] y, int yOffset, int n) {
    erf.select(n).erf(x, xOffset, y, yOffset, n);
  }

  @Override
  public void sin(float[] x, int xOffset, float[] y, int yOffset, int n) {
    sin.select(n).sin(x, xOffset, y, yOffset, n);
  }

  @Override
  public void cos(float[] x, int xOffset, float[] y, int yOffset, int n) {
    cos.select(n).cos(x, xOffset, y, yOffset, n);
  }

  @Override
  public String describe() {
    return Vector.KERNELS.describe();
  }
}
