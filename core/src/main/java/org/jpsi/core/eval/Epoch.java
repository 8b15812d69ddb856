package org.jpsi.core.eval;

/// What one pass over the training events came to.
///
/// @param number from 1
/// @param trainLoss the mean over the pass, weights changing and dropout on: sum w l / sum w with
///   training weights; without any penalty on the network's weights
/// @param validationLoss after the pass, dropout off, with the averaged weights where there are
///   any; without penalty; NaN where there are no validation events
/// @param metric on the validation events, as {@link Metric} says; NaN where there are none
/// @param best whether no earlier validation loss was as low
/// @param learningRate of its last step
/// @param penalty on the weights after the pass, which training makes small together with the loss:
///   `l1 sum |w| + l2 / 2 sum w^2`; 0 where there is none
public record Epoch(
    int number,
    double trainLoss,
    double validationLoss,
    double metric,
    boolean best,
    double learningRate,
    double penalty) {}
