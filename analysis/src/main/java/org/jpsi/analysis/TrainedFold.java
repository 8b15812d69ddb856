package org.jpsi.analysis;

import java.util.List;

/// Trained fold: what is kept of it while others are trained, its events not among it.
///
/// @param preprocessing its own
/// @param trained each model of the analysis
/// @param scored the events of each of its parts, by each model and each part of a mixture, in the
///   order of {@link RunEvaluation#models}
/// @param digest of its training data
record TrainedFold(
    TrainingPreprocessing preprocessing,
    List<TrainedModel> trained,
    List<EventScoring.Scored> scored,
    String digest) {}
