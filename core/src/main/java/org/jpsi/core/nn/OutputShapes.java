package org.jpsi.core.nn;

import java.util.Arrays;
import java.util.function.Function;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.errors.ProblemText;
import org.jpsi.core.tensor.Inputs;
import org.jpsi.core.tensor.Shape;
import org.jpsi.core.tensor.Tensor;

/// Output shapes of a layer that does not say them: from what it gives for events of zeros.
final class OutputShapes {
  // More than one: a layer that mixes events up is noticed.
  private static final int EVENTS = 2;

  private OutputShapes() {}

  static Shape of(Layer layer, Inputs<Shape> inputs, Function<Inputs<Tensor>, Tensor> forward) {
    Inputs<Tensor> zeros = inputs.map((name, shape) -> Tensor.zeros(shape.prepend(EVENTS)));
    Tensor output;
    try {
      output = forward.apply(zeros);
    } catch (IllegalArgumentException refused) {
      throw wrong(layer)
          .expected("inputs that it takes")
          .found("shape " + text(inputs) + ": " + ProblemText.messageOf(refused))
          .remedy(
              "it was asked by a pass of "
                  + (EVENTS
                      + " events of zeros in inference; write outputs(..) where it takes none"))
          .cause(refused)
          .exception();
    }
    if (output == null) {
      throw wrong(layer)
          .expected("outputs for each event, of shape [events, ..]")
          .found("null, which forward returned")
          .exception();
    }
    Shape shape = output.shape();
    if (shape.rank() == 0 || shape.size(0) != EVENTS) {
      throw wrong(layer)
          .expected("outputs for each event, of shape [events, ..]")
          .found(shape + " for " + EVENTS + " events")
          .exception();
    }
    return event(shape);
  }

  /// The shape of one event of `[events, ..]`.
  static Shape event(Shape shape) {
    return Shape.of(Arrays.copyOfRange(shape.sizes(), 1, shape.rank()));
  }

  private static InputException.Builder wrong(Layer layer) {
    return InputException.at(layer.spec().type() + " layer");
  }

  private static String text(Inputs<Shape> inputs) {
    return inputs.isSingle() ? inputs.only().toString() : inputs.toString();
  }
}
