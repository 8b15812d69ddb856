package org.jpsi.analysis;

import java.util.ArrayList;
import java.util.List;
import org.jpsi.core.data.Dataset;
import org.jpsi.core.data.TrainingWeights;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.table.NumberColumn;
import org.jpsi.core.task.Part;

/// Preprocessing: features and targets standardized, weights scaled for training. All parameters
/// are fitted on the training part alone.
///
/// @param features scaling of each feature, in the order of the event set
/// @param targets scaling of each target of a regression
/// @param weightFactors of each class: training weight divided by physical weight
record Preprocessing(List<Scaling> features, List<Scaling> targets, double[] weightFactors) {

  /// Standardization of a column: mean, standard deviation and range over the training part.
  record Scaling(double mean, double deviation, double low, double high) {
    /// The standardized value, rounded once.
    float apply(double value) {
      return (float) ((value - mean) / deviation);
    }

    boolean constant() {
      return !(deviation > 0);
    }
  }

  static Preprocessing fit(String where, EventSet events) {
    int[] train = events.rowIndices(Part.TRAIN);
    return new Preprocessing(
        scalings(events.features(), train),
        scalings(events.targets(), train),
        TrainingWeights.factors(
            where, events.labels(train), events.weights(train), events.classes()));
  }

  private static List<Scaling> scalings(List<NumberColumn> columns, int[] rows) {
    List<Scaling> scalings = new ArrayList<>();
    for (NumberColumn column : columns) {
      scalings.add(scaling(column, rows));
    }
    return scalings;
  }

  /// Fits the scaling, unweighted: with weights of both signs a variance need not be positive.
  static Scaling scaling(NumberColumn column, int[] rows) {
    double sum = 0;
    double low = Double.POSITIVE_INFINITY;
    double high = Double.NEGATIVE_INFINITY;
    for (int row : rows) {
      double value = column.value(row);
      sum += value;
      low = Math.min(low, value);
      high = Math.max(high, value);
    }
    double mean = sum / rows.length;
    double squares = 0;
    for (int row : rows) {
      double difference = column.value(row) - mean;
      squares += difference * difference;
    }
    // A constant whose mean was rounded has a tiny deviation, not zero.
    double deviation = low == high ? 0 : Math.sqrt(squares / rows.length);
    if (deviation == 0 && low < high) {
      // Numbers so small that their squares underflow: the order of magnitude is enough.
      deviation = (high - low) / 2;
    }
    return new Scaling(mean, deviation, low, high);
  }

  /// The dataset of some events.
  ///
  /// @param physical whether with physical weights, scaled to a mean magnitude of one so that
  ///   float32 holds them; else with those for training
  Dataset dataset(EventSet events, int[] rowIndices, boolean physical) {
    int width = features.size();
    float[] inputs = new float[Math.multiplyExact(rowIndices.length, width)];
    for (int j = 0; j < width; j++) {
      fill(inputs, j, width, events.features().get(j), features.get(j), rowIndices);
    }
    int outputs = Math.max(1, targets.size());
    float[] targetValues = new float[Math.multiplyExact(rowIndices.length, outputs)];
    for (int j = 0; j < targets.size(); j++) {
      fill(targetValues, j, outputs, events.targets().get(j), targets.get(j), rowIndices);
    }
    float[] weights = new float[rowIndices.length];
    double magnitude = 0;
    for (int row : rowIndices) {
      magnitude += Math.abs(events.weight()[row]) / rowIndices.length;
    }
    for (int i = 0; i < rowIndices.length; i++) {
      int row = rowIndices[i];
      int c = events.classOf()[row];
      if (targets.isEmpty()) {
        targetValues[i] = c;
      }
      weights[i] = (float) (events.weight()[row] * (physical ? 1 / magnitude : weightFactors[c]));
    }
    return Dataset.of(inputs, targetValues, weights);
  }

  private static void fill(
      float[] matrix,
      int column,
      int width,
      NumberColumn values,
      Scaling scaling,
      int[] rowIndices) {
    for (int i = 0; i < rowIndices.length; i++) {
      float value = scaling.apply(values.value(rowIndices[i]));
      if (!Float.isFinite(value)) {
        throw InputException.at("features")
            .expected(
                values.name() + " of the order of magnitude that it has in the training events")
            .found(
                values.value(rowIndices[i])
                    + " where they range from "
                    + scaling.low()
                    + " to "
                    + scaling.high())
            .remedy("exclude such events with `select:`")
            .exception();
      }
      matrix[i * width + column] = value;
    }
  }
}
