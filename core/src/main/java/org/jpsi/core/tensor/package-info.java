/// Values with a shape that remember the operation that made them, and the gradients that follow
/// from it. Enter at {@link org.jpsi.core.tensor.Tensor}; what can be done with one is told by
/// topic: of each element (`Elements`), along axes (`Reductions`, {@link
/// org.jpsi.core.tensor.Along}), in other shapes (`Shaping`). A new operation is a record that
/// implements `Operation`.
package org.jpsi.core.tensor;
