package org.jpsi.formats.root;

import java.nio.IntBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.table.Column;
import org.jpsi.core.table.JaggedColumn;
import org.jpsi.core.table.NumberColumn;
import org.jpsi.core.table.NumberType;
import org.jpsi.core.table.TextColumn;
import org.jpsi.formats.NameWithUnit;

/// Writer of a branch: the entries of its current basket, and the positions of the baskets before.
final class BranchWriter {
  /// Longer texts would make a basket larger than ROOT takes.
  private static final int MAX_TEXT = 16384;

  /// The longest entry, half of what ROOT takes as one basket.
  private static final long MAX_ENTRY = 1 << 29;

  private final String name;
  private final String unit;
  private final String kind;
  private final LeafEncoder leaf;
  private RootOutput data = new RootOutput(0);
  private final List<FullBasket> full = new ArrayList<>();
  private final IntList offsets = new IntList();
  // of the lists since the counters were written
  private final IntList counts = new IntList();
  private BasketList baskets = new BasketList();
  private long basketFirst;
  private long entries;
  private int longest;
  private int largest;
  private boolean counter;
  // the longest list that it counts
  private int maximum;

  /// Basket that waits to be written.
  ///
  /// @param tail further fields of its key
  /// @param plain its length, uncompressed, with its key
  private record FullBasket(long first, RootOutput tail, RootOutput data, int plain) {}

  /// @param vectors whether lists of numbers become `std::vector`
  BranchWriter(Column column, boolean vectors) {
    this(column.name(), column.unit(), column.typeName(), LeafEncoder.of(column, vectors));
  }

  private BranchWriter(String name, String unit, String kind, LeafEncoder leaf) {
    this.name = name;
    this.unit = unit;
    this.kind = kind;
    this.leaf = leaf;
  }

  /// A branch that counts lists.
  static BranchWriter counter(String name) {
    return new BranchWriter(
        name, "", "", new LeafEncoder(LeafEncoder.Kind.NUMBERS, NumberType.INT32, 1, ""));
  }

  /// A branch that counts lists, whose first entries are those of this one: it has their baskets
  /// too.
  BranchWriter counterAlike(String other, long common) {
    BranchWriter counter = counter(other);
    counter.baskets = baskets.copy();
    counter.entries = common;
    counter.basketFirst = common;
    counter.maximum = maximum;
    return counter;
  }

  String name() {
    return name;
  }

  LeafEncoder leaf() {
    return leaf;
  }

  BasketList baskets() {
    return baskets;
  }

  /// The lengths of the lists that its counter does not have yet.
  IntBuffer counts() {
    return counts.buffer();
  }

  /// Whether the branch may count lists.
  boolean isCount() {
    return leaf.kind() == LeafEncoder.Kind.NUMBERS
        && leaf.width() == 1
        && (leaf.type() == NumberType.INT32 || leaf.type() == NumberType.UINT32);
  }

  /// The entries of the current basket, where the branch may count lists.
  IntBuffer pendingIntegers() {
    return data.buffer().asIntBuffer();
  }

  /// Counts a list of this length.
  void counted(int length) {
    maximum = Math.max(maximum, length);
  }

  /// Says that it counts the lists of others.
  void isCounter() {
    counter = true;
  }

  void countsAreWritten() {
    counts.clear();
  }

  /// Bytes of one entry; of a text or a list, of a usual one.
  int entryBytes() {
    return leaf.entryBytes();
  }

  boolean accepts(Column column) {
    return column.name().equals(name) && column.typeName().equals(kind);
  }

  /// Appends entries; where their lengths vary, a basket that is full ends.
  ///
  /// @param maxBytes of a basket, but for its last entry
  void add(Column column, int from, int rows, String where, String tree, int maxBytes) {
    if (!leaf.varies()) {
      LeafEncoder.numbers((NumberColumn) column, from, from + rows, data);
      entries += rows;
      return;
    }
    for (int i = from; i < from + rows; i++) {
      check(column, i, where);
      offsets.add(data.size());
      leaf.entry(column, i, data);
      entries++;
      if (column instanceof JaggedColumn list && leaf.kind() == LeafEncoder.Kind.COUNTED) {
        counts.add(list.count(i));
      }
      if (data.size() >= maxBytes) {
        endBasket(tree);
      }
    }
  }

  /// Appends counts.
  void add(IntBuffer values) {
    data.next(4 * values.remaining()).asIntBuffer().put(values.duplicate());
    entries += values.remaining();
  }

  private void check(Column column, int row, String where) {
    if (column instanceof TextColumn texts) {
      String text = texts.value(row);
      int bytes = LeafEncoder.utf8(text);
      if (bytes > MAX_TEXT || text.indexOf(0) >= 0) {
        throw InputException.at(where)
            .expected("texts of at most " + MAX_TEXT + " bytes, without zero bytes, in " + name)
            .found(bytes > MAX_TEXT ? "one of " + bytes : "one with a zero byte")
            .remedy("write CSV instead")
            .exception();
      }
      longest = Math.max(longest, bytes);
    } else {
      long bytes = LeafEncoder.bytes(column, row);
      if (bytes > MAX_ENTRY) {
        throw InputException.at(where)
            .expected("at most " + MAX_ENTRY + " bytes per event in " + name)
            .found("a list of " + bytes)
            .remedy("leave it out")
            .exception();
      }
    }
  }

  /// Ends the basket, if it has entries; {@link #store} writes it.
  void endBasket(String tree) {
    int n = (int) (entries - basketFirst);
    if (n == 0) {
      return;
    }
    int keyBytes = RootFileOutput.keyBytes("TBasket", name, tree) + Basket.TAIL;
    int last = keyBytes + data.size();
    largest = Math.max(largest, data.size());
    if (leaf.varies()) {
      // where each entry begins, counted from the key's start, and one more without meaning
      data.i32(n + 1);
      for (int i = 0; i < n; i++) {
        data.i32(offsets.get(i) + keyBytes);
      }
      data.i32(0);
    }
    RootOutput tail = new RootOutput(0);
    // the length of the entries where they are all alike, else that of the list of offsets
    int entryLength = leaf.varies() ? n + 1 : entryBytes();
    tail.i16(3).i32(Math.max(32000, data.size())).i32(entryLength).i32(n).i32(last).i8(0);
    full.add(new FullBasket(basketFirst, tail, data, data.size() + keyBytes));
    data = new RootOutput(0);
    offsets.clear();
    basketFirst = entries;
  }

  /// Writes the baskets that have ended. This is done after so many entries, branch by branch, so
  /// that the order of baskets does not depend on how events come.
  void store(RootFileOutput file, String tree) {
    for (FullBasket basket : full) {
      long seek = file.position();
      int stored = file.record("TBasket", name, tree, basket.tail, basket.data);
      baskets.add(basket.first, seek, stored, basket.plain);
    }
    full.clear();
  }

  /// Writes the branch's own record: a TBranch, version 13; of a collection a TBranchElement,
  /// version 10.
  ///
  /// @param counterLeaf how pointers refer to the leaf that counts its lists; 0 for none
  /// @param counterName name of that leaf
  /// @return how other pointers refer to its leaf
  int write(RootOutput out, int basketEntries, int counterLeaf, String counterName) {
    boolean collection = leaf.kind() == LeafEncoder.Kind.COLLECTION;
    int pointer = out.pointer(collection ? "TBranchElement" : "TBranch");
    int element = collection ? out.begin(10) : 0;
    int branch = out.begin(13);
    out.named(name, title(counterName));
    TreeRecord.fill(out);
    boolean lists = leaf.varies() && leaf.kind() != LeafEncoder.Kind.TEXT;
    int usual = Math.max(32000, basketEntries * entryBytes());
    out.i32(RootFileOutput.COMPRESSION).i32(lists ? Math.max(usual, largest) : usual);
    out.i32(leaf.varies() ? 1000 : 0).i32(baskets.size()).i64(entries);
    TreeRecord.features(out);
    out.i32(0).i32(baskets.slots()).i32(0).i64(entries).i64(0);
    out.i64(baskets.plainBytes()).i64(baskets.storedBytes());
    out.end(out.array(0));
    int leaves = out.array(1);
    int reference = leaf(out, counterLeaf, counterName);
    out.end(leaves);
    out.end(out.array(0));
    baskets.write(out, entries);
    out.string("");
    out.end(branch);
    if (collection) {
      // no parent, no clones; a vector is not cut into branches of members and counts nothing
      out.string(leaf.className()).string("").string("");
      out.i32(checksum(leaf.className())).i16(6).i32(-1).i32(0).i32(-1).i32(0).i32(0).i32(0);
      out.end(element);
    }
    out.end(pointer);
    return reference;
  }

  /// The checksum by which ROOT knows a collection, which has no members.
  private static int checksum(String className) {
    int sum = 0;
    for (int i = 0; i < className.length(); i++) {
      sum = 3 * sum + className.charAt(i);
    }
    return sum;
  }

  /// ROOT's habit is `x/F`; a unit goes where a reader of plots would look for it.
  private String title(String counterName) {
    if (!unit.isEmpty()) {
      return new NameWithUnit(name, unit).text();
    }
    return leaf.kind() == LeafEncoder.Kind.COLLECTION
        ? name
        : leafTitle(counterName) + "/" + leaf.letter();
  }

  private String leafTitle(String counterName) {
    String dimensions = counterName.isEmpty() ? "" : "[" + counterName + "]";
    return leafName() + dimensions + (leaf.width() == 1 ? "" : "[" + leaf.width() + "]");
  }

  /// Brackets in a leaf's title are dimensions to every reader of ROOT files.
  String leafName() {
    return name.replace('[', '_').replace(']', '_');
  }

  private int leaf(RootOutput out, int counterLeaf, String counterName) {
    boolean text = leaf.kind() == LeafEncoder.Kind.TEXT;
    boolean collection = leaf.kind() == LeafEncoder.Kind.COLLECTION;
    char letter = leaf.letter();
    int pointer =
        out.pointer(collection ? "TLeafElement" : "TLeaf" + Character.toUpperCase(letter));
    int own = out.begin(1);
    int base = out.begin(2);
    // of a list, TTreeReader wants it to have the branch's name
    out.named(
        leaf.kind() == LeafEncoder.Kind.COUNTED ? name : leafName(),
        collection ? leafName() : leafTitle(counterName));
    out.i32(text ? longest + 1 : leaf.width());
    int bytes = text ? 1 : collection ? 0 : LeafType.bytes(leaf.type());
    out.i32(bytes).i32(0).i8(counter ? 1 : 0);
    out.i8(!collection && Character.isLowerCase(letter) ? 1 : 0).i32(counterLeaf);
    out.end(base);
    if (collection) {
      out.i32(-1).i32(-1);
    } else if (text) {
      // the smallest and the largest value: a text's length
      out.i32(0).i32(longest + 1);
    } else {
      // which only a counter of lists needs
      out.bytes(new byte[bytes]);
      if (counter) {
        out.i32(maximum);
      } else {
        out.bytes(new byte[bytes]);
      }
    }
    out.end(own);
    out.end(pointer);
    return out.reference(pointer);
  }

  /// Integers, growing.
  private static final class IntList {
    private int[] values = new int[64];
    private int size;

    void add(int value) {
      if (size == values.length) {
        values = Arrays.copyOf(values, 2 * size);
      }
      values[size++] = value;
    }

    int get(int i) {
      return values[i];
    }

    void clear() {
      size = 0;
    }

    IntBuffer buffer() {
      return IntBuffer.wrap(values, 0, size);
    }
  }
}
