package org.jpsi.core.tensor;

import java.util.List;

/// Operation on one tensor whose output has its shape.
interface SameShapeOp extends Operation {
  Tensor x();

  @Override
  default List<Tensor> inputs() {
    return List.of(x());
  }

  @Override
  default Shape shape() {
    return x().shape();
  }
}
