package org.jpsi.core.train;

/// What one pass over the training events came to.
///
/// @param number from 1
/// @param trainLoss the mean over the pass, weights changing and dropout on: sum w l / sum w with
///   training weights
/// @param validationLoss after the pass, dropout off; NaN where there are no validation events
/// @param metric on the validation events, as {@link Metric} says; NaN where there are none
/// @param best whether no earlier validation loss was as low
public record Epoch(
    int number, double trainLoss, double validationLoss, double metric, boolean best) {}
