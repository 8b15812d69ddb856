package org.jpsi.analysis;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jpsi.core.data.Dataset;
import org.jpsi.core.eval.MemberScores;
import org.jpsi.core.eval.ScoredEvents;
import org.jpsi.core.model.Predictor;
import org.jpsi.core.model.Scorer;
import org.jpsi.core.parallel.ThreadPool;
import org.jpsi.core.random.Rng;
import org.jpsi.core.task.Part;
import org.jpsi.core.task.Task;
import org.jpsi.core.train.Predictions;

/// Scoring of the events of a training, part by part, by what a model keeps. Training events of an
/// ensemble are scored by one member each: its mean tells nothing about events that all members but
/// one were trained on.
record EventScoring(PreparedTraining training, ThreadPool pool) {
  /// Scored parts of the events, and of an ensemble the scores of its members.
  record Scored(List<ScoredEvents> parts, Optional<MemberScores> members) {}

  /// @param scores receives the scores of each part, `[events, outputs]`
  /// @param notes receives what is to be said of the model
  Scored all(TrainedModel model, Map<Part, double[]> scores, Consumer<String> notes) {
    List<ScoredEvents> parts = new ArrayList<>();
    EventSet events = training.prepared().events();
    for (Part part : Part.values()) {
      if (events.rowIndices(part).length > 0) {
        Dataset data = physical(part);
        Predictions predictions =
            part == Part.TRAIN && model.members().isPresent()
                ? byMember(model.members().get(), model.members().get().trainedOn(), data)
                : predictions(model.predictor(), data);
        if (part == Part.TRAIN) {
          noteNegativeLosses(predictions.classLosses(training.loss(), data), notes);
        }
        double[] meaning = meaning(predictions);
        scores.put(part, meaning);
        parts.add(scored(part, meaning, predictions.meanLoss(data)));
      }
    }
    return new Scored(
        parts, model.members().map(members -> scores(members, model, parts.getLast().part())));
  }

  private MemberScores scores(BaggedMembers members, TrainedModel model, Part evaluated) {
    Dataset train = physical(Part.TRAIN);
    Predictions out = byMember(members, members.folds().foldOf(), train);
    ScoredEvents heldOut = scored(Part.TRAIN, meaning(out), out.meanLoss(train));
    if (evaluated == Part.TRAIN) {
      return new MemberScores(
          members.count(), heldOut, Optional.empty(), new double[0][], Optional.empty());
    }
    Dataset data = physical(evaluated);
    Rng rng = Rng.of(training.analysis().seed()).child("member of an event");
    int[] memberOf = new int[data.events()];
    Arrays.setAll(memberOf, i -> rng.integer(members.count(), i));
    Predictions single = byMember(members, memberOf, data);
    return new MemberScores(
        members.count(),
        heldOut,
        Optional.of(scored(evaluated, meaning(single), single.meanLoss(data))),
        spread(members, data),
        Optional.of(model.predictor())
            .filter(kept -> !kept.equals(members.all()))
            .map(_ -> scored(members.all(), evaluated, data)));
  }

  private ScoredEvents scored(Predictor predictor, Part part, Dataset data) {
    Predictions predictions = predictions(predictor, data);
    return scored(part, meaning(predictions), predictions.meanLoss(data));
  }

  /// The events of a part with their physical weights.
  private Dataset physical(Part part) {
    EventSet events = training.prepared().events();
    float[] weights = TrainingPreprocessing.physicalWeights(events, events.rowIndices(part));
    return training.parts().of(part).withWeights(weights);
  }

  private Predictions predictions(Predictor predictor, Dataset data) {
    return Predictions.of(predictor, training.loss(), data, pool);
  }

  /// Predictions for each event by one member.
  private Predictions byMember(BaggedMembers members, int[] memberOf, Dataset data) {
    int width = training.task().width();
    float[] outputs = new float[Math.multiplyExact(data.events(), width)];
    double lossSum = 0;
    for (int m = 0; m < members.count(); m++) {
      int[] own = rows(memberOf, m);
      if (own.length > 0) {
        Predictions its = predictions(members.all().members().get(m), data.view(own));
        for (int i = 0; i < own.length; i++) {
          System.arraycopy(its.outputs(), i * width, outputs, own[i] * width, width);
        }
        lossSum += its.lossSum();
      }
    }
    return new Predictions(outputs, width, lossSum);
  }

  private static int[] rows(int[] memberOf, int member) {
    int[] rows = new int[memberOf.length];
    int n = 0;
    for (int i = 0; i < rows.length; i++) {
      if (memberOf[i] == member) {
        rows[n++] = i;
      }
    }
    return Arrays.copyOf(rows, n);
  }

  /// The standard deviation of each score over members, after Welford: no digits are lost where
  /// members agree.
  private double[][] spread(BaggedMembers members, Dataset data) {
    int width = training.task().width();
    double[] mean = new double[data.events() * width];
    double[] squares = new double[mean.length];
    int n = 0;
    for (Predictor member : members.all().members()) {
      double[] score = meaning(predictions(member, data));
      n++;
      for (int i = 0; i < score.length; i++) {
        double before = score[i] - mean[i];
        mean[i] += before / n;
        squares[i] += before * (score[i] - mean[i]);
      }
    }
    for (int i = 0; i < squares.length; i++) {
      squares[i] = Math.sqrt(squares[i] / (n - 1));
    }
    return columns(squares, width);
  }

  private double[] meaning(Predictions predictions) {
    return Scorer.activate(
        training.task(), training.preprocessing().targets(), predictions.outputs());
  }

  private void noteNegativeLosses(double[] losses, Consumer<String> notes) {
    for (int c = 0; c < losses.length; c++) {
      if (losses[c] < 0) {
        notes.accept(
            "the model as kept: " + SignedWeights.negativeLoss(training.task(), c, losses[c]));
      }
    }
  }

  private ScoredEvents scored(Part part, double[] meaning, double loss) {
    EventSet events = training.prepared().events();
    int[] rowIndices = events.rowIndices(part);
    double[] weight = events.weights(rowIndices);
    double[][] columns = columns(meaning, training.task().width());
    return training.task() instanceof Task.Regression
        ? ScoredEvents.regression(part, columns, targets(rowIndices), weight, loss)
        : ScoredEvents.classification(part, columns, events.labels(rowIndices), weight, loss);
  }

  private double[][] targets(int[] rowIndices) {
    return training.prepared().events().targets().stream()
        .map(column -> Arrays.stream(rowIndices).mapToDouble(column::value).toArray())
        .toArray(double[][]::new);
  }

  private static double[][] columns(double[] rows, int width) {
    double[][] columns = new double[width][rows.length / width];
    for (int i = 0; i < rows.length; i++) {
      columns[i % width][i / width] = rows[i];
    }
    return columns;
  }
}
