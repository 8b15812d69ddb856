package org.jpsi.learners;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jpsi.core.data.Dataset;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.model.Link;
import org.jpsi.core.model.NearestNeighbors;
import org.jpsi.core.model.NeighborsPredictor;
import org.jpsi.core.model.Predictor;
import org.jpsi.core.random.Rng;
import org.jpsi.core.task.Task;
import org.jpsi.core.train.Learner;

/// k-nearest neighbors: the weighted vote or mean of the nearest training events. The model holds
/// the training events, at most `events` of them, sampled by the seed. Negative weights are
/// refused; events of weight 0 are left out.
public final class KNearestNeighbors implements Learner {
  private static final int LOSS_EVENTS = 2000;

  /// For the ServiceLoader.
  public KNearestNeighbors() {}

  @Override
  public String name() {
    return "nearest-neighbors";
  }

  @Override
  public String meaning() {
    return "The nearest events of the training part vote; the model holds them.";
  }

  @Override
  public List<String> aliases() {
    return List.of("nearest-neighbours");
  }

  @Override
  public List<Option> options() {
    return List.of(
        Option.integer("neighbors", 50, 1, 100_000, "how many vote").withAliases("neighbours"),
        Option.integer("events", 20_000, 1, 10_000_000, "of the training part that are kept"));
  }

  @Override
  public boolean interpolates() {
    return true;
  }

  @Override
  public void check(FitRequest request) {
    settings(request.settings());
    LearnerChecks.requireNonNegativeWeights(name(), request);
    LearnerChecks.requireNoMissingValues(name(), request);
  }

  @Override
  public FitResult fit(FitRequest request) {
    check(request);
    Map<String, Double> settings = settings(request.settings());
    Dataset sample =
        request.train().take(sampled(request, (int) LearnerChecks.setting(settings, "events")));
    int k = (int) LearnerChecks.setting(settings, "neighbors");
    if (sample.events() < k) {
      throw InputException.at("model " + name())
          .expected(k + " training events of a weight above 0, or more")
          .found(Integer.toString(sample.events()))
          .remedy("set `neighbors` lower")
          .exception();
    }
    float[] values = OneHotTargets.of(request.task(), sample);
    NearestNeighbors near =
        NearestNeighbors.of(
            k,
            sample.features(),
            sample.inputs(),
            request.task().width(),
            values,
            sample.weights());
    Predictor predictor =
        new NeighborsPredictor(
            near, request.task() instanceof Task.Regression ? Link.IDENTITY : Link.LOGIT);
    return new FitResult(
        predictor, EvaluationSet.singleEpoch(request, thinned(request.train()), predictor));
  }

  // Every event is compared with all: a part of the training events is enough for the training
  // loss.
  private static Dataset thinned(Dataset all) {
    int step = Math.max(1, all.events() / LOSS_EVENTS);
    return all.take(IntStream.iterate(0, e -> e < all.events(), e -> e + step).toArray());
  }

  private static int[] sampled(FitRequest request, int maxEvents) {
    List<Integer> rows = new ArrayList<>();
    Dataset train = request.train();
    for (int e : Rng.of(request.seed()).child("neighbours").permutation(train.events())) {
      if (train.weight(e) > 0 && rows.size() < maxEvents) {
        rows.add(e);
      }
    }
    return rows.stream().mapToInt(e -> e).sorted().toArray();
  }
}
