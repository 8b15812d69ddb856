package org.jpsi.analysis.file;

import java.util.List;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.io.Numeral;

/// Text of a quantity: a number above 0, and what follows it, its unit.
///
/// @param where it stands, for messages
/// @param expected what it is, with an example
record UnitText(String where, String expected, double number, String unit) {
  // No number is longer.
  private static final int LONGEST = 40;

  /// @throws InputException where it does not begin with a number above 0
  static UnitText of(ConfigValue value, String expected) {
    return of(value.where(), expected, value.text(expected));
  }

  /// The text of a quantity that was checked before.
  static UnitText written(String text) {
    return of("", "", text);
  }

  private static UnitText of(String where, String expected, String text) {
    String all = text.strip();
    int end = 0;
    for (int i = 1; i <= Math.min(all.length(), LONGEST); i++) {
      // `1.5e` is none, `1.5` and `1.5e3` are
      end = Numeral.isDecimal(all.substring(0, i)) ? i : end;
    }
    double number = end == 0 ? 0 : Double.parseDouble(all.substring(0, end));
    if (!(number > 0 && number <= Double.MAX_VALUE)) {
      throw InputException.at(where)
          .expected(expected + ", a number above 0")
          .found("`" + text + "`")
          .exception();
    }
    return new UnitText(where, expected, number, all.substring(end).strip());
  }

  /// The exception that the unit is none of these.
  InputException wrongUnit(List<String> units) {
    return wrongUnit(units, unit);
  }

  /// @param meant what the unit may have meant
  InputException wrongUnit(List<String> units, String meant) {
    return InputException.at(where)
        .expected(expected + ", in " + String.join(", ", units))
        .found(unit.isEmpty() ? "no unit" : "the unit `" + unit + "`")
        .nearest(meant, unit.isEmpty() ? List.of() : units)
        .exception();
  }
}
