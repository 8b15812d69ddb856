package org.jpsi.core.events;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.table.Column;
import org.jpsi.core.table.JaggedColumn;
import org.jpsi.core.table.NumberColumn;
import org.jpsi.core.table.TextColumn;

/// Description of events (pandas' and RDataFrame's `describe`): each column with its range, mean
/// and standard deviation, missing values, and what is odd about it.
///
/// @param origin of the events
/// @param yield their number and sum of weights
/// @param weighted whether they have weights, which means and standard deviations use
/// @param columns in their order
public record EventDescription(
    String origin, EventYield yield, boolean weighted, List<ColumnDescription> columns) {
  public EventDescription {
    columns = List.copyOf(columns);
  }

  /// Description of a column. Of arrays and jagged columns all elements count, with the weight of
  /// their event.
  ///
  /// @param type `float`, `int`, `text`, ...
  /// @param values number of values that are finite; of text, of events
  /// @param missing number of values that are NaN
  /// @param infinite number of values that are infinite
  /// @param mean of the finite values, `sum of w x / sum of w`; NaN where there is none, as of text
  /// @param stdDev of the finite values, `sqrt(sum of w (x - mean)^2 / sum of w)`
  /// @param min the smallest finite value
  /// @param max the largest finite value
  /// @param note what is odd, or what the column is; `""` where there is nothing to say
  public record ColumnDescription(
      String name,
      String unit,
      String type,
      long values,
      long missing,
      long infinite,
      double mean,
      double stdDev,
      double min,
      double max,
      String note) {}

  /// The description of the column of this name.
  ///
  /// @throws InputException where there is none, with the nearest names
  public ColumnDescription column(String name) {
    return columns.stream()
        .filter(column -> column.name().equals(name))
        .findFirst()
        .orElseThrow(() ->
            InputException.at(origin)
                .expected("a column " + name)
                .found(columns.size() + " others")
                .nearest(name, columns.stream().map(ColumnDescription::name).toList())
                .exception());
  }

  static EventDescription of(Events events) {
    List<ColumnStatistics> statistics = new ArrayList<>();
    events.columns().forEach(column -> statistics.add(new ColumnStatistics(column)));
    EventYield.Sum yield = new EventYield.Sum();
    for (EventBlock block : events.blocks(events.names())) {
      yield.add(block);
      for (ColumnStatistics each : statistics) {
        each.first(block.table().column(each.name()), block.weights());
      }
    }
    List<ColumnStatistics> numbers =
        statistics.stream().filter(ColumnStatistics::hasNumbers).toList();
    List<String> names = numbers.stream().map(ColumnStatistics::name).toList();
    for (EventBlock block : events.blocks(names)) {
      for (ColumnStatistics each : numbers) {
        each.second(block.table().column(each.name()), block.weights());
      }
    }
    EventRecipe recipe = events.recipe();
    return new EventDescription(
        events.origin(),
        yield.yield(),
        events.weighted(),
        statistics.stream().map(each -> each.description(recipe)).toList());
  }

  /// Calls for each number of a column, with its event in the block.
  static void numbers(Column column, Values values) {
    switch (column) {
      case TextColumn _ -> {}
      case NumberColumn numbers -> {
        for (int i = 0; i < numbers.rows(); i++) {
          for (int k = 0; k < numbers.width(); k++) {
            values.add(i, numbers.value(i, k));
          }
        }
      }
      case JaggedColumn jagged -> {
        for (int i = 0; i < jagged.rows(); i++) {
          int event = i;
          numbers(jagged.items(i), (_, x) -> values.add(event, x));
        }
      }
    }
  }

  /// Values of a column.
  @FunctionalInterface
  interface Values {
    /// @param event its number in the block
    void add(int event, double value);
  }

  /// `200,000 events, sum of weights 199,812 ± 450`, and a line for each column.
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(title());
    for (ColumnDescription c : columns) {
      text.append('\n').append(EventAxis.withUnit(c.name, c.unit)).append(": ").append(c.type);
      text.append(String.format(Locale.ROOT, ", %,d values", c.values));
      if (c.min <= c.max) {
        text.append(
            String.format(
                Locale.ROOT,
                ", mean %.6g, stdDev %.6g, from %.6g to %.6g",
                c.mean,
                c.stdDev,
                c.min,
                c.max));
      }
      text.append(c.missing == 0 ? "" : String.format(Locale.ROOT, ", %,d missing", c.missing));
      text.append(c.note.isEmpty() ? "" : "; " + c.note);
    }
    return text.toString();
  }

  /// `200,000 events, sum of weights 199812 ± 450`
  public String title() {
    return String.format(Locale.ROOT, "%,d events", yield.events())
        + (weighted
            ? String.format(
                Locale.ROOT, ", sum of weights %.6g ± %.3g", yield.value(), yield.error())
            : ", without weights");
  }
}
