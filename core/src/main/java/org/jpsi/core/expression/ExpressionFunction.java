package org.jpsi.core.expression;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import org.jspecify.annotations.Nullable;

/// The functions of expressions. Those that are not exact in IEEE 754 come from StrictMath, which
/// gives the same bits on every machine.
///
/// @param least arguments
/// @param most arguments
record ExpressionFunction(
    String name,
    int least,
    int most,
    @Nullable DoubleUnaryOperator one,
    @Nullable DoubleBinaryOperator two) {
  private static final Map<String, ExpressionFunction> ALL = new TreeMap<>();

  static {
    one("abs", Math::abs);
    one("fabs", Math::abs);
    one("sqrt", Math::sqrt);
    one("cbrt", StrictMath::cbrt);
    one("exp", StrictMath::exp);
    one("expm1", StrictMath::expm1);
    one("log", StrictMath::log);
    one("log10", StrictMath::log10);
    one("log1p", StrictMath::log1p);
    one("sin", StrictMath::sin);
    one("cos", StrictMath::cos);
    one("tan", StrictMath::tan);
    one("asin", StrictMath::asin);
    one("acos", StrictMath::acos);
    one("atan", StrictMath::atan);
    one("sinh", StrictMath::sinh);
    one("cosh", StrictMath::cosh);
    one("tanh", StrictMath::tanh);
    one("floor", Math::floor);
    one("ceil", Math::ceil);
    one("round", ExpressionFunction::round);
    one("sign", Math::signum);
    one("isnan", x -> Double.isNaN(x) ? 1 : 0);
    one("isfinite", x -> Double.isFinite(x) ? 1 : 0);
    two("pow", StrictMath::pow, 2);
    two("atan2", StrictMath::atan2, 2);
    two("hypot", StrictMath::hypot, 2);
    two("min", Math::min, Integer.MAX_VALUE);
    two("max", Math::max, Integer.MAX_VALUE);
  }

  private static void one(String name, DoubleUnaryOperator f) {
    ALL.put(name, new ExpressionFunction(name, 1, 1, f, null));
  }

  private static void two(String name, DoubleBinaryOperator f, int most) {
    ALL.put(name, new ExpressionFunction(name, 2, most, null, f));
  }

  static List<String> names() {
    return List.copyOf(ALL.keySet());
  }

  /// By its name, or by the one it has in C++: `TMath::Abs`, `std::abs`.
  static @Nullable ExpressionFunction find(String name) {
    for (String space : List.of("TMath::", "std::")) {
      if (name.startsWith(space)) {
        return ALL.get(name.substring(space.length()).toLowerCase(Locale.ROOT));
      }
    }
    return ALL.get(name);
  }

  /// How many arguments, in words.
  String arity() {
    return most == 1 ? "1 argument" : most == 2 ? "2 arguments" : least + " arguments or more";
  }

  /// As in C: halves away from zero.
  private static double round(double x) {
    double size = Math.abs(x);
    double floor = Math.floor(size);
    return Math.copySign(size - floor >= 0.5 ? floor + 1 : floor, x);
  }

  /// Of columns of values, the result in a new array. More than two arguments are taken pairwise
  /// from the left.
  double[] apply(List<double[]> arguments) {
    double[] result = arguments.getFirst().clone();
    if (one != null) {
      for (int i = 0; i < result.length; i++) {
        result[i] = one.applyAsDouble(result[i]);
      }
    }
    if (two != null) {
      for (double[] next : arguments.subList(1, arguments.size())) {
        for (int i = 0; i < result.length; i++) {
          result[i] = two.applyAsDouble(result[i], next[i]);
        }
      }
    }
    return result;
  }
}
