package org.jpsi.core.eval;

/// One epoch of a training: its losses, metric and learning rate.
///
/// @param number from 1
/// @param trainLoss mean training loss over the epoch, while the network changes and with dropout:
///   sum w l / sum w with training weights; without the penalty
/// @param validationLoss mean validation loss after the epoch, without dropout, with the averaged
///   weights where there are any; without the penalty; NaN where there are no validation events
/// @param metric {@link Metric} of the validation events; NaN where there are none
/// @param best whether it is the best so far, and its weights were kept: the validation loss is
///   lower than in all earlier epochs, or, where weights have both signs, a bounded figure is
/// @param learningRate of its last step
/// @param penalty regularization term of the weights after the epoch, `l1 sum |w| + l2 / 2 sum
///   w^2`, which is minimized together with the loss; 0 where there is none
public record Epoch(
    int number,
    double trainLoss,
    double validationLoss,
    double metric,
    boolean best,
    double learningRate,
    double penalty) {}
