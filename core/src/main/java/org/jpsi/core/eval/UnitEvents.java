package org.jpsi.core.eval;

/// Scored events, each with the unit of statistics that it belongs to: an entry of a file, or what
/// events share that are not independent of each other, such as an event's number. Arrays are not
/// copied, and must not be changed.
///
/// @param scores `[outputs][events]`
/// @param label class of each event; 0 in a regression
/// @param target `[targets][events]` of a regression; none of a classification
/// @param weight physical weight of each event, of either sign
/// @param unit of each event; events of equal value, with and without a variation, go together
/// @param foldOf each event, by which it has its cuts; empty where there are no folds
public record UnitEvents(
    double[][] scores, int[] label, double[][] target, double[] weight, long[] unit, int[] foldOf) {
  public UnitEvents {
    for (double[] row : scores) {
      ScoreChecks.lengths("weight", row.length, weight.length);
    }
    for (double[] row : target) {
      ScoreChecks.lengths("weight", row.length, weight.length);
    }
    ScoreChecks.lengths("label", weight.length, label.length);
    ScoreChecks.lengths("unit", weight.length, unit.length);
    if (foldOf.length > 0) {
      ScoreChecks.lengths("fold", weight.length, foldOf.length);
    }
  }

  /// Events of classes.
  public UnitEvents(double[][] scores, int[] label, double[] weight, long[] unit, int[] foldOf) {
    this(scores, label, new double[0][], weight, unit, foldOf);
  }

  /// Events of classes without folds.
  public UnitEvents(double[][] scores, int[] label, double[] weight, long[] unit) {
    this(scores, label, weight, unit, new int[0]);
  }

  /// The fold of an event; 0 where there are no folds.
  int fold(int event) {
    return foldOf.length == 0 ? 0 : foldOf[event];
  }

  /// The number of events.
  public int events() {
    return weight.length;
  }
}
