package org.jpsi.core.data;

import java.util.ArrayList;
import java.util.List;
import org.jpsi.core.tensor.Shape;
import org.jpsi.core.tensor.Tensor;

/// Standardization of a dataset's inputs as a transform, as scikit-learn's `StandardScaler`:
/// `(value - mean) / deviation`, by {@link ColumnFit#plain} of training events. A constant input
/// becomes 0. Features by name have a {@link Preprocessing}.
///
/// @param columns the fit of each input
public record Standardization(List<ColumnPreprocessing> columns) implements Transform {
  public Standardization {
    columns = List.copyOf(columns);
  }

  /// Fits to training events.
  ///
  /// @throws IllegalArgumentException where all weights are zero
  public static Standardization of(Dataset train) {
    double[] weights = new double[train.events()];
    for (int i = 0; i < weights.length; i++) {
      weights[i] = train.weight(i);
    }
    float[] inputs = train.inputs();
    int width = train.features();
    List<ColumnPreprocessing> columns = new ArrayList<>();
    double[] values = new double[train.events()];
    for (int j = 0; j < width; j++) {
      for (int i = 0; i < values.length; i++) {
        values[i] = inputs[i * width + j];
      }
      columns.add(ColumnFit.plain(values, weights));
    }
    return new Standardization(columns);
  }

  @Override
  public Tensor apply(Tensor x) {
    return map(x, false);
  }

  /// The inverse transform, `value deviation + mean`.
  public Transform inverse() {
    return x -> map(x, true);
  }

  private Tensor map(Tensor x, boolean inverse) {
    Shape shape = x.shape();
    int width = columns.size();
    if (shape.rank() < 2 || shape.count() != (long) shape.size(0) * width) {
      throw new IllegalArgumentException(
          "Standardization: expected [events, " + width + "], found " + shape);
    }
    float[] values = x.toArray();
    for (int i = 0; i < values.length; i++) {
      ColumnPreprocessing column = columns.get(i % width);
      values[i] = (float) (inverse ? column.inverse(values[i]) : column.apply(values[i]));
    }
    return Tensor.view(values, 0, shape);
  }
}
