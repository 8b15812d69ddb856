package org.jpsi.core.expression;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Function of jagged columns: a reduction of the items of each event to one value, such as `sum`,
/// another choice or order of them, such as `sort`, or a quantity of four-vectors. Each has the
/// name of TTreeFormula or RVec, too.
enum ItemFunction {
  SUM("sum", 1, 1, "Sum", "Sum$"),
  MEAN("mean", 1, 1, "Mean"),
  MAX("max", 1, 1, "Max", "Max$"),
  MIN("min", 1, 1, "Min", "Min$"),
  COUNT("count", 1, 1),
  LENGTH("length", 1, 1, "Length$"),
  ANY("any", 1, 1, "Any"),
  ALL("all", 1, 1, "All"),
  ARGMAX("argmax", 1, 1, "ArgMax"),
  ARGMIN("argmin", 1, 1, "ArgMin"),
  SORT("sort", 1, 2, "Sort"),
  REVERSE("reverse", 1, 1, "Reverse"),
  TAKE("take", 2, 2, "Take"),
  DELTA_PHI("deltaPhi", 2, 2, "DeltaPhi"),
  DELTA_R("deltaR", 4, 4, "DeltaR"),
  MASS("mass", 4, 64, "InvariantMass"),
  FIRST("first", 2, 3);

  private static final Map<String, ItemFunction> BY_NAME = new TreeMap<>();

  static {
    for (ItemFunction function : values()) {
      BY_NAME.put(function.word, function);
      function.aliases.forEach(alias -> BY_NAME.put(alias, function));
    }
  }

  final String word;
  final int minArguments;
  final int maxArguments;
  private final List<String> aliases;

  ItemFunction(String word, int minArguments, int maxArguments, String... aliases) {
    this.word = word;
    this.minArguments = minArguments;
    this.maxArguments = maxArguments;
    this.aliases = List.of(aliases);
  }

  /// The function of a call; null where there is none. `max` and `min` of several arguments are the
  /// functions of numbers.
  static @Nullable ItemFunction find(String name, int arguments) {
    ItemFunction function = BY_NAME.get(name);
    boolean ofNumbers = arguments > 1 && (name.equals("max") || name.equals("min"));
    return ofNumbers ? null : function;
  }

  /// The names of all functions.
  static List<String> names() {
    return Arrays.stream(values()).map(function -> function.word).toList();
  }

  /// Whether the result is one value for the items of each event.
  boolean isReduction() {
    return compareTo(ARGMIN) <= 0;
  }

  /// Whether the result is items again, others or in another order.
  boolean isRearrangement() {
    return this == SORT || this == REVERSE || this == TAKE;
  }

  /// The number of arguments, for messages.
  String arity() {
    return switch (this) {
      case MASS -> "pt, eta, phi and mass of one or several";
      case FIRST -> "x, a number of items and what stands for those that are absent";
      case DELTA_R -> "eta1, eta2, phi1, phi2 (4 arguments)";
      default ->
          minArguments < maxArguments
              ? minArguments + " or " + maxArguments + " arguments"
              : minArguments + (minArguments == 1 ? " argument" : " arguments");
    };
  }

  /// Whether it takes this number of arguments.
  boolean takes(int arguments) {
    return arguments >= minArguments
        && arguments <= maxArguments
        && (this != MASS || arguments % 4 == 0);
  }
}
