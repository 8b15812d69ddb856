package org.jpsi.lab.rl;

import java.util.ArrayList;
import java.util.List;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.random.Rng;

/// A walk on squares to a goal, around walls. Its actions are {@link #UP}, {@link #RIGHT}, {@link
/// #DOWN} and {@link #LEFT}; who walks into a wall or out of the map stays where he was. An episode
/// ends at the goal, and is cut off after a number of steps.
///
/// ```java
/// GridWorld.of(
///     "S..#.",
///     ".#...",
///     "...#G");
/// ```
///
/// A state is a square, row by row from the upper left; the reward is -1 for each step unless said.
public final class GridWorld implements FiniteEnvironment {
  public static final int UP = 0;
  public static final int RIGHT = 1;
  public static final int DOWN = 2;
  public static final int LEFT = 3;

  private static final int LARGEST = 1000;
  private static final int[] ACROSS = {0, 1, 0, -1};
  private static final int[] DOWNWARD = {-1, 0, 1, 0};

  private final List<String> map;
  private final int columns;
  private final int goal;
  private final int start;
  private final int limit;
  private final Reward reward;
  private int at;
  private int steps;
  private boolean over = true;

  private GridWorld(List<String> map, int start, int goal, int limit, Reward reward) {
    this.map = map;
    this.columns = map.getFirst().length();
    this.start = start;
    this.goal = goal;
    this.limit = limit;
    this.reward = reward;
  }

  /// The world of a map, row by row: `.` is free, `#` a wall, `G` the goal, `S` where episodes
  /// begin; without an `S` they begin anywhere. Another map is an InputException.
  public static GridWorld of(String... rows) {
    int start = -1;
    int goal = -1;
    int columns = rows.length == 0 ? 0 : rows[0].length();
    if (columns == 0 || rows.length > LARGEST || columns > LARGEST) {
      throw wrong("from 1 to " + LARGEST + " rows and columns", rows.length + " x " + columns);
    }
    for (int row = 0; row < rows.length; row++) {
      if (rows[row].length() != columns) {
        throw wrong(
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
              throw wrong(
                  "`.`, `#`, `S` and `G`",
                  "`" + rows[row].charAt(column) + "` in row " + (row + 1));
        }
      }
    }
    if (goal < 0) {
      throw wrong("a goal `G`", "none");
    }
    int limit = 4 * rows.length * columns;
    return new GridWorld(List.of(rows), start, goal, limit, Reward.EACH_STEP);
  }

  /// The same with another reward.
  public GridWorld withReward(Reward other) {
    return new GridWorld(map, start, goal, limit, other);
  }

  /// The same with episodes that are cut off after `steps`, not after four per square.
  public GridWorld withLimit(int most) {
    EnvironmentChecks.count("grid world", "limit", most);
    return new GridWorld(map, start, goal, most, reward);
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

  /// Of a state, from 0 at the top.
  public int row(int state) {
    return state / columns;
  }

  /// Of a state, from 0 at the left.
  public int column(int state) {
    return state % columns;
  }

  public int goal() {
    return goal;
  }

  /// Where episodes begin; -1 where that is anywhere.
  public int start() {
    return start;
  }

  public boolean wall(int state) {
    return map.get(row(state)).charAt(column(state)) == '#';
  }

  /// How many steps a state is from the goal where no wall is in the way.
  public double distance(int state) {
    return Math.abs(row(state) - row(goal)) + Math.abs(column(state) - column(goal));
  }

  /// Where an action leads.
  public int next(int state, int action) {
    EnvironmentChecks.action("grid world", action, 4);
    int row = row(state) + DOWNWARD[action];
    int column = column(state) + ACROSS[action];
    if (row < 0 || row >= map.size() || column < 0 || column >= columns) {
      return state;
    }
    int next = row * columns + column;
    return wall(next) ? state : next;
  }

  /// What an action is rewarded with.
  public double reward(int state, int action) {
    int next = next(state, action);
    return reward.of(distance(state), distance(next), next == goal);
  }

  /// The states from `from` on, where `policy` leads; until the goal, or as many steps as there are
  /// states.
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
    at = start;
    for (int i = 0; at < 0; i++) {
      int drawn = rng.integer(states(), i);
      at = wall(drawn) || (drawn == goal && free() > 1) ? -1 : drawn;
    }
    steps = 0;
    over = false;
    return new double[] {at};
  }

  private long free() {
    return map.stream().flatMapToInt(String::chars).filter(square -> square != '#').count();
  }

  @Override
  public StepResult step(int action) {
    EnvironmentChecks.action("grid world", action, 4);
    EnvironmentChecks.underWay("grid world", over);
    double its = reward(at, action);
    at = next(at, action);
    steps++;
    boolean terminated = at == goal;
    boolean truncated = steps >= limit;
    over = terminated || truncated;
    return new StepResult(new double[] {at}, its, terminated, truncated);
  }

  private static int once(String what, int before, int state) {
    if (before >= 0) {
      throw wrong("one `" + what + "`", "more");
    }
    return state;
  }

  private static InputException wrong(String expected, String found) {
    return InputException.at("grid world").expected(expected).found(found).exception();
  }
}
