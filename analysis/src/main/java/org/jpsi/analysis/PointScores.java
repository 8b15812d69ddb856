package org.jpsi.analysis;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jpsi.analysis.events.EventFolds;
import org.jpsi.analysis.events.EventSet;
import org.jpsi.analysis.events.EventSetBuilder;
import org.jpsi.analysis.events.Parametrization;
import org.jpsi.core.data.Dataset;
import org.jpsi.core.data.Preprocessing;
import org.jpsi.core.loss.Loss;
import org.jpsi.core.model.Predictor;
import org.jpsi.core.model.Scorer;
import org.jpsi.core.parallel.ThreadPool;
import org.jpsi.core.task.Part;
import org.jpsi.core.task.Task;
import org.jpsi.core.train.Predictions;

/// Scores at points of the parameters of a run: those of background events as if their values were
/// the point's, those of the signal by its own values. Of folds, each event is scored by the model
/// of its own.
///
/// @param scores of each part by the events' own or drawn values
/// @param events of the parts, as the models take them
record PointScores(
    Map<Part, double[]> scores, List<ModelInputs> events, Task task, ThreadPool pool) {

  // Each needs the varied files, or the data, scored.
  private static final int MOST_POINTS = 10;

  /// Events of one part, all signal or all background, that one model scores.
  ///
  /// @param index of each event among the scores of its part
  /// @param inputs `[events, features]`, preprocessed
  /// @param columns of the parameters in them
  record ModelInputs(
      Part part,
      boolean signal,
      int[] index,
      float[] inputs,
      int[] columns,
      Preprocessing features,
      Predictor predictor) {

    /// Those of a training with all its events in one model; none where it has no parameters.
    static List<ModelInputs> of(PreparedTraining training, Predictor predictor) {
      List<ModelInputs> all = new ArrayList<>();
      for (Part part : List.of(Part.VALIDATION, Part.TEST)) {
        int rows = training.prepared().events().rowIndices(part).length;
        int[] every = IntStream.range(0, rows).toArray();
        add(training, predictor, part, new EventFolds.ScoredRows(every, every), all);
      }
      return all;
    }

    /// Those of a fold, among all events; none where it has no parameters.
    static List<ModelInputs> ofFold(PreparedTraining training, Predictor predictor, int fold) {
      EventFolds folds = training.folds().orElseThrow();
      List<ModelInputs> all = new ArrayList<>();
      for (Part part : List.of(Part.VALIDATION, Part.TEST)) {
        add(training, predictor, part, folds.scored(part, fold), all);
      }
      return all;
    }

    private static void add(
        PreparedTraining training,
        Predictor predictor,
        Part part,
        EventFolds.ScoredRows scored,
        List<ModelInputs> all) {
      Optional<Parametrization> parameters = training.prepared().parametrization();
      if (parameters.isEmpty()) {
        return;
      }
      EventSet events = training.prepared().events();
      int[] rows = events.rowIndices(part);
      Preprocessing features = training.preprocessing().features();
      for (boolean signal : new boolean[] {false, true}) {
        int[] own =
            IntStream.range(0, scored.inPart().length)
                .filter(i ->
                    signal == (events.classOf()[rows[scored.inPart()[i]]] == Task.Binary.SIGNAL))
                .toArray();
        // the signal is scored elsewhere only where data are compared, with the test events
        boolean wanted =
            !signal || part == Part.TEST && training.trees().analysis().data().isPresent();
        if (own.length > 0 && wanted) {
          all.add(
              new ModelInputs(
                  part,
                  signal,
                  Arrays.stream(own).map(i -> scored.event()[i]).toArray(),
                  training
                      .parts()
                      .of(part)
                      .view(Arrays.stream(own).map(i -> scored.inPart()[i]).toArray())
                      .batch()
                      .inputs(),
                  parameters.get().inputs(features),
                  features,
                  predictor));
        }
      }
    }

    private void fill(Parametrization.Point point, Task task, ThreadPool pool, double[] scores) {
      int width = features.columns().size();
      for (int p = 0; p < columns.length; p++) {
        float value = Parametrization.input(features, columns[p], point.values().get(p));
        for (int i = 0; i < index.length; i++) {
          inputs[i * width + columns[p]] = value;
        }
      }
      Dataset data = Dataset.of(inputs, new float[index.length], new float[index.length]);
      float[] outputs = Predictions.of(predictor, Loss.usual(task), data, pool).outputs();
      double[] found = Scorer.activate(task, List.of(), outputs);
      for (int i = 0; i < index.length; i++) {
        scores[index[i]] = found[i];
      }
    }
  }

  /// Points at which data and variations are evaluated: such as have signal of a positive sum of
  /// weights among the validation and the test events, evenly some of many.
  static List<Parametrization.Point> evaluated(PreparedTraining training) {
    Optional<Parametrization> parameters = training.prepared().parametrization();
    EventSet events = training.prepared().events();
    List<Parametrization.Point> all =
        parameters.stream()
            .flatMap(of -> of.points().stream())
            .filter(point -> hasSignal(events, parameters.orElseThrow(), point))
            .toList();
    if (parameters.isPresent() && all.isEmpty()) {
      training
          .warnings()
          .add(
              "data and variations are evaluated at no point of the parameters: none has signal"
                  + " among both validation and test events");
    }
    if (all.size() <= MOST_POINTS) {
      return all;
    }
    training
        .warnings()
        .add(
            String.format(
                Locale.ROOT,
                "data and variations are evaluated at %d of %d points of the parameters",
                MOST_POINTS,
                all.size()));
    return IntStream.range(0, MOST_POINTS)
        .mapToObj(k -> all.get(k * all.size() / MOST_POINTS))
        .toList();
  }

  private static boolean hasSignal(
      EventSet events, Parametrization parameters, Parametrization.Point point) {
    return Stream.of(Part.VALIDATION, Part.TEST)
        .filter(part -> events.foldOf().isEmpty() || part == Part.TEST)
        .allMatch(part ->
            Arrays.stream(events.rowIndices(part))
                    .filter(row ->
                        events.classOf()[row] == Task.Binary.SIGNAL && parameters.isAt(point, row))
                    .mapToDouble(row -> events.weight()[row])
                    .sum()
                > 0);
  }

  /// A run whose signal is that of a point: all other signal events have no weight.
  static PreparedTraining training(PreparedTraining of, Parametrization.Point point) {
    EventSetBuilder.PreparedEvents prepared = of.prepared();
    Parametrization parameters = prepared.parametrization().orElseThrow();
    EventSet events = prepared.events();
    double[] weights = events.weight().clone();
    for (int i = 0; i < weights.length; i++) {
      if (events.classOf()[i] == Task.Binary.SIGNAL && !parameters.isAt(point, i)) {
        weights[i] = 0;
      }
    }
    return new PreparedTraining(
        of.analysis(),
        new EventSetBuilder.PreparedEvents(
            events.withWeights(weights),
            prepared.signal(),
            prepared.features(),
            prepared.categories(),
            prepared.columns(),
            prepared.training(),
            prepared.flattened(),
            prepared.decorrelated(),
            prepared.parametrization(),
            prepared.samples()),
        of.preprocessing(),
        of.task(),
        of.loss(),
        of.parts(),
        of.digest(),
        of.trees(),
        of.warnings(),
        of.treated());
  }

  /// The scores of a part at a point, the signal's by its own values.
  double[] at(Part part, Parametrization.Point point) {
    return at(part, point, false);
  }

  /// The scores of the test events as if all had the values of a point.
  double[] allAt(Parametrization.Point point) {
    return at(Part.TEST, point, true);
  }

  private double[] at(Part part, Parametrization.Point point, boolean signal) {
    double[] all = Optional.ofNullable(scores.get(part)).orElseThrow().clone();
    for (ModelInputs some : events) {
      if (some.part == part && (signal || !some.signal)) {
        some.fill(point, task, pool, all);
      }
    }
    return all;
  }

  /// The scores of the validation and test events at a point.
  Map<Part, double[]> at(Parametrization.Point point) {
    Map<Part, double[]> all = new EnumMap<>(Part.class);
    for (Part part : List.of(Part.VALIDATION, Part.TEST)) {
      if (scores.containsKey(part)) {
        all.put(part, at(part, point));
      }
    }
    return all;
  }
}
