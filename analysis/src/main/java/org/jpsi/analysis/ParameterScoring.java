package org.jpsi.analysis;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jpsi.analysis.events.Parametrization;
import org.jpsi.core.data.Dataset;
import org.jpsi.core.eval.Evaluation;
import org.jpsi.core.eval.FiguresOnRequest;
import org.jpsi.core.eval.ParameterFigures;
import org.jpsi.core.eval.ScoredEvents;
import org.jpsi.core.loss.Loss;
import org.jpsi.core.model.Predictor;
import org.jpsi.core.model.Scorer;
import org.jpsi.core.parallel.ThreadPool;
import org.jpsi.core.task.Part;
import org.jpsi.core.train.Predictions;

/// Scoring at the points of a parameter: the signal of each point against all background events,
/// scored as if theirs were that value.
record ParameterScoring(
    PreparedTraining training, Parametrization parameter, Predictor predictor, ThreadPool pool) {
  /// Figures of a run with those of its parameter, where it has one, and events that were not
  /// trained on.
  static FiguresOnRequest figures(
      PreparedTraining training,
      Predictor predictor,
      Evaluation evaluation,
      ThreadPool pool,
      FiguresOnRequest others) {
    ScoredEvents events = evaluation.evaluated();
    return training
        .prepared()
        .parametrization()
        .filter(_ -> events.part() != Part.TRAIN)
        .map(parameter ->
            others.withParameters(
                () -> new ParameterScoring(training, parameter, predictor, pool).of(events)))
        .orElse(others);
  }

  private ParameterFigures of(ScoredEvents events) {
    int[] rows = training.prepared().events().rowIndices(events.part());
    int[] background =
        IntStream.range(0, rows.length).filter(i -> events.label()[i] != 1).toArray();
    Dataset data = training.parts().of(events.part()).view(background);
    float[] inputs = data.batch().inputs();
    int width = data.features();
    int column = training.preprocessing().features().features().names().indexOf(parameter.name());
    List<ParameterFigures.Point> points = new ArrayList<>();
    for (int k = 0; k < parameter.points().length; k++) {
      int point = k;
      int[] signal =
          IntStream.range(0, rows.length)
              .filter(i ->
                  events.label()[i] == 1 && parameter.point(parameter.values()[rows[i]]) == point)
              .toArray();
      if (signal.length == 0) {
        continue; // of training or validation alone
      }
      float value = parameter.input(training.preprocessing().features(), parameter.points()[k]);
      for (int i = 0; i < background.length; i++) {
        inputs[i * width + column] = value;
      }
      points.add(
          ParameterFigures.Point.of(
              parameter.points()[k],
              events.scores()[0],
              events.weight(),
              signal,
              scores(inputs, background.length),
              background));
    }
    return new ParameterFigures(
        parameter.name(),
        training.preprocessing().features().features().list().get(column).unit(),
        parameter.grouped(),
        points);
  }

  private double[] scores(float[] inputs, int events) {
    Dataset data = Dataset.of(inputs, new float[events], new float[events]);
    Predictions found = Predictions.of(predictor, Loss.usual(training.task()), data, pool);
    return Scorer.activate(training.task(), training.preprocessing().targets(), found.outputs());
  }

  /// The section `parameters` of `metrics.json`.
  static Map<String, Object> values(ParameterFigures figures) {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("parameter", figures.name());
    all.put("grouped", figures.grouped());
    List<Object> points = new ArrayList<>();
    for (ParameterFigures.Point point : figures.points()) {
      Map<String, Object> one = new LinkedHashMap<>();
      one.put("value", point.value());
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
