package org.jpsi.core.model;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jpsi.core.data.ColumnPreprocessing;
import org.jpsi.core.data.FeatureDistribution;
import org.jpsi.core.data.Features;
import org.jpsi.core.data.Fingerprints;
import org.jpsi.core.data.Preprocessing;
import org.jpsi.core.data.RowHash;
import org.jpsi.core.table.NumberColumn;
import org.jpsi.core.table.Table;

/// Counter of {@link TrainingRanges}: takes events a table at a time, in memory that does not grow
/// with them.
public final class TrainingRangesCounter {
  private final List<InputColumn> columns;
  private final List<FeatureCounter> features = new ArrayList<>();
  private final Fingerprints training;
  private Fingerprints.Comparison compared = new Fingerprints.Comparison(0, 0);
  private long events;
  private long outside;

  public TrainingRangesCounter(Model model) {
    boolean several = model.inputs().names().size() > 1;
    model
        .inputs()
        .forEach((input, preprocessing) -> {
          Features of = preprocessing.features();
          for (int j = 0; j < of.size(); j++) {
            String name = of.list().get(j).name();
            features.add(new FeatureCounter(several ? input + "." + name : name, preprocessing, j));
          }
        });
    this.training = model.trainingEvents();
    Set<String> needed = new LinkedHashSet<>();
    model.inputs().forEach((input, of) -> needed.addAll(of.features().columnNames()));
    this.columns =
        model.columns().stream().filter(column -> needed.contains(column.name())).toList();
  }

  /// The names of the columns that the features need.
  public List<String> columnNames() {
    return columns.stream().map(InputColumn::name).toList();
  }

  /// Adds events.
  ///
  /// @throws org.jpsi.core.errors.InputException where the table lacks a column that a feature
  ///   needs, or has it as text or in another unit
  public void add(Table events) {
    Table table = InputColumn.read(columns, events);
    boolean[] out = new boolean[table.rows()];
    List<NumberColumn> values = new ArrayList<>();
    for (FeatureCounter feature : features) {
      double[] evaluated = feature.preprocessing.values(feature.index, table);
      feature.add(evaluated, out);
      values.add(NumberColumn.of(feature.name, "", evaluated));
    }
    if (!training.isEmpty()) {
      compared = compared.and(training.compare(RowHash.of(values)));
    }
    this.events += table.rows();
    for (boolean one : out) {
      outside += one ? 1 : 0;
    }
  }

  /// The comparison of the events so far.
  public TrainingRanges ranges() {
    return new TrainingRanges(
        events,
        features.stream().map(feature -> feature.range(events)).toList(),
        (double) outside / Math.max(1, events),
        compared);
  }

  private static final class FeatureCounter {
    private final String name;
    private final Preprocessing preprocessing;
    private final int index;
    private final ColumnPreprocessing training;
    private final boolean missingTaken;
    private final double[] cuts;
    private final long[] counts;
    private final long[] larger;
    private final long[] smaller;
    private long below;
    private long above;
    private long notFinite;
    private long missing;

    FeatureCounter(String name, Preprocessing preprocessing, int index) {
      this.name = name;
      this.preprocessing = preprocessing;
      this.index = index;
      this.training = preprocessing.columns().get(index);
      this.missingTaken = training.takesMissing();
      this.cuts =
          training.distribution().cuts().stream().mapToDouble(Double::doubleValue).toArray();
      this.counts = new long[cuts.length + 1];
      this.larger = new long[cuts.length + 1];
      this.smaller = new long[cuts.length + 1];
    }

    /// @param out output: becomes true for events outside of the range
    void add(double[] values, boolean[] out) {
      for (int i = 0; i < values.length; i++) {
        double value = values[i];
        if (Double.isNaN(value) && missingTaken) {
          missing++;
          continue;
        }
        if (!Double.isFinite(value)) {
          notFinite++;
          out[i] = true;
          continue;
        }
        below += value < training.low() ? 1 : 0;
        above += value > training.high() ? 1 : 0;
        out[i] |= value < training.low() || value > training.high();
        counts[bin(value)]++;
        larger[bin(1e3 * value)]++;
        smaller[bin(1e-3 * value)]++;
      }
    }

    /// The index of the first cut point that is not below the value; their number where all are.
    private int bin(double value) {
      int from = 0;
      int to = cuts.length;
      while (from < to) {
        int middle = (from + to) >>> 1;
        if (cuts[middle] < value) {
          from = middle + 1;
        } else {
          to = middle;
        }
      }
      return from;
    }

    TrainingRanges.Range range(long events) {
      double all = Math.max(1, events);
      FeatureDistribution distribution = training.distribution();
      return new TrainingRanges.Range(
          name,
          training.low(),
          training.high(),
          below / all,
          above / all,
          notFinite / all,
          missing / all,
          training.missing(),
          training.category().isPresent(),
          DistributionDrift.of(distribution, counts, larger, smaller));
    }
  }
}
