package org.jpsi.learners;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jpsi.core.data.Dataset;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.nn.Logit;
import org.jpsi.core.nn.NearestNeighbors;
import org.jpsi.core.nn.Sequential;
import org.jpsi.core.random.Rng;
import org.jpsi.core.task.Task;
import org.jpsi.core.train.Learner;

/// The nearest events of the training part vote. There is nothing to train: the model holds the
/// events, at most `events` of them, drawn from the seed. Weights are those of the votes, and may
/// not be negative; events without any are left out.
public final class KNearestNeighbors implements Learner {
  private static final int WATCHED = 2000;

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
        Option.whole("neighbors", 50, 1, 100_000, "how many vote").withAliases("neighbours"),
        Option.whole("events", 20_000, 1, 10_000_000, "of the training part that are kept"));
  }

  @Override
  public void demandFitting(Order order) {
    settings(order.settings());
    LearnerChecks.demandNotNegative(name(), order);
  }

  @Override
  public Fit fit(Order order) {
    demandFitting(order);
    Map<String, Double> settings = settings(order.settings());
    Dataset kept = order.train().take(kept(order, (int) LearnerChecks.of(settings, "events")));
    int k = (int) LearnerChecks.of(settings, "neighbors");
    if (kept.events() < k) {
      throw InputException.at("model " + name())
          .expected(k + " training events of a weight above 0, or more")
          .found(Integer.toString(kept.events()))
          .remedy("set `neighbors` lower")
          .exception();
    }
    float[] values = OneHotTargets.of(order.task(), kept);
    NearestNeighbors near =
        NearestNeighbors.of(
            k, kept.features(), kept.inputs(), order.task().width(), values, kept.weights());
    Sequential network =
        order.task() instanceof Task.Regression
            ? Sequential.of(near)
            : Sequential.of(near, Logit.of());
    return new Fit(network, EvaluationSet.once(order, thinned(order.train()), network));
  }

  // Every event is compared with all: a part of the training events tells their loss as well.
  private static Dataset thinned(Dataset all) {
    int step = Math.max(1, all.events() / WATCHED);
    return all.take(IntStream.iterate(0, e -> e < all.events(), e -> e + step).toArray());
  }

  private static int[] kept(Order order, int most) {
    List<Integer> kept = new ArrayList<>();
    for (int e : Rng.of(order.seed()).child("neighbours").permutation(order.train().events())) {
      if (order.train().weights()[e] > 0 && kept.size() < most) {
        kept.add(e);
      }
    }
    return kept.stream().mapToInt(e -> e).sorted().toArray();
  }
}
