package org.jpsi.core.eval;

import java.util.Optional;

/// Scores of the members of an ensemble, each of which was trained on another share of the training
/// events (bagging): what tells overtraining of it. The ensemble's own scores of training events
/// tell nothing, for all its members but one were trained on each.
///
/// @param members their number
/// @param heldOut the training events, each scored by the one member that held it out
/// @param single the events that the model is evaluated on, each scored by one member; empty where
///   there are training events only
/// @param spread standard deviation over members of each score of the events that the model is
///   evaluated on, `[outputs][events]`, in the scores' units; of no events where there are training
///   events only
/// @param all the same events scored by the mean of all members, where one member alone is kept
public record MemberScores(
    int members,
    ScoredEvents heldOut,
    Optional<ScoredEvents> single,
    double[][] spread,
    Optional<ScoredEvents> all) {}
