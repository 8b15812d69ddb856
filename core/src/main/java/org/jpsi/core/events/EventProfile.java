package org.jpsi.core.events;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jpsi.core.expression.Expression;
import org.jpsi.core.histogram.Binning;
import org.jpsi.core.table.NumberColumn;
import org.jspecify.annotations.Nullable;

/// Profile of events (`TProfile`, RDataFrame's `Profile1D`): the weighted mean of `y` in each bin
/// of `x`, with its error. It is filled in one pass over the events, once, when it is first looked
/// at. The last bin holds its upper edge; in ROOT that is overflow.
public final class EventProfile {
  private final Events events;
  private final EventAxis x;
  private final Expression y;
  private final String unitOfY;
  private @Nullable Filled filled;

  private EventProfile(Events events, EventAxis x, Expression y, String unitOfY) {
    this.events = events;
    this.x = x;
    this.y = y;
    this.unitOfY = unitOfY;
  }

  static EventProfile of(Events events, EventAxis x, String text) {
    Expression y = events.schema().number(Expression.parse("profile", text));
    return new EventProfile(events, x, y, y.unit(events.schema().table()));
  }

  /// Bin of a profile.
  ///
  /// @param entries number of events
  /// @param weight their sum of weights
  /// @param mean `sum of w y / sum of w`; NaN where the weights add up to 0, as of no events
  /// @param spread `sqrt(sum of w (y - mean)^2 / sum of w)`; NaN where weights of both signs make
  ///   the variance negative
  /// @param error of the mean, `spread / sqrt(n)` with the effective number of events `n = (sum of
  ///   w)^2 / sum of w^2`, as ROOT has it; 0 of a single event, whose spread is not known
  public record Bin(long entries, double weight, double mean, double spread, double error) {}

  private record Filled(List<Bin> bins, long entries, double outside, long notANumber) {}

  /// The expression along the axis.
  public String x() {
    return x.expression().text();
  }

  /// The expression that is averaged.
  public String y() {
    return y.text();
  }

  /// The unit of x; `""` where it is not known.
  public String unitOfX() {
    return x.unit();
  }

  /// The unit of y; `""` where it is not known.
  public String unitOfY() {
    return unitOfY;
  }

  public Binning binning() {
    return x.binning();
  }

  /// Whether events have weights; else each counts as 1.
  public boolean weighted() {
    return events.weighted();
  }

  /// The bins, in order.
  ///
  /// @throws org.jpsi.core.errors.InputException where a weight is not finite
  public List<Bin> bins() {
    return filled().bins;
  }

  /// The number of events.
  public long entries() {
    return filled().entries;
  }

  /// The sum of weights of events outside the bins, without those that are not a number.
  public double outside() {
    return filled().outside;
  }

  /// The number of events of which `x` is NaN, or `y` is not finite: they are in no bin.
  public long notANumber() {
    return filled().notANumber;
  }

  private Filled filled() {
    Filled known = filled;
    if (known == null) {
      known = fill();
      filled = known;
    }
    return known;
  }

  // Sums of a bin, about its first value: what all values have in common takes no digits from them.
  private static final class Sums {
    long entries;
    double shift;
    double weight;
    double squares;
    double first;
    double second;

    void add(double value, double w) {
      shift = entries == 0 ? value : shift;
      entries++;
      weight += w;
      squares += w * w;
      first += w * (value - shift);
      second += w * (value - shift) * (value - shift);
    }

    Bin bin() {
      if (weight == 0) {
        return new Bin(entries, 0, Double.NaN, Double.NaN, Double.NaN);
      }
      double mean = first / weight;
      double variance = second / weight - mean * mean;
      // nothing but rounding is between it and 0
      double floor = 1e-15 * Math.abs(second / weight);
      double spread = Math.sqrt(variance < 0 && variance >= -floor ? 0 : variance);
      double error = spread * Math.sqrt(squares) / Math.abs(weight);
      return new Bin(entries, weight, shift + mean, spread, error);
    }
  }

  private Filled fill() {
    Events with = events.column(Events.VALUE, x.expression()).column(Events.SECOND, y);
    Sums[] sums = new Sums[binning().bins()];
    for (int b = 0; b < sums.length; b++) {
      sums[b] = new Sums();
    }
    long entries = 0;
    long notANumber = 0;
    double outside = 0;
    for (EventBlock block : with.blocks(List.of(Events.VALUE, Events.SECOND))) {
      NumberColumn along = block.table().numbers(Events.VALUE);
      NumberColumn values = block.table().numbers(Events.SECOND);
      entries += block.events();
      for (int i = 0; i < block.events(); i++) {
        double weight = EventAxis.weight(block, i);
        double value = values.value(i);
        if (Double.isNaN(along.value(i)) || !Double.isFinite(value)) {
          notANumber++;
          continue;
        }
        int bin = binning().find(along.value(i));
        if (bin < 0 || bin == sums.length) {
          outside += weight;
        } else {
          sums[bin].add(value, weight);
        }
      }
    }
    return new Filled(Arrays.stream(sums).map(Sums::bin).toList(), entries, outside, notANumber);
  }

  /// `mean of m_wbb [GeV] along m_bb [GeV], 50 bins from 0 to 300, weighted`, and a line of what is
  /// in the bins.
  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "mean of %s along %s, %s\n%,d entries, %.6g outside%s",
        EventAxis.withUnit(y(), unitOfY),
        x.title(),
        weighted() ? "weighted" : "without weights",
        entries(),
        outside(),
        notANumber() == 0
            ? ""
            : String.format(Locale.ROOT, ", %,d not a number, left out", notANumber()));
  }
}
