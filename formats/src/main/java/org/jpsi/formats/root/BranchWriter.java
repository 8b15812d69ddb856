package org.jpsi.formats.root;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.table.Column;
import org.jpsi.core.table.NumberColumn;
import org.jpsi.core.table.NumberType;
import org.jpsi.core.table.TextColumn;
import org.jpsi.formats.NameWithUnit;
import org.jpsi.formats.compression.RootCompression;

/// Writer of a branch: the entries of its current basket, and the positions of the baskets before.
final class BranchWriter {
  /// Longer texts would make a basket larger than ROOT takes.
  private static final int MAX_TEXT = 16384;

  private static final byte[] NOTHING = {};

  private final String name;
  private final String unit;
  private final String kind;
  private final boolean text;
  private final NumberType type;
  private final int width;
  private final RootOutput data = new RootOutput(0);
  private final List<Integer> offsets = new ArrayList<>();
  private final List<Long> seeks = new ArrayList<>();
  private final List<Integer> sizes = new ArrayList<>();
  // of the basket: where its entries end, and its data compressed
  private int last;
  private byte[] packed = NOTHING;
  private int longest;
  private long plainBytes;
  private long storedBytes;

  BranchWriter(Column column) {
    name = column.name();
    unit = column.unit();
    kind = column.typeName();
    text = column instanceof TextColumn;
    type = column instanceof NumberColumn n ? n.type() : NumberType.INT8;
    width = column instanceof NumberColumn n ? n.width() : 1;
  }

  String name() {
    return name;
  }

  /// Bytes of one entry; of a text, of its usual length.
  int entryBytes() {
    return text ? 16 : LeafType.bytes(type) * width;
  }

  boolean accepts(Column column) {
    return column.name().equals(name) && column.typeName().equals(kind);
  }

  void add(Column column, int from, int rows, String where) {
    if (column instanceof NumberColumn numbers) {
      numbers(numbers, from * width, rows * width);
      return;
    }
    TextColumn texts = (TextColumn) column;
    for (int i = from; i < from + rows; i++) {
      int bytes = texts.value(i).getBytes(StandardCharsets.UTF_8).length;
      if (bytes > MAX_TEXT || texts.value(i).indexOf(0) >= 0) {
        throw InputException.at(where)
            .expected("texts of at most " + MAX_TEXT + " bytes, without zero bytes, in " + name)
            .found(bytes > MAX_TEXT ? "one of " + bytes : "one with a zero byte")
            .remedy("write CSV instead")
            .exception();
      }
      longest = Math.max(longest, bytes);
      offsets.add(data.size());
      data.string(texts.value(i));
    }
  }

  private void numbers(NumberColumn column, int from, int n) {
    ByteBuffer next = data.next(n * LeafType.bytes(type));
    switch (column.array()) {
      case float[] v -> next.asFloatBuffer().put(v, from, n);
      case double[] v -> next.asDoubleBuffer().put(v, from, n);
      case int[] v -> integers(v, from, n, next);
      case long[] v when type == NumberType.UINT32 -> {
        for (int i = from; i < from + n; i++) {
          next.putInt((int) v[i]);
        }
      }
      case long[] v -> next.asLongBuffer().put(v, from, n);
      default -> throw new IllegalArgumentException(column.typeName());
    }
  }

  private void integers(int[] v, int from, int n, ByteBuffer next) {
    switch (LeafType.bytes(type)) {
      case 4 -> next.asIntBuffer().put(v, from, n);
      case 2 -> {
        for (int i = from; i < from + n; i++) {
          next.putShort((short) v[i]);
        }
      }
      default -> {
        for (int i = from; i < from + n; i++) {
          next.put((byte) v[i]);
        }
      }
    }
  }

  /// Completes the basket and compresses it.
  void pack(String tree) {
    if (text) {
      int keyBytes = keyBytes(tree);
      last = data.size();
      // where each entry begins, counted from the key's start, and one more without meaning
      data.i32(offsets.size() + 1);
      offsets.forEach(o -> data.i32(o + keyBytes));
      data.i32(0);
    } else {
      last = data.size();
    }
    packed = RootCompression.compress(data.array(), data.size());
  }

  private int keyBytes(String tree) {
    return RootFileOutput.keyBytes("TBasket", name, tree) + Basket.TAIL;
  }

  /// Writes the basket that was packed.
  void flush(RootFileOutput file, String tree, int entries) {
    int keyBytes = keyBytes(tree);
    RootOutput tail = new RootOutput(0);
    // the length of the entries where they are all alike, else that of the list of offsets
    int entryLength = text ? entries + 1 : entryBytes();
    tail.i16(3).i32(Math.max(32000, data.size())).i32(entryLength).i32(entries);
    tail.i32(keyBytes + last).i8(0);
    plainBytes += data.size() + keyBytes;
    seeks.add(file.position());
    int stored = file.record("TBasket", name, tree, tail, data, packed);
    sizes.add(stored);
    storedBytes += stored;
    data.clear();
    packed = NOTHING;
    offsets.clear();
  }

  long plainBytes() {
    return plainBytes;
  }

  long storedBytes() {
    return storedBytes;
  }

  /// Writes the branch's own record (TBranch, version 13).
  ///
  /// @return how other pointers refer to its leaf
  int write(RootOutput out, long entries, int basketEntries) {
    int pointer = out.pointer("TBranch");
    int branch = out.begin(13);
    out.named(name, title());
    TreeRecord.fill(out);
    int baskets = seeks.size();
    int slots = Math.max(10, baskets + 1);
    out.i32(RootFileOutput.COMPRESSION).i32(Math.max(32000, basketEntries * entryBytes()));
    out.i32(text ? 1000 : 0).i32(baskets).i64(entries);
    TreeRecord.features(out);
    out.i32(0).i32(slots).i32(0).i64(entries).i64(0).i64(plainBytes).i64(storedBytes);
    out.end(out.array(0));
    int leaves = out.array(1);
    int leaf = leaf(out);
    out.end(leaves);
    out.end(out.array(0));
    out.i8(1);
    for (int i = 0; i < slots; i++) {
      out.i32(i < baskets ? sizes.get(i) : 0);
    }
    out.i8(1);
    for (int i = 0; i < slots; i++) {
      out.i64(i < baskets ? (long) i * basketEntries : i == baskets ? entries : 0);
    }
    out.i8(1);
    for (int i = 0; i < slots; i++) {
      out.i64(i < baskets ? seeks.get(i) : 0);
    }
    out.string("");
    out.end(branch);
    out.end(pointer);
    return leaf;
  }

  /// ROOT's habit is `x/F`; a unit goes where a reader of plots would look for it.
  private String title() {
    NameWithUnit named = new NameWithUnit(name, unit);
    return unit.isEmpty() ? leafTitle() + "/" + letter() : named.text();
  }

  private String leafTitle() {
    // brackets in a leaf's title are dimensions to every reader of ROOT files
    String plain = name.replace('[', '_').replace(']', '_');
    return width == 1 ? plain : plain + "[" + width + "]";
  }

  private char letter() {
    if (text) {
      return 'C';
    }
    return switch (type) {
      case BOOL -> 'O';
      case INT8 -> 'B';
      case UINT8 -> 'b';
      case INT16 -> 'S';
      case UINT16 -> 's';
      case INT32 -> 'I';
      case UINT32 -> 'i';
      case INT64 -> 'L';
      case UINT64 -> 'l';
      case FLOAT32 -> 'F';
      case FLOAT64 -> 'D';
    };
  }

  private int leaf(RootOutput out) {
    int pointer = out.pointer("TLeaf" + Character.toUpperCase(letter()));
    int own = out.begin(1);
    int leaf = out.begin(2);
    out.named(name.replace('[', '_').replace(']', '_'), leafTitle());
    out.i32(text ? longest + 1 : width).i32(text ? 1 : LeafType.bytes(type)).i32(0).i8(0);
    out.i8(Character.isLowerCase(letter()) ? 1 : 0).i32(0);
    out.end(leaf);
    // the smallest and the largest value, which only a counter of arrays needs, and a text's length
    int limit = text ? 4 : LeafType.bytes(type);
    out.bytes(new byte[limit]);
    if (text) {
      out.i32(longest + 1);
    } else {
      out.bytes(new byte[limit]);
    }
    out.end(own);
    out.end(pointer);
    return out.reference(pointer);
  }
}
