package org.jpsi.analysis.weights;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.jpsi.core.data.Dataset;
import org.jpsi.core.data.Parts;
import org.jpsi.core.eval.Metric;
import org.jpsi.core.loss.BinaryCrossEntropy;
import org.jpsi.core.loss.Loss;
import org.jpsi.core.model.EnsemblePredictor;
import org.jpsi.core.model.Predictor;
import org.jpsi.core.parallel.ThreadPool;
import org.jpsi.core.task.Part;
import org.jpsi.core.task.Task;
import org.jpsi.core.train.Learner;
import org.jpsi.core.train.NetworkLearner;
import org.jpsi.core.train.OutOfFold;
import org.jpsi.core.train.Predictions;
import org.jpsi.core.train.TrainingListener;

/// Classifier of the sign of an event's weight from its features (neural refinement of sample
/// weights: Nachman and Noll, arXiv:2505.03724). Of each sample, an ensemble of networks is fitted
/// to its training events, positive ones against negative ones, each with the magnitude of its
/// weight. It learns `g(x) = P(w > 0 | x)`, so that the mean of the sign of events alike is `2 g(x)
/// - 1`, and that of their weights `|w| (2 g(x) - 1)`.
///
/// A training event is judged by the member that held it out: by others it would get the sign of
/// its own weight back, as they learned it by heart.
///
/// @param inputs the features of all events, as a network takes them
/// @param events of which they are
/// @param learner of so many training events, an ensemble
/// @param stage receives what is being done
public record SignClassifier(
    Dataset inputs,
    SignedEvents events,
    IntFunction<NetworkLearner> learner,
    long seed,
    ThreadPool pool,
    Consumer<String> stage) {
  // With fewer of either sign, nothing is known but their share.
  private static final int LEAST = 50;
  private static final Task TASK = new Task.Binary("positive", "negative");
  private static final Loss LOSS = new BinaryCrossEntropy();

  /// Expected signs.
  ///
  /// @param expected of each event, `2 g(x) - 1`; 1 in samples without negative weights
  /// @param learned of each sample, whether they depend on the features
  public record Signs(double[] expected, List<Boolean> learned) {}

  /// The expected signs of all events.
  public Signs signs() {
    double[] expected = new double[events.weight().length];
    Arrays.fill(expected, 1);
    List<Boolean> learned = new ArrayList<>();
    for (int s = 0; s < events.samples().size(); s++) {
      int[] rows = events.rows(s);
      int[] train = IntStream.of(rows).filter(i -> events.part()[i] == Part.TRAIN).toArray();
      long negative = IntStream.of(train).filter(i -> events.weight()[i] < 0).count();
      long positive = IntStream.of(train).filter(i -> events.weight()[i] > 0).count();
      boolean enough = negative >= LEAST && positive >= LEAST && groups(train) > 1;
      learned.add(enough);
      if (enough) {
        stage.accept("learning the signs of the weights of sample " + events.samples().get(s));
        learn(s, rows, train, expected);
      } else if (IntStream.of(rows).anyMatch(i -> events.weight()[i] < 0)) {
        int[] fitted = events.fitted(rows);
        double share =
            SignedEvents.sum(fitted, events.weight())
                / SignedEvents.magnitude(fitted, events.weight());
        IntStream.of(rows).forEach(i -> expected[i] = share);
      }
    }
    return new Signs(expected, learned);
  }

  // Members hold out groups as a whole.
  private long groups(int[] train) {
    return events
        .groups()
        .map(of -> IntStream.of(train).mapToLong(i -> of[i]).distinct().count())
        .orElse((long) train.length);
  }

  private void learn(int sample, int[] rows, int[] train, double[] expected) {
    Learner.FitResult fit = learner.apply(train.length).fit(request(sample, train));
    EnsemblePredictor ensemble = (EnsemblePredictor) fit.predictor();
    OutOfFold folds = fit.outOfFold().orElseThrow();
    for (int member = 0; member < ensemble.members().size(); member++) {
      int[] heldOut = IntStream.of(folds.heldOut(member)).map(i -> train[i]).toArray();
      judge(ensemble.members().get(member), heldOut, expected);
    }
    judge(
        ensemble,
        IntStream.of(rows).filter(i -> events.part()[i] != Part.TRAIN).toArray(),
        expected);
  }

  private void judge(Predictor by, int[] rows, double[] expected) {
    if (rows.length == 0) {
      return;
    }
    float[] ones = new float[rows.length];
    Arrays.fill(ones, 1);
    Dataset features = Dataset.of(inputs.view(rows).inputs(), ones, ones);
    float[] logits = Predictions.of(by, LOSS, features, pool).outputs();
    for (int i = 0; i < rows.length; i++) {
      expected[rows[i]] = StrictMath.tanh(0.5 * logits[i]);
    }
  }

  private Learner.FitRequest request(int sample, int[] train) {
    float[] sign = new float[train.length];
    float[] magnitude = new float[train.length];
    double mean = SignedEvents.magnitude(train, events.weight()) / train.length;
    for (int i = 0; i < train.length; i++) {
      double weight = events.weight()[train[i]];
      sign[i] = weight < 0 ? 0 : 1;
      magnitude[i] = (float) (Math.abs(weight) / mean);
    }
    Dataset dataset = Dataset.of(inputs.view(train).inputs(), sign, magnitude);
    Part[] parts = new Part[train.length];
    Arrays.fill(parts, Part.TRAIN);
    Optional<long[]> groups =
        events.groups().map(of -> IntStream.of(train).mapToLong(i -> of[i]).toArray());
    return new Learner.FitRequest(
        Parts.of(dataset, parts),
        TASK,
        LOSS,
        Metric.NONE,
        Map.of(),
        seed + sample,
        pool.size(),
        TrainingListener.SILENT,
        groups);
  }
}
