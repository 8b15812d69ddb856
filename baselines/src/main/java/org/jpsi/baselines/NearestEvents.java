package org.jpsi.baselines;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jpsi.core.input.InputException;
import org.jpsi.core.model.Output;
import org.jpsi.core.nn.LogOdds;
import org.jpsi.core.nn.NearestNeighbours;
import org.jpsi.core.nn.Sequential;
import org.jpsi.core.random.Rng;
import org.jpsi.core.train.Baseline;
import org.jpsi.core.train.Dataset;

/// The nearest events of the training part vote. There is nothing to train: the model holds the
/// events, at most `events` of them, drawn from the seed. Weights are those of the votes, and may
/// not be negative; events without any are left out.
public final class NearestEvents implements Baseline {
  private static final int WATCHED = 2000;

  /// For the ServiceLoader.
  public NearestEvents() {}

  @Override
  public String name() {
    return "nearest-neighbours";
  }

  @Override
  public List<Option> options() {
    return List.of(
        new Option("neighbours", 50, 1, 100_000, true),
        new Option("events", 20_000, 1, 10_000_000, true));
  }

  @Override
  public void demandFitting(Order order) {
    settings(order.settings());
    Weights.demandNotNegative(name(), order);
  }

  @Override
  public Fit fit(Order order) {
    demandFitting(order);
    Map<String, Double> settings = settings(order.settings());
    Dataset data = order.train();
    List<Integer> kept = kept(order, (int) Weights.of(settings, "events"));
    int k = (int) Weights.of(settings, "neighbours");
    if (kept.size() < k) {
      throw InputException.at("model " + name())
          .expected(k + " training events of a weight above 0, or more")
          .found(Integer.toString(kept.size()))
          .remedy("set `neighbours` lower")
          .exception();
    }
    int width = order.output().width();
    float[] events = new float[kept.size() * data.features()];
    float[] values = new float[kept.size() * width];
    float[] weights = new float[kept.size()];
    for (int i = 0; i < weights.length; i++) {
      int e = kept.get(i);
      System.arraycopy(
          data.inputs(), e * data.features(), events, i * data.features(), data.features());
      weights[i] = data.weights()[e];
      switch (order.output()) {
        case Output.Binary _ -> values[i] = data.targets()[e];
        case Output.Multiclass _ -> values[i * width + (int) data.targets()[e]] = 1;
        case Output.Regression _ ->
            System.arraycopy(data.targets(), e * width, values, i * width, width);
      }
    }
    NearestNeighbours near =
        NearestNeighbours.of(k, data.features(), events, width, values, weights);
    Sequential network =
        order.output() instanceof Output.Regression
            ? Sequential.of(near)
            : Sequential.of(near, LogOdds.of());
    return new Fit(network, Watched.once(order, thinned(order.train()), network));
  }

  // Every event is compared with all: a part of the training events tells their loss as well.
  private static Dataset thinned(Dataset all) {
    int step = Math.max(1, all.events() / WATCHED);
    int n = (all.events() + step - 1) / step;
    int in = all.features();
    int out = all.outputs();
    Dataset some = new Dataset(n, in, new float[n * in], out, new float[n * out], new float[n]);
    for (int i = 0; i < n; i++) {
      int e = i * step;
      System.arraycopy(all.inputs(), e * in, some.inputs(), i * in, in);
      System.arraycopy(all.targets(), e * out, some.targets(), i * out, out);
      some.weights()[i] = all.weights()[e];
    }
    return some;
  }

  private static List<Integer> kept(Order order, int most) {
    List<Integer> kept = new ArrayList<>();
    for (int e : Rng.of(order.seed()).child("neighbours").permutation(order.train().events())) {
      if (order.train().weights()[e] > 0 && kept.size() < most) {
        kept.add(e);
      }
    }
    kept.sort(Integer::compare);
    return kept;
  }
}
