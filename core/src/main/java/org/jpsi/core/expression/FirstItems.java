package org.jpsi.core.expression;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jpsi.core.errors.InputException;

/// First items of a jagged column, as features: `first(x, n, pad)` stands for `x[0]` to `x[n - 1]`,
/// each with `pad` where the event has no such item (NaN where no pad is given).
final class FirstItems {
  // More inputs of one column are a mistake.
  private static final int MOST = 1000;

  private FirstItems() {}

  /// The expressions that a call stands for; none where the text is no call of `first` alone.
  static List<Expression> of(String where, String text, Map<String, Double> constants) {
    List<Token> tokens = Lexer.tokens(where, text);
    if (tokens.size() < 2 || !tokens.get(0).text().equals("first") || !tokens.get(1).is("(")) {
      return List.of();
    }
    List<String> arguments = new ArrayList<>();
    int second = 0;
    int depth = 0;
    int from = tokens.get(1).position() + 1;
    for (int i = 1; i < tokens.size(); i++) {
      Token token = tokens.get(i);
      depth += token.is("(") || token.is("[") ? 1 : token.is(")") || token.is("]") ? -1 : 0;
      if (depth == 0 || depth == 1 && token.is(",")) {
        arguments.add(text.substring(from, token.position()).strip());
        from = token.position() + 1;
        second = arguments.size() == 1 ? tokens.get(i + 1).position() : second;
      }
      if (depth == 0) {
        if (i + 2 < tokens.size()) {
          return List.of();
        }
        break;
      }
    }
    return expressions(where, text, arguments, second).stream()
        .map(item -> item.with(constants))
        .toList();
  }

  /// @param second position of the second argument, for messages
  private static List<Expression> expressions(
      String where, String text, List<String> arguments, int second) {
    String number = arguments.get(1);
    boolean whole = number.length() < 6 && number.chars().allMatch(c -> c >= '0' && c <= '9');
    if (!whole || Integer.parseInt(number) < 1 || Integer.parseInt(number) > MOST) {
      throw InputException.at(where)
          .expected("a number of items from 1 to " + MOST + " in first(x, n, pad)")
          .found(number)
          .excerpt(text, second)
          .exception();
    }
    Expression base = Expression.parse(where, arguments.getFirst());
    String x = base.plainColumn().map(Expression::quoted).orElse("(" + base.text() + ")");
    List<Expression> items = new ArrayList<>();
    for (int k = 0; k < Integer.parseInt(number); k++) {
      String item = x + "[" + k + "]";
      items.add(
          Expression.parse(
              where,
              arguments.size() < 3
                  ? item
                  : "DefaultValueFor(" + item + ", " + arguments.get(2) + ")"));
    }
    return items;
  }
}
