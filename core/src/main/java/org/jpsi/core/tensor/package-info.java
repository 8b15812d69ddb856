/// Values with a shape that remember the operation that made them, and the gradients that follow
/// from it. Enter at {@link org.jpsi.core.tensor.Tensor}; a new operation is a record that
/// implements `Operation`.
package org.jpsi.core.tensor;
