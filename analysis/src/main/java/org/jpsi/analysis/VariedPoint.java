package org.jpsi.analysis;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jpsi.analysis.events.EventSet;
import org.jpsi.analysis.events.Parametrization;
import org.jpsi.core.model.Model;
import org.jpsi.core.table.Column;
import org.jpsi.core.table.NumberColumn;
import org.jpsi.core.table.Table;
import org.jpsi.core.task.Task;

/// Point of the parameters at which varied events are scored: the signal that is there, and all
/// background events with its values in the place of their own.
///
/// @param events of the run
/// @param columns of the parameters
record VariedPoint(
    EventSet events,
    Parametrization parameters,
    Parametrization.Point point,
    List<String> columns) {

  static VariedPoint of(PreparedTraining training, Model model, Parametrization.Point point) {
    Parametrization parameters = training.prepared().parametrization().orElseThrow();
    List<String> features = model.features().names();
    return new VariedPoint(
        training.prepared().events(),
        parameters,
        point,
        parameters.names().stream()
            .map(name ->
                model
                    .features()
                    .expressions()
                    .get(features.indexOf(name))
                    .plainColumn()
                    .orElseThrow())
            .toList());
  }

  /// Whether an event of the run is one of the point's signal, or background.
  boolean has(int row) {
    return events.classOf()[row] != Task.Binary.SIGNAL || parameters.isAt(point, row);
  }

  /// The events that are read and are of the point's signal, or background.
  ///
  /// @param label of each event
  int[] rows(Table read, int[] label) {
    double[][] own =
        columns.stream().map(name -> read.numbers(name).toDoubles()).toArray(double[][]::new);
    return IntStream.range(0, label.length)
        .filter(i ->
            label[i] != Task.Binary.SIGNAL
                || parameters.isAt(
                    point, Arrays.stream(own).mapToDouble(values -> values[i]).toArray()))
        .toArray();
  }

  /// The same events, the background with the values of the point.
  ///
  /// @param label of each event
  Table at(Table read, int[] label) {
    List<Column> all = new ArrayList<>();
    for (Column one : read.columns()) {
      int p = columns.indexOf(one.name());
      if (p >= 0) {
        NumberColumn own = read.numbers(one.name());
        double[] values = own.toDoubles();
        for (int i = 0; i < values.length; i++) {
          values[i] = label[i] == Task.Binary.SIGNAL ? values[i] : point.values().get(p);
        }
        all.add(NumberColumn.of(one.name(), own.unit(), values));
      } else {
        all.add(one);
      }
    }
    return Table.of(read.origin(), all);
  }
}
