package org.jpsi.core.eval;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jpsi.core.parallel.ThreadPool;
import org.jpsi.core.random.Rng;
import org.jpsi.core.task.Task;

/// Paired bootstrap of several models' figures of merit on the same events (Efron, Ann. Statist. 7
/// (1979) 1): in each replica the events of each class are drawn anew, as many as there are, with
/// replacement, and all models are evaluated on them. The standard deviation of a difference over
/// replicas is its error: what is hard for all models drops out, event by event. An event that was
/// drawn k times has k times its weight, of either sign.
///
/// Draws are a function of (seed, replica, class, draw), and replicas do not depend on threads. The
/// order of the events matters: sort them where the result is not to depend on it.
///
/// @param figures one or more
/// @param events number of events
/// @param replicas number of replicas
public record PairedBootstrap(List<PairedFigure> figures, int events, int replicas) {
  /// Replicas for an error known to 2 %.
  public static final int REPLICAS = 1000;

  public PairedBootstrap {
    figures = List.copyOf(figures);
  }

  /// Figures of models on the same events.
  ///
  /// @param models the events scored by each: with equal labels or targets, and weights; those of
  ///   the first are taken
  /// @throws IllegalArgumentException where the numbers of events differ, or there is none
  public static PairedBootstrap of(
      Task task, List<ScoredEvents> models, int replicas, long seed, ThreadPool pool) {
    ScoredEvents first = models.getFirst();
    models.forEach(model -> ScoreChecks.lengths("events", first.events(), model.events()));
    if (first.events() == 0) {
      throw new IllegalArgumentException("no events");
    }
    List<String> names = PairedStatistics.names(task);
    List<PairedStatistics> statistics =
        models.stream().map(model -> PairedStatistics.of(task, model)).toList();
    int[][] strata = strata(task, first);
    double[][][] drawn = new double[replicas][][];
    pool.parallelFor(
        replicas,
        (int r) -> {
          double[] weight =
              weights(first.weight(), strata, Rng.of(seed).child("bootstrap").child(r));
          drawn[r] = statistics.stream().map(s -> s.figures(weight)).toArray(double[][]::new);
        });
    double[][] values =
        statistics.stream().map(s -> s.figures(first.weight())).toArray(double[][]::new);
    List<PairedFigure> figures = new ArrayList<>();
    for (int f = 0; f < names.size(); f++) {
      figures.add(figure(names.get(f), f, values, drawn));
    }
    return new PairedBootstrap(figures, first.events(), replicas);
  }

  private static PairedFigure figure(String name, int f, double[][] values, double[][][] drawn) {
    List<Double> value = new ArrayList<>();
    List<Double> error = new ArrayList<>();
    List<Double> difference = new ArrayList<>();
    List<Double> differenceError = new ArrayList<>();
    for (int m = 0; m < values.length; m++) {
      int model = m;
      value.add(values[m][f]);
      error.add(deviation(Arrays.stream(drawn).mapToDouble(r -> r[model][f]).toArray()));
      difference.add(m == 0 ? 0 : values[m][f] - values[0][f]);
      differenceError.add(
          m == 0
              ? 0
              : deviation(Arrays.stream(drawn).mapToDouble(r -> r[model][f] - r[0][f]).toArray()));
    }
    return new PairedFigure(name, value, error, difference, differenceError);
  }

  /// The standard deviation of those that are defined; NaN where half of them are not.
  private static double deviation(double[] values) {
    double[] defined = Arrays.stream(values).filter(Double::isFinite).toArray();
    int n = defined.length;
    if (2 * n <= values.length || n < 2) {
      return Double.NaN;
    }
    double mean = 0;
    for (double value : defined) {
      mean += value / n;
    }
    double squares = 0;
    for (double value : defined) {
      squares += (value - mean) * (value - mean);
    }
    return Math.sqrt(squares / (n - 1));
  }

  /// The events of each class; of a regression all.
  private static int[][] strata(Task task, ScoredEvents events) {
    return task instanceof Task.Regression
        ? new int[][] {IntStream.range(0, events.events()).toArray()}
        : IntStream.range(0, task.classNames().size())
            .mapToObj(c ->
                IntStream.range(0, events.events()).filter(i -> events.label()[i] == c).toArray())
            .toArray(int[][]::new);
  }

  private static double[] weights(double[] weight, int[][] strata, Rng rng) {
    int[] times = new int[weight.length];
    for (int s = 0; s < strata.length; s++) {
      Rng draws = rng.child(s);
      int n = strata[s].length;
      for (int k = 0; k < n; k++) {
        times[strata[s][draws.integer(n, k)]]++;
      }
    }
    double[] drawn = new double[weight.length];
    for (int i = 0; i < drawn.length; i++) {
      drawn[i] = times[i] * weight[i];
    }
    return drawn;
  }
}
