package org.jpsi.analysis;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.function.UnaryOperator;
import org.jpsi.analysis.events.DecorrelatedVariables;
import org.jpsi.analysis.events.EventSet;
import org.jpsi.analysis.events.SampleOrigin;
import org.jpsi.analysis.file.AnalysisFile;
import org.jpsi.analysis.file.FigureOptions;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.eval.CalibrationFigures;
import org.jpsi.core.eval.CutEfficiencies;
import org.jpsi.core.eval.CutFlow;
import org.jpsi.core.eval.Evaluation;
import org.jpsi.core.eval.ExpectedSignificance;
import org.jpsi.core.eval.FiguresOnRequest;
import org.jpsi.core.eval.FoldCut;
import org.jpsi.core.eval.ScoredEvents;
import org.jpsi.core.eval.SpectatorEfficiencies.Spectator;
import org.jpsi.core.eval.YieldEvents;
import org.jpsi.core.table.Column;
import org.jpsi.core.table.NumberColumn;
import org.jpsi.core.task.Part;
import org.jpsi.core.task.Task;

/// Figures that an analysis asks for, of its scored events: cuts and bins are chosen on the
/// validation events, and the figures are of the test events.
///
/// @param options what is asked for
/// @param parts the scored events
record RequestedFigures(
    FigureOptions options, Task task, EventSet events, List<ScoredEvents> parts) {

  static FiguresOnRequest of(PreparedTraining training, Evaluation evaluation) {
    RequestedFigures figures =
        new RequestedFigures(
            training.analysis().figures(),
            training.task(),
            training.prepared().events(),
            evaluation.parts());
    FiguresOnRequest asked =
        figures.options.any()
            ? training
                .folds()
                .map(folds -> new FoldedFigures(figures, folds).all())
                .orElseGet(figures::all)
            : FiguresOnRequest.NONE;
    return DecorrelatedVariables.figures(
        training.prepared(),
        evaluation,
        training.prepared().events().rowIndices(evaluation.evaluated().part()),
        asked);
  }

  /// Requires that what is asked for can be given.
  ///
  /// @param where the location of a key
  static void require(
      AnalysisFile analysis, Task task, EventSet events, UnaryOperator<String> where) {
    FigureOptions options = analysis.figures();
    if (!options.any()) {
      return;
    }
    options
        .calibration()
        .ifPresent(asked -> requireCalibration(asked, task, events, where.apply("calibration")));
    String key = options.significance().isPresent() ? "significance" : "efficiencies";
    boolean ofSignal = options.significance().isPresent() || options.efficiencies().isPresent();
    if (ofSignal && !(task instanceof Task.Binary)) {
      throw InputException.at(where.apply(key))
          .expected("a signal against a background")
          .found(task.classNames().size() + " classes, none of them the signal")
          .remedy("name it with `signal:`, or leave `" + key + ":` out")
          .exception();
    }
    for (Column spectator : events.spectators()) {
      if (!(spectator instanceof NumberColumn)
          && options.efficiencies().map(e -> e.by().contains(spectator.name())).orElse(false)) {
        throw InputException.at(where.apply("efficiencies"))
            .expected("spectators that are numbers, whose range has bins")
            .found(spectator.name() + " of another type")
            .remedy("leave it out of `by:`")
            .exception();
      }
    }
  }

  private static void requireCalibration(
      FigureOptions.CalibrationOptions asked, Task task, EventSet events, String where) {
    List<String> classes = events.classes();
    for (String name : asked.mixture().keySet()) {
      if (!classes.contains(name)) {
        throw InputException.at(where)
            .expected("parts of the classes " + String.join(", ", classes))
            .found(name)
            .nearest(name, classes)
            .exception();
      }
    }
    if (!asked.mixture().isEmpty() && asked.mixture().size() < classes.size()) {
      throw InputException.at(where)
          .expected("a part of each of the classes " + String.join(", ", classes))
          .found(String.join(", ", asked.mixture().keySet()))
          .remedy("add the others to `mixture:`")
          .exception();
    }
    if (asked.isotonic() && !(task instanceof Task.Binary)) {
      throw InputException.at(where)
          .expected("two classes, for an isotonic calibration")
          .found(Integer.toString(classes.size()))
          .remedy("leave `method:` out, for a temperature")
          .exception();
    }
    // of folds, all are validation events of some
    double[] weights =
        events.foldOf().isPresent()
            ? events.weight()
            : events.weights(events.rowIndices(Part.VALIDATION));
    if (asked.isotonic() && Arrays.stream(weights).anyMatch(w -> w < 0)) {
      throw InputException.at(where)
          .expected("weights that are not negative, for an isotonic calibration")
          .found("validation events with negative ones")
          .remedy("leave `method:` out")
          .exception();
    }
  }

  private FiguresOnRequest all() {
    return FiguresOnRequest.of(
        options
            .significance()
            .map(asked ->
                () ->
                    ExpectedSignificance.of(
                        yields(Part.VALIDATION), yields(Part.TEST), asked.background())),
        options
            .efficiencies()
            .map(asked ->
                expected ->
                    efficiencies(
                        asked, expected.flatMap(ExpectedSignificance::cut).map(FoldCut::mean))),
        options.efficiencies().isPresent() ? cutFlows() : List.of(),
        options
            .calibration()
            .map(asked ->
                () ->
                    CalibrationFigures.of(
                        task,
                        part(Part.VALIDATION),
                        part(Part.TEST),
                        asked.isotonic(),
                        mixture(asked))));
  }

  /// The fraction of each class.
  List<Double> mixture(FigureOptions.CalibrationOptions asked) {
    double[] parts = new double[events.classes().size()];
    if (asked.mixture().isEmpty()) {
      for (int i = 0; i < events.events(); i++) {
        parts[events.classOf()[i]] += events.weight()[i];
      }
    } else {
      Arrays.setAll(parts, c -> asked.mixture().getOrDefault(events.classes().get(c), 0.0));
    }
    double sum = Arrays.stream(parts).sum();
    return Arrays.stream(parts).map(part -> part / sum).boxed().toList();
  }

  ScoredEvents part(Part wanted) {
    return parts.stream().filter(part -> part.part() == wanted).findFirst().orElseThrow();
  }

  private YieldEvents yields(Part part) {
    ScoredEvents scored = part(part);
    int[] all = groups();
    int[] group = Arrays.stream(events.rowIndices(part)).map(row -> all[row]).toArray();
    return new YieldEvents(scored.scores()[0], scored.weight(), group, yields(all, _ -> true, 1));
  }

  /// The group of each event: those of one sample and class.
  int[] groups() {
    int[] group = events.samplesOf(allRows());
    Arrays.setAll(group, i -> group[i] * events.classes().size() + events.classOf()[i]);
    return group;
  }

  /// The yield of each group.
  ///
  /// @param group of each event
  /// @param counted events that count
  /// @param factor on their weights
  YieldEvents.Yield[] yields(int[] group, IntPredicate counted, double factor) {
    int classes = events.classes().size();
    double[] weight = new double[events.samples().size() * classes];
    double[] squares = new double[weight.length];
    for (int i = 0; i < group.length; i++) {
      if (counted.test(i)) {
        weight[group[i]] += events.weight()[i];
        squares[group[i]] += events.weight()[i] * events.weight()[i];
      }
    }
    YieldEvents.Yield[] yields = new YieldEvents.Yield[weight.length];
    for (int g = 0; g < yields.length; g++) {
      boolean signal = g % classes == Task.Binary.SIGNAL;
      yields[g] = new YieldEvents.Yield(signal, factor * weight[g], factor * squares[g]);
    }
    return yields;
  }

  int[] allRows() {
    int[] rows = new int[events.events()];
    Arrays.setAll(rows, i -> i);
    return rows;
  }

  private CutEfficiencies efficiencies(
      FigureOptions.EfficiencyOptions asked, Optional<Double> chosen) {
    int[] rows = events.rowIndices(Part.TEST);
    return CutEfficiencies.of(
        part(Part.VALIDATION),
        asked.signal(),
        chosen,
        part(Part.TEST),
        events.samplesOf(rows),
        events.samples().size(),
        spectators(asked, rows));
  }

  /// The spectators of some events.
  List<Spectator> spectators(FigureOptions.EfficiencyOptions asked, int[] rows) {
    List<Spectator> spectators = new ArrayList<>();
    for (String name : asked.by()) {
      for (Column column : events.spectators()) {
        if (column.name().equals(name) && column instanceof NumberColumn numbers) {
          double[] value = new double[rows.length];
          Arrays.setAll(value, i -> numbers.value(rows[i]));
          spectators.add(new Spectator(name, numbers.unit(), value));
        }
      }
    }
    return spectators;
  }

  List<CutFlow> cutFlows() {
    int[] sample = events.samplesOf(allRows());
    List<CutFlow> flows = new ArrayList<>();
    for (int s = 0; s < events.samples().size(); s++) {
      SampleOrigin origin = events.samples().get(s);
      flows.add(
          CutFlow.of(origin.name(), origin.read(), events.part(), events.weight(), sample, s));
    }
    return flows;
  }
}
