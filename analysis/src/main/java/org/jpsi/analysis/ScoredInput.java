package org.jpsi.analysis;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jpsi.core.io.FileTree;
import org.jpsi.core.table.NumberColumn;
import org.jpsi.core.table.Table;
import org.jpsi.core.table.TextColumn;

/// Input of a file of scores, one of several: which file each event is of.
///
/// @param input its number, from 0
record ScoredInput(ApplyService.ApplyRequest request, List<FileTree> trees, int input) {
  /// The scores with `input` (the number of the file, from 0), `entry` in it, and `file`, its name
  /// as the command has it, where the format holds texts; as they are where there is one file, of
  /// whose tree they are a friend.
  Table named(Table scores, long[] entries) {
    if (trees.size() == 1) {
      return scores;
    }
    int[] numbers = new int[scores.rows()];
    Arrays.fill(numbers, input);
    Table named =
        scores
            .with(NumberColumn.of("input", "", numbers))
            .with(NumberColumn.of("entry", "", entries));
    if (request.out().toString().toLowerCase(Locale.ROOT).endsWith(".npy")) {
      return named;
    }
    String[] files = new String[scores.rows()];
    Arrays.fill(files, request.files().get(input).toString());
    return named.with(new TextColumn("file", files));
  }
}
