package org.jpsi.core.nn;

import java.util.Map;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.tensor.Shape;
import org.jpsi.core.tensor.Tensor;

/// Inverted dropout (Srivastava et al., JMLR 15 (2014) 1929): in training each element is set to 0
/// with probability `rate`, and the others are multiplied by `1 / (1 - rate)`, so that the mean
/// stays; in inference nothing happens.
///
/// Element `e` of event `i` uses random number `(firstEvent + i) * width + e` of the layer's
/// stream; inputs may have several rows for each event, such as `[events * n, features]`.
public record Dropout(double rate) implements Layer {
  public static final double MAX_RATE = 0.99;

  public Dropout {
    if (!(rate >= 0 && rate <= MAX_RATE)) {
      throw InputException.at("dropout")
          .expected("a rate from 0 to " + MAX_RATE)
          .found(Double.toString(rate))
          .exception();
    }
  }

  public static Dropout of(double rate) {
    return new Dropout(rate);
  }

  @Override
  public Tensor forward(Tensor x, Mode mode) {
    return switch (mode) {
      case Mode.Training(var random) when rate > 0 -> x.dropout(rate, random);
      default -> x;
    };
  }

  @Override
  public Shape outputs(Shape inputs) {
    return inputs;
  }

  @Override
  public LayerSpec spec() {
    return LayerSpec.of("dropout", Map.of("rate", rate));
  }

  @Override
  public String toString() {
    return "Dropout(" + rate + ")";
  }
}
