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

/// Reader of the samples of an analysis: the selected rows of the required columns, with their
/// origin.
final class SampleReader {
  private final AnalysisWithSource source;
  private final AnalysisFile file;
  private final AnalysisExpressions expressions;
  private final int threads;
  private final ProgressListener progress;
  private final Warnings warnings;

  SampleReader(
      AnalysisWithSource source,
      AnalysisExpressions expressions,
      int threads,
      ProgressListener progress,
      Warnings warnings) {
    this.source = source;
    this.file = source.analysis();
    this.expressions = expressions;
    this.threads = threads;
    this.progress = progress;
    this.warnings = warnings;
  }

  /// Sample in memory.
  ///
  /// @param inputs the trees, as `file:tree`
  /// @param treeStarts where each tree's rows begin, counted through all of them
  /// @param read how many rows there were before the selection
  /// @param rowIndices where the rows of the table were, counted through all trees
  /// @param table what the selection took
  record LoadedSample(
      Sample sample,
      List<String> inputs,
      long[] treeStarts,
      int rowsRead,
      int[] rowIndices,
      Table table) {
    /// The index of the tree that row `i` of the table comes from.
    int input(int i) {
      int tree = 0;
      while (tree + 1 < treeStarts.length && treeStarts[tree + 1] <= rowIndices[i]) {
        tree++;
      }
      return tree;
    }

    /// The entry in that tree.
    long entry(int i) {
      return rowIndices[i] - treeStarts[input(i)];
    }
  }

  List<LoadedSample> all() {
    List<LoadedSample> all = new ArrayList<>();
    for (int i = 0; i < file.samples().size(); i++) {
      all.add(load(i));
    }
    return all;
  }

  private LoadedSample load(int number) {
    Sample sample = file.samples().get(number);
    List<Table> tables = new ArrayList<>();
    List<String> inputs = new ArrayList<>();
    switch (sample.source()) {
      case Sample.Generated generated -> {
        progress.stage(
            "generating " + generated.events() + " events of process " + generated.process());
        tables.add(
            Generator.of(generated.process(), file.seed())
                .threads(threads)
                .table(generated.events()));
        inputs.add("generated:" + generated.process());
      }
      case Sample.Files files -> {
        String key = source.where("samples." + number + ".files");
        @Nullable String tree = files.tree().isEmpty() ? null : files.tree();
        for (Path path : SampleFiles.find(key, files.paths(), source.folder())) {
          progress.stage("reading " + path.getFileName() + (tree == null ? "" : ":" + tree));
          try (EventReader reader = Tables.open(path, tree)) {
            tables.add(read(reader, number));
            inputs.add(path.getFileName() + (tree == null ? "" : ":" + tree));
          }
        }
      }
    }
    long[] treeStarts = new long[tables.size()];
    for (int i = 1; i < treeStarts.length; i++) {
      treeStarts[i] = treeStarts[i - 1] + tables.get(i - 1).rows();
    }
    Table whole = Table.concat(tables.getFirst().origin(), tables);
    int[] rowIndices = selected(whole, number);
    Table taken = rowIndices.length == whole.rows() ? whole : whole.take(rowIndices);
    return new LoadedSample(sample, inputs, treeStarts, whole.rows(), rowIndices, taken);
  }

  private Table read(EventReader reader, int number) {
    if (reader.events() == 0) {
      throw InputException.at(reader.origin())
          .expected("events")
          .found("none")
          .remedy("leave this input out, or check why it is empty")
          .exception();
    }
    Set<String> columnNames = new LinkedHashSet<>();
    for (Expression expression : expressions.of(number)) {
      columnNames.addAll(expression.columnNames());
    }
    columnNames.addAll(file.spectators());
    ApplyService.requireColumns(List.copyOf(columnNames), reader);
    if (file.features().all()) {
      reader.columns().forEach(c -> columnNames.add(c.name()));
      List<String> unreadable =
          reader.unreadable().stream().map(EventReader.Unreadable::name).toList();
      if (!unreadable.isEmpty()) {
        warnings.add(
            reader.origin()
                + ": columns that are not flat numbers cannot be features: "
                + String.join(", ", unreadable.subList(0, Math.min(10, unreadable.size())))
                + (unreadable.size() > 10 ? " and " + (unreadable.size() - 10) + " more" : ""));
      }
    }
    // In the order of the file, so that the order of keys in the analysis changes nothing.
    List<String> columns =
        reader.columns().stream()
            .map(EventReader.ColumnInfo::name)
            .filter(columnNames::contains)
            .toList();
    if (columns.isEmpty()) {
      throw InputException.at(source.where("features"))
          .expected("an expression with a column")
          .found("only numbers")
          .remedy("name columns in `features:`")
          .exception();
    }
    return Tables.all(reader, columns);
  }

  private int[] selected(Table whole, int number) {
    boolean[] pass = new boolean[whole.rows()];
    Arrays.fill(pass, true);
    for (Selection cut : expressions.selections(number)) {
      boolean[] passes = cut.mask(whole);
      for (int i = 0; i < pass.length; i++) {
        pass[i] &= passes[i];
      }
    }
    int n = 0;
    int[] rowIndices = new int[pass.length];
    for (int i = 0; i < pass.length; i++) {
      if (pass[i]) {
        rowIndices[n++] = i;
      }
    }
    if (n == 0) {
      throw InputException.at(whole.origin())
          .expected("events that pass the selection")
          .found("none of " + whole.rows())
          .remedy("loosen `select:`")
          .exception();
    }
    return Arrays.copyOf(rowIndices, n);
  }
}
