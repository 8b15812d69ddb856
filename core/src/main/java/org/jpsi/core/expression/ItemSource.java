package org.jpsi.core.expression;

import java.util.List;
import org.jpsi.core.table.Column;
import org.jpsi.core.table.JaggedColumn;

/// Source of items: how many each event (or item of a level above) of a frame has, and where those
/// of the first begin.
sealed interface ItemSource {
  /// Its name, for messages.
  String name();

  /// Fills the offsets of the items of rows 0 to `n - 1` of a frame, from 0.
  void offsets(Frame frame, int n, int[] offsets);

  /// Items of a jagged column.
  ///
  /// @param path of a column of depth d the first ones of it, of its items and so on: as many as
  ///   the level of these items
  record OfColumn(String name, List<JaggedColumn> path) implements ItemSource {
    /// The innermost of these columns.
    JaggedColumn last() {
      return path.getLast();
    }

    /// The values of the items.
    Column items() {
      return last().items();
    }

    /// The source of the level above; there is one from the second level on.
    OfColumn above() {
      return new OfColumn(name, path.subList(0, path.size() - 1));
    }

    /// The place of the frame's row 0 in the innermost column.
    private int firstRow(Frame frame) {
      return path.size() == 1 ? frame.first() : above().firstItem(frame.parent());
    }

    /// The place in {@link #items()} of the first item of the frame's row 0.
    int firstItem(Frame frame) {
      return last().offsets()[firstRow(frame)];
    }

    @Override
    public void offsets(Frame frame, int n, int[] offsets) {
      int[] all = last().offsets();
      int row = firstRow(frame);
      for (int i = 0; i <= n; i++) {
        offsets[i] = all[row + i] - all[row];
      }
    }
  }

  /// Items that were computed, which are in a frame of their own.
  ///
  /// @param child number of that frame
  record Computed(String name, int child) implements ItemSource {
    @Override
    public void offsets(Frame frame, int n, int[] offsets) {
      System.arraycopy(frame.child(child).offsets(), 0, offsets, 0, n + 1);
    }
  }
}
