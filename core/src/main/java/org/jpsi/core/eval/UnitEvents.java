package org.jpsi.core.eval;

/// Scored events, each with the unit of statistics that it belongs to: an entry of a file, or what
/// events share that are not independent of each other, such as an event's number. Arrays are not
/// copied, and must not be changed.
///
/// @param scores `[outputs][events]`
/// @param label class of each event
/// @param weight physical weight of each event, of either sign
/// @param unit of each event; events of equal value, with and without a variation, go together
public record UnitEvents(double[][] scores, int[] label, double[] weight, long[] unit) {
  public UnitEvents {
    for (double[] row : scores) {
      ScoreChecks.lengths("weight", row.length, weight.length);
    }
    ScoreChecks.lengths("label", weight.length, label.length);
    ScoreChecks.lengths("unit", weight.length, unit.length);
  }

  /// The number of events.
  public int events() {
    return weight.length;
  }
}
