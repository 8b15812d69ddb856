package org.jpsi.lab.anomaly;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jpsi.core.data.ColumnPreprocessing;
import org.jpsi.core.data.Features;
import org.jpsi.core.data.Preprocessing;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.expression.Expression;
import org.jpsi.core.model.InputColumn;
import org.jpsi.core.model.Model;
import org.jpsi.core.model.NetworkPredictor;
import org.jpsi.core.nn.Sequential;
import org.jpsi.core.table.Column;
import org.jpsi.core.table.Table;
import org.jpsi.core.task.Task;

/// Features of events and their preprocessing, fitted to some of the events.
///
/// @param events the columns that the features need
/// @param features columns, or expressions over them
record Inputs(Table events, Features features) {

  /// @throws InputException where a column is missing or a value is not finite
  static Inputs of(Table events, List<String> expressions) {
    if (expressions.isEmpty()) {
      throw new IllegalArgumentException("features: expected one or more, found none");
    }
    Features features = Features.of(expressions.toArray(String[]::new));
    for (Expression expression : features.expressions()) {
      requireFinite(events.origin(), expression.text(), expression.evaluate(events));
    }
    List<Column> columns = new ArrayList<>();
    features.columnNames().forEach(name -> columns.add(events.column(name)));
    return new Inputs(Table.of(events.origin(), columns), features);
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

  /// The preprocessing fitted to the events at `rows`.
  ///
  /// @throws InputException where a feature is constant
  Preprocessing preprocessing(int[] rows) {
    return Preprocessing.standardize(features).fit(events.take(rows));
  }

  /// The inputs of the events at `rows`, `[rows, features]`, row-major.
  float[] apply(Preprocessing preprocessing, int[] rows) {
    return preprocessing.apply(events.take(rows));
  }

  Model model(
      Preprocessing preprocessing,
      Task task,
      List<ColumnPreprocessing> targets,
      Sequential network,
      Map<String, String> of) {
    List<InputColumn> columns = events.columns().stream().map(InputColumn::of).toList();
    return new Model(columns, preprocessing, "", task, targets, new NetworkPredictor(network), of);
  }
}
