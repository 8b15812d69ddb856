package org.jpsi.core.eval;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jpsi.core.task.Part;
import org.jpsi.core.task.Task;

/// Rectangular cuts on the inputs beside a model of them: what cuts alone would reach (TMVA's
/// `Cuts`). A {@link CutPath} is found on training events; which of its cuts leave a given signal
/// efficiency is chosen on validation events; all figures are of the test events.
///
/// @param cuts at each signal efficiency that was asked for, the loosest first
/// @param model the model's cuts on its score for the same signal efficiencies
/// @param roc of the number of cuts of the path that an event passes; empty where a class is absent
/// @param modelRoc of the model's score
/// @param found number of cuts on the path
public record RectangularCuts(
    List<WorkingCuts> cuts,
    List<CutEfficiencies.CutEfficiency> model,
    Optional<Roc> roc,
    Optional<Roc> modelRoc,
    int found) {
  public RectangularCuts {
    cuts = List.copyOf(cuts);
    model = List.copyOf(model);
  }

  /// Cuts at a working point.
  ///
  /// @param intervals of the inputs that are cut
  /// @param efficiency of signal and background
  public record WorkingCuts(List<Interval> intervals, CutEfficiencies.CutEfficiency efficiency) {
    public WorkingCuts {
      intervals = List.copyOf(intervals);
    }
  }

  /// Interval of an input: above the lower, not above the upper threshold.
  ///
  /// @param input its index
  /// @param above number of the threshold that is exceeded; -1 for none
  /// @param upTo number of the threshold that is not exceeded; -1 for none
  public record Interval(int input, int above, int upTo) {}

  /// Events of a part: inputs, and the scores of the model.
  public record PartEvents(InputEvents inputs, ScoredEvents scored) {}

  /// Finds, chooses and evaluates.
  ///
  /// @param thresholds of each input, at which it may be cut, ascending; none for one that is not
  /// @param signal the signal efficiencies
  /// @throws IllegalArgumentException where a part has no positive sum of signal weights
  public static RectangularCuts of(
      InputEvents train,
      List<double[]> thresholds,
      PartEvents validation,
      PartEvents test,
      List<Double> signal) {
    CutPath path = CutPath.of(train, Task.Binary.SIGNAL, thresholds);
    ScoredEvents chosenBy = scored(path, validation);
    ScoredEvents evaluated = scored(path, test);
    List<WorkingCuts> cuts = new ArrayList<>();
    for (CutEfficiencies.CutEfficiency at : efficiencies(chosenBy, evaluated, signal)) {
      cuts.add(new WorkingCuts(intervals(path, (int) at.cut() - 1), at));
    }
    return new RectangularCuts(
        cuts,
        efficiencies(validation.scored, test.scored, signal),
        roc(evaluated),
        roc(test.scored),
        path.boxes().size() - 1);
  }

  private static ScoredEvents scored(CutPath path, PartEvents part) {
    Part of = part.scored.part();
    double[][] scores = {path.scores(part.inputs)};
    return ScoredEvents.classification(
        of, scores, part.scored.label(), part.scored.weight(), Double.NaN);
  }

  private static List<CutEfficiencies.CutEfficiency> efficiencies(
      ScoredEvents chosenBy, ScoredEvents evaluated, List<Double> signal) {
    int[] none = new int[evaluated.events()];
    return CutEfficiencies.of(chosenBy, signal, Optional.empty(), evaluated, none, 0, List.of())
        .cuts();
  }

  private static Optional<Roc> roc(ScoredEvents events) {
    boolean[] signal = OneVsRest.isClass(events.label(), Task.Binary.SIGNAL);
    return Auc.defined(signal, events.weight())
        ? Optional.of(Roc.of(events.scores()[0], signal, events.weight()))
        : Optional.empty();
  }

  private static List<Interval> intervals(CutPath path, int number) {
    CutPath.Box box = path.boxes().get(number);
    List<Interval> intervals = new ArrayList<>();
    for (int f = 0; f < box.first().length; f++) {
      int above = box.first()[f] - 1;
      int upTo = box.last()[f] < path.thresholds().get(f).length ? box.last()[f] : -1;
      if (above >= 0 || upTo >= 0) {
        intervals.add(new Interval(f, above, upTo));
      }
    }
    return intervals;
  }
}
