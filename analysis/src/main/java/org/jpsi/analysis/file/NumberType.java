package org.jpsi.analysis.file;

/// Number type, with a range.
///
/// @param noun with its article: a number, a rate, a fraction
/// @param min lower bound
/// @param minExclusive whether `min` itself is excluded
/// @param max upper bound
/// @param maxExclusive whether `max` itself is excluded
/// @param unit of the number; empty for none
record NumberType(
    String noun, double min, boolean minExclusive, double max, boolean maxExclusive, String unit)
    implements ValueType<Double> {
  // What optimizers and penalties take at most: far above any that makes sense.
  private static final double UNLIMITED = 1e6;

  static final NumberType ANY =
      new NumberType(
          "a number", Double.NEGATIVE_INFINITY, true, Double.POSITIVE_INFINITY, true, "");
  static final NumberType POSITIVE = new NumberType("a number", 0, true, UNLIMITED, true, "");
  static final NumberType NOT_NEGATIVE = new NumberType("a number", 0, false, UNLIMITED, true, "");
  static final NumberType BELOW_ONE = new NumberType("a number", 0, false, 1, true, "");
  static final NumberType TO_ONE = of("a number", 0, 1);
  static final NumberType ABOVE_ZERO_TO_ONE = new NumberType("a number", 0, true, 1, false, "");
  static final NumberType BETWEEN_ZERO_AND_ONE = new NumberType("a number", 0, true, 1, true, "");

  /// A closed range.
  static NumberType of(String noun, double min, double max) {
    return new NumberType(noun, min, false, max, false, "");
  }

  NumberType in(String other) {
    return new NumberType(noun, min, minExclusive, max, maxExclusive, other);
  }

  boolean contains(double x) {
    return (minExclusive ? x > min : x >= min) && (maxExclusive ? x < max : x <= max);
  }

  /// The expectation in messages.
  String describe() {
    if (min == Double.NEGATIVE_INFINITY) {
      return noun;
    }
    if (max == UNLIMITED && maxExclusive) {
      return noun + (minExclusive ? " greater than " + text(min) : " of " + text(min) + " or more");
    }
    return limits();
  }

  private String limits() {
    String from = text(min);
    String to = text(max);
    if (minExclusive) {
      return noun + " above " + from + (maxExclusive ? " and below " : ", up to ") + to;
    }
    return noun + " from " + from + (maxExclusive ? " to below " : " to ") + to;
  }

  private static String text(double x) {
    return YamlText.number(x);
  }

  @Override
  public Double read(ConfigValue value, KnownTask task) {
    double number = value.number(describe());
    if (!contains(number)) {
      throw value.wrong(number >= max ? limits() : describe());
    }
    return number;
  }

  @Override
  public YamlNode write(Double value, Extent extent, KnownTask task) {
    return YamlNode.word(text(value));
  }
}
