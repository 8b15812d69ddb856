package org.jpsi.analysis.events;

/// Origin of a sample's events.
///
/// @param name of the sample, which no other has
/// @param inputs number of its input trees, which follow those of the samples before it
/// @param read number of events before the selection
public record SampleOrigin(String name, int inputs, long read) {}
