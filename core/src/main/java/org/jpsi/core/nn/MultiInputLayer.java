package org.jpsi.core.nn;

import org.jpsi.core.errors.InputException;
import org.jpsi.core.tensor.Inputs;
import org.jpsi.core.tensor.Shape;
import org.jpsi.core.tensor.Tensor;

/// Layer of several inputs by name, such as jets with their mask and quantities of the event: the
/// first layer of a network of several inputs. It joins them into one tensor for the layers behind
/// it.
public interface MultiInputLayer extends Layer {
  @Override
  Tensor forward(Inputs<Tensor> inputs, Mode mode);

  @Override
  default Shape outputs(Inputs<Shape> inputs) {
    return OutputShapes.of(this, inputs, x -> forward(x, Mode.inference()));
  }

  @Override
  default Tensor calibrate(Inputs<Tensor> inputs) {
    return forward(inputs, Mode.calibration());
  }

  @Override
  default Tensor forward(Tensor x, Mode mode) {
    throw nameless();
  }

  @Override
  default Shape outputs(Shape inputs) {
    throw nameless();
  }

  private InputException nameless() {
    return InputException.at(spec().type() + " layer")
        .expected("several inputs by name")
        .found("one without a name")
        .remedy("put this layer first in a network, and train it on a dataset of these inputs")
        .exception();
  }
}
