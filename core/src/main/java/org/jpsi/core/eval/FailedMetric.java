package org.jpsi.core.eval;

/// Failed metric: a figure of merit that could not be computed.
///
/// @param name what it is, and of which events: `ROC curves of test events`
/// @param reason what went wrong, in one line
public record FailedMetric(String name, String reason) {}
