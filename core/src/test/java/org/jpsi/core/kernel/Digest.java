package org.jpsi.core.kernel;

import java.util.zip.CRC32C;
import org.jpsi.core.nn.BinaryCrossEntropy;
import org.jpsi.core.nn.CrossEntropy;
import org.jpsi.core.nn.Dropout;
import org.jpsi.core.nn.Linear;
import org.jpsi.core.nn.Loss;
import org.jpsi.core.nn.Mode;
import org.jpsi.core.nn.Relu;
import org.jpsi.core.nn.Sequential;
import org.jpsi.core.nn.Sigmoid;
import org.jpsi.core.nn.Tanh;
import org.jpsi.core.optim.Adam;
import org.jpsi.core.optim.Optimizer;
import org.jpsi.core.random.Rng;
import org.jpsi.core.tensor.Parameters;
import org.jpsi.core.tensor.Shape;
import org.jpsi.core.tensor.Tensor;

/// Prints the kernels in use and a check sum over the bits of what the whole engine computes: the
/// same line on every machine, whatever its vectors.
final class Digest {
  private final CRC32C sum = new CRC32C();

  public static void main(String[] arguments) {
    Digest digest = new Digest();
    digest.functions();
    digest.products();
    digest.training(new BinaryCrossEntropy(), 1);
    digest.training(new CrossEntropy(), 3);
    System.out.println(
        Kernels.INSTANCE.describe() + ": " + Long.toHexString(digest.sum.getValue()));
  }

  private void add(float[] values) {
    for (float value : values) {
      int bits = Float.floatToIntBits(value);
      for (int shift = 0; shift < 32; shift += 8) {
        sum.update(bits >>> shift);
      }
    }
  }

  // Every 49,999th bit pattern: denormals, infinities and NaN among them.
  private void functions() {
    float[] x = new float[(int) ((1L << 32) / 49_999)];
    for (int i = 0; i < x.length; i++) {
      x[i] = Float.intBitsToFloat(i * 49_999);
    }
    Tensor all = Tensor.of(x);
    add(all.exp().toArray());
    add(all.log().toArray());
    add(all.sigmoid().toArray());
    add(all.tanh().toArray());
    add(all.softplus().toArray());
    add(all.relu().toArray());
    float[] log1p = new float[x.length];
    Kernels.INSTANCE.log1p(x, 0, log1p, 0, x.length);
    add(log1p);
  }

  private void products() {
    for (int n : new int[] {1, 7, 16, 33, 100}) {
      Tensor a = normal(n, Shape.of(n + 3, 2 * n));
      Tensor b = normal(n + 1, Shape.of(2 * n, 3 * n));
      add(a.matmul(b).toArray());
      add(a.transpose().matmul(a).toArray());
      add(a.mul(a.sum(1).reshape(n + 3, 1)).sum(0).toArray());
    }
  }

  private void training(Loss loss, int outputs) {
    Sequential net =
        Sequential.of(
            Linear.of(11, 64),
            Relu.of(),
            Dropout.of(0.2),
            Linear.of(64, 40),
            Tanh.of(),
            Linear.of(40, 9),
            Sigmoid.of(),
            Linear.of(9, outputs));
    Parameters parameters = Parameters.of(net.parameters());
    net.initialize(Rng.of(3));
    Optimizer.State adam = new Adam(0.01).start(parameters.size());
    Tensor x = normal(5, Shape.of(300, 11));
    Tensor w = normal(6, Shape.of(300));
    float[] target = new float[300];
    for (int i = 0; i < target.length; i++) {
      target[i] = i % Math.max(2, outputs);
    }
    for (int step = 0; step < 20; step++) {
      Tensor output = net.forward(x, new Mode.Training(Rng.of(7).child(step), 0));
      Tensor value = loss.forward(output, Tensor.of(target), w);
      float[] gradients = new float[parameters.size()];
      value.backward().addTo(parameters, gradients, 0);
      adam.step(parameters.values(), gradients, 0.001);
      add(value.toArray());
    }
    add(parameters.values());
  }

  private static Tensor normal(int seed, Shape shape) {
    float[] values = new float[shape.count()];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) Rng.of(seed).normal(i);
    }
    return Tensor.view(values, 0, shape);
  }
}
