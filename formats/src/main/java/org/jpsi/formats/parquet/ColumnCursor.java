package org.jpsi.formats.parquet;

import java.util.Arrays;
import java.util.List;
import org.jpsi.core.io.Budget;
import org.jpsi.core.table.Column;
import org.jpsi.core.table.JaggedColumn;
import org.jpsi.formats.parquet.ParquetFooter.RowGroup;
import org.jspecify.annotations.Nullable;

/// Cursor of one column: reads any range of rows, and goes on where it was when the next one is
/// asked for. Of lists, levels say where each begins (Dremel, VLDB 2010, section 4.1): the
/// repetition level of a value is the level of lists that go on, its definition level how much of
/// its path is there.
///
/// One thread at a time.
final class ColumnCursor {
  private static final int PART = 1 << 12;

  private final ParquetBytes bytes;
  private final Leaf leaf;
  private final boolean missing;
  private final List<RowGroup> groups;
  private final int index;
  private final ParquetLocation location;
  // a part of the levels; nothing for a column that is not read
  private int[] repetitions = {};
  private int[] definitions = {};
  private boolean[] present = {};
  private @Nullable ColumnPages pages;
  private int group = -1;
  // the next row, as counted in the file
  private long at;
  // of the page: values that are not read, but for the levels that are read ahead
  private int left;
  private boolean loaded;
  private int part;
  private int partEnd;
  private long valuesLeft;

  /// @param index of the leaf in the schema
  /// @param missing whether integers may be missing
  ColumnCursor(
      ParquetBytes bytes,
      Leaf leaf,
      int index,
      boolean missing,
      List<RowGroup> groups,
      ParquetLocation location) {
    this.bytes = bytes;
    this.leaf = leaf;
    this.index = index;
    this.missing = missing;
    this.groups = groups;
    this.location = location;
  }

  /// Rows `first` to `first + count` - 1.
  Column read(String name, String unit, long first, int count, Budget budget) {
    boolean lists = leaf.depth() > 0;
    LeafValues values = new LeafValues(leaf, missing, lists ? 0 : count, location);
    ListOffsets[] offsets = new ListOffsets[leaf.depth()];
    for (int k = 0; k < offsets.length; k++) {
      offsets[k] = new ListOffsets(k == 0 ? count : 0, location);
    }
    if (count > 0) {
      seek(first, budget);
    }
    long end = first + count;
    while (at < end) {
      RowGroup rows = enter(at);
      int some = (int) (Math.min(end, rows.end()) - at);
      if (lists) {
        lists(some, values, offsets, budget);
      } else {
        flat(some, values, budget);
      }
    }
    Column column = values.column(name, unit);
    for (int k = offsets.length - 1; k >= 0; k--) {
      column = JaggedColumn.of(name, offsets[k].toArray(), column);
    }
    return column;
  }

  /// Lets go of pages.
  void release() {
    pages = null;
    group = -1;
  }

  private void seek(long first, Budget budget) {
    RowGroup rows = groups.get(find(first));
    if (pages == null || group != find(first) || at > first) {
      begin(find(first));
      at = rows.first();
    }
    if (at == first) {
      return;
    }
    // what is before is passed over
    if (leaf.depth() == 0) {
      skipFlat(first - at, budget);
    } else {
      while (at < first) {
        int some = (int) Math.min(PART, first - at);
        ListOffsets[] none = new ListOffsets[leaf.depth()];
        Arrays.setAll(none, _ -> new ListOffsets(0, location));
        lists(some, new LeafValues(leaf, missing, 0, location), none, budget);
      }
    }
  }

  private int find(long row) {
    int low = 0;
    int high = groups.size() - 1;
    while (low < high) {
      int middle = low + high + 1 >>> 1;
      if (groups.get(middle).first() <= row) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return low;
  }

  private RowGroup enter(long row) {
    if (pages == null || row >= groups.get(group).end()) {
      begin(find(row));
    }
    return groups.get(group);
  }

  private void begin(int g) {
    ColumnChunk chunk = groups.get(g).chunks().get(index);
    group = g;
    pages = new ColumnPages(bytes, leaf, chunk, location);
    left = 0;
    loaded = false;
    part = 0;
    partEnd = 0;
    valuesLeft = chunk.values();
  }

  /// The pages, of which one has values left.
  private ColumnPages page(Budget budget) {
    ColumnPages now = pages;
    if (now == null) {
      throw new IllegalStateException("no row group");
    }
    while (left == 0) {
      int n = now.next(budget);
      if (n < 0 || n > valuesLeft) {
        throw location.damaged("has another number of values than its pages");
      }
      if (n == 0) {
        now.skip();
      }
      valuesLeft -= n;
      left = n;
      loaded = false;
    }
    return now;
  }

  private ColumnPages loadedPage(Budget budget) {
    ColumnPages now = page(budget);
    if (!loaded) {
      if (leaf.maxDefinition() > 0 && present.length == 0) {
        repetitions = new int[leaf.depth() == 0 ? 0 : PART];
        definitions = new int[PART];
        present = new boolean[PART];
      }
      now.load(budget);
      loaded = true;
    }
    return now;
  }

  private void skipFlat(long rows, Budget budget) {
    long more = rows;
    while (more > 0) {
      ColumnPages now = page(budget);
      if (!loaded && left <= more) {
        now.skip();
        more -= left;
        at += left;
        left = 0;
      } else {
        int some = (int) Math.min(PART, Math.min(more, left));
        flat(some, new LeafValues(leaf, missing, some, location), budget);
        more -= some;
      }
    }
  }

  private void flat(int rows, LeafValues values, Budget budget) {
    int more = rows;
    while (more > 0) {
      ColumnPages now = loadedPage(budget);
      int some = Math.min(more, left);
      if (leaf.maxDefinition() == 0) {
        values.append(now.values(), some);
      } else {
        int run = now.definitions().skipRun(leaf.maxDefinition(), some);
        if (run > 0) {
          some = run;
          values.append(now.values(), some);
        } else {
          some = Math.min(some, PART);
          now.definitions().read(definitions, 0, some);
          for (int i = 0; i < some; i++) {
            present[i] = definitions[i] == leaf.maxDefinition();
          }
          values.append(now.values(), present, some);
        }
      }
      left -= some;
      more -= some;
      at += some;
    }
  }

  /// Rows of lists: all levels up to the one that begins the row behind.
  private void lists(int rows, LeafValues values, ListOffsets[] offsets, Budget budget) {
    int begun = 0;
    long groupRows = groups.get(group).end() - at;
    while (true) {
      if (part == partEnd) {
        if (left == 0 && valuesLeft == 0) {
          if (begun < rows) {
            throw location.damaged("has fewer rows in its pages than its row group");
          }
          break;
        }
        readLevels(loadedPage(budget));
      }
      int from = part;
      int slots = 0;
      while (part < partEnd && (repetitions[part] > 0 || begun < rows)) {
        begun += repetitions[part] == 0 ? 1 : 0;
        if (begun == 0) {
          throw location.damaged("begins within a row");
        }
        slots = item(repetitions[part], definitions[part], offsets, slots);
        part++;
      }
      if (slots > 0) {
        values.append(loadedValues(), present, slots);
      }
      left -= part - from;
      if (part < partEnd) {
        break;
      }
    }
    at += rows;
    if (groupRows == rows && (part < partEnd || left > 0 || valuesLeft > 0)) {
      throw location.damaged("has more rows in its pages than its row group");
    }
  }

  private ValueDecoder loadedValues() {
    if (pages == null) {
      throw new IllegalStateException("no row group");
    }
    return pages.values();
  }

  private void readLevels(ColumnPages now) {
    partEnd = Math.min(PART, left);
    part = 0;
    now.repetitions().read(repetitions, 0, partEnd);
    now.definitions().read(definitions, 0, partEnd);
  }

  /// One pair of levels: the lists and items that it begins.
  ///
  /// @return the values so far
  private int item(int repetition, int definition, ListOffsets[] offsets, int slots) {
    List<Integer> there = leaf.listLevels();
    if (repetition > there.size() || definition > leaf.maxDefinition()) {
      throw location.damaged("has levels beyond those of its schema");
    }
    if (repetition > 0) {
      if (definition < there.get(repetition - 1) || offsets[repetition - 1].lists() == 0) {
        throw location.damaged("has lists that go on without an item");
      }
      offsets[repetition - 1].item();
    }
    for (int k = repetition; k < offsets.length; k++) {
      offsets[k].list();
      if (definition < there.get(k)) {
        return slots;
      }
      offsets[k].item();
    }
    present[slots] = definition == leaf.maxDefinition();
    return slots + 1;
  }
}
