package org.jpsi.core.events;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.expression.Expression;
import org.jpsi.core.expression.Selection;
import org.jpsi.core.io.FileTree;
import org.jpsi.core.table.Column;
import org.jpsi.core.table.Split;
import org.jpsi.core.table.Table;

/// Events: a lazy view over one source or a chain of several, with ROOT's RDataFrame's verbs.
/// Nothing is read until values are asked for; then only the columns that are needed, block by
/// block, so that memory does not grow with the files.
///
/// ```java
/// try (Events events = Events.open("higgs.root", "sig_tree")) {
///   Events clean = events.filter("m_bb > 0").define("dphi", "acos(cos(phi1 - phi2))");
///   double mean = clean.weight("w").mean("dphi");
/// }
/// ```
///
/// A view is immutable: each verb gives a new one, whose names and types are checked at once. All
/// views of a chain share its sources; they are not thread-safe.
public final class Events implements EventStatistics, AutoCloseable {
  // No file has columns of these names.
  static final String WEIGHT = "\0weight";
  static final String LABEL = "\0label";
  static final String VALUE = "\0value";
  static final String SECOND = "\0second";
  static final String GROUP = "\0group";

  private final SourceChain chain;
  private final EntryRange range;
  private final List<EventStep> steps;
  private final EventSchema schema;
  // -1 until it is known
  private long count = -1;

  private Events(SourceChain chain, EntryRange range, List<EventStep> steps, EventSchema schema) {
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
    return of(new SourceChain(List.of(sources), List.of()));
  }

  private static Events of(SourceChain chain) {
    return new Events(chain, chain.entries(), List.of(), new EventSchema(chain, chain.schema()));
  }

  /// Simulated events of a process, by the generator on the class path, with seed 1.
  ///
  /// @param process its name, as `jpsi generate` has it: `higgs`
  /// @throws InputException where there is no such process, with the nearest names, or no generator
  public static Events generate(String process, long events) {
    return generate(process, events, 1);
  }

  /// Simulated events, which are a function of process, seed and number.
  ///
  /// @throws InputException as {@link #generate(String, long)}
  public static Events generate(String process, long events, long seed) {
    return of(
        new SourceChain(
            List.of(EventGenerator.find().generate(process, events, seed)),
            List.of(new SourceReference.Generated(process, events, seed))));
  }

  /// The events of a file with one tree, or of `file.root:tree`: see {@link #open(String, String)}.
  public static Events open(String files) {
    return of(SourceChain.open(files, Optional.empty()));
  }

  /// The events of one tree of a file, or of a chain of files, in any format on the class path.
  ///
  /// @param files a path as in {@link FileTree}, where `*` is any characters and `?` is one
  /// @throws InputException where there is no such file or tree, or nothing to read it
  public static Events open(String files, String tree) {
    return of(SourceChain.open(files, Optional.of(tree)));
  }

  /// The events of the only tree of a file.
  public static Events open(Path file) {
    return of(SourceChain.open(List.of(new FileTree(file, Optional.empty()))));
  }

  /// The events of one tree of a file.
  public static Events open(Path file, String tree) {
    return open(List.of(file), tree);
  }

  /// A chain of files with a tree of this name each, as {@link #open(String, String)}.
  public static Events open(List<Path> files, String tree) {
    return of(SourceChain.open(FileTree.all(files, tree)));
  }

  /// These events with a friend's columns, `name.column`, as TTree::AddFriend has them: entry k of
  /// both is the same event, or it is found `by` columns of integers; what is absent is missing.
  ///
  /// @throws InputException where their events do not fit, or filters or columns came before
  public Events friend(String name, Events friend, String... by) {
    return of(raw().withFriend(name, friend.raw(), List.of(by)));
  }

  private SourceChain raw() {
    boolean whole = range.equals(chain.entries());
    return schema.requireRaw(steps.isEmpty() && whole);
  }

  /// These events with a weight, which sums, means and figures take into account.
  ///
  /// @throws InputException where it cannot be computed from the columns
  public Events weight(String expression) {
    Expression weight = schema.number(Expression.parse("weight", expression));
    return then(new EventStep.Define(WEIGHT, weight), schema);
  }

  /// These events with a class label, text or a number, computed from the columns.
  public Events label(String expression) {
    Expression label = schema.checked(Expression.parse("label", expression));
    return then(new EventStep.Label(LABEL, label), schema);
  }

  /// The events for which an expression of the columns is true.
  public Events filter(String expression) {
    return filter(Selection.of("filter", expression));
  }

  /// The events that pass a selection.
  public Events filter(Selection selection) {
    return then(new EventStep.Filter(schema.selection(selection)), schema);
  }

  /// The events of which a column has a value, which is not NaN.
  ///
  /// @throws InputException where there is no such column, or it is not of numbers
  public Events filterAvailable(String column) {
    return filter("!isnan(" + Expression.quoted(column) + ")");
  }

  /// These events with a number in the place of a column's missing values, NaN.
  ///
  /// @throws InputException where there is no such column, or it is not of numbers
  public Events defaultValueFor(String column, double value) {
    String text = Expression.quoted(column);
    return redefine(column, "DefaultValueFor(" + text + ", " + Expression.format(value) + ")");
  }

  /// These events with NaN in the place of codes of missing values. Filters and columns that came
  /// before use the codes. A model is told of codes by its analysis: see its key `missing`.
  public Events missing(MissingCodes codes) {
    return codes.in(this);
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
    schema.requireNew(name);
    return column(name, expression);
  }

  /// These events with columns that a function computes block by block, such as the scores of a
  /// model: one of this name, or several whose names begin with it.
  ///
  /// @throws InputException where there is a column of such a name, or the columns are not those
  ///   that the function needs
  public Events define(String name, EventFunction function) {
    function.columnNames().forEach(schema::column);
    EventFunction prepared = function.prepared();
    List<Column> columns = prepared.define(name, schema.table());
    List<String> names = schema.newNames(columns);
    return then(new EventStep.Apply(name, names, prepared), schema.with(columns));
  }

  /// These events with a column computed anew. Filters and columns that came before use the old
  /// one.
  ///
  /// @throws InputException where there is no column of that name, or the expression cannot be
  ///   computed from the columns
  public Events redefine(String name, String expression) {
    schema.column(name);
    return column(name, Expression.parse("column " + name, expression));
  }

  /// These events with a column under one more name, a new one.
  public Events alias(String name, String column) {
    schema.column(column);
    return define(name, Expression.column(column));
  }

  /// These events with these columns alone, in this order.
  ///
  /// @throws InputException where there is no such column
  public Events select(String... columns) {
    return new Events(chain, range, steps, schema.select(List.of(columns)));
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

  /// The first events, in memory: a look at them, of which no more is read than it takes.
  ///
  /// @throws IllegalArgumentException for a negative number
  public Table head(int events) {
    return EventHead.of(this, events);
  }

  /// The columns, each without rows: their names, types and units.
  public List<Column> columns() {
    return schema.table().columns();
  }

  /// The columns' names.
  public List<String> names() {
    return schema.table().names();
  }

  /// An expression over the columns with their full paths: of `mu.pt` where it says `pt`.
  ///
  /// @throws InputException where it cannot be computed, or several members are called so
  public Expression resolve(Expression expression) {
    return schema.columnOrChecked(expression);
  }

  /// The number of events. Where no filter decides, nothing is read; else it is known after a pass.
  public long count() {
    EventPlan plan = plan(List.of());
    count = count >= 0 ? count : plan.selects() ? plan.count() : range.length();
    return count;
  }

  /// All columns of all events, in memory.
  ///
  /// @throws InputException where they do not fit
  public Table table() {
    return table(names());
  }

  /// These columns, as {@link #table()}.
  public Table table(List<String> columns) {
    columns.forEach(schema::column);
    return plan(columns).table(schema.table(), columns);
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
    columns.forEach(schema::column);
    Stream<String> hidden = Stream.of(WEIGHT, LABEL).filter(this::defines);
    EventPlan plan = plan(Stream.concat(columns.stream(), hidden).distinct().toList());
    return () -> new BlockIterator(plan, List.copyOf(columns), weighted(), labeled());
  }

  /// Writes these events to a file, in a tree `events`, as RDataFrame's Snapshot does; a file that
  /// is there is replaced. It returns their number; `org.jpsi.formats.Snapshot` has more choices.
  ///
  /// @throws InputException where a column cannot be written so: then nothing is
  public long snapshot(Path file) {
    return EventSourceProvider.find(file).write(this, file);
  }

  /// Three views: training, validation and test events. Who goes where is drawn for each event from
  /// its number in the chain, before any filter.
  ///
  /// @param train in [0, 1], as are the others; they add up to 1
  public EventParts split(double train, double validation, double test) {
    return new EventParts(this, new Split.Fractions(train, validation, test), Optional.empty(), 1);
  }

  /// Whether events have weights.
  public boolean weighted() {
    return defines(WEIGHT);
  }

  /// Whether events have class labels.
  public boolean labeled() {
    return defines(LABEL);
  }

  /// The name of the chain, for messages.
  public String origin() {
    return schema.table().origin();
  }

  /// The sources of the chain.
  public List<EventSource> sources() {
    return chain.sources();
  }

  /// Selection and columns as expressions over the sources' columns.
  public EventRecipe recipe() {
    List<SourceReference> all = range.equals(chain.entries()) ? chain.references() : List.of();
    return EventRecipe.of(this, of(chain).range(range.begin(), range.end()), steps, all);
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
    return steps.stream().anyMatch(step -> step.defined().contains(name));
  }

  EventSchema schema() {
    return schema;
  }

  Events column(String name, Expression expression) {
    EventStep.Define define = new EventStep.Define(name, schema.columnOrChecked(expression));
    return then(define, schema.with(define.column(schema.table())));
  }

  Events then(EventStep step, EventSchema after) {
    List<EventStep> all = Stream.concat(steps.stream(), Stream.of(step)).toList();
    return new Events(chain, range, all, after);
  }
}
