package org.jpsi.analysis;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jpsi.analysis.events.Parametrization;
import org.jpsi.core.data.Feature;
import org.jpsi.core.data.Preprocessing;
import org.jpsi.core.eval.Evaluation;
import org.jpsi.core.eval.FiguresOnRequest;
import org.jpsi.core.eval.ParameterFigures;
import org.jpsi.core.eval.ScoredEvents;
import org.jpsi.core.task.Part;
import org.jpsi.core.task.Task;

/// Scoring at the points of parameters: the signal of each point against all background events,
/// scored as if theirs were those values.
record ParameterScoring(PreparedTraining training, Parametrization parameter, PointScores scores) {
  /// Figures of a run with those of its parameters, where it has some, and events that were not
  /// trained on.
  static FiguresOnRequest figures(
      PreparedTraining training,
      PointScores scores,
      Evaluation evaluation,
      FiguresOnRequest others) {
    ScoredEvents events = evaluation.evaluated();
    return training
        .prepared()
        .parametrization()
        .filter(_ -> events.part() != Part.TRAIN)
        .map(parameter ->
            others.withParameters(
                () -> new ParameterScoring(training, parameter, scores).of(events)))
        .orElse(others);
  }

  private ParameterFigures of(ScoredEvents events) {
    int[] rows = training.prepared().events().rowIndices(events.part());
    int[] background =
        IntStream.range(0, rows.length)
            .filter(i -> events.label()[i] != Task.Binary.SIGNAL)
            .toArray();
    List<ParameterFigures.Point> points = new ArrayList<>();
    for (Parametrization.Point point : parameter.points()) {
      int[] signal =
          IntStream.range(0, rows.length)
              .filter(
                  i -> events.label()[i] == Task.Binary.SIGNAL && parameter.isAt(point, rows[i]))
              .toArray();
      if (signal.length == 0) {
        continue; // of training or validation alone
      }
      double[] at = scores.at(events.part(), point);
      points.add(
          ParameterFigures.Point.of(
              point.values(),
              events.scores()[0],
              events.weight(),
              signal,
              IntStream.of(background).mapToDouble(i -> at[i]).toArray(),
              background));
    }
    Preprocessing features = training.preprocessing().features();
    int[] columns = parameter.inputs(features);
    List<ParameterFigures.Parameter> parameters = new ArrayList<>();
    for (int p = 0; p < columns.length; p++) {
      Feature of = features.features().list().get(columns[p]);
      parameters.add(new ParameterFigures.Parameter(of.name(), of.unit(), parameter.grouped(p)));
    }
    return new ParameterFigures(parameters, points, parameter.omitted());
  }

  /// The section `parameters` of `metrics.json`: the `parameter` and the `value` of each point, or
  /// of several the `parameters`, and their `values`.
  static Map<String, Object> values(ParameterFigures figures) {
    Map<String, Object> all = new LinkedHashMap<>();
    List<String> names =
        figures.parameters().stream().map(ParameterFigures.Parameter::name).toList();
    if (names.size() == 1) {
      all.put("parameter", names.getFirst());
      all.put("grouped", figures.parameters().getFirst().grouped());
    } else {
      all.put("parameters", names);
      all.put(
          "grouped",
          figures.parameters().stream()
              .filter(ParameterFigures.Parameter::grouped)
              .map(ParameterFigures.Parameter::name)
              .toList());
    }
    if (figures.omitted() > 0) {
      all.put("omitted", figures.omitted());
    }
    List<Object> points = new ArrayList<>();
    for (ParameterFigures.Point point : figures.points()) {
      Map<String, Object> one = new LinkedHashMap<>();
      if (names.size() == 1) {
        one.put("value", point.values().getFirst());
      } else {
        Map<String, Object> values = new LinkedHashMap<>();
        for (int p = 0; p < names.size(); p++) {
          values.put(names.get(p), point.values().get(p));
        }
        one.put("values", values);
      }
      one.put("events", point.events());
      point
          .auc()
          .ifPresent(auc -> {
            one.put("auc", auc.value());
            one.put("auc_error", auc.error());
          });
      points.add(one);
    }
    all.put("points", points);
    return all;
  }
}
