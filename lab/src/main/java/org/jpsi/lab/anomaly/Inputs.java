package org.jpsi.lab.anomaly;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jpsi.core.data.Feature;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.expression.Expression;
import org.jpsi.core.model.InputColumn;
import org.jpsi.core.model.Model;
import org.jpsi.core.model.NetworkPredictor;
import org.jpsi.core.model.TargetScale;
import org.jpsi.core.nn.Sequential;
import org.jpsi.core.table.Table;
import org.jpsi.core.task.Task;

/// Feature values of events, raw and standardized.
///
/// @param columns the input columns of the expressions
/// @param names the expressions
/// @param units of the features, `""` where not known
/// @param values `[features][events]`
record Inputs(
    List<InputColumn> columns, List<String> names, List<String> units, double[][] values) {

  /// @throws InputException where a column is missing or a value is not finite
  static Inputs of(Table events, List<String> features) {
    if (features.isEmpty()) {
      throw new IllegalArgumentException("features: expected one or more, found none");
    }
    Set<String> needed = new LinkedHashSet<>();
    List<String> units = new ArrayList<>();
    double[][] values = new double[features.size()][];
    for (int j = 0; j < values.length; j++) {
      String name = features.get(j);
      Expression expression = Expression.parse("feature " + name, name);
      values[j] = expression.evaluate(events);
      requireFinite(events.origin(), name, values[j]);
      needed.addAll(expression.columnNames());
      units.add(expression.unit(events));
    }
    List<InputColumn> columns =
        needed.stream().map(name -> InputColumn.of(events.column(name))).toList();
    return new Inputs(columns, List.copyOf(features), units, values);
  }

  private static void requireFinite(String origin, String name, double[] values) {
    for (int i = 0; i < values.length; i++) {
      if (!Double.isFinite(values[i])) {
        throw InputException.at(origin)
            .expected("finite values of " + name)
            .found(values[i] + " in event " + i)
            .remedy("select such events away")
            .exception();
      }
    }
  }

  /// Mean, standard deviation and range of each feature over the events at `rows`.
  ///
  /// @throws InputException where a feature is constant
  List<Feature> features(int[] rows) {
    List<Feature> features = new ArrayList<>();
    for (int j = 0; j < values.length; j++) {
      double low = Double.POSITIVE_INFINITY;
      double high = Double.NEGATIVE_INFINITY;
      double sum = 0;
      for (int row : rows) {
        sum += values[j][row];
        low = Math.min(low, values[j][row]);
        high = Math.max(high, values[j][row]);
      }
      double mean = sum / rows.length;
      double squares = 0;
      for (int row : rows) {
        squares += (values[j][row] - mean) * (values[j][row] - mean);
      }
      if (!(high > low)) {
        throw InputException.at("feature " + names.get(j))
            .expected("values that are not all equal")
            .found(rows.length == 0 ? "no events" : low + " in every event")
            .remedy("leave the feature out")
            .exception();
      }
      double scale = Math.sqrt(squares / rows.length);
      features.add(new Feature(names.get(j), names.get(j), units.get(j), mean, scale, low, high));
    }
    return features;
  }

  /// `[rows, features]`, row-major: `(value - mean) / scale`.
  float[] standardized(List<Feature> features, int[] rows) {
    int width = features.size();
    float[] inputs = new float[Math.multiplyExact(rows.length, width)];
    for (int j = 0; j < width; j++) {
      Feature feature = features.get(j);
      for (int i = 0; i < rows.length; i++) {
        inputs[i * width + j] = (float) ((values[j][rows[i]] - feature.mean()) / feature.scale());
      }
    }
    return inputs;
  }

  Model model(
      List<Feature> features,
      Task task,
      List<TargetScale> scales,
      Sequential network,
      Map<String, String> of) {
    return new Model(
        columns, features, Map.of(), "", task, scales, new NetworkPredictor(network), of);
  }
}
