package org.jpsi.formats.parquet;

/// Schema element: a group or a leaf of the schema tree, as parquet.thrift has it, in depth-first
/// order.
///
/// @param type physical type; null of a group
/// @param length bytes of a value of a fixed length
/// @param repetition how often it is there
/// @param children of a group
/// @param meaning what its values mean
record SchemaElement(
    String name,
    @org.jspecify.annotations.Nullable PhysicalType type,
    int length,
    Repetition repetition,
    int children,
    Meaning meaning) {
  /// How often an element is there in its parent.
  enum Repetition {
    REQUIRED,
    OPTIONAL,
    REPEATED
  }

  /// Physical type of values, in the order of their numbers in files.
  enum PhysicalType {
    BOOLEAN,
    INT32,
    INT64,
    INT96,
    FLOAT,
    DOUBLE,
    BYTE_ARRAY,
    FIXED_LEN_BYTE_ARRAY
  }

  /// Meaning of values: the logical type, or the converted type of older files.
  ///
  /// @param kind of meaning
  /// @param bits of an integer
  /// @param signed whether the integer is
  /// @param scale of a decimal number: digits behind the point
  /// @param unit of a time: `ms`, `us`, `ns`, `d`; else empty
  record Meaning(Kind kind, int bits, boolean signed, int scale, String unit) {
    static final Meaning NONE = of(Kind.NONE);

    static Meaning of(Kind kind) {
      return new Meaning(kind, 0, true, 0, "");
    }

    static Meaning integer(int bits, boolean signed) {
      return new Meaning(Kind.INTEGER, bits, signed, 0, "");
    }

    static Meaning decimal(int scale) {
      return new Meaning(Kind.DECIMAL, 0, true, scale, "");
    }

    static Meaning time(String unit) {
      return new Meaning(Kind.TIME, 0, true, 0, unit);
    }
  }

  /// Kind of meaning.
  enum Kind {
    NONE,
    TEXT,
    LIST,
    MAP,
    INTEGER,
    DECIMAL,
    TIME,
    FLOAT16,
    OTHER
  }
}
