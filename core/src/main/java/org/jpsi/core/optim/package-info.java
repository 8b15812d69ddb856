/// How parameters follow their gradients: optimizers, and beside them schedules of the learning
/// rate, clipping, penalties, averaged weights and groups of parameters. Enter at {@link
/// org.jpsi.core.optim.Optimizer}; {@link org.jpsi.core.optim.Lbfgs} is for small problems that are
/// computed whole.
package org.jpsi.core.optim;
