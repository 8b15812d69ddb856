package org.jpsi.core.eval;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.jpsi.core.task.Part;
import org.jpsi.core.task.Task;

/// Importances of a model's features on events that it was not trained on, by permutation; where it
/// is asked for, also by training again without each.
///
/// @param figure of merit: `AUC`, `mean AUC`, `RMSE`, `mean RMSE / spread`
/// @param value of the figure with all features, on these events
/// @param part that the events are of
/// @param events that were shuffled
/// @param available events of the part, of which those are a sample, or all
/// @param repeats of each permutation
/// @param permuted each group, the largest loss first
/// @param retrained the same groups left out of a training, the largest loss first; empty where it
///   was not asked for
/// @param dependences of the scores on the leading features
/// @param folds of which each event is scored by the one that tests it; 0 where there are none
public record FeatureImportances(
    String figure,
    double value,
    Part part,
    int events,
    int available,
    int repeats,
    List<FeatureImportance> permuted,
    List<FeatureImportance> retrained,
    List<PartialDependence> dependences,
    int folds) {
  public FeatureImportances {
    permuted = sorted(permuted);
    retrained = sorted(retrained);
    dependences = List.copyOf(dependences);
  }

  private static List<FeatureImportance> sorted(List<FeatureImportance> some) {
    return some.stream()
        .sorted(Comparator.comparingDouble(FeatureImportance::loss).reversed())
        .toList();
  }

  /// The same with the features left out of a training.
  public FeatureImportances withRetrained(List<FeatureImportance> each) {
    return new FeatureImportances(
        figure, value, part, events, available, repeats, permuted, each, dependences, folds);
  }

  /// Whether the figure of merit of a task is defined for these events.
  public static boolean defined(Task task, InputEvents events) {
    return FigureOfMerit.defined(task, events.label(), events.weight());
  }

  /// Name of the figure of merit of a task.
  public static String figureOf(Task task) {
    return FigureOfMerit.name(task);
  }

  /// The figure of merit of scored events.
  ///
  /// @throws IllegalArgumentException where it is not defined
  public static double figure(Task task, double[][] scores, InputEvents events) {
    return FigureOfMerit.of(task, scores, events.label(), events.target(), events.weight()).value();
  }

  /// What the figure loses between two models of the same events, with the paired error: the
  /// importance of what the other was trained without.
  ///
  /// @param features that the other was trained without
  /// @throws IllegalArgumentException where the figure is not defined
  public static FeatureImportance between(
      Task task, List<String> features, ScoredEvents model, ScoredEvents other) {
    FigureOfMerit before = figure(task, model);
    FigureOfMerit after = figure(task, other);
    double[] d = new double[model.events()];
    Arrays.setAll(d, i -> after.influence()[i] - before.influence()[i]);
    return new FeatureImportance(
        features,
        FigureOfMerit.loss(task, before, after),
        Math.sqrt(Arrays.stream(d).map(x -> x * x).sum()));
  }

  private static FigureOfMerit figure(Task task, ScoredEvents events) {
    return FigureOfMerit.of(
        task, events.scores(), events.label(), events.target(), events.weight());
  }
}
