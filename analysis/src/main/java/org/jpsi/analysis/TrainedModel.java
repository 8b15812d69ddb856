package org.jpsi.analysis;

import org.jpsi.core.nn.Sequential;
import org.jpsi.core.train.History;

/// A model that has learned.
///
/// @param name as in the analysis file
/// @param network its layers
record TrainedModel(String name, Sequential network, History history) {}
