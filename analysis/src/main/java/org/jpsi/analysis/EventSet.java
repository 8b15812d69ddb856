package org.jpsi.analysis;

import java.util.Arrays;
import java.util.List;
import org.jpsi.core.table.Column;
import org.jpsi.core.table.NumberColumn;
import org.jpsi.core.task.Part;

/// The selected events of all samples, one after the other in the order of the analysis file.
///
/// @param inputs the trees they came from, as `file:tree`
/// @param input of each event, an index of `inputs`
/// @param entry of each event in its tree
/// @param part of each event
/// @param classes their names; one nameless class for a regression
/// @param classOf of each event, an index of `classes`
/// @param weight of each event, physical
/// @param features computed, float32 or float64
/// @param targets of a regression, computed; none for a classification
/// @param spectators as they were read
record EventSet(
    List<String> inputs,
    int[] input,
    long[] entry,
    Part[] part,
    List<String> classes,
    int[] classOf,
    double[] weight,
    List<NumberColumn> features,
    List<NumberColumn> targets,
    List<Column> spectators) {

  int events() {
    return weight.length;
  }

  /// The physical weights of the events at `places`.
  double[] weights(int[] places) {
    return Arrays.stream(places).mapToDouble(place -> weight[place]).toArray();
  }

  /// The classes of the events at `places`.
  int[] labels(int[] places) {
    return Arrays.stream(places).map(place -> classOf[place]).toArray();
  }

  /// A quantity of the events at `places`, as float32.
  static float[] floats(NumberColumn column, int[] places) {
    float[] values = new float[places.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) column.value(places[i]);
    }
    return values;
  }

  /// The places of the events of one part, in order.
  int[] places(Part wanted) {
    int n = 0;
    for (Part p : part) {
      n += p == wanted ? 1 : 0;
    }
    int[] places = new int[n];
    int at = 0;
    for (int i = 0; i < part.length; i++) {
      if (part[i] == wanted) {
        places[at++] = i;
      }
    }
    return places;
  }
}
