package org.jpsi.core.events;

import java.util.Optional;
import java.util.TreeSet;
import org.jpsi.core.expression.Expression;
import org.jpsi.core.table.Column;
import org.jpsi.core.table.EventBlocks;
import org.jpsi.core.table.TextColumn;

/// Statistics of one column, filled in two passes over the events: sums and range, then deviations
/// from the mean.
final class ColumnStatistics {
  // Texts that are named.
  private static final int NAMED = 5;
  private static final int MOST_TEXTS = 1000;

  private final Column column;
  private final TreeSet<String> texts = new TreeSet<>();
  private long values;
  private long missing;
  private long infinite;
  private double shift;
  private double min = Double.NaN;
  private double max = Double.NaN;
  private final EventBlocks.RunningSum weights = new EventBlocks.RunningSum();
  private final EventBlocks.RunningSum deviations = new EventBlocks.RunningSum();
  private final EventBlocks.RunningSum squares = new EventBlocks.RunningSum();

  ColumnStatistics(Column column) {
    this.column = column;
  }

  String name() {
    return column.name();
  }

  boolean hasNumbers() {
    return values > 0 && !(column instanceof TextColumn);
  }

  void first(Column rows, double[] weight) {
    if (rows instanceof TextColumn text) {
      values += text.rows();
      for (int i = 0; i < text.rows() && texts.size() <= MOST_TEXTS; i++) {
        texts.add(text.value(i));
      }
    }
    EventDescription.numbers(
        rows,
        (event, x) -> {
          if (!Double.isFinite(x)) {
            missing += Double.isNaN(x) ? 1 : 0;
            infinite += Double.isNaN(x) ? 0 : 1;
            return;
          }
          if (values == 0) {
            shift = x;
            min = x;
            max = x;
          }
          values++;
          min = Math.min(min, x);
          max = Math.max(max, x);
          weights.add(weight[event]);
          deviations.add(weight[event] * (x - shift));
        });
  }

  void second(Column rows, double[] weight) {
    double mean = mean();
    EventDescription.numbers(
        rows,
        (event, x) -> {
          if (Double.isFinite(x)) {
            squares.add(weight[event] * (x - mean) * (x - mean));
          }
        });
  }

  private double mean() {
    return !hasNumbers() || weights.value() == 0
        ? Double.NaN
        : shift + deviations.value() / weights.value();
  }

  EventDescription.ColumnDescription description(EventRecipe recipe) {
    double stdDev = hasNumbers() ? Math.sqrt(squares.value() / weights.value()) : Double.NaN;
    return new EventDescription.ColumnDescription(
        column.name(),
        column.unit(),
        column.typeName(),
        values,
        missing,
        infinite,
        mean(),
        stdDev,
        min,
        max,
        note(recipe));
  }

  private String note(EventRecipe recipe) {
    String text = Expression.column(column.name()).text();
    if (recipe.weight().equals(text)) {
      return "the weight";
    }
    if (recipe.label().equals(Optional.of(text))) {
      return "the label" + (texts.isEmpty() ? "" : ": " + named());
    }
    if (!texts.isEmpty()) {
      return named();
    }
    if (infinite > 0) {
      return infinite + " infinite, left out";
    }
    if (values > 1 && min == max) {
      return "the same in all events";
    }
    return new AngleRange(column.name(), column.unit(), values, min, max).note();
  }

  private String named() {
    if (texts.size() > MOST_TEXTS) {
      return "more than " + MOST_TEXTS + " values";
    }
    String some = String.join(", ", texts.stream().limit(NAMED).toList());
    return (texts.size() == 1 ? "1 value: " : texts.size() + " values: ")
        + some
        + (texts.size() > NAMED ? ", ..." : "");
  }
}
