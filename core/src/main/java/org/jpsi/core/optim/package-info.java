/// Optimizers, learning-rate schedules, gradient clipping, penalties, weight averaging and
/// parameter groups. Enter at {@link org.jpsi.core.optim.Optimizer}; {@link
/// org.jpsi.core.optim.Lbfgs} is for small problems whose whole loss is computed at once.
package org.jpsi.core.optim;
