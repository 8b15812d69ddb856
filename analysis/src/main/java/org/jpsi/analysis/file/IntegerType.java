package org.jpsi.analysis.file;

/// Integer type, with a range, both ends included.
record IntegerType(long min, long max) implements ValueType<Long> {
  /// Any 64-bit integer, exactly.
  static final IntegerType ANY = new IntegerType(Long.MIN_VALUE, Long.MAX_VALUE);

  static IntegerType from(long min) {
    return new IntegerType(min, Integer.MAX_VALUE);
  }

  boolean any() {
    return max == Long.MAX_VALUE;
  }

  String describe() {
    if (any()) {
      return "a whole number";
    }
    return max == Integer.MAX_VALUE
        ? "a whole number of " + min + " or more"
        : "a whole number from " + min + " to " + max;
  }

  @Override
  public Long read(ConfigValue value, KnownTask task) {
    if (any()) {
      try {
        return Long.parseLong(value.text(describe()));
      } catch (NumberFormatException e) {
        throw value.wrong(describe());
      }
    }
    double number = value.number(describe());
    if (number != Math.rint(number) || number < min || number > max) {
      throw value.wrong(describe());
    }
    return (long) number;
  }

  @Override
  public YamlNode write(Long value, Extent extent, KnownTask task) {
    return YamlNode.word(value.toString());
  }
}
