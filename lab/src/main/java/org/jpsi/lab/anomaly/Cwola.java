package org.jpsi.lab.anomaly;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jpsi.core.data.Dataset;
import org.jpsi.core.data.Preprocessing;
import org.jpsi.core.data.TrainingWeights;
import org.jpsi.core.loss.BinaryCrossEntropy;
import org.jpsi.core.model.Model;
import org.jpsi.core.model.Scorer;
import org.jpsi.core.nn.Init;
import org.jpsi.core.nn.Linear;
import org.jpsi.core.nn.Relu;
import org.jpsi.core.nn.Sequential;
import org.jpsi.core.optim.Adam;
import org.jpsi.core.optim.Optimizer;
import org.jpsi.core.random.Rng;
import org.jpsi.core.table.Split;
import org.jpsi.core.table.Table;
import org.jpsi.core.task.Task;
import org.jpsi.core.train.Trainer;
import org.jpsi.core.train.TrainingConfig;

/// CWoLa, classification without labels: a network is trained to classify the events of a signal
/// region against those of its sidebands. If the signal region holds a resonance, and the features
/// of the background do not depend on the resonant variable, then the optimal classifier of the two
/// mixtures is also optimal for signal against background (CWoLa: Metodiev, Nachman and Thaler,
/// arXiv:1708.02949; the search: Collins, Howe and Nachman, arXiv:1805.02664, arXiv:1902.02634).
///
/// Folds are nested: the events of fold t are scored by networks that were trained and chosen
/// without them, one for each other fold v, which trained on all but t and v and was stopped by v.
///
/// ```java
/// Window window = new Window("m_jj", 2700, 3300, 3700, 4700);
/// Cwola.Scores scores = Cwola.of(window, "jet1_mass", "jet1_tau21").train(events);
/// ```
///
/// @param window signal region and sidebands
/// @param features columns or expressions, which must not depend on the window's variable
/// @param folds 3 or more
/// @param network supplies a new network of one output
/// @param optimizer of each training
/// @param config of each training; its seed is that of the whole search
public record Cwola(
    Window window,
    List<String> features,
    int folds,
    Supplier<Sequential> network,
    Optimizer optimizer,
    TrainingConfig config) {

  public Cwola {
    features = List.copyOf(features);
    if (folds < 3) {
      throw new IllegalArgumentException("Cwola: expected 3 folds or more, found " + folds);
    }
  }

  /// The defaults: five folds, two hidden layers of 32, Adam with learning rate 1e-3, batches of
  /// 1024, up to 20 epochs.
  public static Cwola of(Window window, String... features) {
    int width = features.length;
    Supplier<Sequential> network =
        () ->
            Sequential.of(
                Linear.of(width, 32, Init.HE_NORMAL),
                Relu.of(),
                Linear.of(32, 32, Init.HE_NORMAL),
                Relu.of(),
                Linear.of(32, 1, Init.HE_NORMAL));
    TrainingConfig config = TrainingConfig.epochs(20).withBatch(1024).withPatience(5);
    return new Cwola(window, List.of(features), 5, network, new Adam(), config);
  }

  public Cwola withFolds(int number) {
    return new Cwola(window, features, number, network, optimizer, config);
  }

  public Cwola withNetwork(Supplier<Sequential> other) {
    return new Cwola(window, features, folds, other, optimizer, config);
  }

  public Cwola withOptimizer(Optimizer other) {
    return new Cwola(window, features, folds, network, other, config);
  }

  public Cwola withConfig(TrainingConfig other) {
    return new Cwola(window, features, folds, network, optimizer, other);
  }

  /// Result of a CWoLa training.
  ///
  /// @param score of each event: its rank among the events of its fold, as a fraction; outputs of
  ///   networks that were trained separately cannot be compared, ranks can
  /// @param fold of each event, from 0
  /// @param models the networks that scored the events of each fold
  public record Scores(double[] score, int[] fold, List<List<Model>> models) {
    public Scores {
      score = score.clone();
      fold = fold.clone();
      models = models.stream().map(List::copyOf).toList();
    }

    @Override
    public double[] score() {
      return score.clone();
    }

    @Override
    public int[] fold() {
      return fold.clone();
    }

    /// The mean output of all networks on events of another sample.
    public double[] apply(Table events) {
      double[] mean = new double[events.rows()];
      int networks = models.stream().mapToInt(List::size).sum();
      for (List<Model> fold : models) {
        for (Model model : fold) {
          double[] one = Scorer.of(model).score(events).numbers("score").toDoubles();
          for (int i = 0; i < mean.length; i++) {
            mean[i] += one[i] / networks;
          }
        }
      }
      return mean;
    }
  }

  /// Trains `folds (folds - 1)` networks and scores every event, also those outside the window.
  ///
  /// @throws InputException where a column is missing, a value is not finite, or a region is empty
  public Scores train(Table events) {
    double[] ones = new double[events.rows()];
    Arrays.fill(ones, 1);
    return train(events, ones);
  }

  /// The same for weighted events. In training, each sideband has the same sum of weights, and both
  /// together that of the signal region, so that a slope of the background gives the network no
  /// information.
  ///
  /// @param weight of each event, of either sign
  public Scores train(Table events, double[] weight) {
    if (weight.length != events.rows()) {
      throw new IllegalArgumentException(
          "Cwola: expected " + events.rows() + " weights, found " + weight.length);
    }
    Inputs inputs = Inputs.of(events, features);
    double[] variable = window.values(events);
    int[] region = Arrays.stream(variable).mapToInt(window::region).toArray();
    Split.Folds split = new Split.Folds(folds, "");
    int[] fold =
        IntStream.range(0, region.length).map(i -> split.fold(config.seed(), 0, i)).toArray();
    double[] score = new double[region.length];
    List<List<Model>> models = new ArrayList<>();
    for (int t = 0; t < folds; t++) {
      int test = t;
      int[] training =
          IntStream.range(0, fold.length).filter(i -> region[i] >= 0 && fold[i] != test).toArray();
      int[] held = IntStream.range(0, fold.length).filter(i -> fold[i] == test).toArray();
      Preprocessing preprocessing = inputs.preprocessing(training);
      float[] heldInputs = inputs.apply(preprocessing, held);
      double[] sum = new double[held.length];
      List<Model> foldModels = new ArrayList<>();
      for (int v = 0; v < folds; v++) {
        if (v != t) {
          int validation = v;
          Rng seed = Rng.of(config.seed()).child("cwola").child(t);
          Sequential net = network.get();
          Trainer.of(net, new BinaryCrossEntropy(), optimizer)
              .fit(
                  dataset(
                      inputs,
                      preprocessing,
                      region,
                      weight,
                      filter(training, i -> fold[i] != validation)),
                  dataset(
                      inputs,
                      preprocessing,
                      region,
                      weight,
                      filter(training, i -> fold[i] == validation)),
                  config.withSeed(seed.bits(v)));
          Task task = new Task.Binary("signal region", "sidebands");
          Model model =
              inputs.model(preprocessing, task, List.of(), net, Map.of("method", "cwola"));
          double[] one = Scorer.of(model).score(heldInputs, held.length);
          for (int i = 0; i < sum.length; i++) {
            sum[i] += one[i];
          }
          foldModels.add(model);
        }
      }
      models.add(foldModels);
      double[] rank = ranks(sum);
      for (int i = 0; i < held.length; i++) {
        score[held[i]] = rank[i];
      }
    }
    return new Scores(score, fold, models);
  }

  private Dataset dataset(
      Inputs inputs, Preprocessing preprocessing, int[] region, double[] weight, int[] rows) {
    int[] regions = Arrays.stream(rows).map(i -> region[i]).toArray();
    double[] physical = Arrays.stream(rows).mapToDouble(i -> weight[i]).toArray();
    List<String> names = List.of("signal region", "lower sideband", "upper sideband");
    double[] factors =
        TrainingWeights.factors("window in " + window.variable(), regions, physical, names);
    float[] target = new float[rows.length];
    float[] weights = new float[rows.length];
    for (int i = 0; i < rows.length; i++) {
      target[i] = regions[i] == 0 ? 1 : 0;
      double fraction = regions[i] == 0 ? 1 : 0.5;
      weights[i] = (float) (fraction * factors[regions[i]] * physical[i]);
    }
    return Dataset.of(inputs.apply(preprocessing, rows), target, weights);
  }

  private static int[] filter(int[] rows, IntPredicate keep) {
    return Arrays.stream(rows).filter(keep).toArray();
  }

  /// The rank of each value as a fraction: the values that are smaller, plus half of the equal
  /// ones.
  static double[] ranks(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    double[] ranks = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      int first = first(sorted, values[i], false);
      int after = first(sorted, values[i], true);
      ranks[i] = 0.5 * (first + after) / values.length;
    }
    return ranks;
  }

  /// The first index of a value that is `>= x`, or (`beyond`) `> x`.
  private static int first(double[] sorted, double x, boolean beyond) {
    int low = 0;
    int high = sorted.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (beyond ? sorted[middle] <= x : sorted[middle] < x) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
}
