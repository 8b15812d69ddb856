package org.jpsi.lab.classic;

import java.util.List;

/// How a perceptron has learned.
///
/// @param start before the first update
/// @param perceptron after the last one
/// @param updates how often an event came out wrong and moved the weights
/// @param passes over all events, the last one without an update where it converged
/// @param converged whether a whole pass changed nothing: all events come out right
/// @param trajectory the updates in order, the first {@link #KEPT} of them
public record PerceptronTraining(
    Perceptron start,
    Perceptron perceptron,
    long updates,
    int passes,
    boolean converged,
    List<Update> trajectory) {
  /// How many updates a trajectory holds at most.
  public static final int KEPT = 100_000;

  /// One change of the weights.
  ///
  /// @param pass from 1
  /// @param event that came out wrong, from 0
  /// @param perceptron after the change
  public record Update(int pass, int event, Perceptron perceptron) {}

  public PerceptronTraining {
    trajectory = List.copyOf(trajectory);
  }

  /// The perceptron at the end of a pass; 0 is the start. The trajectory must reach so far.
  public Perceptron after(int pass) {
    if (pass < 0 || pass > passes || (updates > KEPT && pass >= trajectory.getLast().pass())) {
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
