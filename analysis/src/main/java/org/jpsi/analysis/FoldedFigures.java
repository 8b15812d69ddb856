package org.jpsi.analysis;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jpsi.analysis.events.EventFolds;
import org.jpsi.analysis.events.EventSet;
import org.jpsi.analysis.file.FigureOptions;
import org.jpsi.core.eval.CalibrationFigures;
import org.jpsi.core.eval.CutEfficiencies;
import org.jpsi.core.eval.ExpectedSignificance;
import org.jpsi.core.eval.FiguresOnRequest;
import org.jpsi.core.eval.ScoredEvents;
import org.jpsi.core.eval.YieldEvents;
import org.jpsi.core.task.Part;

/// Figures that an analysis with folds asks for: each fold chooses cuts and bins and fits its
/// calibration on its own validation events, and the figures are of all events, each as the fold
/// that tests it has it. So no event has a part in its own cut or calibration.
///
/// @param pooled all events, once as those of the test and once as those of validation
record FoldedFigures(RequestedFigures pooled, EventFolds folds) {
  FiguresOnRequest all() {
    FigureOptions options = pooled.options();
    return FiguresOnRequest.of(
        options
            .significance()
            .map(asked ->
                () ->
                    ExpectedSignificance.ofFolds(
                        chosen(), tested(), folds.of(), asked.background())),
        options.efficiencies().map(asked -> expected -> efficiencies(asked, expected)),
        options.efficiencies().isPresent() ? pooled.cutFlows() : List.of(),
        options.calibration().map(asked -> () -> calibration(asked)));
  }

  /// The validation events of each fold.
  private List<ScoredEvents> validation() {
    ScoredEvents all = pooled.part(Part.VALIDATION);
    List<ScoredEvents> each = new ArrayList<>();
    for (int f = 0; f < folds.k(); f++) {
      each.add(all.take(folds.validation(f)));
    }
    return each;
  }

  /// Validation events of each fold, scaled to the yields of all events: those that it does not
  /// test say what these are.
  private List<YieldEvents> chosen() {
    ScoredEvents all = pooled.part(Part.VALIDATION);
    int[] group = pooled.groups();
    List<YieldEvents> each = new ArrayList<>();
    for (int f = 0; f < folds.k(); f++) {
      int fold = f;
      int[] rows = folds.validation(f);
      ScoredEvents own = all.take(rows);
      each.add(
          new YieldEvents(
              own.scores()[0],
              own.weight(),
              Arrays.stream(rows).map(row -> group[row]).toArray(),
              pooled.yields(group, i -> folds.of()[i] != fold, folds.toAll())));
    }
    return each;
  }

  private YieldEvents tested() {
    ScoredEvents all = pooled.part(Part.TEST);
    int[] group = pooled.groups();
    return new YieldEvents(
        all.scores()[0], all.weight(), group, pooled.yields(group, _ -> true, 1));
  }

  private CutEfficiencies efficiencies(
      FigureOptions.EfficiencyOptions asked, Optional<ExpectedSignificance> expected) {
    EventSet events = pooled.events();
    return CutEfficiencies.ofFolds(
        validation(),
        asked.signal(),
        expected.flatMap(ExpectedSignificance::cut),
        pooled.part(Part.TEST),
        folds.of(),
        events.samplesOf(pooled.allRows()),
        events.samples().size(),
        pooled.spectators(asked, pooled.allRows()));
  }

  private CalibrationFigures calibration(FigureOptions.CalibrationOptions asked) {
    return CalibrationFigures.ofFolds(
        pooled.task(),
        validation(),
        pooled.part(Part.VALIDATION),
        Arrays.stream(folds.of()).map(f -> folds.scoredBy(Part.VALIDATION, f)).toArray(),
        pooled.part(Part.TEST),
        folds.of(),
        asked.isotonic(),
        pooled.mixture(asked));
  }
}
