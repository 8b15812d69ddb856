package org.jpsi.analysis;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jpsi.analysis.events.EventSet;
import org.jpsi.core.model.Model;
import org.jpsi.core.model.Scorer;
import org.jpsi.core.table.Column;
import org.jpsi.core.table.NumberColumn;
import org.jpsi.core.table.Table;
import org.jpsi.core.task.Part;
import org.jpsi.core.task.Task;
import org.jpsi.formats.EventWriter;
import org.jpsi.formats.Tables;

/// Scores file: the scores of the test events, with their origin; `scores.root`, or the format of
/// the input.
final class ScoresFile {
  private static final int CHUNK = 100_000;

  private ScoresFile() {}

  /// Columns: the scores, the probabilities of a calibrated model, `fold` where there are folds,
  /// `input` (the number of the file in the analysis, from 0), `entry` in it, `label` (index of the
  /// class) or the targets, `weight`, and the spectators.
  ///
  /// @param scores `[events, outputs]` of the test events, row-major
  static void write(Path file, EventSet events, Model model, double[] scores) {
    Task task = model.task();
    int[] rowIndices = events.rowIndices(Part.TEST);
    List<Column> columns = new ArrayList<>();
    for (int k = 0; k < task.width(); k++) {
      columns.add(Scorer.column(task, k, "", scores));
    }
    int[] foldOf =
        events
            .foldOf()
            .map(folds -> Arrays.stream(rowIndices).map(row -> folds[row]).toArray())
            .orElse(new int[0]);
    model.calibration().ifPresent(by -> columns.addAll(by.columns(task, scores, foldOf)));
    if (events.foldOf().isPresent()) {
      columns.add(NumberColumn.of(Scorer.FOLD, "", foldOf));
    }
    int[] input = new int[rowIndices.length];
    long[] entry = new long[rowIndices.length];
    for (int i = 0; i < rowIndices.length; i++) {
      input[i] = events.input()[rowIndices[i]];
      entry[i] = events.entry()[rowIndices[i]];
    }
    add(columns, NumberColumn.of("input", "", input));
    add(columns, NumberColumn.of("entry", "", entry));
    if (events.targets().isEmpty()) {
      add(columns, NumberColumn.of("label", "", events.labels(rowIndices)));
    }
    add(columns, NumberColumn.of("weight", "", events.weights(rowIndices)));
    events.targets().forEach(target -> add(columns, target.take(rowIndices)));
    events.spectators().forEach(spectator -> add(columns, spectator.take(rowIndices)));
    Table table = Table.of(file.toString(), columns);
    try (EventWriter writer = Tables.create(file, "scores")) {
      for (int from = 0; from == 0 || from < table.rows(); from += CHUNK) {
        writer.write(table.slice(from, Math.min(table.rows(), from + CHUNK)));
      }
      writer.finish();
    }
  }

  /// A spectator with the name of one of our own columns is written as `NAME_`.
  private static void add(List<Column> columns, Column column) {
    String name = column.name();
    while (has(columns, name)) {
      name += "_";
    }
    columns.add(column.withName(name));
  }

  private static boolean has(List<Column> columns, String name) {
    return columns.stream().anyMatch(c -> c.name().equals(name));
  }
}
