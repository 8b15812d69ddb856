package org.jpsi.core.data;

import org.jpsi.core.expression.Expression;

/// Feature, an input of a model: its name, its expression over columns, and its unit.
///
/// @param name as in reports
/// @param expression over columns (see {@link Expression})
/// @param unit of the value, `""` where not known
public record Feature(String name, String expression, String unit) {
  /// The feature of an expression: a plain column's name is its name, any other has its text as a
  /// name. Its unit is not known.
  ///
  /// @throws org.jpsi.core.errors.InputException where the expression cannot be understood
  public static Feature of(String expression) {
    Expression parsed = Expression.parse("feature " + expression, expression);
    return new Feature(parsed.plainColumn().orElse(expression), expression, "");
  }

  /// The feature with a unit.
  public Feature withUnit(String other) {
    return new Feature(name, expression, other);
  }
}
