package org.jpsi.core.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jpsi.core.data.ColumnPreprocessing;
import org.jpsi.core.data.Features;
import org.jpsi.core.table.SignificantDigits;
import org.jpsi.core.table.Table;

/// Comparison of events with the ranges of a model's features in training. Outside of them a
/// network extrapolates; inside, it may still be wrong: changed distributions are shown by `Drift`
/// of `org.jpsi.core.eval`, wrong labels by neither.
///
/// @param features in the model's order
/// @param outside fraction of events with at least one feature outside its range, or not finite
public record TrainingRanges(List<Range> features, double outside) {

  /// Range of one feature in training, and the fractions of events outside of it.
  ///
  /// @param name of the feature, after that of its input where there are several: `jet.pt`
  /// @param low smallest value in training
  /// @param high largest value in training
  /// @param below fraction of events below `low`
  /// @param above fraction of events above `high`
  /// @param notFinite fraction of events where it is NaN or infinite
  public record Range(
      String name, double low, double high, double below, double above, double notFinite) {}

  public TrainingRanges {
    features = List.copyOf(features);
  }

  /// Counts events, without weights; all fractions are 0 where there are none.
  ///
  /// @throws org.jpsi.core.errors.InputException where the table lacks a column that the model
  ///   needs, or has it as text or in another unit
  public static TrainingRanges of(Model model, Table events) {
    model.columns().forEach(column -> column.check(events));
    boolean[] out = new boolean[events.rows()];
    List<Range> ranges = new ArrayList<>();
    boolean several = model.inputs().names().size() > 1;
    model
        .inputs()
        .forEach((input, preprocessing) -> {
          Features features = preprocessing.features();
          for (int j = 0; j < features.size(); j++) {
            String name = features.list().get(j).name();
            double[] values = features.expressions().get(j).evaluate(events);
            ColumnPreprocessing training = preprocessing.columns().get(j);
            ranges.add(range(several ? input + "." + name : name, training, values, out));
          }
        });
    double all = Math.max(1, events.rows());
    int outside = 0;
    for (boolean one : out) {
      outside += one ? 1 : 0;
    }
    return new TrainingRanges(ranges, outside / all);
  }

  /// @param out output: becomes true for events outside of the range
  private static Range range(
      String name, ColumnPreprocessing training, double[] values, boolean[] out) {
    double all = Math.max(1, values.length);
    int below = 0;
    int above = 0;
    int notFinite = 0;
    for (int i = 0; i < values.length; i++) {
      boolean finite = Double.isFinite(values[i]);
      notFinite += finite ? 0 : 1;
      below += finite && values[i] < training.low() ? 1 : 0;
      above += finite && values[i] > training.high() ? 1 : 0;
      out[i] |= !(values[i] >= training.low() && values[i] <= training.high());
    }
    return new Range(
        name, training.low(), training.high(), below / all, above / all, notFinite / all);
  }

  /// A line per feature: `m_bb: 1.2 % below 11.12, 0.00 % above 1389`.
  @Override
  public String toString() {
    return features.stream().map(TrainingRanges::line).collect(Collectors.joining("\n"));
  }

  private static String line(Range r) {
    SignificantDigits digits = SignificantDigits.of(r.low, r.high);
    return String.format(
        Locale.ROOT,
        "%s: %.3g %% below %s, %.3g %% above %s%s",
        r.name,
        100 * r.below,
        digits.format(r.low),
        100 * r.above,
        digits.format(r.high),
        r.notFinite == 0
            ? ""
            : String.format(Locale.ROOT, ", %.3g %% not finite", 100 * r.notFinite));
  }
}
