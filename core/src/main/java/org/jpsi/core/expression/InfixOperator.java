package org.jpsi.core.expression;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// Infix operators with their precedence.
enum InfixOperator {
  OR("||", 1),
  AND("&&", 2),
  EQUAL("==", 3),
  NOT_EQUAL("!=", 3),
  LESS("<", 3),
  LESS_OR_EQUAL("<=", 3),
  GREATER(">", 3),
  GREATER_OR_EQUAL(">=", 3),
  ADD("+", 4),
  SUBTRACT("-", 4),
  MULTIPLY("*", 5),
  DIVIDE("/", 5),
  REMAINDER("%", 5),
  POWER("**", 6);

  static final int COMPARISON = 3;

  private static final Map<String, InfixOperator> BY_SYMBOL =
      Arrays.stream(values()).collect(Collectors.toMap(o -> o.symbol, o -> o));

  final String symbol;
  final int precedence;

  InfixOperator(String symbol, int precedence) {
    this.symbol = symbol;
    this.precedence = precedence;
  }

  static Optional<InfixOperator> of(Token token) {
    if (token.is("^")) {
      return Optional.of(POWER);
    }
    return token.type() == Token.TokenType.OPERATOR
        ? Optional.ofNullable(BY_SYMBOL.get(token.text()))
        : Optional.empty();
  }

  boolean isEquality() {
    return this == EQUAL || this == NOT_EQUAL;
  }
}
