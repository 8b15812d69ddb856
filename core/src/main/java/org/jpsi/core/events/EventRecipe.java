package org.jpsi.core.events;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import org.jpsi.core.expression.Expression;
import org.jpsi.core.table.Column;
import org.jpsi.core.table.Table;

/// Recipe of a view: which events it takes, and each of its columns as an expression, as an
/// analysis file says it. Definitions are put in where they are used, so that expressions need the
/// columns of {@link #events} alone.
///
/// A step that is no expression, such as a model's score or a part of a split, cannot be said so,
/// nor can a column of a source that has got another meaning or is no longer there: then the events
/// are those of the view, and its columns stand for themselves.
///
/// @param sources where the events are found again; none where some are in memory alone, they are a
///   range of the sources' entries, or a step is no expression
/// @param events from which the expressions are computed
/// @param selection of events
/// @param weight of each event
/// @param label of each event, where there is one
/// @param columns expression of each column
public record EventRecipe(
    List<SourceReference> sources,
    Events events,
    String selection,
    String weight,
    Optional<String> label,
    SequencedMap<String, Expression> columns) {
  /// The selection of all events.
  public static final String ALL = "true";

  private static final String ONE = "1";
  // What the hidden columns are called where the view itself is the source.
  private static final String WEIGHT = "event weight";
  private static final String LABEL = "event label";

  public EventRecipe {
    sources = List.copyOf(sources);
    columns = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(columns));
  }

  /// An expression over the view's columns as one over those of {@link #events}.
  public Expression inline(Expression expression) {
    return expression.inline(columns);
  }

  /// @param raw the view's entries as the sources have them
  static EventRecipe of(
      Events view, Events raw, List<EventStep> steps, List<SourceReference> sources) {
    return (steps.stream().allMatch(EventStep::isExpression)
            ? ofExpressions(sources, raw, steps, view.names())
            : Optional.<EventRecipe>empty())
        .orElseGet(() -> ofView(view, steps, raw.schema().table()));
  }

  /// The recipe of steps that are expressions; none where a name means another thing in the view
  /// than in its sources.
  ///
  /// @param names of the view's columns
  private static Optional<EventRecipe> ofExpressions(
      List<SourceReference> sources, Events raw, List<EventStep> steps, List<String> names) {
    Map<String, Expression> defined = new LinkedHashMap<>();
    List<String> cuts = new ArrayList<>();
    for (EventStep step : steps) {
      switch (step) {
        case EventStep.Filter(var selection) ->
            cuts.add(selection.expression().inline(defined).text());
        case EventStep.Define(String name, Expression is) -> defined.put(name, is.inline(defined));
        case EventStep.Label(String name, Expression is) -> defined.put(name, is.inline(defined));
        case EventStep.Apply _, EventStep.InPart _, EventStep.Missing _ ->
            throw new IllegalArgumentException("expected expressions, found " + step);
      }
    }
    SequencedMap<String, Expression> columns = new LinkedHashMap<>();
    for (String name : names) {
      Expression is = defined.get(name);
      columns.put(name, is == null ? Expression.column(name) : is);
    }
    if (raw.names().stream().anyMatch(name -> defined.containsKey(name) || !names.contains(name))) {
      return Optional.empty();
    }
    return Optional.of(
        new EventRecipe(
            sources,
            raw,
            selection(cuts),
            defined.containsKey(Events.WEIGHT) ? defined.get(Events.WEIGHT).text() : ONE,
            Optional.ofNullable(defined.get(Events.LABEL)).map(Expression::text),
            columns));
  }

  private static String selection(List<String> cuts) {
    return switch (cuts.size()) {
      case 0 -> ALL;
      case 1 -> cuts.getFirst();
      default -> "(" + String.join(") && (", cuts) + ")";
    };
  }

  /// The recipe of a view that is its own source, in which weight and label are columns.
  ///
  /// @param raw the sources' columns, without rows
  private static EventRecipe ofView(Events view, List<EventStep> steps, Table raw) {
    Table end = raw;
    for (EventStep step : steps) {
      end = step.apply(end, 0);
    }
    String weight = free(WEIGHT, view);
    String label = free(LABEL, view);
    Events events = view;
    if (view.weighted()) {
      events = named(events, weight, end.column(Events.WEIGHT));
    }
    if (view.labeled()) {
      events = named(events, label, end.column(Events.LABEL));
    }
    SequencedMap<String, Expression> columns = new LinkedHashMap<>();
    for (String name : view.names()) {
      columns.put(name, Expression.column(name));
    }
    return new EventRecipe(
        List.of(),
        events,
        ALL,
        view.weighted() ? Expression.quoted(weight) : ONE,
        view.labeled() ? Optional.of(Expression.quoted(label)) : Optional.empty(),
        columns);
  }

  /// A name that no column of the view has.
  private static String free(String name, Events view) {
    String free = name;
    for (int n = 2; view.names().contains(free); n++) {
      free = name + " " + n;
    }
    return free;
  }

  private static Events named(Events events, String name, Column hidden) {
    EventStep.Define define = new EventStep.Define(name, Expression.column(hidden.name()));
    return events.then(define, events.schema().with(hidden.withName(name)));
  }
}
