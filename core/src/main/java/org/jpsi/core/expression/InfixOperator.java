package org.jpsi.core.expression;

import java.util.Arrays;
import java.util.Optional;
import java.util.function.DoubleBinaryOperator;

/// Infix operators with their precedence.
enum InfixOperator {
  OR("||", 1, (a, b) -> Selection.isTrue(a) || Selection.isTrue(b) ? 1 : 0),
  AND("&&", 2, (a, b) -> Selection.isTrue(a) && Selection.isTrue(b) ? 1 : 0),
  EQUAL("==", 3, (a, b) -> a == b ? 1 : 0),
  NOT_EQUAL("!=", 3, (a, b) -> a != b ? 1 : 0),
  LESS("<", 3, (a, b) -> a < b ? 1 : 0),
  LESS_OR_EQUAL("<=", 3, (a, b) -> a <= b ? 1 : 0),
  GREATER(">", 3, (a, b) -> a > b ? 1 : 0),
  GREATER_OR_EQUAL(">=", 3, (a, b) -> a >= b ? 1 : 0),
  ADD("+", 4, Double::sum),
  SUBTRACT("-", 4, (a, b) -> a - b),
  MULTIPLY("*", 5, (a, b) -> a * b),
  DIVIDE("/", 5, (a, b) -> a / b),
  REMAINDER("%", 5, (a, b) -> a % b),
  POWER("**", 6, StrictMath::pow);

  static final int COMPARISON = 3;

  final String symbol;
  final int precedence;
  final DoubleBinaryOperator function;

  InfixOperator(String symbol, int precedence, DoubleBinaryOperator function) {
    this.symbol = symbol;
    this.precedence = precedence;
    this.function = function;
  }

  static Optional<InfixOperator> of(Token token) {
    if (token.is("^")) {
      return Optional.of(POWER);
    }
    return Arrays.stream(values()).filter(operator -> token.is(operator.symbol)).findFirst();
  }

  double[] apply(double[] left, double[] right) {
    double[] result = new double[left.length];
    for (int i = 0; i < result.length; i++) {
      result[i] = function.applyAsDouble(left[i], right[i]);
    }
    return result;
  }
}
