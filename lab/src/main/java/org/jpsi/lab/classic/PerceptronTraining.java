package org.jpsi.lab.classic;

import java.util.List;

/// Result of training a perceptron.
///
/// @param start before the first update
/// @param perceptron after the last one
/// @param updates number of updates: how often an event was misclassified
/// @param passes over all events, the last one without an update where it converged
/// @param converged whether a whole pass changed nothing: all events are classified correctly
/// @param trajectory the updates in order, the first {@link #MAX_TRAJECTORY} of them
public record PerceptronTraining(
    Perceptron start,
    Perceptron perceptron,
    long updates,
    int passes,
    boolean converged,
    List<Update> trajectory) {
  /// Maximum number of updates in a trajectory.
  public static final int MAX_TRAJECTORY = 100_000;

  /// One update of the weights.
  ///
  /// @param pass from 1
  /// @param event the misclassified one, from 0
  /// @param perceptron after the update
  public record Update(int pass, int event, Perceptron perceptron) {}

  public PerceptronTraining {
    trajectory = List.copyOf(trajectory);
  }

  /// The perceptron at the end of a pass; 0 is the start. The trajectory must reach so far.
  public Perceptron after(int pass) {
    if (pass < 0
        || pass > passes
        || (updates > MAX_TRAJECTORY && pass >= trajectory.getLast().pass())) {
      throw new IllegalArgumentException(
          "PerceptronTraining: no pass " + pass + " in a trajectory of " + passes);
    }
    Perceptron found = start;
    for (Update update : trajectory) {
      if (update.pass() > pass) {
        break;
      }
      found = update.perceptron();
    }
    return found;
  }
}
