package org.jpsi.core.expression;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import org.jspecify.annotations.Nullable;

/// Function of expressions, such as `sqrt`. Those that IEEE 754 does not round exactly come from
/// StrictMath, which gives the same bits on every machine.
///
/// @param minArguments arguments
/// @param maxArguments arguments
record ExpressionFunction(
    String name,
    int minArguments,
    int maxArguments,
    @Nullable DoubleUnaryOperator unary,
    @Nullable DoubleBinaryOperator binary) {
  private static final Map<String, ExpressionFunction> ALL = new TreeMap<>();
  private static final Set<String> INTEGER =
      Set.of("abs", "fabs", "min", "max", "floor", "ceil", "int", "round", "sign");
  private static final String HASH = "hash";

  static {
    unary("abs", Math::abs);
    unary("fabs", Math::abs);
    unary("sqrt", Math::sqrt);
    unary("cbrt", StrictMath::cbrt);
    unary("exp", StrictMath::exp);
    unary("expm1", StrictMath::expm1);
    unary("log", StrictMath::log);
    unary("log10", StrictMath::log10);
    unary("log1p", StrictMath::log1p);
    unary("sin", StrictMath::sin);
    unary("cos", StrictMath::cos);
    unary("tan", StrictMath::tan);
    unary("asin", StrictMath::asin);
    unary("acos", StrictMath::acos);
    unary("atan", StrictMath::atan);
    unary("sinh", StrictMath::sinh);
    unary("cosh", StrictMath::cosh);
    unary("tanh", StrictMath::tanh);
    unary("floor", Math::floor);
    unary("ceil", Math::ceil);
    unary("int", x -> x < 0 ? Math.ceil(x) : Math.floor(x));
    unary("round", ExpressionFunction::round);
    unary("sign", Math::signum);
    unary("isnan", x -> Double.isNaN(x) ? 1 : 0);
    unary("isfinite", x -> Double.isFinite(x) ? 1 : 0);
    binary("DefaultValueFor", (x, missing) -> Double.isNaN(x) ? missing : x, 2);
    binary("pow", StrictMath::pow, 2);
    binary("atan2", StrictMath::atan2, 2);
    binary("hypot", StrictMath::hypot, 2);
    binary("min", Math::min, Integer.MAX_VALUE);
    binary("max", Math::max, Integer.MAX_VALUE);
    ALL.put(HASH, new ExpressionFunction(HASH, 1, Integer.MAX_VALUE, null, null));
  }

  private static void unary(String name, DoubleUnaryOperator f) {
    ALL.put(name, new ExpressionFunction(name, 1, 1, f, null));
  }

  private static void binary(String name, DoubleBinaryOperator f, int maxArguments) {
    ALL.put(name, new ExpressionFunction(name, 2, maxArguments, null, f));
  }

  /// A function of float64 that no expression has by name.
  static ExpressionFunction unnamed(DoubleUnaryOperator f) {
    return new ExpressionFunction("", 1, 1, f, null);
  }

  static List<String> names() {
    return List.copyOf(ALL.keySet());
  }

  /// Finds a function by its name, also as in C++: `TMath::Abs`, `std::abs`.
  static @Nullable ExpressionFunction find(String name) {
    for (String space : List.of("TMath::", "std::")) {
      if (name.startsWith(space)) {
        return ALL.get(name.substring(space.length()).toLowerCase(Locale.ROOT));
      }
    }
    return ALL.get(name.equals("Alt$") ? "DefaultValueFor" : name);
  }

  /// The number of arguments, for messages.
  String arity() {
    return maxArguments == 1
        ? "1 argument"
        : maxArguments == 2
            ? "2 arguments"
            : minArguments + (minArguments == 1 ? " argument or more" : " arguments or more");
  }

  /// C's `round`: halves away from zero.
  private static double round(double x) {
    double size = Math.abs(x);
    double floor = Math.floor(size);
    return Math.copySign(size - floor >= 0.5 ? floor + 1 : floor, x);
  }

  /// The step that applies the function to a slot, or to it and the next one.
  ///
  /// @param type of the arguments: an integer type only where the function keeps integers
  /// @param position of the call, for messages
  Step step(ValueType type, int slot, int position) {
    if (type.isInteger()) {
      boolean unsigned = type == ValueType.UINT64;
      return switch (name) {
        case "abs", "fabs" -> unsigned ? Uint64Steps.abs(slot) : Int64Steps.abs(slot, position);
        case "sign" -> unsigned ? Uint64Steps.sign(slot) : Int64Steps.sign(slot);
        case "min", "max" ->
            unsigned
                ? Uint64Steps.extreme(name.equals("max"), slot)
                : Int64Steps.extreme(name.equals("max"), slot);
        // floor, ceil, int and round of an integer
        default -> (frame, n) -> {};
      };
    }
    return unary != null
        ? Float64Steps.unary(unary, slot)
        : Float64Steps.binary(Objects.requireNonNull(binary), slot);
  }

  /// Whether the result for integers is an integer.
  boolean keepsIntegers() {
    return INTEGER.contains(name);
  }

  /// Whether it is `hash`, whose arguments are of any types, and whose result is an integer.
  boolean isHash() {
    return name.equals(HASH);
  }

  /// Whether the result is a truth.
  boolean isCondition() {
    return name.equals("isnan") || name.equals("isfinite");
  }
}
