/// Tensors and automatic differentiation. Enter at {@link org.jpsi.core.tensor.Tensor}; its methods
/// are declared by topic: elementwise (`ElementwiseMethods`), reductions (`ReductionMethods`,
/// {@link org.jpsi.core.tensor.Axes}), reshaping and indexing (`ShapeMethods`), activations and
/// normalization (`ActivationMethods`). A new operation is a record that implements `Operation`. A
/// repeated step is recorded and replayed by a {@link org.jpsi.core.tensor.RecordedGraph}.
package org.jpsi.core.tensor;
