package org.jpsi.core.train;

import java.util.ArrayList;
import java.util.List;
import org.jpsi.core.eval.Epoch;
import org.jpsi.core.optim.Schedule;

/// Learning rate of a training's steps: the optimizer's, times the schedule's factor, that of the
/// validation losses so far, and that of the user.
final class LearningRate {
  private final OptimizerStep optimizerStep;
  private final Schedule schedule;
  private final long steps;
  private double reduction = 1;
  private double userFactor = 1;
  private double last = 1;

  /// @param steps of the whole training
  LearningRate(OptimizerStep optimizerStep, Schedule schedule, long steps) {
    this.optimizerStep = optimizerStep;
    this.schedule = schedule;
    this.steps = steps;
  }

  /// The factor on the optimizer's learning rate at the next step.
  double factor() {
    return scheduled() * userFactor;
  }

  private double scheduled() {
    return optimizerStep.scheduled(optimizerStep.state().step(), steps) * reduction;
  }

  /// Takes a factor as that of the last step.
  void used(double factor) {
    last = factor;
  }

  /// The rate of the last step.
  double last() {
    return optimizerStep.rate(last);
  }

  /// The rate of the next step.
  double next() {
    return optimizerStep.rate(factor());
  }

  /// Changes the rate from the next step on: the ratio to the scheduled one is kept.
  ///
  /// @throws IllegalArgumentException where it is not greater than 0, or the schedule's factor is 0
  void change(double rate) {
    double unchanged = optimizerStep.rate(scheduled());
    if (!(rate > 0 && rate < Double.POSITIVE_INFINITY && unchanged > 0)) {
      throw new IllegalArgumentException(
          "TrainingSession: expected a learning rate greater than 0, found "
              + (rate + " where the schedule has " + unchanged));
    }
    userFactor = rate / unchanged;
  }

  double userFactor() {
    return userFactor;
  }

  void userFactor(double factor) {
    userFactor = factor;
  }

  /// Reduces the rate where the validation losses so far want it.
  ///
  /// @param signed whether weights have both signs: which epochs are better than all before them is
  ///   then told by the figure that selects the model, not by the loss, which has no lower bound
  void reduce(List<Epoch> epochs, boolean signed) {
    reduction =
        schedule.reduction(
            signed ? ranks(epochs) : epochs.stream().map(Epoch::validationLoss).toList());
  }

  // A number that each better epoch halves.
  private static List<Double> ranks(List<Epoch> epochs) {
    List<Double> ranks = new ArrayList<>();
    double least = 1;
    for (Epoch epoch : epochs) {
      least = epoch.best() ? least / 2 : least;
      ranks.add(epoch.best() ? least : 1);
    }
    return ranks;
  }
}
