package org.jpsi.analysis.file;

/// A whole number with its range, both ends included.
record WholeType(long least, long most) implements ValueType<Long> {
  /// Of 64 bits, exactly.
  static final WholeType ANY = new WholeType(Long.MIN_VALUE, Long.MAX_VALUE);

  static WholeType from(long least) {
    return new WholeType(least, Integer.MAX_VALUE);
  }

  boolean any() {
    return most == Long.MAX_VALUE;
  }

  String words() {
    if (any()) {
      return "a whole number";
    }
    return most == Integer.MAX_VALUE
        ? "a whole number of " + least + " or more"
        : "a whole number from " + least + " to " + most;
  }

  @Override
  public Long read(ConfigValue value, KnownTask task) {
    if (any()) {
      try {
        return Long.parseLong(value.text(words()));
      } catch (NumberFormatException e) {
        throw value.wrong(words());
      }
    }
    double number = value.number(words());
    if (number != Math.rint(number) || number < least || number > most) {
      throw value.wrong(words());
    }
    return (long) number;
  }

  @Override
  public YamlNode write(Long value, Extent extent, KnownTask task) {
    return YamlNode.word(value.toString());
  }
}
