package org.jpsi.analysis;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.IntToDoubleFunction;
import org.jpsi.analysis.events.EventSet;
import org.jpsi.analysis.events.FeatureSample;
import org.jpsi.analysis.events.Parametrization;
import org.jpsi.analysis.file.MeasuredData;
import org.jpsi.analysis.progress.ProgressListener;
import org.jpsi.core.data.Feature;
import org.jpsi.core.errors.Guard;
import org.jpsi.core.eval.DataComparison;
import org.jpsi.core.eval.DataHistogramFiller;
import org.jpsi.core.model.Predictor;
import org.jpsi.core.parallel.ThreadPool;
import org.jpsi.core.random.Rng;
import org.jpsi.core.table.EventBlocks;
import org.jpsi.core.task.Part;
import org.jpsi.core.task.Task;

/// Comparison of the measured data of an analysis with its simulated test events. That of a
/// parametrised run has scores at each of its points, and leaves out what is blinded at any.
final class MeasuredComparison {
  private final PreparedTraining training;
  // Without the parameters, of which data have no value.
  private final PreparedTraining plain;
  private final MeasuredData data;
  private final Predictor predictor;
  private final ThreadPool pool;
  private final EventSet events;
  private final int[] test;
  private final List<ComparedScores> scores;
  private final Optional<ScoringPoints> at;
  // of the events shown
  private long inNoFold;

  private MeasuredComparison(
      PreparedTraining training,
      MeasuredData data,
      Predictor predictor,
      PointScores scores,
      ThreadPool pool) {
    this.training = training;
    this.data = data;
    this.predictor = predictor;
    this.pool = pool;
    events = training.prepared().events();
    test = events.rowIndices(Part.TEST);
    Optional<Parametrization> parameters = training.prepared().parametrization();
    if (parameters.isEmpty()) {
      plain = training;
      at = Optional.empty();
      this.scores = List.of(ComparedScores.of(training, data, scores.scores()));
    } else {
      plain =
          training.without(
              Arrays.stream(parameters.get().inputs(training.preprocessing().features()))
                  .boxed()
                  .toList());
      List<Parametrization.Point> points = PointScores.evaluated(training);
      at =
          Optional.of(
              new ScoringPoints(
                  parameters.get().names(),
                  points.stream()
                      .map(point -> point.values().stream().map(v -> Double.toString(v)).toList())
                      .toList()));
      this.scores =
          points.stream()
              .map(point -> ComparedScores.at(training, data, scores, parameters.get(), point))
              .toList();
    }
  }

  /// The comparison; empty where the analysis has no data, or it is noted why there is none. It
  /// never costs a run.
  ///
  /// @param scores of each part by the predictor, `[events, outputs]`, and at points of parameters
  static Optional<DataComparison> of(
      PreparedTraining training,
      Predictor predictor,
      PointScores scores,
      ThreadPool pool,
      ProgressListener progress) {
    return training
        .trees()
        .analysis()
        .data()
        .flatMap(data ->
            Guard.orElse(
                () -> {
                  progress.stage("comparing data with simulation");
                  return new MeasuredComparison(training, data, predictor, scores, pool)
                      .compared(progress);
                },
                reason -> {
                  training.warnings().add("data are not compared with simulation: " + reason);
                  return Optional.<DataComparison>empty();
                }));
  }

  /// Whether a test event is shown.
  private boolean isShown(int number) {
    return scores.stream().allMatch(each -> each.isShown(number));
  }

  /// Whether a data event is shown.
  private boolean isShown(List<double[]> block, int event) {
    int first = 0;
    for (ComparedScores each : scores) {
      if (!each.shows(block.get(first)[event])) {
        return false;
      }
      first += each.names().size();
    }
    return true;
  }

  private Optional<DataComparison> compared(ProgressListener progress) {
    if (scores.isEmpty()) {
      return Optional.empty();
    }
    SimulatedEvents simulated = SimulatedEvents.of(plain, this::isShown);
    double[] weight = weights(events, simulated);
    DataHistogramFiller.Simulated filled = filled(simulated, weight);
    List<Scaled> scored = new ArrayList<>();
    for (ComparedScores each : scores) {
      double[] own = weights(each.training().prepared().events(), simulated);
      for (int k = 0; k < each.names().size(); k++) {
        int output = k;
        String name = each.names().get(k);
        IntToDoubleFunction score = i -> each.score(simulated.test()[i], output);
        DataHistogramFiller.Simulated of = filled(simulated, own);
        scored.add(
            new Scaled(
                training.task() instanceof Task.Regression task
                    ? DataHistogramFiller.of(name, task.targets().get(k).unit(), of, score)
                    : DataHistogramFiller.ofProbability(name, of, score),
                EventBlocks.sum(own.length, i -> own[i])));
      }
    }
    List<DataHistogramFiller> inputs = new ArrayList<>();
    for (int f = 0; f < simulated.features().features(); f++) {
      int feature = f;
      Feature of = plain.preprocessing().features().features().list().get(f);
      inputs.add(
          DataHistogramFiller.of(
              of.name(), of.unit(), filled, i -> simulated.features().value(feature, i)));
    }
    Rng rng = Rng.of(training.analysis().seed()).child("data classifier");
    FeatureSample sample = new FeatureSample(rng.child("data"));
    read(scored, inputs, sample);
    long shown = scored.getFirst().filler().events();
    if (shown == 0) {
      training
          .warnings()
          .add(
              "no data event passes the selection"
                  + (blind().isPresent() ? " and is below the blinded scores" : "")
                  + ": nothing is compared");
      return Optional.empty();
    }
    if (inNoFold > 0) {
      training
          .warnings()
          .add(
              String.format(
                  Locale.ROOT,
                  "%,d of %,d data events are in no fold: the mean of the folds scores them;"
                      + " `folds: {by: ...}` would give each event its model",
                  inNoFold,
                  shown));
    }
    DataComparison comparison = comparison(shown, scored, inputs, weight);
    return Optional.of(
        data.classifier()
            ? comparison.with(
                new DataClassifierFit(plain, pool, progress, rng).of(sample, simulated, weight))
            : comparison);
  }

  /// Fills the measured events.
  private void read(List<Scaled> scored, List<DataHistogramFiller> inputs, FeatureSample sample) {
    PointScorer scorer = PointScorer.of(training.model(predictor), at).withoutSelection();
    List<String> names =
        at.map(points ->
                points.points().stream().map(point -> points.name("score", point)).toList())
            .orElseGet(training.task()::scoreNames);
    new MeasuredEvents(training.trees(), data)
        .each(
            plain,
            scorer,
            names,
            pool,
            block -> {
              for (int i = 0; i < block.events(); i++) {
                if (isShown(block.scores(), i)) {
                  inNoFold += block.isInNoFold(i) ? 1 : 0;
                  for (int k = 0; k < scored.size(); k++) {
                    scored.get(k).filler.add(block.scores().get(k)[i]);
                  }
                  for (int f = 0; f < inputs.size(); f++) {
                    inputs.get(f).add(block.features().get(f)[i]);
                  }
                  if (data.classifier()) {
                    sample.add(block.features(), i);
                  }
                }
              }
            });
  }

  /// Histogram with the sum of weights of its simulation.
  private record Scaled(DataHistogramFiller filler, double expected) {}

  private DataComparison comparison(
      long shown, List<Scaled> scored, List<DataHistogramFiller> inputs, double[] weight) {
    double expected = EventBlocks.sum(weight.length, i -> weight[i]);
    boolean scaled = isScaled(expected);
    double scale = scaled ? shown / expected : 1;
    return new DataComparison(
        training.task().classNames().isEmpty() ? List.of("") : training.task().classNames(),
        blind(),
        at.isPresent() && blind().isPresent()
            ? scores.stream().map(ComparedScores::cut).toList()
            : List.of(),
        signalBlinded(),
        shown,
        weight.length,
        scale,
        scaled,
        scored.stream()
            .map(each ->
                each.filler.histogram(
                    isScaled(each.expected) ? shown / each.expected : 1, isScaled(each.expected)))
            .toList(),
        inputs.stream().map(each -> each.histogram(scale, scaled)).toList(),
        Optional.empty());
  }

  private boolean isScaled(double expected) {
    return !training.analysis().yields() && expected > 0;
  }

  private OptionalDouble blind() {
    return scores.stream().flatMapToDouble(each -> each.blind().stream()).min();
  }

  private double signalBlinded() {
    if (blind().isEmpty()) {
      return 0;
    }
    double[] w = events.weights(test);
    double all = EventBlocks.sum(w.length, i -> isSignal(i) ? w[i] : 0);
    return EventBlocks.sum(w.length, i -> isSignal(i) && !isShown(i) ? w[i] : 0) / all;
  }

  private boolean isSignal(int number) {
    return events.classOf()[test[number]] == Task.Binary.SIGNAL;
  }

  /// Weights of the simulated events, those of a class scaled from the test events to all events.
  private double[] weights(EventSet of, SimulatedEvents simulated) {
    double[] factors = TestFactors.of(of);
    double[] weight = new double[simulated.events()];
    Arrays.setAll(
        weight,
        i -> {
          int row = test[simulated.test()[i]];
          return of.weight()[row] * factors[of.classOf()[row]];
        });
    return weight;
  }

  private DataHistogramFiller.Simulated filled(SimulatedEvents simulated, double[] weight) {
    int[] group = new int[weight.length];
    Arrays.setAll(group, i -> events.classOf()[test[simulated.test()[i]]]);
    return new DataHistogramFiller.Simulated(
        Math.max(1, training.task().classNames().size()), group, weight);
  }
}
