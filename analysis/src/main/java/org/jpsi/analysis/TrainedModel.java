package org.jpsi.analysis;

import org.jpsi.core.eval.History;
import org.jpsi.core.nn.Sequential;

/// Trained model with its history.
///
/// @param name as in the analysis file
/// @param network its layers
record TrainedModel(String name, Sequential network, History history) {}
