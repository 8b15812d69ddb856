package org.jpsi.core.eval;

import java.util.ArrayList;
import java.util.List;
import org.jpsi.core.eval.InputEvents.InputScorer;
import org.jpsi.core.random.Rng;
import org.jpsi.core.task.Task;

/// Permutation importance of features (Breiman, Mach. Learn. 45 (2001) 5; scikit-learn's
/// `permutation_importance`): what the figure of merit loses where the values of a feature, or of a
/// group of features together, are shuffled among the events.
///
/// With d_ri how much an event changes the loss of repeat r, by what it is and by what it gave to
/// another event, and s the standard deviation of the loss over R repeats,
///
/// ```
/// var = mean_{r != r'} sum_i d_ri d_r'i + s^2 / R
/// ```
///
/// since the luck of shuffling is common to no two repeats. Of one repeat it is the paired variance
/// of its events.
public final class PermutationImportance {
  private PermutationImportance() {}

  /// The importance of each group, in their order.
  ///
  /// @param names of the inputs
  /// @param groups indices of inputs, each shuffled together
  /// @param repeats number of times that each is shuffled
  /// @param rng a draw is a function of group, repeat and event
  /// @throws IllegalArgumentException where the figure is not defined
  public static List<FeatureImportance> of(
      Task task,
      InputEvents events,
      List<String> names,
      List<List<Integer>> groups,
      int repeats,
      Rng rng,
      InputScorer scorer) {
    FigureOfMerit before = figure(task, events, events.inputs(), scorer);
    List<FeatureImportance> all = new ArrayList<>();
    for (List<Integer> group : groups) {
      Sums sums = new Sums(events.events());
      for (int r = 0; r < repeats; r++) {
        int[] order = rng.child(group.getFirst()).child(r).permutation(events.events());
        FigureOfMerit after = figure(task, events, shuffled(events, group, order), scorer);
        sums.add(task, before, after, order);
      }
      all.add(
          new FeatureImportance(
              group.stream().map(names::get).toList(), sums.loss / repeats, sums.error(repeats)));
    }
    return all;
  }

  private static FigureOfMerit figure(
      Task task, InputEvents events, float[] inputs, InputScorer scorer) {
    return FigureOfMerit.of(
        task,
        scorer.scores(inputs, events.events()),
        events.label(),
        events.target(),
        events.weight());
  }

  private static float[] shuffled(InputEvents events, List<Integer> group, int[] order) {
    float[] inputs = events.inputs().clone();
    int width = events.width();
    for (int f : group) {
      for (int i = 0; i < order.length; i++) {
        inputs[i * width + f] = events.inputs()[order[i] * width + f];
      }
    }
    return inputs;
  }

  /// Sums over repeats.
  private static final class Sums {
    // of one repeat, what receivers alone change
    private final double[] received;
    private final double[] all;
    private double norms;
    private double loss;
    private double squares;

    Sums(int events) {
      received = new double[events];
      all = new double[events];
    }

    void add(Task task, FigureOfMerit before, FigureOfMerit after, int[] order) {
      double one = FigureOfMerit.loss(task, before, after);
      loss += one;
      squares += one * one;
      double[] own = new double[order.length];
      for (int i = 0; i < own.length; i++) {
        received[i] += after.influence()[i] - before.influence()[i];
        own[i] += after.influence()[i] - before.influence()[i];
        own[order[i]] += after.influence()[i];
      }
      for (int i = 0; i < own.length; i++) {
        all[i] += own[i];
        norms += own[i] * own[i];
      }
    }

    double error(int repeats) {
      if (repeats == 1) {
        return Math.sqrt(norm(received));
      }
      double pairs = (double) repeats * (repeats - 1);
      double ofEvents = Math.max(0, (norm(all) - norms) / pairs);
      double mean = loss / repeats;
      double ofLuck = Math.max(0, (squares - repeats * mean * mean) / pairs);
      return Math.sqrt(ofEvents + ofLuck);
    }

    private static double norm(double[] values) {
      double sum = 0;
      for (double value : values) {
        sum += value * value;
      }
      return sum;
    }
  }
}
