package org.jpsi.core.model;

import java.util.List;
import org.jpsi.core.nn.Concatenate;
import org.jpsi.core.nn.Constituents;
import org.jpsi.core.nn.Layer;
import org.jpsi.core.nn.Mode;
import org.jpsi.core.tensor.Inputs;
import org.jpsi.core.tensor.Shape;
import org.jpsi.core.tensor.Tensor;

/// First stage of a network that takes its inputs by name: it joins them into the values with which
/// an {@link InferenceStage} goes on.
sealed interface InputStage permits InputStage.Concatenated, InputStage.Named, SetInput {
  /// The shape of one event behind it.
  Shape outputs();

  /// The outputs of some events of a block.
  ///
  /// @param first of the block, from 0
  /// @param y output, from index 0
  void forward(InputBlock block, int first, int n, float[] y);

  /// The outputs of one event.
  ///
  /// @param event its inputs, one after the other in their order
  /// @param y output, from index 0
  void forward(float[] event, float[] y);

  /// The form of a layer that takes inputs by name.
  static InputStage of(Layer layer, Inputs<Shape> shapes) {
    return switch (layer) {
      case Concatenate concatenate -> Concatenated.of(concatenate, shapes);
      case Constituents constituents -> SetInput.of(constituents, shapes);
      default -> new Named(layer, shapes, layer.outputs(shapes));
    };
  }

  /// Offset of an input among an event's values, which are in one array.
  static int offset(String name, Inputs<Shape> shapes) {
    int offset = 0;
    for (String before : shapes.names()) {
      if (before.equals(name)) {
        break;
      }
      offset += shapes.get(before).count();
    }
    return offset;
  }

  /// Concatenation: copies. Indices are in the layer's order.
  ///
  /// @param offsets of each input in the array of an event
  /// @param widths of each input
  record Concatenated(List<String> names, int[] offsets, int[] widths, Shape outputs)
      implements InputStage {
    static Concatenated of(Concatenate layer, Inputs<Shape> shapes) {
      List<String> names = layer.spec().strings("inputs");
      return new Concatenated(
          names,
          names.stream().mapToInt(name -> offset(name, shapes)).toArray(),
          names.stream().mapToInt(name -> shapes.get(name).count()).toArray(),
          layer.outputs(shapes));
    }

    @Override
    public void forward(InputBlock block, int first, int n, float[] y) {
      int at = 0;
      for (int k = 0; k < widths.length; k++) {
        float[] values = block.arrays().get(names.get(k));
        for (int i = 0; i < n; i++) {
          int from = (block.from() + first + i) * widths[k];
          System.arraycopy(values, from, y, i * outputs.count() + at, widths[k]);
        }
        at += widths[k];
      }
    }

    @Override
    public void forward(float[] event, float[] y) {
      int at = 0;
      for (int k = 0; k < widths.length; k++) {
        System.arraycopy(event, offsets[k], y, at, widths[k]);
        at += widths[k];
      }
    }
  }

  /// Layer of a user's own, on tensors.
  record Named(Layer layer, Inputs<Shape> shapes, Shape outputs) implements InputStage {
    @Override
    public void forward(InputBlock block, int first, int n, float[] y) {
      write(layer.forward(block.slice(first, n).tensors(), Mode.inference()), n, y);
    }

    @Override
    public void forward(float[] event, float[] y) {
      // Layers may keep a view of their input, and the caller reuses its array.
      float[] values = event.clone();
      Inputs<Tensor> one =
          shapes.map((name, shape) -> Tensor.view(values, offset(name, shapes), shape.prepend(1)));
      write(layer.forward(one, Mode.inference()), 1, y);
    }

    private void write(Tensor output, int n, float[] y) {
      TensorStage.write(layer, output, n, outputs.count(), y, 0);
    }
  }
}
