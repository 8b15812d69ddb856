package org.jpsi.formats.root;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jpsi.core.table.Column;
import org.jpsi.core.table.JaggedColumn;
import org.jpsi.core.table.NumberColumn;
import org.jpsi.core.table.NumberType;
import org.jpsi.core.table.TextColumn;

/// Leaf encoder: which leaf a column becomes, and the bytes of its entries.
///
/// @param kind of leaf
/// @param type of the numbers; `INT8` for texts
/// @param shape of the numbers of an entry, of which arrays have one: `[2, 3]`
/// @param className C++ class of a collection; empty for others
record LeafEncoder(Kind kind, NumberType type, List<Integer> shape, String className) {
  /// Version that ROOT writes before each entry of a `std::vector`.
  private static final int VECTOR = 10;

  /// Kind of leaf.
  enum Kind {
    /// `x/F`, `x[3]/F`.
    NUMBERS,
    /// `x/C`.
    TEXT,
    /// `x[nx]/F`, a list with the branch that counts it.
    COUNTED,
    /// `std::vector`, of anything.
    COLLECTION
  }

  /// @param vectors whether lists of numbers become `std::vector` too
  static LeafEncoder of(Column column, boolean vectors) {
    return switch (column) {
      case NumberColumn n -> new LeafEncoder(Kind.NUMBERS, n.type(), n.shape(), "");
      case TextColumn _ -> new LeafEncoder(Kind.TEXT, NumberType.INT8, List.of(), "");
      case JaggedColumn list ->
          // not `x[n][3]`, over which RDataFrame of ROOT 6.40 crashes
          !vectors && list.items() instanceof NumberColumn n && n.width() == 1
              ? new LeafEncoder(Kind.COUNTED, n.type(), List.of(), "")
              : new LeafEncoder(Kind.COLLECTION, NumberType.INT8, List.of(), className(list));
    };
  }

  /// Numbers of an entry, or of an item of a list.
  int width() {
    return ArrayShape.length(shape);
  }

  /// `vector<vector<float> >`, as ROOT writes it.
  static String className(JaggedColumn list) {
    return vector(itemName(list.items()));
  }

  private static String itemName(Column items) {
    return switch (items) {
      case NumberColumn n when n.width() > 1 -> vector(cppName(n.type()));
      case NumberColumn n -> cppName(n.type());
      case TextColumn _ -> "string";
      case JaggedColumn list -> className(list);
    };
  }

  private static String vector(String item) {
    return "vector<" + item + (item.endsWith(">") ? " >" : ">");
  }

  private static String cppName(NumberType type) {
    return switch (type) {
      case BOOL -> "bool";
      case INT8 -> "char";
      case UINT8 -> "unsigned char";
      case INT16 -> "short";
      case UINT16 -> "unsigned short";
      case INT32 -> "int";
      case UINT32 -> "unsigned int";
      case INT64 -> "Long64_t";
      case UINT64 -> "ULong64_t";
      case FLOAT32 -> "float";
      case FLOAT64 -> "double";
    };
  }

  /// ROOT's letter of the type: `F` in `x/F`.
  char letter() {
    if (kind == Kind.TEXT) {
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

  /// Whether entries have different lengths.
  boolean varies() {
    return kind != Kind.NUMBERS;
  }

  /// Bytes of one entry; where they vary, of a usual one.
  int entryBytes() {
    return varies() ? 16 : LeafType.bytes(type) * width();
  }

  /// The bytes that an entry of varying length takes, at least.
  static long bytes(Column column, int row) {
    return switch (column) {
      case JaggedColumn list -> itemBytes(list.items(), list.offsets()[row], end(list, row));
      default -> itemBytes(column, row, row + 1);
    };
  }

  private static long itemBytes(Column items, int from, int to) {
    return switch (items) {
      case NumberColumn n -> (long) (to - from) * n.width() * LeafType.bytes(n.type());
      case TextColumn texts -> {
        long sum = 0;
        for (int i = from; i < to; i++) {
          sum += texts.value(i).length();
        }
        yield sum;
      }
      case JaggedColumn list ->
          4L * (to - from) + itemBytes(list.items(), list.offsets()[from], list.offsets()[to]);
    };
  }

  private static int end(JaggedColumn list, int row) {
    return list.offsets()[row + 1];
  }

  /// Appends an entry of varying length.
  void entry(Column column, int row, RootOutput out) {
    switch (column) {
      case TextColumn texts -> out.string(texts.value(row));
      case JaggedColumn list when kind == Kind.COUNTED ->
          numbers((NumberColumn) list.items(), list.offsets()[row], end(list, row), out);
      case JaggedColumn list -> {
        int vector = out.begin(VECTOR);
        out.i32(list.count(row));
        items(list.items(), list.offsets()[row], end(list, row), out);
        out.end(vector);
      }
      case NumberColumn n -> numbers(n, row, row + 1, out);
    }
  }

  private static void items(Column items, int from, int to, RootOutput out) {
    switch (items) {
      case NumberColumn n when n.width() > 1 -> {
        for (int i = from; i < to; i++) {
          out.i32(n.width());
          numbers(n, i, i + 1, out);
        }
      }
      case NumberColumn n -> numbers(n, from, to, out);
      case TextColumn texts -> {
        for (int i = from; i < to; i++) {
          out.string(texts.value(i));
        }
      }
      case JaggedColumn list -> {
        for (int i = from; i < to; i++) {
          out.i32(list.count(i));
          items(list.items(), list.offsets()[i], end(list, i), out);
        }
      }
    }
  }

  /// Appends the numbers of rows `from` to `to` - 1.
  static void numbers(NumberColumn column, int from, int to, RootOutput out) {
    NumberType type = column.type();
    int first = from * column.width();
    int n = (to - from) * column.width();
    ByteBuffer next = out.next(n * LeafType.bytes(type));
    switch (column.array()) {
      case float[] v -> next.asFloatBuffer().put(v, first, n);
      case double[] v -> next.asDoubleBuffer().put(v, first, n);
      case int[] v -> integers(v, first, n, LeafType.bytes(type), next);
      case long[] v when type == NumberType.UINT32 -> {
        for (int i = first; i < first + n; i++) {
          next.putInt((int) v[i]);
        }
      }
      case long[] v -> next.asLongBuffer().put(v, first, n);
      default -> throw new IllegalArgumentException(column.typeName());
    }
  }

  private static void integers(int[] v, int from, int n, int bytes, ByteBuffer next) {
    switch (bytes) {
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

  /// Length in UTF-8.
  static int utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }
}
