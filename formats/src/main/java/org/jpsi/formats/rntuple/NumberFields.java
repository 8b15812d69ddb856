package org.jpsi.formats.rntuple;

import java.util.List;
import java.util.Objects;
import org.jpsi.core.table.NumberType;
import org.jspecify.annotations.Nullable;

/// Types of the numbers of fields, by the names of their C++ types.
final class NumberFields {
  private static final String CARDINALITY = "ROOT::RNTupleCardinality<";

  private NumberFields() {}

  /// The type of a field's numbers: that of its C++ type where its columns can be read as such,
  /// else that of its columns; null where they are no numbers, or not of one kind.
  ///
  /// @param columns the types of its columns, one for each representation
  static @Nullable NumberType type(String typeName, List<ColumnType> columns) {
    boolean numbers = columns.stream().allMatch(c -> c.number() != null);
    NumberType stored = numbers ? columns.getFirst().number() : null;
    if (stored == null
        || columns.stream()
            .anyMatch(c -> Objects.requireNonNull(c.number()).isInteger() != stored.isInteger())) {
      return null;
    }
    NumberType named = named(typeName);
    if (named == null) {
      return stored;
    }
    return named.isInteger() == stored.isInteger() ? named : null;
  }

  /// The type of a field of numbers of items (ROOT::RNTupleCardinality); null for another field.
  static @Nullable NumberType count(String typeName) {
    if (!typeName.startsWith(CARDINALITY) || !typeName.endsWith(">")) {
      return null;
    }
    return typeName.contains("64") ? NumberType.UINT64 : NumberType.UINT32;
  }

  private static @Nullable NumberType named(String typeName) {
    return switch (typeName) {
      case "bool" -> NumberType.BOOL;
      case "char", "std::int8_t" -> NumberType.INT8;
      case "std::byte", "std::uint8_t" -> NumberType.UINT8;
      case "std::int16_t" -> NumberType.INT16;
      case "std::uint16_t" -> NumberType.UINT16;
      case "std::int32_t" -> NumberType.INT32;
      case "std::uint32_t" -> NumberType.UINT32;
      case "std::int64_t" -> NumberType.INT64;
      case "std::uint64_t" -> NumberType.UINT64;
      case "float" -> NumberType.FLOAT32;
      case "double" -> NumberType.FLOAT64;
      default -> typeName.startsWith("std::bitset<") ? NumberType.BOOL : null;
    };
  }
}
