package org.jpsi.analysis.events;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jpsi.analysis.file.AnalysisFile;
import org.jpsi.analysis.file.AnalysisWithSource;
import org.jpsi.analysis.file.FullPaths;
import org.jpsi.analysis.file.Sample;
import org.jpsi.analysis.file.SampleFiles;
import org.jpsi.analysis.progress.ProgressListener;
import org.jpsi.analysis.progress.Warnings;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.events.ColumnPaths;
import org.jpsi.core.events.EventSource;
import org.jpsi.core.events.Events;
import org.jpsi.core.expression.Expression;
import org.jpsi.core.expression.Selection;
import org.jpsi.core.io.FileTree;
import org.jpsi.core.table.Column;
import org.jpsi.core.table.JaggedColumn;
import org.jpsi.core.table.NumberColumn;
import org.jpsi.core.table.Table;
import org.jpsi.lab.sim.Generator;

/// Reader of the samples of an analysis: the selected rows of the required columns, with their
/// origin.
public final class SampleReader {
  private final AnalysisWithSource source;
  private final AnalysisFile file;
  private final AnalysisExpressions expressions;
  private final Optional<Events> given;
  private final int threads;
  private final ProgressListener progress;
  private final Warnings warnings;
  private final ColumnPaths paths = new ColumnPaths();
  private final CodedColumns coded;
  // indices of the elements of arrays that are features, by column
  private final Map<String, List<String>> arrays = new TreeMap<>();

  /// @param given the events of the only sample, where a program gives them
  public SampleReader(
      AnalysisWithSource source,
      AnalysisExpressions expressions,
      Optional<Events> given,
      int threads,
      ProgressListener progress,
      Warnings warnings) {
    this.source = source;
    this.file = source.analysis();
    this.expressions = expressions;
    this.given = given;
    this.threads = threads;
    this.progress = progress;
    this.warnings = warnings;
    this.coded = new CodedColumns(source, paths);
  }

  /// Sample in memory.
  ///
  /// @param inputs the trees, as `file:tree`
  /// @param files where each of them is, in a file or not
  /// @param treeStarts where each tree's events begin, counted through all of them
  /// @param read how many events there were before the selection
  /// @param numbers of the events of the table, counted through all trees
  /// @param sumOfWeights of the generator, where the sample is normalized
  /// @param table what the selection took
  public record LoadedSample(
      Sample sample,
      List<String> inputs,
      List<Optional<TreeFile>> files,
      long[] treeStarts,
      long read,
      long[] numbers,
      OptionalDouble sumOfWeights,
      Table table) {
    /// The index of the tree that row `i` of the table comes from.
    int input(int i) {
      int tree = 0;
      while (tree + 1 < treeStarts.length && treeStarts[tree + 1] <= numbers[i]) {
        tree++;
      }
      return tree;
    }

    /// The entry in that tree.
    long entry(int i) {
      return numbers[i] - treeStarts[input(i)];
    }
  }

  public List<LoadedSample> all() {
    List<LoadedSample> all = new ArrayList<>();
    for (int i = 0; i < file.samples().size(); i++) {
      all.add(load(i));
    }
    coded.requireFound();
    return all;
  }

  /// The analysis with the full paths of the columns that it names, once all samples are read.
  public AnalysisWithSource withFullPaths() {
    new TreeMap<>(paths.aliases())
        .forEach((alias, path) ->
            warnings.add("column " + alias + " is " + path + ", the only member of that name"));
    return FullPaths.in(source, paths.aliases(), arrays);
  }

  private LoadedSample load(int number) {
    Sample sample = file.samples().get(number);
    SelectedEvents selected = new SelectedEvents(selections(number));
    SumOfWeights sum = new SumOfWeights(source.where("samples." + number + ".sumw"), sample, paths);
    switch (sample.source()) {
      case Sample.Generated generated -> {
        progress.stage(
            "generating " + generated.events() + " events of process " + generated.process());
        EventSource events =
            coded.in(
                given
                    .map(e -> e.sources().getFirst())
                    .orElseGet(() -> generate(generated, number)));
        sum.add(events);
        selected.add("generated:" + generated.process(), events, columns(events, number));
      }
      case Sample.Given _ -> {
        Events events = coded.in(given.orElseThrow());
        // its columns as those of a source, in which nothing is read
        EventSource all = EventSource.of(Table.of(events.origin(), events.columns()));
        selected.add(events, columns(all, number));
      }
      case Sample.Files files -> {
        String key = source.where("samples." + number + ".files");
        ChainColumns chain = new ChainColumns(source.where("features"), warnings);
        List<FileTree> all = SampleFiles.find(key, files.paths(), source.folder(), files.tree());
        SampleFriends friends = SampleFriends.of(file, files, key, source.folder(), all.size());
        for (int k = 0; k < all.size(); k++) {
          FileTree one = all.get(k);
          String input = one.file().getFileName() + one.tree().map(tree -> ":" + tree).orElse("");
          progress.stage("reading " + input);
          try (EventSource raw = friends.open(one, k)) {
            sum.add(one, raw);
            EventSource events = coded.in(raw);
            events.notes().forEach(note -> warnings.add(events.origin() + ": " + note));
            selected.add(
                input,
                one.file(),
                events,
                events.entries() == 0 ? List.of() : chained(chain, events, number));
          }
        }
      }
    }
    return selected.sample(sample, sum.value(), warnings);
  }

  /// The columns of a file of a sample. Where they are named, each file must have them anyway.
  private List<String> chained(ChainColumns chain, EventSource events, int number) {
    List<String> columns = columns(events, number, chain.first());
    List<String> common = chain.of(events.origin(), columns);
    return file.features().all() ? common : columns;
  }

  /// Refuses a constant that takes the place of a column.
  private void requireNoColumnNamed(Set<String> constants, EventSource events, int number) {
    Set<String> used = new HashSet<>();
    for (Expression expression : expressions.of(number)) {
      used.addAll(Expression.parse(expression.text()).columnNames());
    }
    for (Column column : events.columns()) {
      String name = column.name();
      if (constants.contains(name) && (file.features().all() || used.contains(name))) {
        throw InputException.at(source.where("constants." + name))
            .expected("a name that no column has")
            .found("a column " + name + " in " + events.origin())
            .remedy("give the constant another name")
            .exception();
      }
    }
  }

  private EventSource generate(Sample.Generated generated, int number) {
    Generator generator =
        Generator.of(generated.process(), generated.seed().orElse(file.seed())).threads(threads);
    GeneratedMemory.require(
        source.where("samples." + number + ".events"),
        generated.events(),
        generator.table(1).names().size(),
        Runtime.getRuntime().maxMemory());
    return EventSource.of(generator.table(generated.events()));
  }

  /// The selections that do select.
  private List<Selection> selections(int number) {
    return expressions.selections(number).stream()
        .filter(cut -> !cut.expression().text().equals("true"))
        .toList();
  }

  /// Refuses a spectator that is jagged, for which a row of scores has no room.
  private static void requireFlat(String name, EventSource events) {
    for (Column column : events.columns()) {
      if (column instanceof JaggedColumn && column.name().equals(name)) {
        throw InputException.at(events.origin())
            .expected("one value, or a fixed number of them, in the spectator " + name)
            .found("a varying number of them (jagged), " + column.typeName())
            .remedy("leave it out of `spectators:`")
            .exception();
      }
    }
  }

  /// Keeps the shape of a column of arrays, each element of which is a feature.
  private void noteArray(String path, EventSource events) {
    for (Column column : events.columns()) {
      if (column instanceof NumberColumn numbers
          && numbers.width() > 1
          && numbers.name().equals(path)) {
        arrays.put(path, IntStream.range(0, numbers.width()).mapToObj(numbers::indices).toList());
      }
    }
  }

  private void noteLeftOut(EventSource events, List<String> columns, String why) {
    if (!columns.isEmpty()) {
      warnings.add(
          events.origin()
              + ": "
              + why
              + ": "
              + String.join(", ", columns.subList(0, Math.min(10, columns.size())))
              + (columns.size() > 10 ? " and " + (columns.size() - 10) + " more" : ""));
    }
  }

  private List<String> columns(EventSource events, int number) {
    return columns(events, number, "");
  }

  /// The columns that the analysis needs of a source.
  ///
  /// @param first the first file of its chain, for messages; empty of that file itself
  private List<String> columns(EventSource events, int number, String first) {
    if (file.samples().get(number).source() instanceof Sample.Generated) {
      return events.columns().stream().map(Column::name).toList();
    }
    Set<String> columnNames = new LinkedHashSet<>();
    for (Expression expression : expressions.of(number)) {
      expression.columnNames().forEach(name -> columnNames.add(paths.path(name, events)));
    }
    expressions.features().stream()
        .flatMap(feature -> feature.plainColumn().stream())
        .forEach(name -> noteArray(paths.path(name, events), events));
    for (String name : file.spectators()) {
      requireFlat(paths.path(name, events), events);
      columnNames.add(paths.path(name, events));
    }
    SourceColumns.require(List.copyOf(columnNames), events, first);
    requireNoColumnNamed(file.constants().keySet(), events, number);
    if (file.features().all()) {
      List<String> jagged = new ArrayList<>();
      for (Column column : events.columns()) {
        if (!(column instanceof JaggedColumn)) {
          columnNames.add(column.name());
        } else if (!columnNames.contains(column.name())) {
          jagged.add(column.name());
        }
      }
      noteLeftOut(
          events,
          jagged,
          "jagged columns are no features by themselves: say what to take of each, as in"
              + " `first(x, 4, -1)`, `max(x)`, `length(x)`");
      noteLeftOut(
          events,
          events.unreadable().stream().map(EventSource.Unreadable::name).toList(),
          "columns that cannot be read cannot be features");
    }
    // In the order of the file, so that the order of keys in the analysis changes nothing.
    List<String> columns =
        events.columns().stream().map(Column::name).filter(columnNames::contains).toList();
    if (columns.isEmpty()) {
      throw InputException.at(source.where("features"))
          .expected("an expression with a column")
          .found("only numbers")
          .remedy("name columns in `features:`")
          .exception();
    }
    return columns;
  }
}
