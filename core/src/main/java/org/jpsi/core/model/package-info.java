/// Models: a predictor with its features by name, and its file. Enter at {@link
/// org.jpsi.core.model.Model}; {@link org.jpsi.core.model.Scorer} applies one to tables, {@link
/// org.jpsi.core.model.EventScorer} to one event at a time. A {@link org.jpsi.core.model.Predictor}
/// is a network, trees, neighbors or a combination; its compiled form scores, that of a network
/// without tensors (`InferenceNetwork`, `InferenceStage`).
package org.jpsi.core.model;
