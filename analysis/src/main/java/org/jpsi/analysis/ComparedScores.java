package org.jpsi.analysis;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jpsi.analysis.events.EventSet;
import org.jpsi.analysis.events.Parametrization;
import org.jpsi.analysis.file.MeasuredData;
import org.jpsi.core.eval.DataComparison;
import org.jpsi.core.task.Part;
import org.jpsi.core.task.Task;

/// Scores of simulated test events that data are compared in: of the model, or of a parametrised
/// one at a point.
///
/// @param training of a point that in which its signal alone has weights
/// @param point in words; empty where there are no parameters
/// @param names of the histograms, one for each output
/// @param scores of the test events, `[events, outputs]`
/// @param chosen the same as if all had the values of the point, by which they are blinded
/// @param blind score from which on events are left out
record ComparedScores(
    PreparedTraining training,
    String point,
    List<String> names,
    double[] scores,
    double[] chosen,
    OptionalDouble blind) {

  /// @param scores of each part
  static ComparedScores of(
      PreparedTraining training, MeasuredData data, Map<Part, double[]> scores) {
    double[] test = Optional.ofNullable(scores.get(Part.TEST)).orElseThrow();
    return new ComparedScores(
        training, "", training.task().scoreNames(), test, test, blind(training, data, scores));
  }

  /// Those at a point of the parameters.
  static ComparedScores at(
      PreparedTraining training,
      MeasuredData data,
      PointScores scores,
      Parametrization parameters,
      Parametrization.Point point) {
    PreparedTraining there = PointScores.training(training, point);
    Map<Part, double[]> at = scores.at(point);
    String words = parameters.words(point);
    return new ComparedScores(
        there,
        words,
        List.of("score at " + words),
        Optional.ofNullable(at.get(Part.TEST)).orElseThrow(),
        scores.allAt(point),
        blind(there, data, at));
  }

  private static OptionalDouble blind(
      PreparedTraining training, MeasuredData data, Map<Part, double[]> scores) {
    if (!(training.task() instanceof Task.Binary)) {
      return OptionalDouble.empty();
    }
    return switch (data.blinding()) {
      case MeasuredData.Blinding.None _ -> OptionalDouble.empty();
      case MeasuredData.Blinding.Above(double score) -> OptionalDouble.of(score);
      case MeasuredData.Blinding.Signal _ -> OptionalDouble.of(signalCut(training, scores));
    };
  }

  /// The cut is chosen on validation events, where there are any; of folds it is the lowest of
  /// theirs, so that none shows more than its own would.
  private static double signalCut(PreparedTraining training, Map<Part, double[]> scores) {
    double share = MeasuredData.Blinding.Signal.SHARE;
    if (!scores.containsKey(Part.VALIDATION)) {
      EventSet events = training.prepared().events();
      int[] test = events.rowIndices(Part.TEST);
      boolean[] signal = new boolean[test.length];
      for (int i = 0; i < signal.length; i++) {
        signal[i] = events.classOf()[test[i]] == Task.Binary.SIGNAL;
      }
      return DataComparison.signalCut(
          Optional.ofNullable(scores.get(Part.TEST)).orElseThrow(),
          signal,
          events.weights(test),
          share);
    }
    return ChoosingEvents.of(training, scores).stream()
        .mapToDouble(
            own -> DataComparison.signalCut(own.score(), own.signal(), own.weight(), share))
        .min()
        .orElseThrow();
  }

  /// A score of a test event.
  double score(int number, int output) {
    return scores[number * names.size() + output];
  }

  /// Whether a test event is shown here.
  boolean isShown(int number) {
    return shows(chosen[number * names.size()]);
  }

  /// Whether events of a score are shown: an event without a score never is where some are blinded.
  boolean shows(double score) {
    return blind.isEmpty() || score < blind.getAsDouble();
  }

  DataComparison.PointCut cut() {
    return new DataComparison.PointCut(point, blind.orElseThrow());
  }
}
