package org.jpsi.analysis;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jpsi.core.data.Dataset;
import org.jpsi.core.data.Parts;
import org.jpsi.core.errors.Guard;
import org.jpsi.core.eval.Metric;
import org.jpsi.core.eval.ReferenceComparison;
import org.jpsi.core.model.Predictor;
import org.jpsi.core.parallel.ThreadPool;
import org.jpsi.core.random.Rng;
import org.jpsi.core.table.EventBlocks;
import org.jpsi.core.train.Learner;
import org.jpsi.core.train.Predictions;
import org.jpsi.core.train.TrainingListener;

/// Reference of a run: boosted trees, fitted to some of the training events, which tell whether the
/// model is too simple. It costs seconds, and never a run.
record ReferenceLearner(PreparedTraining training, ThreadPool pool, ProgressListener progress) {
  private static final String NAME = Learners.TREES;
  private static final int EVENTS = 20_000;
  // With fewer, nothing is three standard deviations from anything.
  private static final int MIN_EVENTS = 100;
  private static final Map<String, Double> SETTINGS = Map.of("rounds", 300.0, "patience", 15.0);

  /// Empty where it says nothing: the analysis does not want it, the model is the same learner with
  /// its usual settings, there are too few events, weights have both signs, or it minimizes another
  /// loss.
  Optional<ReferenceComparison> compare(TrainedModel model) {
    Optional<Learner> found = Learner.find(NAME);
    if (!training.analysis().reference()
        || found.isEmpty()
        || isUsual(model, found.get())
        || training.train().events() < MIN_EVENTS
        || training.validation().events() < MIN_EVENTS
        || !found.get().minimizes(training.loss(), training.task())
        || isSigned(training.train())
        || isSigned(training.validation())) {
      return Optional.empty();
    }
    return Guard.orElse(
        () -> fit(found.get(), model.predictor()),
        reason -> {
          progress.warning("no reference for the verdict: " + reason);
          return Optional.empty();
        });
  }

  private boolean isUsual(TrainedModel model, Learner reference) {
    return model.name().equals(NAME)
        && training.analysis().models().stream()
            .filter(m -> m.name().equals(NAME))
            .allMatch(m -> reference.settings(m.settings()).equals(reference.settings(Map.of())));
  }

  private static boolean isSigned(Dataset events) {
    return events.meanMagnitude() > events.meanWeight();
  }

  private Optional<ReferenceComparison> fit(Learner learner, Predictor model) {
    long began = System.nanoTime();
    Rng rng = Rng.of(training.analysis().seed()).child("reference");
    Dataset train = sample(training.train(), rng.child("train"));
    Dataset validation = sample(training.validation(), rng.child("validation"));
    progress.stage(
        String.format(
            Locale.ROOT,
            "comparing with %s of %,d events (`reference: false` leaves it out)",
            NAME,
            train.events()));
    // A tenth of its own ends its rounds: the validation events judge, and choose nothing.
    Parts parts = OwnHoldout.of(train, training.analysis().seed());
    Learner.FitRequest request =
        new Learner.FitRequest(
            parts,
            training.task(),
            training.loss(),
            Metric.NONE,
            SETTINGS,
            training.analysis().seed(),
            1,
            new StopListener(progress));
    Predictor reference = learner.fit(request).predictor();
    if (progress.stop()) {
      return Optional.empty();
    }
    double[] weights = new double[validation.events()];
    Arrays.setAll(weights, validation::weight);
    ReferenceComparison comparison =
        ReferenceComparison.of(
            NAME,
            parts.train().events(),
            Predictions.of(model, training.loss(), train, pool).meanLoss(train),
            losses(model, validation),
            losses(reference, validation),
            weights);
    progress.stage(
        String.format(Locale.ROOT, "compared in %.1f s", (System.nanoTime() - began) / 1e9));
    return Optional.of(comparison);
  }

  private double[] losses(Predictor predictor, Dataset events) {
    return Predictions.of(predictor, training.loss(), events, pool)
        .eventLosses(training.loss(), events);
  }

  private static Dataset sample(Dataset events, Rng rng) {
    return events.view(EventBlocks.sample(events.events(), EVENTS, rng));
  }

  /// Stops where the run is stopped.
  private record StopListener(ProgressListener progress) implements TrainingListener {
    @Override
    public boolean stop() {
      return progress.stop();
    }
  }
}
