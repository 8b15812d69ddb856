package org.jpsi.lab.rl;

/// Table of action values `Q(s, a)`: the expected discounted return after an action in a state. As
/// a policy it is greedy; of equal actions it takes the first.
public final class QTable implements Policy {
  private final double[][] values;

  /// A table of zeros.
  public QTable(int states, int actions) {
    EnvironmentChecks.positive("Q-table", "states", states);
    EnvironmentChecks.positive("Q-table", "actions", actions);
    this.values = new double[states][actions];
  }

  public int states() {
    return values.length;
  }

  public int actions() {
    return values[0].length;
  }

  /// `Q(s, a)`
  public double value(int state, int action) {
    return values[state][action];
  }

  /// `max over a of Q(s, a)`
  public double maxValue(int state) {
    return values[state][greedyAction(state)];
  }

  /// The action with the largest value.
  public int greedyAction(int state) {
    int best = 0;
    for (int action = 1; action < actions(); action++) {
      if (values[state][action] > values[state][best]) {
        best = action;
      }
    }
    return best;
  }

  @Override
  public int action(double[] observation) {
    return greedyAction((int) observation[0]);
  }

  /// Moves `Q(s, a)` towards `target` by the fraction `learningRate`.
  public void update(int state, int action, double target, double learningRate) {
    values[state][action] += learningRate * (target - values[state][action]);
  }
}
