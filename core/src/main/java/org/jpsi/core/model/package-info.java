/// Models: a trained network with its features by name, and its file. Enter at {@link
/// org.jpsi.core.model.Model}; {@link org.jpsi.core.model.Scorer} applies one to tables, {@link
/// org.jpsi.core.model.EventScorer} to one event at a time, both by a form of the network without
/// tensors (`InferenceNetwork`, `InferenceLayer`).
package org.jpsi.core.model;
