/// How parameters follow their gradients: optimizers, schedules of the learning rate, clipping.
/// Enter at {@link org.jpsi.core.optim.Optimizer}.
package org.jpsi.core.optim;
