/// Evaluation of models: metrics as records of numbers, from scores, labels and weights as arrays.
/// All sums are in float64 and in a fixed order, and event weights of either sign are right
/// everywhere. Enter at {@link org.jpsi.core.eval.Evaluation}, which has all metrics of a run, or
/// at a single one such as {@link org.jpsi.core.eval.Roc}.
package org.jpsi.core.eval;
