package org.jpsi.lab.rl;

/// What each action is worth in each state: the reward that may be expected from there on. As a
/// policy it takes the best action; of equal ones the first.
public final class QTable implements Policy {
  private final double[][] values;

  /// A table of zeros.
  public QTable(int states, int actions) {
    EnvironmentChecks.count("Q-table", "states", states);
    EnvironmentChecks.count("Q-table", "actions", actions);
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
  public double best(int state) {
    return values[state][greedy(state)];
  }

  /// The action with the largest value.
  public int greedy(int state) {
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
    return greedy((int) observation[0]);
  }

  /// Moves `Q(s, a)` towards `target` by the fraction `rate` of the way.
  public void learn(int state, int action, double target, double rate) {
    values[state][action] += rate * (target - values[state][action]);
  }
}
