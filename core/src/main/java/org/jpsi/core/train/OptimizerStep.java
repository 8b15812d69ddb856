package org.jpsi.core.train;

import java.util.TreeMap;
import org.jpsi.core.optim.Averaging;
import org.jpsi.core.optim.GradientClipping;
import org.jpsi.core.optim.Optimizer;
import org.jpsi.core.optim.Penalty;
import org.jpsi.core.optim.UpdateRule;
import org.jpsi.core.tensor.Parameters;

/// Optimizer step: from a gradient to the next weights by penalty, gradient clipping, the
/// optimizer's update and weight averaging. Each rank updates its own range of the weights, and
/// gets those of the others.
final class OptimizerStep {
  private final Parameters parameters;
  private final Optimizer optimizer;
  private final UpdateRule updates;
  private final Collective collective;
  private final Optimizer.State state;
  private final float[] average;
  // The sum of the squared gradients of each range.
  private final double[] squares;
  private Penalty penalty;
  private Penalty.Term term;
  private float rest;

  OptimizerStep(
      Parameters parameters, Optimizer optimizer, UpdateRule updates, Collective collective) {
    this.parameters = parameters;
    this.optimizer = optimizer;
    this.updates = updates;
    this.collective = collective;
    this.penalty = updates.penalty();
    this.term = penalty.on(parameters, updates.groups());
    this.state = optimizer.start(parameters, updates.groups());
    this.average = new float[updates.averaging() instanceof Averaging.None ? 0 : parameters.size()];
    this.squares = new double[Math.ceilDiv(parameters.size(), GradientClipping.RANGE)];
  }

  /// Updates the weights from the gradient of a batch's summed loss.
  ///
  /// @param scale turns the sum into a mean
  /// @param factor on the optimizer's learning rate
  void step(GradientLanes sum, float scale, double factor) {
    GradientClipping clipping = updates.clipping();
    sum.exchange();
    state.begin();
    // What is changed in place is scaled there.
    rest = term.isZero() && clipping.value() == Double.POSITIVE_INFINITY ? scale : 1;
    if (clipping.norm() < Double.POSITIVE_INFINITY) {
      // The norm needs the whole gradient first.
      sum.ranges((gradient, from, to) -> {
        change(gradient, scale, from, to);
        squares[from / GradientClipping.RANGE] = GradientClipping.squares(gradient, from, to);
      });
      rest = clipping.factor(squares(), rest);
      sum.ranges((gradient, from, to) -> update(gradient, factor, from, to));
    } else {
      sum.ranges((gradient, from, to) -> {
        change(gradient, scale, from, to);
        update(gradient, factor, from, to);
      });
    }
    if (collective.ranks() > 1) {
      parameters.update(0, parameters.size(), collective::allGather);
    }
  }

  /// Leaves the weights as they are: the loss is not finite.
  void skip() {
    rest = Float.NaN;
  }

  // Penalty and clipping by value, in place.
  private void change(float[] gradient, float scale, int from, int to) {
    float left = scale;
    if (!term.isZero()) {
      term.addTo(gradient, scale, from, to);
      left = 1;
    }
    updates.clipping().clipValues(gradient, left, from, to);
  }

  private void update(float[] gradient, double factor, int from, int to) {
    parameters.update(
        from,
        to,
        weights -> {
          state.update(weights, gradient, rest, rate(factor), from, to);
          updates.averaging().step(average, weights, state.step(), from, to);
        });
  }

  private double squares() {
    int begin = collective.begin(collective.rank(), parameters.size());
    int end = collective.begin(collective.rank() + 1, parameters.size());
    for (int i = 0; i < squares.length; i++) {
      int at = i * GradientClipping.RANGE;
      squares[i] = at >= begin && at < end ? squares[i] : 0;
    }
    collective.allReduce(squares, squares.length);
    double total = 0;
    for (double s : squares) {
      total += s;
    }
    return total;
  }

  /// The schedule's factor on the learning rate. A wrong one would be silent: weights of NaN, or an
  /// ascent.
  double scheduled(long step, long steps) {
    double factor = updates.schedule().factor(step, steps);
    if (!(factor >= 0 && factor < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "Schedule: expected a factor on the learning rate that is finite and not negative, found "
              + (factor + " for step " + step + " of " + steps));
    }
    return factor;
  }

  Parameters parameters() {
    return parameters;
  }

  /// The learning rate times a factor.
  double rate(double factor) {
    return optimizer.learningRate() * factor;
  }

  /// The factor on the summed gradient, as it is now, with which the weights were updated last.
  float rest() {
    return rest;
  }

  Penalty penalty() {
    return penalty;
  }

  /// Changes the penalty from the next step on.
  void penalty(Penalty other) {
    penalty = other;
    term = other.on(parameters, updates.groups());
  }

  /// The penalty of the current weights.
  double penaltyValue() {
    return term.value();
  }

  Optimizer.State state() {
    return state;
  }

  /// The averaged weights; empty where weights are not averaged.
  float[] average() {
    return average;
  }

  /// Gets averages and the optimizer's arrays from the ranks that updated them.
  void gather() {
    gatherAverage();
    new TreeMap<>(state.arrays()).values().forEach(collective::allGather);
  }

  void gatherAverage() {
    if (average.length > 0) {
      collective.allGather(average);
    }
  }
}
