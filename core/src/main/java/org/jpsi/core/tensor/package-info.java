/// Values with a shape that remember the operation that made them, and the gradients that follow
/// from it. Enter at {@link org.jpsi.core.tensor.Tensor}; what can be done with one is told by
/// topic: of each element (`ElementwiseMethods`), along axes (`ReductionMethods`, {@link
/// org.jpsi.core.tensor.Axes}), in other shapes (`ShapeMethods`), what layers want
/// (`ActivationMethods`). A new operation is a record that implements `Operation`. A step that is
/// done again and again is recorded and replayed by a {@link org.jpsi.core.tensor.RecordedGraph}.
package org.jpsi.core.tensor;
