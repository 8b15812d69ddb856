package org.jpsi.formats.root;

import java.lang.reflect.Array;
import java.util.Arrays;
import java.util.List;
import org.jpsi.core.table.NumberColumn;
import org.jspecify.annotations.Nullable;

/// Cursor over the entries of one branch; it keeps one basket uncompressed. Whoever reads in order
/// uncompresses each basket once, whoever reads elsewhere only those of his entries.
final class BranchCursor {
  private static final int PIECE = 1 << 16;

  private final RootFile file;
  private final Branch branch;
  // of the branch that counts the values of an entry
  private final @Nullable BranchCursor counter;
  // of the basket after the current one
  private int next;
  private Basket basket = new Basket(0, 0, 0, 0, Basket.BasketData.NONE);
  private Basket.BasketData data = Basket.BasketData.NONE;
  private RootInput input;

  BranchCursor(RootFile file, Branch branch, @Nullable Branch counter) {
    this.file = file;
    this.branch = branch;
    this.counter = counter == null ? null : new BranchCursor(file, counter, null);
    this.input = input(data);
  }

  private RootInput input(Basket.BasketData read) {
    return new RootInput(read.bytes(), 0, read.length(), 0, branch.location());
  }

  /// Reads entries `from` to `from + rows` of some of the branch's columns.
  ///
  /// @param into one array per column
  /// @param row of the arrays where the first entry goes
  void numbers(long from, int rows, List<LeafColumn> columns, List<Object> into, int row) {
    int done = 0;
    while (done < rows) {
      int entry = locate(from + done);
      int n = Math.min(rows - done, basket.entries() - entry);
      for (int c = 0; c < columns.size(); c++) {
        columns.get(c).copy(data.bytes(), entry, n, into.get(c), row + done);
      }
      done += n;
    }
  }

  /// Reads texts, each preceded by its length; for an empty one ROOT 6 writes no byte.
  void texts(long from, int rows, String[] into) {
    for (int done = 0; done < rows; done++) {
      int entry = locate(from + done);
      RootInput b =
          new RootInput(data.bytes(), begin(entry), begin(entry + 1), 0, branch.location());
      into[done] = b.remaining() == 0 ? "" : b.string();
      if (b.remaining() != 0) {
        throw branch.location().damaged("has a text that is shorter than its entry");
      }
    }
  }

  /// Reads integers, one per entry, which count the values of other branches.
  int[] integers(long from, int rows) {
    List<LeafColumn> columns = branch.columns();
    if (columns.size() != 1 || !EntryOffsets.counts(columns.getFirst())) {
      throw branch.location().damaged("does not count the values of another branch");
    }
    // in pieces: that there are so many is the claim of another branch, until they are read
    int[] integers = new int[Math.min(rows, PIECE)];
    for (int done = 0; done < rows; done += PIECE) {
      int n = Math.min(rows - done, PIECE);
      Object values =
          Array.newInstance(NumberColumn.arrayType(columns.getFirst().type()).componentType(), n);
      numbers(from + done, n, columns, List.of(values), 0);
      if (done + n > integers.length) {
        integers = Arrays.copyOf(integers, (int) Math.min(rows, 2L * integers.length));
      }
      for (int i = 0; i < n; i++) {
        integers[done + i] =
            values instanceof long[] wide
                ? Math.clamp(wide[i], -1, Integer.MAX_VALUE)
                : ((int[]) values)[i];
      }
    }
    return integers;
  }

  /// Reads entries `from` to `from + rows`, each an item.
  void items(long from, int rows, ItemReader into) {
    boolean spans = into instanceof ListItems lists && lists.spans();
    int[] counts = null; // read where an entry has no bytes
    int n;
    for (int done = 0; done < rows; done += n) {
      int entry = locate(from + done);
      n = spans ? Math.min(rows - done, basket.entries() - entry) : 1;
      for (int i = 0; i < n; i++) {
        if (begin(entry + i) == begin(entry + i + 1)) {
          if (counts == null && counter != null) {
            counts = counter.integers(from, rows);
          }
          requireNone(counts == null ? 0 : counts[done + i]);
        }
      }
      if (spans) {
        ((ListItems) into).span(input, data.offsets(), entry, n, begin(entry + n));
      } else {
        item(entry, into);
      }
    }
  }

  private void item(int entry, ItemReader into) {
    input.range(begin(entry), begin(entry + 1));
    into.read(input, 1);
    if (input.remaining() != 0) {
      throw branch
          .location()
          .damaged("has an entry with " + input.remaining() + " bytes more than its value takes");
    }
  }

  /// Where an entry of the basket begins; that after the last, where the basket ends.
  private int begin(int entry) {
    return entry < basket.entries() ? data.offsets()[entry] : data.length();
  }

  /// Refuses an entry without bytes that has a value all the same: ROOT leaves out what it cannot
  /// write.
  ///
  /// @param count of its items by another branch, 0 where none counts them
  private void requireNone(int count) {
    boolean none =
        branch.layout() instanceof ItemLayout.Items items
            ? items.extent() == ItemLayout.Extent.END && count == 0
            : branch.layout() == null || branch.layout().leastBytes() == 0;
    if (!none) {
      throw branch.location().unread("its values are not in the file");
    }
  }

  /// The index of an entry in its basket, which is read first where it is not the current one.
  private int locate(long entry) {
    if (entry < basket.first() || entry >= basket.first() + basket.entries()) {
      load(find(entry));
    }
    return (int) (entry - basket.first());
  }

  /// The number of the basket that holds an entry: mostly the next one.
  private int find(long entry) {
    List<Basket> baskets = branch.baskets();
    int low = 0;
    int high = baskets.size() - 1;
    int middle = Math.min(next, high);
    while (low < high) {
      Basket candidate = baskets.get(middle);
      if (entry < candidate.first()) {
        high = middle - 1;
      } else if (entry >= candidate.first() + candidate.entries()) {
        low = middle + 1;
      } else {
        return middle;
      }
      middle = (low + high) >>> 1;
    }
    return low;
  }

  /// Gives the buffer of the current basket back, if it is not that of the branch's record.
  private void release() {
    if (basket.seek() != 0) {
      file.buffers().give(data.bytes());
    }
  }

  private void load(int number) {
    Basket wanted = branch.baskets().get(number);
    String what = "basket " + number + " of " + branch.location().object();
    boolean varying = branch.text() || branch.layout() != null;
    int entryBytes = varying ? -1 : branch.columns().getFirst().entryBytes();
    Basket.BasketData read = wanted.read(file, entryBytes, what);
    if (varying) {
      RootLocation where = branch.location().in(what);
      if (read.offsets().length > 0) {
        checkOffsets(read, wanted.entries(), where);
      } else if (branch.layout() == null) {
        read = sequentialOffsets(read, wanted.entries(), where);
      } else {
        read = new EntryOffsets(where).of(branch.layout(), read, wanted, counter);
      }
    } else {
      // an embedded one; of others it was seen before they were unpacked
      long bytes = (long) wanted.entries() * entryBytes;
      if (read.length() != bytes) {
        throw branch
            .location()
            .in(what)
            .damaged("has " + read.length() + " bytes where its entries take " + bytes);
      }
    }
    release();
    basket = wanted;
    data = read;
    input = input(read);
    next = number + 1;
  }

  /// Checks that no entry lies before the end of another, so that all of them together are no
  /// longer than the basket.
  private static void checkOffsets(Basket.BasketData data, int entries, RootLocation location) {
    int[] offsets = data.offsets();
    if (offsets.length < entries) {
      throw location.damaged("does not say where its entries begin");
    }
    for (int i = 0; i < entries; i++) {
      int end = i + 1 < entries ? offsets[i + 1] : data.length();
      if (offsets[i] < 0 || offsets[i] > end || end > data.length()) {
        throw location.damaged("has an entry from byte " + offsets[i] + " to " + end);
      }
    }
  }

  /// The entry offsets of texts in a basket without them: each text follows the one before, as in
  /// files of writers whose texts have one length.
  private static Basket.BasketData sequentialOffsets(
      Basket.BasketData data, int entries, RootLocation location) {
    RootInput b = new RootInput(data.bytes(), 0, data.length(), 0, location);
    int[] offsets = new int[b.count(entries, 1)];
    for (int i = 0; i < entries; i++) {
      offsets[i] = b.at();
      b.string();
    }
    if (b.remaining() != 0) {
      throw location.damaged("does not say where its texts begin");
    }
    return new Basket.BasketData(data.bytes(), data.length(), offsets);
  }
}
