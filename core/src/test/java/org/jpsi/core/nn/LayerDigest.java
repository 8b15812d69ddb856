package org.jpsi.core.nn;

import java.util.List;
import java.util.zip.CRC32C;
import org.jpsi.core.loss.CrossEntropy;
import org.jpsi.core.loss.FocalLoss;
import org.jpsi.core.loss.GaussianNegativeLogLikelihood;
import org.jpsi.core.loss.HuberLoss;
import org.jpsi.core.loss.Loss;
import org.jpsi.core.loss.PoissonNegativeLogLikelihood;
import org.jpsi.core.loss.QuantileLoss;
import org.jpsi.core.random.Rng;
import org.jpsi.core.tensor.Engine;
import org.jpsi.core.tensor.Gradients;
import org.jpsi.core.tensor.Parameter;
import org.jpsi.core.tensor.Shape;
import org.jpsi.core.tensor.Tensor;

/// Prints the kernels in use and a check sum over the bits of what every layer and loss computes,
/// forward and backward.
final class LayerDigest {
  private final CRC32C sum = new CRC32C();

  public static void main(String[] arguments) {
    LayerDigest digest = new LayerDigest();
    for (Activation activation : Activation.all()) {
      if (!activation.equals(Step.of())) {
        digest.layer(activation, everyBitPattern());
      }
    }
    for (Layer layer :
        List.of(
            BatchNorm.of(7),
            LayerNorm.of(7),
            Residual.of(Linear.of(7, 7, Init.ORTHOGONAL), Gelu.of()),
            Linear.of(7, 3, Init.LECUN_NORMAL))) {
      digest.layer(layer, Tensor.normal(Shape.of(300, 7), Rng.of(1), 0));
    }
    for (Loss loss :
        List.of(
            new FocalLoss(1.5, 0.25),
            new CrossEntropy(0.1),
            new HuberLoss(0.5),
            QuantileLoss.of(0.16, 0.84),
            new GaussianNegativeLogLikelihood(),
            new PoissonNegativeLogLikelihood())) {
      digest.loss(loss);
    }
    System.out.println(Engine.describe() + ": " + Long.toHexString(digest.sum.getValue()));
  }

  // Every 499,979th: denormals, infinities and NaN among them.
  private static Tensor everyBitPattern() {
    float[] x = new float[(int) ((1L << 32) / 499_979)];
    for (int i = 0; i < x.length; i++) {
      x[i] = Float.intBitsToFloat(i * 499_979);
    }
    return Tensor.of(x, x.length, 1);
  }

  private void layer(Layer layer, Tensor x) {
    layer.initialize(Rng.of(2));
    Tensor leaf = x.requiresGrad();
    Tensor y = layer.forward(leaf, new Mode.Training(Rng.of(3), 0));
    add(y);
    add(layer.calibrate(x));
    Gradients gradients = y.dot(Tensor.normal(y.shape(), Rng.of(4), 0)).backward();
    add(gradients.of(leaf));
    for (Parameter parameter : layer.parameters()) {
      add(gradients.of(parameter));
    }
  }

  private void loss(Loss loss) {
    int events = 300;
    Tensor output = Tensor.normal(Shape.of(events, 2), Rng.of(5), 0).requiresGrad();
    boolean single = loss instanceof FocalLoss;
    Tensor one = single ? output.sum(1) : output;
    boolean half = loss instanceof QuantileLoss || loss instanceof GaussianNegativeLogLikelihood;
    boolean perEvent = single || half || loss instanceof CrossEntropy;
    float[] target = new float[perEvent ? events : 2 * events];
    for (int i = 0; i < target.length; i++) {
      target[i] = i % 2;
    }
    Tensor value =
        loss.forward(
            one,
            Tensor.of(target, events, target.length / events),
            Tensor.normal(Shape.of(events), Rng.of(6), 0));
    add(value);
    add(value.backward().of(output));
    add(loss.response(one));
  }

  private void add(Tensor tensor) {
    for (float value : tensor.toArray()) {
      int bits = Float.floatToIntBits(value);
      for (int shift = 0; shift < 32; shift += 8) {
        sum.update(bits >>> shift);
      }
    }
  }
}
