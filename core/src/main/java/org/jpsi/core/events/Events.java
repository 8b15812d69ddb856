package org.jpsi.core.events;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.expression.Expression;
import org.jpsi.core.expression.Selection;
import org.jpsi.core.table.Column;
import org.jpsi.core.table.Split;
import org.jpsi.core.table.Table;
import org.jpsi.core.task.Part;

/// Events: a lazy view over one source or a chain of several, with ROOT's RDataFrame's verbs.
/// Nothing is read until values are asked for; then only the columns that are needed, block by
/// block, so that memory does not grow with the files.
///
/// ```java
/// try (Events events = Events.open(Path.of("higgs.root"), "sig_tree")) {
///   Events clean = events.filter("m_bb > 0").define("dphi", "acos(cos(phi1 - phi2))");
///   double mean = clean.weight("w").mean("dphi");
/// }
/// ```
///
/// A view is immutable: each verb gives a new one, whose names and types are checked at once. All
/// views of a chain share its sources; they are not thread-safe.
public final class Events implements AutoCloseable {
  // No file has columns of these names.
  static final String WEIGHT = "\0weight";
  static final String LABEL = "\0label";
  static final String VALUE = "\0value";

  private final SourceChain chain;
  private final EntryRange range;
  private final List<EventStep> steps;
  private final Table schema;
  // -1 until it is known
  private long count = -1;

  private Events(SourceChain chain, EntryRange range, List<EventStep> steps, Table schema) {
    this.chain = chain;
    this.range = range;
    this.steps = steps;
    this.schema = schema;
  }

  /// The events of a table.
  public static Events of(Table table) {
    return of(EventSource.of(table));
  }

  /// A chain of sources: the events of the first, then those of the second, and so on. Columns that
  /// some source does not have are refused where they are asked for.
  ///
  /// @throws IllegalArgumentException without a source
  public static Events of(EventSource... sources) {
    if (sources.length == 0) {
      throw new IllegalArgumentException("Events: expected a source, found none");
    }
    SourceChain chain = new SourceChain(List.of(sources));
    return new Events(chain, chain.entries(), List.of(), chain.schema());
  }

  /// The events of the only tree of a file, in any format on the class path.
  ///
  /// @throws InputException where there is no such file, several trees, or nothing to read it
  public static Events open(Path file) {
    return open(List.of(file), Optional.empty());
  }

  /// The events of one tree of a file.
  ///
  /// @throws InputException where there is no such file or tree, or nothing to read it
  public static Events open(Path file, String tree) {
    return open(List.of(file), tree);
  }

  /// A chain of files with a tree of this name each.
  ///
  /// @throws InputException as {@link #open(Path, String)}
  public static Events open(List<Path> files, String tree) {
    return open(files, Optional.of(tree));
  }

  private static Events open(List<Path> files, Optional<String> tree) {
    List<EventSource> sources = new ArrayList<>();
    boolean whole = false;
    try {
      for (Path file : files) {
        sources.add(EventSourceProvider.find(file).open(file, tree));
      }
      Events events = of(sources.toArray(EventSource[]::new));
      whole = true;
      return events;
    } finally {
      if (!whole) {
        sources.forEach(EventSource::close);
      }
    }
  }

  /// These events with a weight, which sums, means and figures take into account.
  ///
  /// @throws InputException where it cannot be computed from the columns
  public Events weight(String expression) {
    Expression weight = Expression.parse("weight", expression);
    requireNumber(weight);
    return then(new EventStep.Define(WEIGHT, weight), schema);
  }

  /// These events with a class label, text or a number.
  ///
  /// @throws InputException where it cannot be computed from the columns
  public Events label(String expression) {
    Expression label = Expression.parse("label", expression);
    check(label);
    return then(new EventStep.Label(LABEL, label), schema);
  }

  /// The events for which an expression is true.
  ///
  /// @throws InputException where it cannot be computed from the columns
  public Events filter(String expression) {
    return filter(Selection.of("filter", expression));
  }

  /// The events that pass a selection.
  public Events filter(Selection selection) {
    requireNumber(selection.expression());
    return then(new EventStep.Filter(selection), schema);
  }

  /// These events with one more column.
  ///
  /// @throws InputException where there is a column of that name, or the expression cannot be
  ///   computed from the columns
  public Events define(String name, String expression) {
    return define(name, Expression.parse("column " + name, expression));
  }

  /// These events with one more column.
  public Events define(String name, Expression expression) {
    if (schema.find(name).isPresent()) {
      throw InputException.at(schema.origin())
          .expected("a new name for a column")
          .found(name + ", which is there")
          .remedy("choose another, or say `redefine`")
          .exception();
    }
    return column(name, expression);
  }

  /// These events with a column computed anew. Filters and columns that came before use the old
  /// one.
  ///
  /// @throws InputException where there is no column of that name, or the expression cannot be
  ///   computed from the columns
  public Events redefine(String name, String expression) {
    column(name);
    return column(name, Expression.parse("column " + name, expression));
  }

  /// These events with a column under one more name.
  ///
  /// @throws InputException where there is a column of the new name, or none of the old one
  public Events alias(String name, String column) {
    column(column);
    return define(name, Expression.column(column));
  }

  /// These events with these columns alone, in this order.
  ///
  /// @throws InputException where there is no such column
  public Events select(String... columns) {
    List<Column> selected = new ArrayList<>();
    for (String name : columns) {
      selected.add(column(name));
    }
    return new Events(chain, range, steps, Table.of(schema.origin(), selected));
  }

  /// The events among some entries, which are counted through the chain, whatever filters drop:
  /// what one of several machines reads.
  ///
  /// @param first the first entry
  /// @param end the entry after the last one
  /// @throws IndexOutOfBoundsException where there are no such entries
  public Events range(long first, long end) {
    Objects.checkFromToIndex(first, end, chain.entries().end());
    return new Events(chain, range.and(new EntryRange(first, end)), steps, schema);
  }

  /// The columns, each without rows: their names, types and units.
  public List<Column> columns() {
    return schema.columns();
  }

  /// The columns' names.
  public List<String> names() {
    return schema.names();
  }

  /// The number of events. Where no filter decides, nothing is read; else it is known after a pass.
  public long count() {
    if (count < 0) {
      count = plan(List.of()).selects() ? counted() : range.length();
    }
    return count;
  }

  private long counted() {
    long passed = 0;
    BlockIterator blocks = new BlockIterator(plan(List.of()), List.of(), false, false);
    while (blocks.hasNext()) {
      passed += blocks.next().events();
    }
    return passed;
  }

  /// All columns of all events, in memory.
  ///
  /// @throws InputException where they do not fit
  public Table table() {
    return table(schema.names());
  }

  /// These columns of all events, in memory.
  public Table table(List<String> columns) {
    columns.forEach(this::column);
    return plan(columns).table(schema, columns);
  }

  /// The events in order, block by block, with these columns. Blocks in which no event passes are
  /// left out.
  ///
  /// @throws InputException where there is no such column; while iterating, where a file is damaged
  public Iterable<EventBlock> blocks(String... columns) {
    return blocks(Arrays.asList(columns));
  }

  /// The events in order, block by block, with these columns.
  public Iterable<EventBlock> blocks(List<String> columns) {
    columns.forEach(this::column);
    boolean weighted = defines(WEIGHT);
    boolean labeled = defines(LABEL);
    Set<String> wanted = new LinkedHashSet<>(columns);
    if (weighted) {
      wanted.add(WEIGHT);
    }
    if (labeled) {
      wanted.add(LABEL);
    }
    EventPlan plan = plan(List.copyOf(wanted));
    return () -> new BlockIterator(plan, List.copyOf(columns), weighted, labeled);
  }

  /// The weighted sum of an expression, `sum of w x`, over blocks of events.
  ///
  /// @throws InputException where it cannot be computed from the columns
  public double sum(String expression) {
    return values("sum", expression).sum();
  }

  /// The weighted mean, `sum of w x / sum of w`.
  ///
  /// @throws InputException as {@link #sum}, or where there are no events or their weights add up
  ///   to 0
  public double mean(String expression) {
    return values("mean", expression).mean();
  }

  /// The weighted standard deviation, `sqrt(sum of w (x - mean)^2 / sum of w)`, as ROOT's `TH1` has
  /// it. It reads the events twice.
  ///
  /// @throws InputException as {@link #mean}
  public double stdDev(String expression) {
    return values("stdDev", expression).stdDev();
  }

  /// The smallest value, whatever the weights; NaN where there is one.
  ///
  /// @throws InputException as {@link #sum}, or where there are no events
  public double min(String expression) {
    return values("min", expression).extreme(Math::min);
  }

  /// The largest value, whatever the weights; NaN where there is one.
  ///
  /// @throws InputException as {@link #min}
  public double max(String expression) {
    return values("max", expression).extreme(Math::max);
  }

  private EventValues values(String where, String text) {
    Expression expression = Expression.parse(where, text);
    requireNumber(expression);
    Events with = column(VALUE, expression);
    return new EventValues(with.schema.origin(), text, with.blocks(VALUE));
  }

  /// Three views: training, validation and test events. Who goes where is drawn for each event from
  /// its number in the chain, before any filter.
  ///
  /// @param train in [0, 1], as are the others; they add up to 1
  public EventParts split(double train, double validation, double test) {
    return new EventParts(this, new Split.Fractions(train, validation, test), 1);
  }

  Events part(Split.Fractions fractions, long seed, Part part) {
    return then(new EventStep.InPart(fractions, seed, part), schema);
  }

  /// Releases the files of the chain.
  @Override
  public void close() {
    chain.sources().forEach(EventSource::close);
  }

  private EventPlan plan(List<String> columns) {
    return EventPlan.of(chain, range, steps, columns);
  }

  private boolean defines(String name) {
    return steps.stream().anyMatch(step -> name.equals(step.defines()));
  }

  private Column column(String name) {
    if (schema.find(name).isEmpty()) {
      chain.requireCommon(name);
    }
    return schema.column(name);
  }

  private void check(Expression expression) {
    for (String name : expression.columnNames()) {
      if (schema.find(name).isEmpty()) {
        chain.requireCommon(name);
      }
    }
    expression.check(schema);
  }

  private void requireNumber(Expression expression) {
    check(expression);
    if (expression.isText(schema)) {
      // throws, with what is text
      expression.evaluate(schema);
    }
  }

  private Events column(String name, Expression expression) {
    // a jagged column may have another name, though no expression takes it
    if (expression.plainColumn().flatMap(schema::find).isEmpty()) {
      check(expression);
    }
    EventStep.Define define = new EventStep.Define(name, expression);
    return then(define, schema.with(define.column(schema)));
  }

  private Events then(EventStep step, Table after) {
    List<EventStep> all = new ArrayList<>(steps);
    all.add(step);
    return new Events(chain, range, List.copyOf(all), after);
  }
}
