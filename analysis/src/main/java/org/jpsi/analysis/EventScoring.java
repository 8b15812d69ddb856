package org.jpsi.analysis;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jpsi.analysis.events.EventSet;
import org.jpsi.core.data.Dataset;
import org.jpsi.core.eval.MemberScores;
import org.jpsi.core.eval.ScoredEvents;
import org.jpsi.core.model.EnsemblePredictor;
import org.jpsi.core.model.MixturePredictor;
import org.jpsi.core.model.Predictor;
import org.jpsi.core.model.Scorer;
import org.jpsi.core.parallel.ThreadPool;
import org.jpsi.core.random.Rng;
import org.jpsi.core.table.EventBlocks;
import org.jpsi.core.task.Part;
import org.jpsi.core.task.Task;
import org.jpsi.core.train.Predictions;

/// Scoring of the events of a training, part by part, by what a model keeps. Training events of an
/// ensemble are scored by one member each: its mean tells nothing about events that all members but
/// one were trained on. Each predictor runs once on the events of a part: the outputs of an
/// ensemble or a mixture are made from those of its members, where these are wanted as well.
final class EventScoring {
  private final PreparedTraining training;
  private final ThreadPool pool;
  // Of those that a mixture is made of.
  private final Map<Predictor, Map<Part, Predictions>> made = new IdentityHashMap<>();

  EventScoring(PreparedTraining training, ThreadPool pool) {
    this.training = training;
    this.pool = pool;
  }

  /// Scored parts of the events, and of an ensemble the scores of its members.
  record Scored(List<ScoredEvents> parts, Optional<MemberScores> members) {}

  /// @param scores receives the scores of each part, `[events, outputs]`
  /// @param notes receives what is to be said of the model
  Scored all(TrainedModel model, Map<Part, double[]> scores, Consumer<String> notes) {
    List<ScoredEvents> parts = new ArrayList<>();
    Optional<MemberScores> members = Optional.empty();
    Part evaluated = evaluated();
    for (Part part : Part.values()) {
      if (!hasEvents(part)) {
        continue;
      }
      Dataset data = physical(part);
      Predictions predictions;
      if (model.members().isEmpty()) {
        predictions = predictions(model.predictor(), part, data);
      } else {
        BaggedMembers all = model.members().get();
        List<Predictions> each =
            part == evaluated && part != Part.TRAIN
                ? all.all().members().stream().map(member -> predictions(member, data)).toList()
                : List.of();
        predictions =
            part == Part.TRAIN
                ? byMember(all, all.trainedOn(), data)
                : each.isEmpty() || !model.predictor().equals(all.all())
                    ? predictions(model.predictor(), data)
                    : mean(all.all(), each, data);
        members = part == evaluated ? Optional.of(scores(all, model, each, data)) : members;
      }
      if (part == Part.TRAIN && !training.treated().isChanged()) {
        noteNegativeLosses(predictions.classLosses(training.loss(), data), notes);
      }
      double[] meaning = meaning(predictions);
      scores.put(part, meaning);
      parts.add(scored(part, meaning, predictions.meanLoss(data)));
    }
    return new Scored(parts, members);
  }

  /// The events of a part, scored by a predictor.
  ScoredEvents of(Predictor predictor, Part part) {
    Dataset data = physical(part);
    Predictions predictions = predictions(predictor, data);
    return scored(part, meaning(predictions), predictions.meanLoss(data));
  }

  PreparedTraining training() {
    return training;
  }

  /// The last part is least used in training.
  private Part evaluated() {
    return hasEvents(Part.TEST)
        ? Part.TEST
        : hasEvents(Part.VALIDATION) ? Part.VALIDATION : Part.TRAIN;
  }

  private boolean hasEvents(Part part) {
    return training.prepared().events().rowIndices(part).length > 0;
  }

  /// The loss of a predictor on the validation events, with their training weights.
  double validationLoss(Predictor predictor) {
    Dataset events = training.validation();
    Predictions predictions = predictions(predictor, Part.VALIDATION, physical(Part.VALIDATION));
    return Predictions.of(predictions.outputs(), predictions.width(), training.loss(), events, pool)
        .meanLoss(events);
  }

  /// @param each predictions by each member for the evaluated events
  private MemberScores scores(
      BaggedMembers members, TrainedModel model, List<Predictions> each, Dataset data) {
    Dataset train = physical(Part.TRAIN);
    Predictions out = byMember(members, members.folds().foldOf(), train);
    ScoredEvents heldOut = scored(Part.TRAIN, meaning(out), out.meanLoss(train));
    if (each.isEmpty()) {
      return new MemberScores(
          members.count(), heldOut, Optional.empty(), new double[0][], Optional.empty());
    }
    Part evaluated = evaluated();
    Predictions single = oneOf(each, data);
    return new MemberScores(
        members.count(),
        heldOut,
        Optional.of(scored(evaluated, meaning(single), single.meanLoss(data))),
        spread(each),
        Optional.of(model.predictor())
            .filter(kept -> !kept.equals(members.all()))
            .map(_ -> mean(members.all(), each, data))
            .map(all -> scored(evaluated, meaning(all), all.meanLoss(data))));
  }

  /// Of each event the prediction by a member that is drawn.
  private Predictions oneOf(List<Predictions> each, Dataset data) {
    Rng rng = Rng.of(training.analysis().seed()).child("member of an event");
    int width = training.task().width();
    float[] outputs = new float[Math.multiplyExact(data.events(), width)];
    for (int i = 0; i < data.events(); i++) {
      float[] its = each.get(rng.integer(each.size(), i)).outputs();
      System.arraycopy(its, i * width, outputs, i * width, width);
    }
    return Predictions.of(outputs, width, training.loss(), data, pool);
  }

  private Predictions mean(EnsemblePredictor ensemble, List<Predictions> each, Dataset data) {
    int width = training.task().width();
    List<float[]> outputs = each.stream().map(Predictions::outputs).toList();
    float[] mean = new float[Math.multiplyExact(data.events(), width)];
    pool.parallelFor(
        EventBlocks.count(data.events()),
        block ->
            ensemble.combine(
                outputs,
                width,
                EventBlocks.begin(block),
                EventBlocks.end(block, data.events()),
                mean));
    return Predictions.of(mean, width, training.loss(), data, pool);
  }

  /// The events of a part with their physical weights.
  private Dataset physical(Part part) {
    EventSet events = training.prepared().events();
    float[] weights = TrainingPreprocessing.physicalWeights(events, events.rowIndices(part));
    return training.parts().of(part).withWeights(weights);
  }

  /// Those of a mixture are mixed from what its two have predicted, or do now.
  private Predictions predictions(Predictor predictor, Part part, Dataset data) {
    Map<Part, Predictions> known = made.computeIfAbsent(predictor, _ -> new EnumMap<>(Part.class));
    Predictions before = known.get(part);
    if (before != null) {
      return before;
    }
    Predictions found;
    if (predictor instanceof MixturePredictor mixture) {
      float[] mixed = predictions(mixture.first(), part, data).outputs().clone();
      float[] others = predictions(mixture.second(), part, data).outputs();
      MixturePredictor.mix(mixture.weight(), mixed, 0, others, mixed.length);
      found = Predictions.of(mixed, training.task().width(), training.loss(), data, pool);
    } else {
      found = predictions(predictor, data);
    }
    known.put(part, found);
    return found;
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
  private double[][] spread(List<Predictions> each) {
    int width = training.task().width();
    double[] mean = new double[each.getFirst().outputs().length];
    double[] squares = new double[mean.length];
    int n = 0;
    for (Predictions member : each) {
      double[] score = meaning(member);
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
