package org.jpsi.analysis;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jpsi.analysis.progress.ProgressListener;
import org.jpsi.core.data.Dataset;
import org.jpsi.core.data.Parts;
import org.jpsi.core.errors.Guard;
import org.jpsi.core.eval.ReferenceComparison;
import org.jpsi.core.model.MixturePredictor;
import org.jpsi.core.model.Predictor;
import org.jpsi.core.parallel.ThreadPool;
import org.jpsi.core.random.Rng;
import org.jpsi.core.table.EventBlocks;
import org.jpsi.core.task.Part;
import org.jpsi.core.train.Learner;
import org.jpsi.core.train.Predictions;
import org.jpsi.core.train.TrainingListener;

/// Reference of a run: boosted trees, which tell whether another learner does better. For the
/// verdict alone they are fitted to some of the training events, which costs seconds; where the
/// analysis asks for a comparison, to all. They never cost a run.
record ReferenceLearner(PreparedTraining training, ThreadPool pool, ProgressListener progress) {
  private static final String NAME = Learners.TREES;
  private static final int EVENTS = 20_000;
  private static final Map<String, Double> FAST =
      Map.of("rounds", 300.0, "patience", 15.0, "learningRate", 0.1);
  // With fewer, nothing is three standard deviations from anything.
  private static final int MIN_EVENTS = 100;

  /// What a reference is fitted to and compared on.
  ///
  /// @param request to fit it, with validation events of its own
  /// @param train training events of the model
  /// @param validation the events that judge
  private record Fit(Learner.FitRequest request, Dataset train, Dataset validation) {}

  /// The comparison for the verdict. Empty where it says nothing: the analysis does not want it,
  /// the model is the same learner with its usual settings, there are too few events, weights have
  /// both signs, or it minimizes another loss.
  Optional<ReferenceComparison> forVerdict(TrainedModel model) {
    return training.analysis().reference() && obstacle(model).isEmpty()
        ? compare(model, this::some)
        : Optional.empty();
  }

  /// The comparison that the analysis asks for; empty where it does not, or where it is noted that
  /// there can be none.
  Optional<ReferenceComparison> askedFor(TrainedModel model) {
    if (training.analysis().compare().isEmpty()) {
      return Optional.empty();
    }
    Optional<String> obstacle = obstacle(model);
    obstacle.ifPresent(why -> training.warnings().add("not compared with " + NAME + ": " + why));
    return obstacle.isPresent() ? Optional.empty() : compare(model, this::all);
  }

  // Why there is nothing to compare with.
  private Optional<String> obstacle(TrainedModel model) {
    Optional<Learner> found = Learner.find(NAME);
    if (found.isEmpty()) {
      return Optional.of("the module learners is not on the class path");
    }
    if (isUsual(model, found.get())) {
      return Optional.of("the model is they themselves");
    }
    if (training.train().events() < MIN_EVENTS || training.validation().events() < MIN_EVENTS) {
      return Optional.of("fewer than " + MIN_EVENTS + " training or validation events");
    }
    if (!found.get().minimizes(training.loss(), training.task())) {
      return Optional.of("they do not minimize the loss " + training.loss().name());
    }
    if (isSigned(training.train()) || isSigned(training.validation())) {
      return Optional.of("they take no negative weights");
    }
    return Optional.empty();
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

  private Optional<ReferenceComparison> compare(TrainedModel model, Supplier<Fit> what) {
    return Guard.orElse(
        () -> compare(model.predictor(), what.get()),
        reason -> {
          progress.warning("no reference: " + reason);
          return Optional.empty();
        });
  }

  private Fit all() {
    return new Fit(
        training
            .request(Map.of(), 1, progress)
            .with(new StopListener(progress))
            .withOwnValidation(),
        training.train(),
        training.validation());
  }

  private Fit some() {
    Rng rng = Rng.of(training.analysis().seed()).child("reference");
    Dataset train = sample(training.train(), rng.child("train"));
    Part[] partOf = new Part[train.events()];
    Arrays.fill(partOf, Part.TRAIN);
    Learner.FitRequest request =
        training
            .request(FAST, 1, progress)
            .with(Parts.of(train, partOf), training.task(), training.loss())
            .with(new StopListener(progress))
            .withOwnValidation();
    return new Fit(request, train, sample(training.validation(), rng.child("validation")));
  }

  private Optional<ReferenceComparison> compare(Predictor model, Fit fit) {
    long began = System.nanoTime();
    progress.stage(
        String.format(
            Locale.ROOT,
            "comparing with %s of %,d events%s",
            NAME,
            fit.train.events(),
            training.analysis().compare().isEmpty() ? " (`reference: false` leaves it out)" : ""));
    Predictor reference = reference(model, fit.request);
    if (progress.stop()) {
      return Optional.empty();
    }
    double[] weights = new double[fit.validation.events()];
    Arrays.setAll(weights, fit.validation::weight);
    ReferenceComparison comparison =
        ReferenceComparison.of(
            NAME,
            fit.request.train().events(),
            Predictions.of(model, training.loss(), fit.train, pool).meanLoss(fit.train),
            losses(model, fit.validation),
            losses(reference, fit.validation),
            weights,
            training.isReweighted());
    progress.stage(
        String.format(Locale.ROOT, "compared in %.1f s", (System.nanoTime() - began) / 1e9));
    return Optional.of(comparison);
  }

  // The trees of a mixture are such a reference already.
  private static Predictor reference(Predictor model, Learner.FitRequest request) {
    return model instanceof MixturePredictor mixture
        ? mixture.second()
        : Learner.find(NAME).orElseThrow().fit(request).predictor();
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
