package org.jpsi.core.nn;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.tensor.Shape;
import org.jpsi.core.tensor.Tensor;

/// Pooling of a set (Zaheer et al., arXiv:1703.06114): the sum, the mean or the largest of each
/// feature over the constituents that there are, whatever their order: `[events, n, features]` to
/// `[events, features]`. Of an event without constituents it is 0.
public record Pooling(By by) implements MaskedLayer {
  /// Reduction over constituents.
  public enum By {
    SUM,
    MEAN,
    MAX;

    private String text() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public static Pooling sum() {
    return new Pooling(By.SUM);
  }

  public static Pooling mean() {
    return new Pooling(By.MEAN);
  }

  public static Pooling max() {
    return new Pooling(By.MAX);
  }

  static Pooling from(LayerSpec spec) {
    List<String> all = Arrays.stream(By.values()).map(By::text).toList();
    Object by = spec.settings().getOrDefault("by", "nothing");
    int found = all.indexOf(by.toString());
    if (found < 0) {
      throw InputException.at("layer pooling")
          .expected("`by`: one of " + String.join(", ", all))
          .found(by.toString())
          .exception();
    }
    return new Pooling(By.values()[found]);
  }

  @Override
  public Tensor forward(Tensor x, Mode mode) {
    return switch (by) {
      case SUM -> x.sum(1);
      case MEAN -> x.mean(1);
      case MAX -> x.max(1);
    };
  }

  @Override
  public Tensor forward(Tensor x, Tensor mask, Mode mode) {
    Tensor kept = mask.unsqueeze(-1);
    return switch (by) {
      case SUM -> x.maskedSum(kept, 1);
      case MEAN -> x.maskedMean(kept, 1);
      case MAX -> x.maskedMax(kept, 1);
    };
  }

  @Override
  public Shape outputs(Shape inputs) {
    LayerWidths.set("pooling layer", inputs);
    return Shape.of(inputs.size(1));
  }

  @Override
  public LayerSpec spec() {
    return LayerSpec.of("pooling", Map.of("by", by.text()));
  }

  @Override
  public String toString() {
    return "Pooling(" + by.text() + ")";
  }
}
