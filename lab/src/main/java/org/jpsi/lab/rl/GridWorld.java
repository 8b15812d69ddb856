package org.jpsi.lab.rl;

import java.util.ArrayList;
import java.util.List;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.random.Rng;

/// Grid world: a walk on squares to a goal, around walls. Its actions are {@link #UP}, {@link
/// #RIGHT}, {@link #DOWN} and {@link #LEFT}; an action into a wall or out of the map leaves the
/// state unchanged. An episode terminates at the goal, and is truncated after a number of steps.
///
/// ```java
/// GridWorld.of(
///     "S..#.",
///     ".#...",
///     "...#G");
/// ```
///
/// A state is a square, row by row from the upper left; the default reward is -1 for each step.
public final class GridWorld implements FiniteEnvironment {
  public static final int UP = 0;
  public static final int RIGHT = 1;
  public static final int DOWN = 2;
  public static final int LEFT = 3;

  private static final int MAX_SIZE = 1000;
  private static final int[] ACROSS = {0, 1, 0, -1};
  private static final int[] DOWNWARD = {-1, 0, 1, 0};

  private final List<String> map;
  private final int columns;
  private final int goal;
  private final int start;
  private final int maxSteps;
  private final Reward reward;
  private int state;
  private int steps;
  private boolean done = true;

  private GridWorld(List<String> map, int start, int goal, int maxSteps, Reward reward) {
    this.map = map;
    this.columns = map.getFirst().length();
    this.start = start;
    this.goal = goal;
    this.maxSteps = maxSteps;
    this.reward = reward;
  }

  /// A grid world from a map, row by row: `.` is free, `#` a wall, `G` the goal, `S` where episodes
  /// begin; without an `S` they begin at a random square. Any other map is an InputException.
  public static GridWorld of(String... rows) {
    int start = -1;
    int goal = -1;
    int columns = rows.length == 0 ? 0 : rows[0].length();
    if (columns == 0 || rows.length > MAX_SIZE || columns > MAX_SIZE) {
      throw error("from 1 to " + MAX_SIZE + " rows and columns", rows.length + " x " + columns);
    }
    for (int row = 0; row < rows.length; row++) {
      if (rows[row].length() != columns) {
        throw error(
            "rows of one length",
            columns + " squares in row 1, " + rows[row].length() + " in row " + (row + 1));
      }
      for (int column = 0; column < columns; column++) {
        int state = row * columns + column;
        switch (rows[row].charAt(column)) {
          case '.', '#' -> {}
          case 'S' -> start = once("S", start, state);
          case 'G' -> goal = once("G", goal, state);
          default ->
              throw error(
                  "`.`, `#`, `S` and `G`",
                  "`" + rows[row].charAt(column) + "` in row " + (row + 1));
        }
      }
    }
    if (goal < 0) {
      throw error("a goal `G`", "none");
    }
    int maxSteps = 4 * rows.length * columns;
    return new GridWorld(List.of(rows), start, goal, maxSteps, Reward.EACH_STEP);
  }

  /// The grid world with another reward.
  public GridWorld withReward(Reward other) {
    return new GridWorld(map, start, goal, maxSteps, other);
  }

  /// The grid world with another maximum number of steps; the default is four per square.
  public GridWorld withMaxSteps(int steps) {
    EnvironmentChecks.positive("grid world", "maxSteps", steps);
    return new GridWorld(map, start, goal, steps, reward);
  }

  @Override
  public int states() {
    return map.size() * columns;
  }

  @Override
  public int actions() {
    return 4;
  }

  public int rows() {
    return map.size();
  }

  public int columns() {
    return columns;
  }

  /// The row of a state, from 0 at the top.
  public int row(int state) {
    return state / columns;
  }

  /// The column of a state, from 0 at the left.
  public int column(int state) {
    return state % columns;
  }

  public int goal() {
    return goal;
  }

  /// The initial state; -1 where it is random.
  public int start() {
    return start;
  }

  public boolean isWall(int state) {
    return map.get(row(state)).charAt(column(state)) == '#';
  }

  /// The number of steps from a state to the goal if there were no walls.
  public double distance(int state) {
    return Math.abs(row(state) - row(goal)) + Math.abs(column(state) - column(goal));
  }

  /// The state after an action.
  public int next(int state, int action) {
    EnvironmentChecks.action("grid world", action, 4);
    int row = row(state) + DOWNWARD[action];
    int column = column(state) + ACROSS[action];
    if (row < 0 || row >= map.size() || column < 0 || column >= columns) {
      return state;
    }
    int next = row * columns + column;
    return isWall(next) ? state : next;
  }

  /// The reward of an action.
  public double reward(int state, int action) {
    int next = next(state, action);
    return reward.of(distance(state), distance(next), next == goal);
  }

  /// The path of a policy from state `from`, up to the goal, or as many steps as there are states.
  public List<Integer> path(Policy policy, int from) {
    List<Integer> path = new ArrayList<>(List.of(from));
    int state = from;
    while (state != goal && path.size() <= states()) {
      state = next(state, policy.action(new double[] {state}));
      path.add(state);
    }
    return path;
  }

  @Override
  public double[] reset(Rng rng) {
    state = start;
    for (int i = 0; state < 0; i++) {
      int drawn = rng.integer(states(), i);
      state = isWall(drawn) || (drawn == goal && free() > 1) ? -1 : drawn;
    }
    steps = 0;
    done = false;
    return new double[] {state};
  }

  private long free() {
    return map.stream().flatMapToInt(String::chars).filter(square -> square != '#').count();
  }

  @Override
  public StepResult step(int action) {
    EnvironmentChecks.action("grid world", action, 4);
    EnvironmentChecks.started("grid world", done);
    double stepReward = reward(state, action);
    state = next(state, action);
    steps++;
    boolean terminated = state == goal;
    boolean truncated = steps >= maxSteps;
    done = terminated || truncated;
    return new StepResult(new double[] {state}, stepReward, terminated, truncated);
  }

  private static int once(String what, int before, int state) {
    if (before >= 0) {
      throw error("one `" + what + "`", "more");
    }
    return state;
  }

  private static InputException error(String expected, String found) {
    return InputException.at("grid world").expected(expected).found(found).exception();
  }
}
