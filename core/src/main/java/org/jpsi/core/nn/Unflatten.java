package org.jpsi.core.nn;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.tensor.Shape;
import org.jpsi.core.tensor.Tensor;

/// The numbers of an event in another shape, row-major: `[events, n]` to `[events, a, b, ..]`, such
/// as the cells of a calorimeter, columns of a table, to an image `[events, channels, height,
/// width]`. Nothing is copied.
public final class Unflatten implements Layer {
  private static final int MAX_AXES = 8;

  private final Shape event;

  private Unflatten(Shape event) {
    this.event = event;
  }

  /// The shape of one event: `Unflatten.of(1, 28, 28)`.
  public static Unflatten of(int... event) {
    return of(Arrays.stream(event).mapToObj(Integer::toString).toList());
  }

  static Unflatten from(LayerSpec spec) {
    return of(spec.strings("shape"));
  }

  private static Unflatten of(List<String> sizes) {
    long count = 1;
    int[] axes = new int[sizes.size()];
    for (int i = 0; i < axes.length && i < MAX_AXES && count <= LayerRegistry.MAX_VALUES; i++) {
      axes[i] = size(sizes.get(i));
      count *= axes[i];
    }
    if (axes.length < 1
        || axes.length > MAX_AXES
        || count < 1
        || count > LayerRegistry.MAX_VALUES) {
      throw InputException.at("unflatten layer")
          .expected(
              "1 to "
                  + MAX_AXES
                  + " sizes of 1 or more, of at most "
                  + LayerRegistry.MAX_VALUES
                  + " numbers")
          .found(sizes.stream().limit(2 * MAX_AXES).collect(Collectors.joining(" x ")))
          .exception();
    }
    return new Unflatten(Shape.of(axes));
  }

  // 0 where the text is no such number
  private static int size(String text) {
    try {
      return Math.max(0, Integer.parseInt(text));
    } catch (NumberFormatException e) {
      return 0;
    }
  }

  @Override
  public Tensor forward(Tensor x, Mode mode) {
    return x.reshape(event.prepend(x.shape().size(0)).sizes());
  }

  @Override
  public Shape outputs(Shape inputs) {
    if (inputs.count() != event.count()) {
      throw InputException.at("unflatten layer")
          .expected(event.count() + " inputs, for shape " + event)
          .found(inputs.rank() == 1 ? Integer.toString(inputs.count()) : "shape " + inputs)
          .exception();
    }
    return event;
  }

  @Override
  public LayerSpec spec() {
    return LayerSpec.of(
        "unflatten",
        Map.of("shape", Arrays.stream(event.sizes()).mapToObj(Integer::toString).toList()));
  }

  @Override
  public String toString() {
    return "Unflatten("
        + Arrays.stream(event.sizes()).mapToObj(Integer::toString).collect(Collectors.joining(", "))
        + ")";
  }
}
