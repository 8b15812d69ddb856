package org.jpsi.formats.rntuple;

import org.jpsi.core.table.NumberType;
import org.jspecify.annotations.Nullable;

/// Column type: how the elements of an RNTuple column lie in its pages. The number of each is that
/// in the file (specification, "Column Description").
///
/// The encodings: split has all first bytes of a page's elements, then all second ones; zigzag maps
/// signed integers to unsigned ones of small magnitude; delta has differences to the element
/// before.
enum ColumnType {
  BIT(1, Encoding.BITS, NumberType.BOOL),
  BYTE(8, Encoding.PLAIN, NumberType.UINT8),
  CHAR(8, Encoding.PLAIN, NumberType.INT8),
  INT8(8, Encoding.PLAIN, NumberType.INT8),
  UINT8(8, Encoding.PLAIN, NumberType.UINT8),
  INT16(16, Encoding.PLAIN, NumberType.INT16),
  UINT16(16, Encoding.PLAIN, NumberType.UINT16),
  INT32(32, Encoding.PLAIN, NumberType.INT32),
  UINT32(32, Encoding.PLAIN, NumberType.UINT32),
  INT64(64, Encoding.PLAIN, NumberType.INT64),
  UINT64(64, Encoding.PLAIN, NumberType.UINT64),
  REAL16(16, Encoding.PLAIN, NumberType.FLOAT32),
  REAL32(32, Encoding.PLAIN, NumberType.FLOAT32),
  REAL64(64, Encoding.PLAIN, NumberType.FLOAT64),
  INDEX32(32, Encoding.PLAIN, null),
  INDEX64(64, Encoding.PLAIN, null),
  SWITCH(96, Encoding.PLAIN, null),
  SPLIT_INT16(16, Encoding.SPLIT_ZIGZAG, NumberType.INT16),
  SPLIT_UINT16(16, Encoding.SPLIT, NumberType.UINT16),
  SPLIT_INT32(32, Encoding.SPLIT_ZIGZAG, NumberType.INT32),
  SPLIT_UINT32(32, Encoding.SPLIT, NumberType.UINT32),
  SPLIT_INT64(64, Encoding.SPLIT_ZIGZAG, NumberType.INT64),
  SPLIT_UINT64(64, Encoding.SPLIT, NumberType.UINT64),
  SPLIT_REAL16(16, Encoding.SPLIT, NumberType.FLOAT32),
  SPLIT_REAL32(32, Encoding.SPLIT, NumberType.FLOAT32),
  SPLIT_REAL64(64, Encoding.SPLIT, NumberType.FLOAT64),
  SPLIT_INDEX32(32, Encoding.SPLIT_DELTA, null),
  SPLIT_INDEX64(64, Encoding.SPLIT_DELTA, null),
  REAL32_TRUNC(10, 31, Encoding.BITS, NumberType.FLOAT32),
  REAL32_QUANT(1, 32, Encoding.BITS, NumberType.FLOAT32);

  /// What was done to the elements of a page before it was compressed.
  enum Encoding {
    PLAIN,
    /// Elements of any number of bits, one after the other, the least significant bit first.
    BITS,
    SPLIT,
    SPLIT_ZIGZAG,
    SPLIT_DELTA
  }

  private static final ColumnType[] ALL = values();

  private final int leastBits;
  private final int mostBits;
  private final Encoding encoding;
  private final @Nullable NumberType number;

  ColumnType(int bits, Encoding encoding, @Nullable NumberType number) {
    this(bits, bits, encoding, number);
  }

  ColumnType(int leastBits, int mostBits, Encoding encoding, @Nullable NumberType number) {
    this.leastBits = leastBits;
    this.mostBits = mostBits;
    this.encoding = encoding;
    this.number = number;
  }

  /// The type of this number in the file; null for one that is not known.
  static @Nullable ColumnType of(int number) {
    return number >= 0 && number < ALL.length ? ALL[number] : null;
  }

  /// The number of the type in the file.
  int id() {
    return ordinal();
  }

  /// The bits of an element in a page, where they do not vary by column.
  int bits() {
    return mostBits;
  }

  /// Whether an element may have so many bits.
  boolean allows(int bits) {
    return bits >= leastBits && bits <= mostBits;
  }

  Encoding encoding() {
    return encoding;
  }

  /// The type of number that elements are; null for offsets and tags.
  @Nullable NumberType number() {
    return number;
  }

  /// Whether elements are the ends of collections.
  boolean isIndex() {
    return this == INDEX32 || this == INDEX64 || this == SPLIT_INDEX32 || this == SPLIT_INDEX64;
  }
}
