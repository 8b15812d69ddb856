package org.jpsi.analysis.file;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// Unit of cross sections: the barn, 1e-28 m^2, and its decimal fractions.
public enum BarnUnit {
  BARN("b", 0),
  MILLIBARN("mb", -3),
  MICROBARN("ub", -6),
  NANOBARN("nb", -9),
  PICOBARN("pb", -12),
  FEMTOBARN("fb", -15),
  ATTOBARN("ab", -18);

  /// The word in the file.
  final String symbol;

  /// The power of ten of barns.
  final int exponent;

  BarnUnit(String symbol, int exponent) {
    this.symbol = symbol;
    this.exponent = exponent;
  }

  static List<String> symbols() {
    return Arrays.stream(values()).map(unit -> unit.symbol).toList();
  }

  /// The unit of a symbol, in which the micro sign is taken for `u`.
  static Optional<BarnUnit> of(String symbol) {
    String plain = symbol.replace('\u00b5', 'u').replace('\u03bc', 'u');
    return Arrays.stream(values()).filter(unit -> unit.symbol.equals(plain)).findFirst();
  }
}
