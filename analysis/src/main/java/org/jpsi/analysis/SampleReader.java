package org.jpsi.analysis;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jpsi.analysis.file.AnalysisFile;
import org.jpsi.analysis.file.AnalysisWithSource;
import org.jpsi.analysis.file.Sample;
import org.jpsi.analysis.file.SampleFiles;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.expression.Expression;
import org.jpsi.core.expression.Selection;
import org.jpsi.core.table.Table;
import org.jpsi.formats.EventReader;
import org.jpsi.formats.Tables;
import org.jpsi.lab.sim.Generator;
import org.jspecify.annotations.Nullable;

/// Reads the samples of an analysis: the selected rows of the columns that are needed, with where
/// each came from.
final class SampleReader {
  private final AnalysisWithSource located;
  private final AnalysisFile file;
  private final AnalysisExpressions formulas;
  private final int threads;
  private final ProgressListener watch;
  private final Warnings notes;

  SampleReader(
      AnalysisWithSource located,
      AnalysisExpressions formulas,
      int threads,
      ProgressListener watch,
      Warnings notes) {
    this.located = located;
    this.file = located.analysis();
    this.formulas = formulas;
    this.threads = threads;
    this.watch = watch;
    this.notes = notes;
  }

  /// One sample.
  ///
  /// @param inputs its trees, as `file:tree`
  /// @param starts where each tree's rows begin, counted through all of them
  /// @param read how many rows there were before the selection
  /// @param places where the rows of the table were, counted through all trees
  /// @param table what the selection took
  record Loaded(
      Sample sample, List<String> inputs, long[] starts, int read, int[] places, Table table) {
    /// The tree that row `i` of the table came from.
    int input(int i) {
      int tree = 0;
      while (tree + 1 < starts.length && starts[tree + 1] <= places[i]) {
        tree++;
      }
      return tree;
    }

    /// The row of that tree.
    long entry(int i) {
      return places[i] - starts[input(i)];
    }
  }

  List<Loaded> all() {
    List<Loaded> all = new ArrayList<>();
    for (int i = 0; i < file.samples().size(); i++) {
      all.add(load(i));
    }
    return all;
  }

  private Loaded load(int number) {
    Sample sample = file.samples().get(number);
    List<Table> tables = new ArrayList<>();
    List<String> inputs = new ArrayList<>();
    switch (sample.source()) {
      case Sample.Generated order -> {
        watch.stage("generating " + order.events() + " events of process " + order.process());
        tables.add(
            Generator.of(order.process(), file.seed()).threads(threads).table(order.events()));
        inputs.add("generated:" + order.process());
      }
      case Sample.Files files -> {
        String key = located.where("samples." + number + ".files");
        @Nullable String tree = files.tree().isEmpty() ? null : files.tree();
        for (Path path : SampleFiles.find(key, files.paths(), located.folder())) {
          watch.stage("reading " + path.getFileName() + (tree == null ? "" : ":" + tree));
          try (EventReader reader = Tables.open(path, tree)) {
            tables.add(read(reader, number));
            inputs.add(path.getFileName() + (tree == null ? "" : ":" + tree));
          }
        }
      }
    }
    long[] starts = new long[tables.size()];
    for (int i = 1; i < starts.length; i++) {
      starts[i] = starts[i - 1] + tables.get(i - 1).rows();
    }
    Table whole = TableConcat.tables(tables.getFirst().origin(), tables);
    int[] places = selected(whole, number);
    Table taken = places.length == whole.rows() ? whole : whole.take(places);
    return new Loaded(sample, inputs, starts, whole.rows(), places, taken);
  }

  private Table read(EventReader reader, int number) {
    if (reader.events() == 0) {
      throw InputException.at(reader.origin())
          .expected("events")
          .found("none")
          .remedy("leave this input out, or find out why it is empty")
          .exception();
    }
    Set<String> wanted = new LinkedHashSet<>();
    for (Expression expression : formulas.of(number)) {
      wanted.addAll(expression.columnNames());
    }
    wanted.addAll(file.spectators());
    ApplyService.demand(List.copyOf(wanted), reader);
    if (file.features().all()) {
      reader.columns().forEach(c -> wanted.add(c.name()));
      List<String> unreadable =
          reader.unreadable().stream().map(EventReader.Unreadable::name).toList();
      if (!unreadable.isEmpty()) {
        notes.add(
            reader.origin()
                + ": columns that are no flat numbers cannot be features: "
                + String.join(", ", unreadable.subList(0, Math.min(10, unreadable.size())))
                + (unreadable.size() > 10 ? " and " + (unreadable.size() - 10) + " more" : ""));
      }
    }
    // In the order of the file, so that the order of keys in the analysis changes nothing.
    List<String> columns =
        reader.columns().stream()
            .map(EventReader.ColumnInfo::name)
            .filter(wanted::contains)
            .toList();
    if (columns.isEmpty()) {
      throw InputException.at(located.where("features"))
          .expected("a formula that needs a column")
          .found("only numbers")
          .remedy("name columns in `features:`")
          .exception();
    }
    return Tables.all(reader, columns);
  }

  private int[] selected(Table whole, int number) {
    boolean[] pass = new boolean[whole.rows()];
    Arrays.fill(pass, true);
    for (Selection cut : formulas.selections(number)) {
      boolean[] passes = cut.mask(whole);
      for (int i = 0; i < pass.length; i++) {
        pass[i] &= passes[i];
      }
    }
    int n = 0;
    int[] places = new int[pass.length];
    for (int i = 0; i < pass.length; i++) {
      if (pass[i]) {
        places[n++] = i;
      }
    }
    if (n == 0) {
      throw InputException.at(whole.origin())
          .expected("events that pass the selection")
          .found("none of " + whole.rows())
          .remedy("loosen `select:`")
          .exception();
    }
    return Arrays.copyOf(places, n);
  }
}
