package org.jpsi.core.kernel;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/// Prints for each kernel the bytes and the nanoseconds of the thread's own time that one call
/// takes, when it is compiled: `tanh: 0 5210`. Vectors that C2 could not keep in registers show as
/// bytes.
///
/// `JPSI_VECTOR` says the width. Arguments: names of kernels, none for all.
final class KernelAllocation {
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  // Until a kernel allocates nothing, but at most so long: a compiler's threads may have to wait
  // for a processor.
  private static final long MAX_NANOS = 10_000_000_000L;
  private static final long MIN_NANOS = 50_000_000L;

  /// Bytes of kernels that take arrays of their own for some rows, not for each value.
  static final Map<String, Integer> SCRATCH = Map.of("layerBackward", 8192);

  private static final int ROWS = 256;
  private static final int COLUMNS = 64;
  // with an end that fills no vector
  private static final int N = ROWS * COLUMNS - 3;

  private final Kernels kernels = KernelSelection.vector();
  private final Map<String, Runnable> calls = new LinkedHashMap<>();
  private final float[] x = new float[ROWS * COLUMNS];
  private final float[] y = new float[ROWS * COLUMNS];
  private final float[] z = new float[ROWS * COLUMNS];

  private KernelAllocation() {
    for (int i = 0; i < x.length; i++) {
      x[i] = (i % 37 - 18) / 4f;
    }
    functions();
    elements();
    products();
    normalizations();
    tables();
  }

  public static void main(String[] names) {
    KernelAllocation all = new KernelAllocation();
    all.calls.forEach((name, call) -> {
      if (names.length == 0 || Arrays.asList(names).contains(name)) {
        System.out.println(name + ": " + measure(call, SCRATCH.getOrDefault(name, 0)));
      }
    });
  }

  private static String measure(Runnable call, int scratch) {
    long start = System.nanoTime();
    for (int calls = 16; ; calls = Math.min(2 * calls, 1024)) {
      long bytes = THREADS.getCurrentThreadAllocatedBytes();
      long time = THREADS.getCurrentThreadCpuTime();
      for (int i = 0; i < calls; i++) {
        call.run();
      }
      time = (THREADS.getCurrentThreadCpuTime() - time) / calls;
      bytes = (THREADS.getCurrentThreadAllocatedBytes() - bytes) / calls;
      long passed = System.nanoTime() - start;
      if (passed > MAX_NANOS || (bytes <= scratch && passed > MIN_NANOS && calls >= 256)) {
        return bytes + " " + time;
      }
    }
  }

  private void functions() {
    calls.put("exp", () -> kernels.exp(x, 0, y, 0, N));
    calls.put("expm1", () -> kernels.expm1(x, 0, y, 0, N));
    calls.put("log", () -> kernels.log(x, 0, y, 0, N));
    calls.put("log1p", () -> kernels.log1p(x, 0, y, 0, N));
    calls.put("sigmoid", () -> kernels.sigmoid(x, 0, y, 0, N));
    calls.put("tanh", () -> kernels.tanh(x, 0, y, 0, N));
    calls.put("softplus", () -> kernels.softplus(x, 0, y, 0, N));
    calls.put("normalCdf", () -> kernels.normalCdf(x, 0, y, 0, N));
    calls.put("silu", () -> kernels.silu(z, 0, ROWS, COLUMNS, COLUMNS));
    calls.put("erf", () -> kernels.erf(x, 0, y, 0, N));
    calls.put("sin", () -> kernels.sin(x, 0, y, 0, N));
    calls.put("cos", () -> kernels.cos(x, 0, y, 0, N));
  }

  private void elements() {
    int[] random = new int[N];
    calls.put("finite", () -> kernels.finite(x, 0, N));
    calls.put("add", () -> kernels.add(x, 0, z, 0, N));
    calls.put("relu", () -> kernels.relu(x, 0, y, 0, N));
    calls.put("reluBackward", () -> kernels.reluBackward(x, x, y, N));
    calls.put("bias", () -> kernels.bias(x, 0, y, 0, ROWS, COLUMNS - 3, false));
    calls.put("biasRelu", () -> kernels.bias(x, 0, y, 0, ROWS, COLUMNS - 3, true));
    calls.put("addColumns", () -> kernels.addColumns(x, 0, ROWS, COLUMNS - 3, COLUMNS, y, 0));
    calls.put("dropout", () -> kernels.dropout(random, random, N / 64, 0, 1, y, 0));
    calls.put("reluDropoutBackward", () -> kernels.reluDropoutBackward(x, y, 0, N, 1));
    calls.put("select", () -> kernels.select(x, 0, x, 0, 0, y, 0, N));
    calls.put("maximum", () -> kernels.maximum(x, 0, y, 0, N));
    calls.put("addWhereEqual", () -> kernels.addWhereEqual(x, 0, x, 0, x, y, 0, N));
  }

  private void products() {
    Matrix a = Matrix.of(x, 0, ROWS, COLUMNS);
    for (int columns : new int[] {1, 20, 40, 61, COLUMNS}) {
      Matrix b = Matrix.of(x, 0, COLUMNS, columns);
      Matrix into = Matrix.of(y, 0, ROWS, columns);
      PackedMatrix packed = kernels.pack(b);
      calls.put("product" + columns, () -> kernels.product(a, b, y, 0, false));
      calls.put("packed" + columns, () -> kernels.product(a, packed, y, 0, false));
      calls.put("repack" + columns, () -> kernels.repack(packed));
      calls.put("linear" + columns, () -> kernels.linear(a, packed, x, 0, true, into));
    }
    Matrix square = Matrix.of(x, 0, COLUMNS, COLUMNS);
    Matrix turned = square.transpose();
    Matrix tall = a.transpose();
    calls.put("productRightTransposed", () -> kernels.product(a, turned, y, 0, false));
    calls.put("productLeftTransposed", () -> kernels.product(tall, a, y, 0, true));
    Matrix small = Matrix.of(x, 0, 20, 16);
    Matrix smallTurned = small.transpose();
    calls.put("small", () -> kernels.product(small, smallTurned, y, 0, false));
    calls.put("smallLeftTransposed", () -> kernels.product(smallTurned, small, y, 0, true));
    float[] scratch = new float[Dense.paddedWidth(COLUMNS)];
    for (int out : new int[] {1, 20, 40, COLUMNS}) {
      Matrix weight = Matrix.of(x, 0, out, COLUMNS);
      Dense layer = Dense.of(weight, x, 0, Dense.Activation.RELU);
      calls.put("dense" + out, () -> kernels.dense(layer, x, y, scratch));
    }
  }

  private void normalizations() {
    NormalizationKernels norms = kernels.normalization(N);
    Standardization columns = Standardization.of(COLUMNS, COLUMNS);
    Standardization rows = Standardization.of(ROWS, COLUMNS);
    Arrays.fill(rows.inverse(), 1);
    double[] sums = new double[COLUMNS];
    double[] products = new double[COLUMNS];
    calls.put("batchMoments", () -> norms.batchMoments(x, 0, ROWS, columns));
    calls.put("batchNorm", () -> norms.batchNorm(x, 0, ROWS, columns, y));
    calls.put("batchSums", () -> norms.batchSums(x, 0, ROWS, columns, x, sums, products));
    calls.put(
        "batchBackward", () -> norms.batchBackward(x, 0, ROWS, columns, x, 1, sums, products, y));
    calls.put("layerNorm", () -> norms.layerNorm(x, 0, rows, y));
    calls.put("layerBackward", () -> norms.layerBackward(x, 0, rows, x, sums, products, y));
  }

  private void tables() {
    PeriodicKernels waves = kernels.periodic(N);
    PeriodicEmbedding weights = PeriodicEmbedding.of(28, 16, 3);
    PeriodicEmbedding gradient = PeriodicEmbedding.of(28, 16, 3);
    TabularPieces pieces = TabularPieces.of(28, 0, 32 * 16, 16, 0);
    calls.put("periodicForward", () -> waves.forward(weights, x, 0, 32, y, 0));
    calls.put("periodicBackward", () -> waves.backward(weights, x, 0, y, 32, gradient));
    calls.put("toRows", () -> waves.toRows(pieces, x, 32, y, 0, 140));
    calls.put("fromRows", () -> waves.fromRows(pieces, x, 0, 140, x, 32, y));
    calls.put("addProducts", () -> waves.addProducts(x, 0, x, 0, y, N));
  }
}
