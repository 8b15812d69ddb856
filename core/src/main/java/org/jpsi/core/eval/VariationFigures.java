package org.jpsi.core.eval;

import java.util.List;
import java.util.Optional;

/// Figures of one systematic variation on the events that a run is evaluated on.
///
/// @param name as `jes:up`
/// @param events that pass the selection with it
/// @param unchanged whether no event's score, weight or selection changed
/// @param yields sum of weights of each class after the selection, scaled to the whole sample; in a
///   regression one of all events
/// @param auc of a score, or the mean of the classes' scores
/// @param points of the cut on the score; binary only
/// @param targets of a regression, those that are defined for all events
/// @param significance of the best cut of validation events, where weights are yields
public record VariationFigures(
    String name,
    int events,
    boolean unchanged,
    List<Change> yields,
    Optional<Change> auc,
    List<CutFigures> points,
    List<TargetChanges> targets,
    Optional<Change> significance) {
  public VariationFigures {
    yields = List.copyOf(yields);
    points = List.copyOf(points);
    targets = List.copyOf(targets);
  }

  /// Figures of the events of a score of at least `cut`.
  ///
  /// @param background efficiency of the background by which validation events chose the cut
  /// @param cut of folds, each of which has its own, their mean
  /// @param efficiencies of each class, of its events that pass the selection
  /// @param yields of each class, scaled to the whole sample
  public record CutFigures(
      double background, double cut, List<Change> efficiencies, List<Change> yields) {
    public CutFigures {
      efficiencies = List.copyOf(efficiencies);
      yields = List.copyOf(yields);
    }
  }
}
