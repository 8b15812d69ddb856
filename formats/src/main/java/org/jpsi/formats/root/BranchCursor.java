package org.jpsi.formats.root;

import java.util.List;

/// Walks through the entries of one branch in order; keeps one basket uncompressed.
final class BranchCursor {
  private final RootFile file;
  private final Branch branch;
  private int next;
  private Basket basket = new Basket(0, 0, 0, 0, Basket.Data.NONE);
  private Basket.Data data = Basket.Data.NONE;

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

  /// Reads texts, each with its length before it; ROOT 6 writes nothing at all for an empty one.
  void texts(long from, int rows, String[] into) {
    for (int done = 0; done < rows; done++) {
      int entry = locate(from + done);
      int[] offsets = data.offsets();
      int end = entry + 1 < basket.entries() ? offsets[entry + 1] : data.length();
      if (offsets[entry] < 0 || offsets[entry] > end || end > data.length()) {
        throw branch.place().damaged("has a text from byte " + offsets[entry] + " to " + end);
      }
      RootInput b = new RootInput(data.bytes(), offsets[entry], end, 0, branch.place());
      into[done] = b.remaining() == 0 ? "" : b.string();
      if (b.remaining() != 0) {
        throw branch.place().damaged("has a text that is shorter than its entry");
      }
    }
  }

  /// The place of an entry in its basket, which is read first where it is not the current one.
  private int locate(long entry) {
    while (entry >= basket.first() + basket.entries()) {
      int number = next++;
      basket = branch.baskets().get(number);
      String what = "basket " + number + " of " + branch.place().object();
      data = basket.read(file, what);
      if (branch.text()) {
        if (data.offsets().length == 0) {
          data = walked(data, basket.entries(), branch.place().in(what));
        } else if (data.offsets().length < basket.entries()) {
          throw branch.place().in(what).damaged("does not say where its texts begin");
        }
      } else {
        long wanted = (long) basket.entries() * branch.columns().getFirst().entryBytes();
        if (data.length() != wanted) {
          throw branch
              .place()
              .in(what)
              .damaged("has " + data.length() + " bytes where its entries take " + wanted);
        }
      }
    }
    return (int) (entry - basket.first());
  }

  /// Where texts begin in a basket that does not say so: each after the one before, as writers of
  /// texts of one length have it.
  private static Basket.Data walked(Basket.Data data, int entries, RootLocation place) {
    int[] offsets = new int[entries];
    RootInput b = new RootInput(data.bytes(), 0, data.length(), 0, place);
    for (int i = 0; i < entries; i++) {
      offsets[i] = b.at();
      b.string();
    }
    if (b.remaining() != 0) {
      throw place.damaged("does not say where its texts begin");
    }
    return new Basket.Data(data.bytes(), data.length(), offsets);
  }
}
