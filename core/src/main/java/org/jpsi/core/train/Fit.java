package org.jpsi.core.train;

import org.jpsi.core.eval.History;
import org.jpsi.core.model.Model;

/// Fit of a network to labeled events.
///
/// @param model with features by name, preprocessing, task and provenance
/// @param history of the training
public record Fit(Model model, History history) {}
