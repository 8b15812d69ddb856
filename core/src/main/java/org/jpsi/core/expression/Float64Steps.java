package org.jpsi.core.expression;

import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;

/// Steps of arithmetic in float64.
final class Float64Steps {
  private Float64Steps() {}

  static Step negate(int slot) {
    return (frame, n) -> {
      double[] a = frame.numbers(slot);
      for (int i = 0; i < n; i++) {
        a[i] = -a[i];
      }
    };
  }

  /// An arithmetic operator on slots a and a + 1.
  static Step of(InfixOperator operator, int slot) {
    return switch (operator) {
      case ADD -> (frame, n) -> add(frame.numbers(slot), frame.numbers(slot + 1), n);
      case SUBTRACT -> (frame, n) -> subtract(frame.numbers(slot), frame.numbers(slot + 1), n);
      case MULTIPLY -> (frame, n) -> multiply(frame.numbers(slot), frame.numbers(slot + 1), n);
      case DIVIDE -> (frame, n) -> divide(frame.numbers(slot), frame.numbers(slot + 1), n);
      case REMAINDER -> binary((a, b) -> a % b, slot);
      case POWER -> binary(StrictMath::pow, slot);
      default -> throw new IllegalArgumentException(operator.symbol);
    };
  }

  private static void add(double[] a, double[] b, int n) {
    for (int i = 0; i < n; i++) {
      a[i] += b[i];
    }
  }

  private static void subtract(double[] a, double[] b, int n) {
    for (int i = 0; i < n; i++) {
      a[i] -= b[i];
    }
  }

  private static void multiply(double[] a, double[] b, int n) {
    for (int i = 0; i < n; i++) {
      a[i] *= b[i];
    }
  }

  private static void divide(double[] a, double[] b, int n) {
    for (int i = 0; i < n; i++) {
      a[i] /= b[i];
    }
  }

  static Step unary(DoubleUnaryOperator function, int slot) {
    return (frame, n) -> {
      double[] a = frame.numbers(slot);
      for (int i = 0; i < n; i++) {
        a[i] = function.applyAsDouble(a[i]);
      }
    };
  }

  /// A function on slots a and a + 1.
  static Step binary(DoubleBinaryOperator function, int slot) {
    return (frame, n) -> {
      double[] a = frame.numbers(slot);
      double[] b = frame.numbers(slot + 1);
      for (int i = 0; i < n; i++) {
        a[i] = function.applyAsDouble(a[i], b[i]);
      }
    };
  }
}
