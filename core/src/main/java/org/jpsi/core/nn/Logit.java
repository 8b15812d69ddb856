package org.jpsi.core.nn;

import java.util.Map;
import org.jpsi.core.tensor.Shape;
import org.jpsi.core.tensor.Tensor;

/// Logit (log-odds) of probabilities, so that a model whose output is a probability gives logits as
/// a network does: `y = ln(p / (1 - p))` for one column, `y = ln p` for each of several, whose
/// softmax is p again. Probabilities are clipped to [1e-6, 1 - 1e-6].
public final class Logit implements Layer {
  private static final double EPSILON = 1e-6;

  private Logit() {}

  public static Logit of() {
    return new Logit();
  }

  @Override
  public Tensor forward(Tensor x, Mode mode) {
    int events = x.shape().size(0);
    int width = x.shape().size(1);
    float[] from = x.values();
    float[] y = new float[events * width];
    for (int i = 0; i < y.length; i++) {
      y[i] = apply(from[x.offset() + i], width);
    }
    return Tensor.of(y, events, width);
  }

  /// The function itself, of one probability of `width`.
  public static float apply(float probability, int width) {
    double p = Math.clamp(probability, EPSILON, 1 - EPSILON);
    return (float) (StrictMath.log(p) - (width == 1 ? StrictMath.log1p(-p) : 0));
  }

  @Override
  public Shape outputs(Shape inputs) {
    return LayerWidths.vector("logOdds layer", inputs);
  }

  @Override
  public LayerSpec spec() {
    return LayerSpec.of("logOdds", Map.of());
  }

  @Override
  public String toString() {
    return "Logit()";
  }
}
