package org.jpsi.formats.rntuple;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jpsi.core.table.Column;
import org.jpsi.core.table.JaggedColumn;
import org.jpsi.core.table.NumberColumn;
import org.jpsi.core.table.NumberType;
import org.jpsi.core.table.TextColumn;
import org.jpsi.formats.NameWithUnit;
import org.jspecify.annotations.Nullable;

/// Writer of a field: its description, its columns, and the field within it.
final class FieldWriter {
  /// Number of a top-level field's parent: its own.
  static final int TOP = -1;

  private final String name;
  private final String typeName;
  private final String description;
  private final StructuralRole role;
  private final long arraySize;
  private @Nullable FieldWriter item;
  private List<PageWriter> columns = List.of();
  private int number;
  private int parent;
  // items or characters since the cluster began
  private long count;

  private FieldWriter(
      String name,
      String typeName,
      String description,
      StructuralRole role,
      long arraySize,
      @Nullable FieldWriter item) {
    this.name = name;
    this.typeName = typeName;
    this.description = description;
    this.role = role;
    this.arraySize = arraySize;
    this.item = item;
  }

  /// The field of a column, under a name that may be another; it has no pages yet.
  static FieldWriter of(String name, Column column) {
    String unit =
        name.equals("_0") || column.unit().isEmpty()
            ? ""
            : new NameWithUnit(column.name(), column.unit()).text();
    return switch (column) {
      case NumberColumn n when n.width() > 1 -> {
        FieldWriter item = plain("_0", cppName(n.type()), "");
        String array = "std::array<" + item.typeName + "," + n.width() + ">";
        yield new FieldWriter(name, array, unit, StructuralRole.PLAIN, n.width(), item);
      }
      case NumberColumn n -> plain(name, cppName(n.type()), unit);
      case TextColumn _ -> plain(name, "std::string", unit);
      case JaggedColumn list -> {
        FieldWriter item = of("_0", list.items());
        String vector = "std::vector<" + item.typeName + ">";
        yield new FieldWriter(name, vector, unit, StructuralRole.COLLECTION, 0, item);
      }
    };
  }

  private static FieldWriter plain(String name, String typeName, String unit) {
    return new FieldWriter(name, typeName, unit, StructuralRole.PLAIN, 0, null);
  }

  @Nullable FieldWriter item() {
    return item;
  }

  String name() {
    return name;
  }

  int number() {
    return number;
  }

  List<PageWriter> columns() {
    return columns;
  }

  /// Gives it a number and pages.
  ///
  /// @param within number of the field around it; {@link #TOP} for none
  /// @param elements of a page
  void begin(int own, int within, NtupleOutput file, int elements) {
    number = own;
    parent = within == TOP ? own : within;
    columns = types().stream().map(type -> new PageWriter(type, own, file, elements)).toList();
  }

  private List<ColumnType> types() {
    if (role == StructuralRole.COLLECTION) {
      return List.of(ColumnType.SPLIT_INDEX64);
    }
    return switch (typeName) {
      case "std::string" -> List.of(ColumnType.SPLIT_INDEX64, ColumnType.CHAR);
      case "bool" -> List.of(ColumnType.BIT);
      case "std::int8_t" -> List.of(ColumnType.INT8);
      case "std::uint8_t" -> List.of(ColumnType.UINT8);
      case "std::int16_t" -> List.of(ColumnType.SPLIT_INT16);
      case "std::uint16_t" -> List.of(ColumnType.SPLIT_UINT16);
      case "std::int32_t" -> List.of(ColumnType.SPLIT_INT32);
      case "std::uint32_t" -> List.of(ColumnType.SPLIT_UINT32);
      case "std::int64_t" -> List.of(ColumnType.SPLIT_INT64);
      case "std::uint64_t" -> List.of(ColumnType.SPLIT_UINT64);
      case "float" -> List.of(ColumnType.SPLIT_REAL32);
      case "double" -> List.of(ColumnType.SPLIT_REAL64);
      // a fixed array, whose elements are its item's
      default -> List.of();
    };
  }

  private static String cppName(NumberType type) {
    return switch (type) {
      case BOOL -> "bool";
      case INT8 -> "std::int8_t";
      case UINT8 -> "std::uint8_t";
      case INT16 -> "std::int16_t";
      case UINT16 -> "std::uint16_t";
      case INT32 -> "std::int32_t";
      case UINT32 -> "std::uint32_t";
      case INT64 -> "std::int64_t";
      case UINT64 -> "std::uint64_t";
      case FLOAT32 -> "float";
      case FLOAT64 -> "double";
    };
  }

  /// The description of the field.
  void describe(EnvelopeOutput out) {
    int record = out.record();
    out.i32(0).i32(0).i32(parent).i16(role.id()).i16(arraySize > 0 ? FieldDescription.REPEATED : 0);
    out.string(name).string(typeName).string("").string(description);
    if (arraySize > 0) {
      out.i64(arraySize);
    }
    out.endRecord(record);
  }

  /// Begins a cluster, in which items are counted anew.
  void beginCluster() {
    count = 0;
    if (item != null) {
      item.beginCluster();
    }
  }

  /// Appends rows `from` to `to` - 1 of its column.
  void add(Column column, int from, int to) {
    switch (column) {
      case NumberColumn n -> {
        PageWriter pages = item == null ? columns.getFirst() : item.columns.getFirst();
        numbers(n, from * n.width(), to * n.width(), pages);
      }
      case TextColumn texts -> {
        for (int i = from; i < to; i++) {
          byte[] utf8 = texts.value(i).getBytes(StandardCharsets.UTF_8);
          count += utf8.length;
          columns.getFirst().add(count);
          for (byte b : utf8) {
            columns.getLast().add(b);
          }
        }
      }
      case JaggedColumn list -> {
        int[] offsets = list.offsets();
        for (int i = from; i < to; i++) {
          count += offsets[i + 1] - offsets[i];
          columns.getFirst().add(count);
        }
        if (item != null) {
          item.add(list.items(), offsets[from], offsets[to]);
        }
      }
    }
  }

  private static void numbers(NumberColumn column, int from, int to, PageWriter pages) {
    switch (column.array()) {
      case float[] v -> {
        for (int i = from; i < to; i++) {
          pages.add(Float.floatToRawIntBits(v[i]));
        }
      }
      case double[] v -> {
        for (int i = from; i < to; i++) {
          pages.add(Double.doubleToRawLongBits(v[i]));
        }
      }
      case int[] v -> {
        for (int i = from; i < to; i++) {
          pages.add(v[i]);
        }
      }
      case long[] v -> {
        for (int i = from; i < to; i++) {
          pages.add(v[i]);
        }
      }
      default -> throw new IllegalArgumentException(column.typeName());
    }
  }
}
