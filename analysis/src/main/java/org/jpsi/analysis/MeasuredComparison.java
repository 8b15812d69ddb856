package org.jpsi.analysis;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.IntToDoubleFunction;
import org.jpsi.analysis.events.EventSet;
import org.jpsi.analysis.events.FeatureSample;
import org.jpsi.analysis.file.MeasuredData;
import org.jpsi.analysis.progress.ProgressListener;
import org.jpsi.core.data.Feature;
import org.jpsi.core.errors.Guard;
import org.jpsi.core.eval.DataComparison;
import org.jpsi.core.eval.DataHistogramFiller;
import org.jpsi.core.model.Predictor;
import org.jpsi.core.model.Scorer;
import org.jpsi.core.parallel.ThreadPool;
import org.jpsi.core.random.Rng;
import org.jpsi.core.table.EventBlocks;
import org.jpsi.core.task.Part;
import org.jpsi.core.task.Task;

/// Comparison of the measured data of an analysis with its simulated test events.
final class MeasuredComparison {
  private final PreparedTraining training;
  private final MeasuredData data;
  private final Predictor predictor;
  private final Map<Part, double[]> scores;
  private final ThreadPool pool;
  private final EventSet events;
  private final int[] test;
  private final OptionalDouble blind;
  // of the events shown
  private long inNoFold;

  private MeasuredComparison(
      PreparedTraining training,
      MeasuredData data,
      Predictor predictor,
      Map<Part, double[]> scores,
      ThreadPool pool) {
    this.training = training;
    this.data = data;
    this.predictor = predictor;
    this.scores = scores;
    this.pool = pool;
    events = training.prepared().events();
    test = events.rowIndices(Part.TEST);
    blind = blind();
  }

  /// The comparison; empty where the analysis has no data, or it is noted why there is none. It
  /// never costs a run.
  ///
  /// @param scores of each part by the predictor, `[events, outputs]`
  static Optional<DataComparison> of(
      PreparedTraining training,
      Predictor predictor,
      Map<Part, double[]> scores,
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

  private OptionalDouble blind() {
    if (!(training.task() instanceof Task.Binary)) {
      return OptionalDouble.empty();
    }
    return switch (data.blinding()) {
      case MeasuredData.Blinding.None _ -> OptionalDouble.empty();
      case MeasuredData.Blinding.Above(double score) -> OptionalDouble.of(score);
      case MeasuredData.Blinding.Signal _ -> OptionalDouble.of(signalCut());
    };
  }

  /// The cut is chosen on validation events, where there are any; of folds it is the lowest of
  /// theirs, so that none shows more than its own would.
  private double signalCut() {
    double share = MeasuredData.Blinding.Signal.SHARE;
    if (!scores.containsKey(Part.VALIDATION)) {
      return DataComparison.signalCut(of(Part.TEST), signal(test), events.weights(test), share);
    }
    return ChoosingEvents.of(training, scores).stream()
        .mapToDouble(
            own -> DataComparison.signalCut(own.score(), own.signal(), own.weight(), share))
        .min()
        .orElseThrow();
  }

  private double[] of(Part part) {
    return Optional.ofNullable(scores.get(part)).orElseThrow();
  }

  private boolean[] signal(int[] rows) {
    boolean[] signal = new boolean[rows.length];
    for (int i = 0; i < rows.length; i++) {
      signal[i] = events.classOf()[rows[i]] == Task.Binary.SIGNAL;
    }
    return signal;
  }

  /// Whether events of a score are shown: an event without a score never is where some are blinded.
  private boolean isShown(double score) {
    return blind.isEmpty() || score < blind.getAsDouble();
  }

  private Optional<DataComparison> compared(ProgressListener progress) {
    double[] own = of(Part.TEST);
    int width = training.task().width();
    SimulatedEvents simulated =
        SimulatedEvents.of(training, number -> isShown(own[number * width]));
    double[] weight = weights(simulated);
    DataHistogramFiller.Simulated filled = filled(simulated, weight);
    List<DataHistogramFiller> scored = new ArrayList<>();
    for (int k = 0; k < width; k++) {
      int output = k;
      String name = training.task().scoreNames().get(k);
      IntToDoubleFunction score = i -> own[simulated.test()[i] * width + output];
      scored.add(
          training.task() instanceof Task.Regression task
              ? DataHistogramFiller.of(name, task.targets().get(k).unit(), filled, score)
              : DataHistogramFiller.ofProbability(name, filled, score));
    }
    List<DataHistogramFiller> inputs = new ArrayList<>();
    for (int f = 0; f < simulated.features().features(); f++) {
      int feature = f;
      Feature of = training.preprocessing().features().features().list().get(f);
      inputs.add(
          DataHistogramFiller.of(
              of.name(), of.unit(), filled, i -> simulated.features().value(feature, i)));
    }
    Rng rng = Rng.of(training.analysis().seed()).child("data classifier");
    FeatureSample sample = new FeatureSample(rng.child("data"));
    Scorer scorer = Scorer.of(training.model(predictor)).withoutSelection();
    new MeasuredEvents(training.trees(), data)
        .each(
            training,
            scorer,
            pool,
            block -> {
              for (int i = 0; i < block.events(); i++) {
                if (isShown(block.scores().getFirst()[i])) {
                  inNoFold += block.isInNoFold(i) ? 1 : 0;
                  for (int k = 0; k < width; k++) {
                    scored.get(k).add(block.scores().get(k)[i]);
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
    if (scored.getFirst().events() == 0) {
      training
          .warnings()
          .add(
              "no data event passes the selection"
                  + (blind.isPresent() ? " and is below the blinded scores" : "")
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
                  scored.getFirst().events()));
    }
    DataComparison comparison = comparison(scored, inputs, weight);
    return Optional.of(
        data.classifier()
            ? comparison.with(
                new DataClassifierFit(training, pool, progress, rng).of(sample, simulated, weight))
            : comparison);
  }

  private DataComparison comparison(
      List<DataHistogramFiller> scored, List<DataHistogramFiller> inputs, double[] weight) {
    long shown = scored.getFirst().events();
    double expected = EventBlocks.sum(weight.length, i -> weight[i]);
    boolean scaled = !training.analysis().yields() && expected > 0;
    double scale = scaled ? shown / expected : 1;
    return new DataComparison(
        training.task().classNames().isEmpty() ? List.of("") : training.task().classNames(),
        blind,
        signalBlinded(),
        shown,
        weight.length,
        scale,
        scaled,
        scored.stream().map(each -> each.histogram(scale, scaled)).toList(),
        inputs.stream().map(each -> each.histogram(scale, scaled)).toList(),
        Optional.empty());
  }

  private double signalBlinded() {
    if (blind.isEmpty()) {
      return 0;
    }
    double[] own = of(Part.TEST);
    boolean[] signal = signal(test);
    double[] w = events.weights(test);
    double all = EventBlocks.sum(w.length, i -> signal[i] ? w[i] : 0);
    return EventBlocks.sum(w.length, i -> signal[i] && !isShown(own[i]) ? w[i] : 0) / all;
  }

  /// Weights of the simulated events, those of a class scaled from the test events to all events.
  private double[] weights(SimulatedEvents simulated) {
    double[] factors = TestFactors.of(events);
    double[] weight = new double[simulated.events()];
    Arrays.setAll(
        weight,
        i -> {
          int row = test[simulated.test()[i]];
          return events.weight()[row] * factors[events.classOf()[row]];
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
