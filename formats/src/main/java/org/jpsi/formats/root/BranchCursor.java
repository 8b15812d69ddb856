package org.jpsi.formats.root;

import java.util.List;

/// Cursor over the entries of one branch; it keeps one basket uncompressed. Whoever reads in order
/// uncompresses each basket once, whoever reads elsewhere only those of his entries.
final class BranchCursor {
  private final RootFile file;
  private final Branch branch;
  // of the basket after the current one
  private int next;
  private Basket basket = new Basket(0, 0, 0, 0, Basket.BasketData.NONE);
  private Basket.BasketData data = Basket.BasketData.NONE;

  BranchCursor(RootFile file, Branch branch) {
    this.file = file;
    this.branch = branch;
  }

  /// Reads entries `from` to `from + rows` of some of the branch's columns.
  ///
  /// @param into one array per column
  void numbers(long from, int rows, List<LeafColumn> columns, List<Object> into) {
    int done = 0;
    while (done < rows) {
      int entry = locate(from + done);
      int n = Math.min(rows - done, basket.entries() - entry);
      for (int c = 0; c < columns.size(); c++) {
        columns.get(c).copy(data.bytes(), entry, n, into.get(c), done);
      }
      done += n;
    }
  }

  /// Reads texts, each preceded by its length; for an empty one ROOT 6 writes no byte.
  void texts(long from, int rows, String[] into) {
    for (int done = 0; done < rows; done++) {
      int entry = locate(from + done);
      int[] offsets = data.offsets();
      int end = entry + 1 < basket.entries() ? offsets[entry + 1] : data.length();
      if (offsets[entry] < 0 || offsets[entry] > end || end > data.length()) {
        throw branch.location().damaged("has a text from byte " + offsets[entry] + " to " + end);
      }
      RootInput b = new RootInput(data.bytes(), offsets[entry], end, 0, branch.location());
      into[done] = b.remaining() == 0 ? "" : b.string();
      if (b.remaining() != 0) {
        throw branch.location().damaged("has a text that is shorter than its entry");
      }
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

  private void load(int number) {
    Basket wanted = branch.baskets().get(number);
    String what = "basket " + number + " of " + branch.location().object();
    Basket.BasketData read = wanted.read(file, what);
    if (branch.text()) {
      if (read.offsets().length == 0) {
        read = sequentialOffsets(read, wanted.entries(), branch.location().in(what));
      } else if (read.offsets().length < wanted.entries()) {
        throw branch.location().in(what).damaged("does not say where its texts begin");
      }
    } else {
      long bytes = (long) wanted.entries() * branch.columns().getFirst().entryBytes();
      if (read.length() != bytes) {
        throw branch
            .location()
            .in(what)
            .damaged("has " + read.length() + " bytes where its entries take " + bytes);
      }
    }
    basket = wanted;
    data = read;
    next = number + 1;
  }

  /// The entry offsets of texts in a basket without them: each text follows the one before, as in
  /// files of writers whose texts have one length.
  private static Basket.BasketData sequentialOffsets(
      Basket.BasketData data, int entries, RootLocation location) {
    int[] offsets = new int[entries];
    RootInput b = new RootInput(data.bytes(), 0, data.length(), 0, location);
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
