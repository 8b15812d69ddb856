package org.jpsi.analysis.events;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jpsi.core.table.Column;
import org.jpsi.core.table.NumberColumn;
import org.jpsi.core.task.Part;

/// Event set: the selected events of all samples, concatenated in the order of the analysis file.
///
/// @param inputs the input trees, as `file:tree`
/// @param input of each event, an index of `inputs`
/// @param entry of each event in its tree
/// @param part of each event
/// @param groups a value for each event, where `split.by` says which belong together
/// @param classes class names; for a regression, one class without a name
/// @param classOf of each event, an index of `classes`
/// @param weight of each event, physical
/// @param features computed, float32 or float64; none where they are no longer needed
/// @param targets of a regression, computed; none for a classification
/// @param spectators as they were read
/// @param samples in the order of the analysis file
/// @param foldOf each event, where there are folds
public record EventSet(
    List<String> inputs,
    int[] input,
    long[] entry,
    Part[] part,
    Optional<long[]> groups,
    List<String> classes,
    int[] classOf,
    double[] weight,
    List<NumberColumn> features,
    List<NumberColumn> targets,
    List<Column> spectators,
    List<SampleOrigin> samples,
    Optional<int[]> foldOf) {

  public int events() {
    return weight.length;
  }

  /// The same events without the values of their features, which a dataset holds by then.
  public EventSet withoutFeatures() {
    return new EventSet(
        inputs,
        input,
        entry,
        part,
        groups,
        classes,
        classOf,
        weight,
        List.of(),
        targets,
        spectators,
        samples,
        foldOf);
  }

  /// The same events, all of one part.
  ///
  /// @param belonging a value for each event, where some belong together
  public EventSet in(Part only, Optional<long[]> belonging) {
    Part[] parts = new Part[part.length];
    Arrays.fill(parts, only);
    return new EventSet(
        inputs,
        input,
        entry,
        parts,
        belonging,
        classes,
        classOf,
        weight,
        features,
        targets,
        spectators,
        samples,
        foldOf);
  }

  /// The same events with other physical weights.
  public EventSet withWeights(double[] others) {
    return new EventSet(
        inputs,
        input,
        entry,
        part,
        groups,
        classes,
        classOf,
        others,
        features,
        targets,
        spectators,
        samples,
        foldOf);
  }

  /// The physical weights of some events.
  public double[] weights(int[] rowIndices) {
    return Arrays.stream(rowIndices).mapToDouble(row -> weight[row]).toArray();
  }

  /// The sample of some events, an index of {@link #samples()} each.
  public int[] samplesOf(int[] rowIndices) {
    int[] sampleOf = new int[inputs.size()];
    int next = 0;
    for (int s = 0; s < samples.size(); s++) {
      for (int k = 0; k < samples.get(s).inputs(); k++) {
        sampleOf[next++] = s;
      }
    }
    return Arrays.stream(rowIndices).map(row -> sampleOf[input[row]]).toArray();
  }

  /// The class indices of some events.
  public int[] labels(int[] rowIndices) {
    return Arrays.stream(rowIndices).map(row -> classOf[row]).toArray();
  }

  /// The row indices of the events of one part, in order.
  public int[] rowIndices(Part selected) {
    int n = 0;
    for (Part p : part) {
      n += p == selected ? 1 : 0;
    }
    int[] rowIndices = new int[n];
    int at = 0;
    for (int i = 0; i < part.length; i++) {
      if (part[i] == selected) {
        rowIndices[at++] = i;
      }
    }
    return rowIndices;
  }
}
