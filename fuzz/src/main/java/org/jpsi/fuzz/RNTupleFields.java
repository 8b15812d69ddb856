package org.jpsi.fuzz;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/// Fields of an RNTuple by chance, each within others, and pages that fit them. What they say is
/// right, but for one number in a hundred.
final class RNTupleFields {
  private static final int MAX_DEPTH = 4;
  private static final int[] FIXED_BITS = {
    1, 8, 8, 8, 8, 16, 16, 32, 32, 64, 64, 16, 32, 64, 32, 64, 96, 16, 16, 32, 32, 64, 64, 16, 32,
    64, 32, 64
  };

  private final Chance chance;
  private final boolean strict;
  private final List<Field> fields = new ArrayList<>();
  private final List<Column> columns = new ArrayList<>();

  /// Field: its number is its place.
  record Field(int parent, int role, int flags, String name, String type, long length) {}

  /// Column, and what its pages are made of.
  ///
  /// @param index whether its elements are ends of collections
  record Column(int type, int bits, int field, boolean index, Elements elements) {}

  /// Elements of a column of a cluster: the bytes of one page.
  static final class Elements {
    private byte[] page = {};
    private int count;

    byte[] page() {
      return page;
    }

    int count() {
      return count;
    }
  }

  RNTupleFields(Chance chance, boolean strict, int entries) {
    this.chance = chance;
    this.strict = strict;
    int top = 1 + chance.size() % 30;
    for (int i = 0; i < top; i++) {
      field(-1, chance.oneIn(5) ? chance.name() : "f" + i, entries, 0);
    }
  }

  List<Field> fields() {
    return fields;
  }

  List<Column> columns() {
    return columns;
  }

  private long number(long right) {
    return strict || !chance.oneIn(100) ? right : chance.oneIn(2) ? chance.limit() : right + 1;
  }

  private int add(int parent, int role, int flags, String name, String type, long length) {
    int number = fields.size();
    int above = (int) number(parent < 0 ? number : parent);
    fields.add(new Field(above, (int) number(role), (int) number(flags), name, type, length));
    return number;
  }

  /// @param elements of the field in a cluster
  private void field(int parent, String name, int elements, int depth) {
    switch (chance.below(depth < MAX_DEPTH && elements < 2000 ? 11 : 3)) {
      case 0, 1, 2 -> leaf(parent, name, elements);
      case 3 -> text(parent, name, elements);
      case 4, 5 -> {
        String type = chance.of("std::vector<float>", "std::optional<float>", "", "My");
        int own = add(parent, 1, 0, name, type, 0);
        int items = ends(own, elements, type.startsWith("std::optional") ? 1 : 3);
        field(own, "_0", items, depth + 1);
      }
      case 6 -> {
        String type = chance.of("std::pair<int,float>", "Hit", "", "std::tuple<int>");
        int own = add(parent, 2, 0, name, type, 0);
        int members = chance.below(4);
        for (int i = 0; i < members; i++) {
          field(own, chance.of("_" + i, ":_0", "x", chance.name()), elements, depth + 1);
        }
      }
      case 7 -> {
        int length = 1 + chance.below(3);
        int own = add(parent, 0, 1, name, "std::array<float,3>", number(length));
        field(own, "_0", elements * length, depth + 1);
      }
      case 8 -> variant(parent, name, elements, depth);
      case 9 -> {
        int own = add(parent, 0, 1, name, "std::bitset<9>", number(9));
        page(0, 1, own, elements * 9);
      }
      default -> {
        if (chance.oneIn(3)) {
          add(parent, 4, 0, name, "TList", 0);
        } else {
          int own = add(parent, 0, 0, name, "Enum", 0);
          field(own, "_0", elements, depth + 1);
        }
      }
    }
  }

  private void leaf(int parent, String name, int elements) {
    int type = chance.below(30);
    boolean index = type == 14 || type == 15 || type == 26 || type == 27;
    String typeName =
        index
            ? "ROOT::RNTupleCardinality<std::uint64_t>"
            : chance.of("float", "double", "std::int32_t", "bool", "std::uint64_t", "", "T");
    int own = add(parent, 0, 0, name, typeName, 0);
    if (index) {
      ends(own, elements, 3);
    } else {
      int bits =
          type < 28 ? FIXED_BITS[type] : type == 28 ? 10 + chance.below(22) : 1 + chance.below(32);
      page(type, bits, own, elements);
    }
  }

  private void text(int parent, String name, int elements) {
    int own = add(parent, 0, 0, name, "std::string", 0);
    page(2, 8, own, ends(own, elements, 5));
  }

  private void variant(int parent, String name, int elements, int depth) {
    int own = add(parent, 3, 0, name, "std::variant<int,float>", 0);
    int n = 1 + chance.below(3);
    int[] held = new int[n + 1];
    ByteBuffer page = ByteBuffer.allocate(12 * elements).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < elements; i++) {
      int tag = chance.below(n + 1);
      page.putLong(number(held[tag]++)).putInt((int) number(tag));
    }
    column(16, 96, own, false, page.array(), elements);
    for (int i = 0; i < n; i++) {
      field(own, "_" + i, held[i + 1], depth + 1);
    }
  }

  /// A page of bytes by chance.
  private void page(int type, int bits, int field, int elements) {
    byte[] page = new byte[(int) (((long) elements * bits + 7) / 8)];
    for (int i = 0; i < Math.min(page.length, 64); i++) {
      page[i] = (byte) chance.below(256);
    }
    column(type, bits, field, false, page, elements);
  }

  /// A page of the ends of collections of `most - 1` items at most.
  ///
  /// @return how many items they have together
  private int ends(int field, int elements, int most) {
    int width = chance.of(4, 8);
    boolean split = chance.oneIn(2);
    byte[] page = new byte[width * elements];
    int end = 0;
    for (int i = 0; i < elements; i++) {
      int items = most == 1 ? chance.below(2) : chance.below(most);
      long value = number(split ? items : end + items);
      end += items;
      for (int k = 0; k < width; k++) {
        page[split ? k * elements + i : i * width + k] = (byte) (value >>> 8 * k);
      }
    }
    int type = width == 4 ? split ? 26 : 14 : split ? 27 : 15;
    column(type, 8 * width, field, true, page, elements);
    return end;
  }

  private void column(int type, int bits, int field, boolean index, byte[] page, int count) {
    Elements elements = new Elements();
    elements.page = page;
    elements.count = count;
    columns.add(
        new Column((int) number(type), (int) number(bits), (int) number(field), index, elements));
  }
}
