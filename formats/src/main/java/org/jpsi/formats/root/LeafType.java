package org.jpsi.formats.root;

import org.jpsi.core.table.NumberType;
import org.jspecify.annotations.Nullable;

/// Number types of ROOT's leaves.
final class LeafType {
  private LeafType() {}

  /// The type of a leaf class; null where it is not a plain number.
  static @Nullable NumberType of(String leafClass, boolean unsigned) {
    return switch (leafClass) {
      case "TLeafO" -> NumberType.BOOL;
      case "TLeafB" -> unsigned ? NumberType.UINT8 : NumberType.INT8;
      case "TLeafS" -> unsigned ? NumberType.UINT16 : NumberType.INT16;
      case "TLeafI" -> unsigned ? NumberType.UINT32 : NumberType.INT32;
      case "TLeafL", "TLeafG" -> unsigned ? NumberType.UINT64 : NumberType.INT64;
      case "TLeafF" -> NumberType.FLOAT32;
      case "TLeafD" -> NumberType.FLOAT64;
      default -> null;
    };
  }

  /// The type of a member of an object (fStreamerType of its branch); null where it is not a plain
  /// number.
  static @Nullable NumberType ofMember(long type) {
    return switch ((int) (type > 20 && type < 40 ? type - 20 : type)) {
      case 1 -> NumberType.INT8;
      case 2 -> NumberType.INT16;
      case 3, 6 -> NumberType.INT32;
      case 4, 16 -> NumberType.INT64;
      case 5 -> NumberType.FLOAT32;
      case 8 -> NumberType.FLOAT64;
      case 11 -> NumberType.UINT8;
      case 12 -> NumberType.UINT16;
      case 13, 15 -> NumberType.UINT32;
      case 14, 17 -> NumberType.UINT64;
      case 18 -> NumberType.BOOL;
      default -> null;
    };
  }

  /// Bytes in the file.
  static int bytes(NumberType type) {
    return switch (type) {
      case BOOL, INT8, UINT8 -> 1;
      case INT16, UINT16 -> 2;
      case INT32, UINT32, FLOAT32 -> 4;
      case INT64, UINT64, FLOAT64 -> 8;
    };
  }
}
