package org.jpsi.core.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.events.EventTable;
import org.jpsi.core.events.Events;
import org.jpsi.core.expression.Expression;
import org.jpsi.core.random.Rng;
import org.jpsi.core.table.Table;

/// Preprocessing that is yet to be fitted: features to be scaled by the events that are no {@link
/// Outliers}. Text becomes the numbers of its categories ({@link PreprocessingStep.Category}).
///
/// @param scaling of all features
/// @param missing whether NaN is a missing value, which the predictor takes: trees by XGBoost do,
///   and networks whose first layer does (`missingValues` of `Layer`)
/// @param seed of the sample that gives medians and quartiles where there are many events
public record Preprocessor(Features features, Scaling scaling, boolean missing, long seed) {
  public Preprocessor withSeed(long other) {
    return new Preprocessor(features, scaling, missing, other);
  }

  /// The same, taking NaN for a missing value where it would be refused.
  public Preprocessor withMissing() {
    return new Preprocessor(features, scaling, true, seed);
  }

  /// Fits to training events with their weights; of a weight its magnitude counts.
  ///
  /// @throws InputException as {@link #fit(Table)}
  public Preprocessing fit(Events train) {
    EventTable events = EventTable.of(train, features.columnNames());
    return fit(events.table(), events.weights());
  }

  /// Fits to training events of equal weight.
  ///
  /// @throws InputException where the table lacks a column, or a feature is not finite or the same
  ///   in all events
  public Preprocessing fit(Table events) {
    double[] ones = new double[events.rows()];
    Arrays.fill(ones, 1);
    return fit(events, ones);
  }

  /// Fits to weighted training events; of a weight its magnitude counts.
  ///
  /// @throws InputException as {@link #fit(Table)}
  public Preprocessing fit(Table events, double[] weights) {
    if (weights.length != events.rows()) {
      throw new IllegalArgumentException(
          "fit: expected " + events.rows() + " weights, found " + weights.length);
    }
    Features known = features.withUnits(events);
    List<ColumnPreprocessing> columns = new ArrayList<>();
    int[] sample = Outliers.sample(events.rows(), Rng.of(seed));
    for (int j = 0; j < known.size(); j++) {
      String name = known.list().get(j).name();
      Expression expression = known.expressions().get(j);
      if (expression.isText(events)) {
        columns.add(category(name, expression.labels(events)));
        continue;
      }
      double[] values = expression.evaluate(events);
      requireFinite(name, values, missing);
      requireVarying(name, values);
      columns.add(scaling.fit(values, weights, sample).column());
    }
    return Preprocessing.of(known, columns);
  }

  private static ColumnPreprocessing category(String name, String[] values) {
    List<String> distinct = Arrays.stream(values).distinct().sorted().toList();
    int most = PreprocessingStep.Category.MOST;
    if (distinct.size() < 2 || distinct.size() > most) {
      throw InputException.at("feature " + name)
          .expected("text of 2 to " + most + " values, each a category")
          .found(Integer.toString(distinct.size()))
          .remedy("leave the feature out")
          .exception();
    }
    return ColumnPreprocessing.category(distinct);
  }

  private static void requireFinite(String name, double[] values, boolean missing) {
    for (int i = 0; i < values.length; i++) {
      if (!Double.isFinite(values[i]) && !(missing && Double.isNaN(values[i]))) {
        throw InputException.at("feature " + name)
            .expected("finite values")
            .found(values[i] + " in event " + i)
            .remedy("select such events away")
            .exception();
      }
    }
  }

  private static void requireVarying(String name, double[] values) {
    if (values.length == 0 || FeatureSelection.isConstant(values)) {
      throw InputException.at("feature " + name)
          .expected("values that are not all equal")
          .found(values.length == 0 ? "no events" : values[0] + " in every event")
          .remedy("leave the feature out")
          .exception();
    }
  }
}
