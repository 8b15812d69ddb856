package org.jpsi.formats.rntuple;

import org.jpsi.core.table.Column;

/// Filler of a column: it appends what elements of a field hold, cluster by cluster.
interface ColumnFiller {
  /// Appends elements `from` to `from + count - 1` of a cluster.
  void append(ClusterPages cluster, long from, int count);

  /// Appends values that are absent.
  void appendMissing(int count);

  /// The number of rows so far.
  int rows();

  /// The column of what was appended.
  Column column(String name);

  /// The filler of a column, with nothing in it.
  static ColumnFiller of(FieldColumn column, ColumnReaders readers) {
    return of(column, 0, readers);
  }

  private static ColumnFiller of(FieldColumn column, int step, ColumnReaders readers) {
    if (step == column.steps().size()) {
      return switch (column.values()) {
        case FieldValues.Numbers numbers ->
            new NumberFiller(numbers, column.unit(), column.mayBeMissing(), readers);
        case FieldValues.Texts texts -> new TextFiller(texts, readers);
        case FieldValues.Counts counts -> new CountFiller(counts, column.mayBeMissing(), readers);
      };
    }
    ColumnFiller items = of(column, step + 1, readers);
    return switch (column.steps().get(step)) {
      case FieldStep.Items list -> new ListFiller(list, items, readers);
      case FieldStep.Repeated array -> new ArrayFiller(array.length(), items);
      case FieldStep.Optional optional -> new OptionalFiller(optional, items, readers);
      case FieldStep.Alternative one -> new AlternativeFiller(one, items, readers);
    };
  }
}
