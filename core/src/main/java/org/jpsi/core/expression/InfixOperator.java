package org.jpsi.core.expression;

import java.util.Arrays;
import java.util.Optional;
import java.util.function.DoubleBinaryOperator;

/// The operators with two sides, with how tightly they bind.
enum InfixOperator {
  OR("||", 1, (a, b) -> Selection.isTrue(a) || Selection.isTrue(b) ? 1 : 0),
  AND("&&", 2, (a, b) -> Selection.isTrue(a) && Selection.isTrue(b) ? 1 : 0),
  EQUAL("==", 3, (a, b) -> a == b ? 1 : 0),
  DIFFERENT("!=", 3, (a, b) -> a != b ? 1 : 0),
  LESS("<", 3, (a, b) -> a < b ? 1 : 0),
  AT_MOST("<=", 3, (a, b) -> a <= b ? 1 : 0),
  GREATER(">", 3, (a, b) -> a > b ? 1 : 0),
  AT_LEAST(">=", 3, (a, b) -> a >= b ? 1 : 0),
  PLUS("+", 4, Double::sum),
  MINUS("-", 4, (a, b) -> a - b),
  TIMES("*", 5, (a, b) -> a * b),
  OVER("/", 5, (a, b) -> a / b),
  REST("%", 5, (a, b) -> a % b),
  POWER("**", 6, StrictMath::pow);

  static final int COMPARISON = 3;

  final String sign;
  final int tightness;
  final DoubleBinaryOperator f;

  InfixOperator(String sign, int tightness, DoubleBinaryOperator f) {
    this.sign = sign;
    this.tightness = tightness;
    this.f = f;
  }

  static Optional<InfixOperator> of(Token token) {
    if (token.is("^")) {
      return Optional.of(POWER);
    }
    return Arrays.stream(values()).filter(operator -> token.is(operator.sign)).findFirst();
  }

  double[] apply(double[] left, double[] right) {
    double[] result = new double[left.length];
    for (int i = 0; i < result.length; i++) {
      result[i] = f.applyAsDouble(left[i], right[i]);
    }
    return result;
  }
}
