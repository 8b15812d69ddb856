package org.jpsi.core.events;

import java.util.List;
import java.util.Locale;
import org.jpsi.core.histogram.Histogram2D;
import org.jpsi.core.table.NumberColumn;
import org.jspecify.annotations.Nullable;

/// Two-dimensional histogram of events (RDataFrame's `Histo2D`), with the events' weights. It is
/// filled in one pass over the events, once, when it is first looked at. The last bin of an axis
/// holds its upper edge, as in NumPy; in ROOT that is overflow.
public final class EventHistogram2D {
  private final Events events;
  private final EventAxis x;
  private final EventAxis y;
  private @Nullable Filled filled;

  EventHistogram2D(Events events, EventAxis x, EventAxis y) {
    this.events = events;
    this.x = x;
    this.y = y;
  }

  private record Filled(Histogram2D histogram, long entries, double outside, long notANumber) {}

  /// The expression along the horizontal axis.
  public String x() {
    return x.expression().text();
  }

  /// The expression along the vertical axis.
  public String y() {
    return y.expression().text();
  }

  /// The unit of x; `""` where it is not known.
  public String unitOfX() {
    return x.unit();
  }

  /// The unit of y; `""` where it is not known.
  public String unitOfY() {
    return y.unit();
  }

  /// Whether events have weights; else each counts as 1.
  public boolean weighted() {
    return events.weighted();
  }

  /// The contents of the bins with their errors.
  ///
  /// @throws org.jpsi.core.errors.InputException where a weight is not finite
  public Histogram2D histogram() {
    return filled().histogram;
  }

  /// The number of events.
  public long entries() {
    return filled().entries;
  }

  /// The sum of weights of events outside the bins, without those that are not a number.
  public double outside() {
    return filled().outside;
  }

  /// The number of events of which a value is NaN, which are in no bin.
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

  private Filled fill() {
    Events with = events.column(Events.VALUE, x.expression()).column(Events.SECOND, y.expression());
    Histogram2D histogram = Histogram2D.empty(x.binning(), y.binning());
    long entries = 0;
    long notANumber = 0;
    double outside = 0;
    for (EventBlock block : with.blocks(List.of(Events.VALUE, Events.SECOND))) {
      NumberColumn first = block.table().numbers(Events.VALUE);
      NumberColumn second = block.table().numbers(Events.SECOND);
      entries += block.events();
      for (int i = 0; i < block.events(); i++) {
        double weight = EventAxis.weight(block, i);
        if (Double.isNaN(first.value(i)) || Double.isNaN(second.value(i))) {
          notANumber++;
        } else if (!histogram.add(first.value(i), second.value(i), weight)) {
          outside += weight;
        }
      }
    }
    return new Filled(histogram, entries, outside, notANumber);
  }

  /// `m_bb [GeV], 50 bins from 0 to 300; m_wbb [GeV], 20 bins from 0 to 500; weighted`, and a line
  /// of what is in the bins.
  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "%s; %s; %s\n%,d entries, sum %.6g, %.6g outside%s",
        x.title(),
        y.title(),
        weighted() ? "weighted" : "without weights",
        entries(),
        histogram().total(),
        outside(),
        notANumber() == 0
            ? ""
            : String.format(Locale.ROOT, ", %,d not a number, left out", notANumber()));
  }
}
