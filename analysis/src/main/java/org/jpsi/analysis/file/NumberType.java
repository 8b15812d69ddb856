package org.jpsi.analysis.file;

/// A number with its range.
///
/// @param noun what it is, with its article: a number, a rate, a fraction
/// @param least the lower end
/// @param above whether it must be greater than `least`
/// @param most the upper end
/// @param below whether it must be smaller than `most`
/// @param unit of which it is a number; empty for none
record NumberType(String noun, double least, boolean above, double most, boolean below, String unit)
    implements ValueType<Double> {
  // What optimizers and penalties take at most: far above any that makes sense.
  private static final double ENDLESS = 1e6;

  static final NumberType ANY =
      new NumberType(
          "a number", Double.NEGATIVE_INFINITY, true, Double.POSITIVE_INFINITY, true, "");
  static final NumberType POSITIVE = new NumberType("a number", 0, true, ENDLESS, true, "");
  static final NumberType NOT_NEGATIVE = new NumberType("a number", 0, false, ENDLESS, true, "");
  static final NumberType BELOW_ONE = new NumberType("a number", 0, false, 1, true, "");
  static final NumberType TO_ONE = of("a number", 0, 1);
  static final NumberType ABOVE_ZERO_TO_ONE = new NumberType("a number", 0, true, 1, false, "");
  static final NumberType BETWEEN_ZERO_AND_ONE = new NumberType("a number", 0, true, 1, true, "");

  /// Both ends belong to it.
  static NumberType of(String noun, double least, double most) {
    return new NumberType(noun, least, false, most, false, "");
  }

  NumberType in(String other) {
    return new NumberType(noun, least, above, most, below, other);
  }

  boolean takes(double x) {
    return (above ? x > least : x >= least) && (below ? x < most : x <= most);
  }

  /// What is expected, in words.
  String words() {
    if (least == Double.NEGATIVE_INFINITY) {
      return noun;
    }
    if (most == ENDLESS && below) {
      return noun + (above ? " greater than " + text(least) : " of " + text(least) + " or more");
    }
    return limits();
  }

  private String limits() {
    String from = text(least);
    String to = text(most);
    if (above) {
      return noun + " above " + from + (below ? " and below " : ", up to ") + to;
    }
    return noun + " from " + from + (below ? " to below " : " to ") + to;
  }

  private static String text(double x) {
    return YamlText.number(x);
  }

  @Override
  public Double read(ConfigValue value, KnownTask task) {
    double number = value.number(words());
    if (!takes(number)) {
      throw value.wrong(number >= most ? limits() : words());
    }
    return number;
  }

  @Override
  public YamlNode write(Double value, Extent extent, KnownTask task) {
    return YamlNode.word(text(value));
  }
}
