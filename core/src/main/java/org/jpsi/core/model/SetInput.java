package org.jpsi.core.model;

import org.jpsi.core.data.Batch;
import org.jpsi.core.nn.Constituents;
import org.jpsi.core.tensor.Inputs;
import org.jpsi.core.tensor.Shape;

/// Layers of a set with its mask, event by event.
///
/// @param set its place and that of its mask in the array of an event
record SetInput(String input, String mask, int set, int kept, ChainStage stages, Shape outputs)
    implements InputStage {
  static SetInput of(Constituents layer, Inputs<Shape> shapes) {
    Shape outputs = layer.outputs(shapes);
    String mask = Batch.maskOf(layer.input());
    int n = shapes.get(mask).count();
    Shape set = Shape.of(n, n == 0 ? 0 : shapes.get(layer.input()).count() / n);
    return new SetInput(
        layer.input(),
        mask,
        InputStage.offset(layer.input(), shapes),
        InputStage.offset(mask, shapes),
        InferenceStages.of(layer.layers(), set),
        outputs);
  }

  @Override
  public void forward(InputBlock block, int first, int n, float[] y) {
    float[] values = block.arrays().get(input);
    float[] masks = block.arrays().get(mask);
    int width = stages.inputs();
    int constituents = block.shapes().get(mask).count();
    for (int i = 0; i < n; i++) {
      int event = block.from() + first + i;
      forward(values, event * width, masks, event * constituents, y, i * outputs.count());
    }
  }

  @Override
  public void forward(float[] event, float[] y) {
    forward(event, set, event, kept, y, 0);
  }

  private void forward(float[] x, int from, float[] masks, int at, float[] y, int to) {
    Workspace workspace = Workspace.ofThread();
    workspace.mask(masks, at);
    try {
      stages.forward(x, from, 1, y, to, workspace);
    } finally {
      workspace.noMask();
    }
  }
}
