package org.jpsi.core.model;

import java.util.List;
import org.jpsi.core.events.MissingCodes;

/// Codes of missing values among the values of an event, which become NaN as they do in a table.
///
/// @param codes of each value, none of most; empty where no value has any
record EventCodes(double[][] codes) {
  /// @param names of the values: columns, or elements of one, as `x[2]`
  static EventCodes of(Model model, List<String> names) {
    double[][] codes = new double[names.size()][0];
    boolean any = false;
    for (InputColumn column : model.columns()) {
      for (int i = 0; i < codes.length; i++) {
        String name = names.get(i);
        if (name.equals(column.name()) || name.startsWith(column.name() + "[")) {
          codes[i] = MissingCodes.values(column.missing());
          any |= codes[i].length > 0;
        }
      }
    }
    return new EventCodes(any ? codes : new double[0][]);
  }

  /// The values as a model reads them: the given array, or a buffer of the workspace.
  double[] read(double[] values, Workspace workspace) {
    if (codes.length == 0) {
      return values;
    }
    double[] read = workspace.present(codes.length);
    for (int i = 0; i < codes.length; i++) {
      read[i] = MissingCodes.contains(codes[i], values[i]) ? Double.NaN : values[i];
    }
    return read;
  }
}
