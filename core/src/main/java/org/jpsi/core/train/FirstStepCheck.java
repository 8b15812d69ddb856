package org.jpsi.core.train;

import java.util.function.Supplier;
import org.jpsi.core.data.Batch;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.errors.ProblemText;
import org.jpsi.core.loss.Loss;
import org.jpsi.core.nn.Layer;
import org.jpsi.core.nn.MultiInputLayer;
import org.jpsi.core.tensor.Inputs;
import org.jpsi.core.tensor.Shape;
import org.jpsi.core.tensor.Tensor;

/// Check of a user's layers and loss before the first step of a training, by one forward pass of
/// its events: every leaf that needs a gradient is a parameter of the network, so that it is
/// trained; outputs have the shapes that were announced. Then, on a few of them, that events do not
/// depend on each other: {@link SeparateEvents}. Layers in a `Sequential` are checked one by one,
/// so that the message names the one at fault. Built-in layers are held by their tests.
final class FirstStepCheck {
  private static final String NOTE =
      "this was in the check before the first step, which calls forward and loss on a few events of"
          + " it too";

  private final UsedParameters used;
  private final int events;

  private FirstStepCheck(UsedParameters used, int events) {
    this.used = used;
    this.events = events;
  }

  /// @throws InputException where a layer or the loss uses what is not trained, a layer's output
  ///   has another shape than {@link Layer#outputs} says, or events depend on each other
  static void run(Layer network, Loss loss, UsedParameters used, FirstEvents first) {
    FirstStepCheck check = new FirstStepCheck(used, first.count());
    Batch batch = first.batch(0, first.count());
    Tensor output =
        LayerWalk.of(
            network,
            batch.tensors(),
            first.training(0, first.count()),
            (at, layer, y, announced) -> check.layer(at, layer, y, announced));
    Tensor sum = loss.forward(output, batch);
    used.check("loss " + loss.name(), sum.leaves(), "the network's parameters");
    if (sum.leaves().isEmpty()) {
      throw InputException.at("loss " + loss.name())
          .expected("a loss that depends on a parameter that is trained")
          .found("one that depends on none")
          .remedy(
              "compute it from the network's output by tensor operations, without detach(), and"
                  + " list what is to be trained in children() or ownParameters()")
          .exception();
    }
    noted(() -> {
      SeparateEvents.check(network, loss, first);
      return true;
    });
  }

  private void layer(String at, Layer layer, Tensor y, Supplier<Shape> announced) {
    if (ForeignClasses.isBuiltIn(layer)) {
      return;
    }
    used.check(at, y.leaves(), "children() or ownParameters()");
    if (!announces(layer)) {
      return;
    }
    Shape expected = noted(announced).prepend(events);
    if (!y.shape().equals(expected)) {
      throw InputException.at(at)
          .expected("outputs " + expected + ", as outputs(..) says")
          .found(y.shape().toString())
          .remedy("correct outputs(..), or leave it out: then it follows from forward")
          .exception();
    }
  }

  // Whether it writes outputs(..) itself. Else they follow from forward, which need not be called
  // again on zeros.
  private static boolean announces(Layer layer) {
    return overrides(layer, Shape.class) || overrides(layer, Inputs.class);
  }

  private static boolean overrides(Layer layer, Class<?> inputs) {
    try {
      Class<?> by = layer.getClass().getMethod("outputs", inputs).getDeclaringClass();
      return by != Layer.class && by != MultiInputLayer.class;
    } catch (NoSuchMethodException impossible) {
      throw new AssertionError(impossible);
    }
  }

  // What a user's code throws in calls of the check alone says so.
  private static <T> T noted(Supplier<T> calls) {
    try {
      return calls.get();
    } catch (InputException told) {
      throw told;
    } catch (IllegalArgumentException wrong) {
      throw new IllegalArgumentException(ProblemText.messageOf(wrong) + "; " + NOTE, wrong);
    } catch (RuntimeException | Error other) {
      other.addSuppressed(new IllegalStateException(NOTE));
      throw other;
    }
  }
}
