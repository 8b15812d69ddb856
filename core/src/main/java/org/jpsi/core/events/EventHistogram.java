package org.jpsi.core.events;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SequencedMap;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.expression.Expression;
import org.jpsi.core.histogram.Binning;
import org.jpsi.core.histogram.Histogram;
import org.jpsi.core.histogram.HistogramFiller;
import org.jpsi.core.table.Column;
import org.jpsi.core.table.NumberColumn;
import org.jpsi.core.table.TextColumn;
import org.jpsi.core.task.ClassNames;
import org.jspecify.annotations.Nullable;

/// Histogram of events (RDataFrame's `Histo1D`): of an expression, with the events' weights, of all
/// events or by groups. It is filled in one pass over the events, once, when it is first looked at.
/// The last bin holds its upper edge, as in NumPy; in ROOT that is overflow.
///
/// ```java
/// events.histogram("m_bb", 50, 0, 300).by("process")
/// ```
public final class EventHistogram {
  private static final int MAX_GROUPS = 100;

  private final Events events;
  private final EventAxis axis;
  private final Optional<Expression> by;
  private @Nullable SequencedMap<String, Group> groups;

  private EventHistogram(Events events, EventAxis axis, Optional<Expression> by) {
    this.events = events;
    this.axis = axis;
    this.by = by;
  }

  static EventHistogram of(Events events, String text, int bins, double from, double to) {
    return new EventHistogram(
        events, EventAxis.of(events, "histogram", text, bins, from, to), Optional.empty());
  }

  /// Group of events.
  ///
  /// @param histogram of their weights; infinite values are underflow and overflow
  /// @param entries number of events
  /// @param notANumber events whose value is NaN, which are in no bin and not in the total
  public record Group(Histogram histogram, long entries, long notANumber) {}

  /// A histogram for each value of an expression, as for each class.
  ///
  /// @throws InputException where it cannot be computed from the columns
  public EventHistogram by(String expression) {
    return new EventHistogram(
        events, axis, Optional.of(events.schema().checked(Expression.parse("by", expression))));
  }

  /// The expression along the axis.
  public String expression() {
    return axis.expression().text();
  }

  /// The expression's unit; `""` where it is not known.
  public String unit() {
    return axis.unit();
  }

  public Binning binning() {
    return axis.binning();
  }

  /// Whether events have weights ({@link Events#weight}); else each counts as 1.
  public boolean weighted() {
    return events.weighted();
  }

  /// The expression by whose values events are grouped.
  public Optional<String> groupedBy() {
    return by.map(Expression::text);
  }

  /// The groups by the value that their events share, numbers ascending, then text; one group, of
  /// all events, under `""` where they are not grouped.
  ///
  /// @throws InputException where a weight is not finite, or there are more than 100 groups
  public SequencedMap<String, Group> groups() {
    SequencedMap<String, Group> filled = groups;
    if (filled == null) {
      filled = fill();
      groups = filled;
    }
    return filled;
  }

  /// The group of this name.
  ///
  /// @throws InputException where there is none, with the nearest names
  public Group group(String name) {
    Group group = groups().get(name);
    if (group == null) {
      throw InputException.at("histogram of " + expression())
          .expected("a group " + name)
          .found(String.join(", ", groups().keySet()))
          .nearest(name, groups().keySet())
          .exception();
    }
    return group;
  }

  /// The histogram of all events.
  public Histogram total() {
    return groups().values().stream().map(Group::histogram).reduce(Histogram::plus).orElseThrow();
  }

  private SequencedMap<String, Group> fill() {
    Events with = events.column(Events.VALUE, axis.expression());
    List<String> columns = new ArrayList<>(List.of(Events.VALUE));
    if (by.isPresent()) {
      EventStep.Label group = new EventStep.Label(Events.GROUP, by.get());
      Column none = new TextColumn(Events.GROUP, new String[0]);
      with = with.then(group, with.schema().with(none));
      columns.add(Events.GROUP);
    }
    Map<String, HistogramFiller> fillers = new LinkedHashMap<>();
    if (by.isEmpty()) {
      fillers.put("", new HistogramFiller(binning()));
    }
    for (EventBlock block : with.blocks(columns)) {
      fill(block, fillers);
    }
    SequencedMap<String, Group> filled = new LinkedHashMap<>();
    for (String name : ClassNames.sorted(fillers.keySet())) {
      HistogramFiller group = Objects.requireNonNull(fillers.get(name));
      filled.put(name, new Group(group.histogram(), group.entries(), group.notANumber()));
    }
    return Collections.unmodifiableSequencedMap(filled);
  }

  private void fill(EventBlock block, Map<String, HistogramFiller> fillers) {
    NumberColumn values = block.table().numbers(Events.VALUE);
    for (int i = 0; i < block.events(); i++) {
      String group = by.isEmpty() ? "" : ((TextColumn) block.table().column(Events.GROUP)).value(i);
      double weight = EventAxis.weight(block, i);
      fillers
          .computeIfAbsent(group, _ -> new HistogramFiller(binning()))
          .add(values.value(i), weight);
    }
    if (fillers.size() > MAX_GROUPS) {
      throw InputException.at("by " + groupedBy().orElse(""))
          .expected("up to " + MAX_GROUPS + " groups")
          .found("more")
          .remedy("group by a class, not by a quantity")
          .exception();
    }
  }

  /// `m_bb [GeV], 50 bins from 0 to 300, weighted`, and a line for each group with its entries and
  /// sum of weights.
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(title());
    groups().forEach((name, group) -> text.append('\n').append(line(name, group)));
    return text.toString();
  }

  private String title() {
    return axis.title() + ", " + (weighted() ? "weighted" : "without weights");
  }

  private String line(String name, Group group) {
    Histogram h = group.histogram();
    return String.format(
        Locale.ROOT,
        "%s%,d entries%s, %.6g below, %.6g above%s",
        by.isEmpty() ? "" : groupedBy().orElse("") + " " + name + ": ",
        group.entries(),
        weighted() ? String.format(Locale.ROOT, ", sum of weights %.6g", h.total()) : "",
        h.underflow(),
        h.overflow(),
        group.notANumber() == 0
            ? ""
            : String.format(Locale.ROOT, ", %,d not a number, left out", group.notANumber()));
  }
}
