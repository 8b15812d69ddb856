package org.jpsi.core.expression;

import java.util.List;
import java.util.Objects;

/// Quantities of four-vectors as expressions of pt, eta, phi and mass. With them the bits follow
/// from the arithmetic of expressions: float64, functions by StrictMath.
final class FourVectors {
  // Functions without a name of their own, so that their argument is computed once.
  private static final ExpressionFunction SQUARE = ExpressionFunction.unnamed(x -> x * x);
  private static final ExpressionFunction ROOT =
      ExpressionFunction.unnamed(x -> Math.sqrt(Math.max(0, x)));
  private static final ExpressionFunction TURNED = ExpressionFunction.unnamed(FourVectors::turned);

  private FourVectors() {}

  /// An angle less whole turns, from -pi to pi.
  private static double turned(double angle) {
    double rest = angle % (2 * Math.PI);
    return rest < -Math.PI ? rest + 2 * Math.PI : rest > Math.PI ? rest - 2 * Math.PI : rest;
  }

  /// The call, written out.
  ///
  /// @param jagged whether an argument of it is
  static ExpressionNode of(ExpressionNode.ItemCall call, boolean jagged) {
    List<ExpressionNode> given = call.arguments();
    Writer writer = new Writer(call.position());
    return switch (call.function()) {
      case DELTA_PHI -> writer.deltaPhi(given.get(0), given.get(1));
      case DELTA_R ->
          writer.hypotenuse(
              writer.minus(given.get(1), given.get(0)),
              writer.deltaPhi(given.get(2), given.get(3)));
      case MASS -> writer.mass(given, jagged && given.size() == 4);
      default -> throw new IllegalArgumentException(call.function().word);
    };
  }

  /// Writer of nodes that all are at the place of the call.
  private record Writer(int position) {
    ExpressionNode binary(InfixOperator operator, ExpressionNode a, ExpressionNode b) {
      return new ExpressionNode.BinaryNode(operator, a, b, position);
    }

    ExpressionNode plus(ExpressionNode a, ExpressionNode b) {
      return binary(InfixOperator.ADD, a, b);
    }

    ExpressionNode minus(ExpressionNode a, ExpressionNode b) {
      return binary(InfixOperator.SUBTRACT, a, b);
    }

    ExpressionNode times(ExpressionNode a, ExpressionNode b) {
      return binary(InfixOperator.MULTIPLY, a, b);
    }

    ExpressionNode call(String function, ExpressionNode argument) {
      return call(Objects.requireNonNull(ExpressionFunction.find(function)), argument);
    }

    ExpressionNode call(ExpressionFunction function, ExpressionNode argument) {
      return new ExpressionNode.Call(function, List.of(argument), position);
    }

    ExpressionNode square(ExpressionNode a) {
      return call(SQUARE, a);
    }

    ExpressionNode hypotenuse(ExpressionNode a, ExpressionNode b) {
      return call("sqrt", plus(square(a), square(b)));
    }

    /// The second angle minus the first, from -pi to pi, as RVec's `DeltaPhi`.
    ExpressionNode deltaPhi(ExpressionNode first, ExpressionNode second) {
      return call(TURNED, minus(second, first));
    }

    /// The mass of the sum of four-vectors, sqrt(E^2 - p^2), 0 where rounding leaves less.
    ///
    /// @param items whether the sum is of the items of each event
    ExpressionNode mass(List<ExpressionNode> given, boolean items) {
      ExpressionNode[] sums = null;
      for (int i = 0; i < given.size(); i += 4) {
        ExpressionNode pt = given.get(i);
        ExpressionNode eta = given.get(i + 1);
        ExpressionNode phi = given.get(i + 2);
        ExpressionNode m = given.get(i + 3);
        ExpressionNode[] vector = {
          times(pt, call("cos", phi)),
          times(pt, call("sin", phi)),
          times(pt, call("sinh", eta)),
          hypotenuse(times(pt, call("cosh", eta)), m)
        };
        for (int k = 0; k < 4; k++) {
          if (items) {
            vector[k] = new ExpressionNode.ItemCall(ItemFunction.SUM, List.of(vector[k]), position);
          } else if (sums != null) {
            vector[k] = plus(sums[k], vector[k]);
          }
        }
        sums = vector;
      }
      ExpressionNode[] sum = Objects.requireNonNull(sums);
      ExpressionNode squared =
          minus(minus(minus(square(sum[3]), square(sum[0])), square(sum[1])), square(sum[2]));
      return call(ROOT, squared);
    }
  }
}
