/// Tensors and automatic differentiation. Enter at {@link org.jpsi.core.tensor.Tensor}; its methods
/// are declared by topic: elementwise (`ElementwiseMethods`, `FunctionMethods`), reductions
/// (`ReductionMethods`, {@link org.jpsi.core.tensor.Axes}), reshaping (`ShapeMethods`), indexing
/// and sorting (`IndexMethods`), activations and normalization (`ActivationMethods`). A new
/// operation is a record that implements `Operation`; one of the user's own implements {@link
/// org.jpsi.core.tensor.CustomOperation}. A repeated step is recorded and replayed by a {@link
/// org.jpsi.core.tensor.RecordedStep}.
package org.jpsi.core.tensor;
