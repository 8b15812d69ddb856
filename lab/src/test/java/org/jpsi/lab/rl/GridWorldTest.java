package org.jpsi.lab.rl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayDeque;
import java.util.Arrays;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.random.Rng;
import org.junit.jupiter.api.Test;

/// A table that learns to walk, beside breadth-first search and value iteration.
class GridWorldTest {
  private static final GridWorld WORLD =
      GridWorld.of(
          "....#...", //
          ".##.#.#.",
          ".#..#.#.",
          ".#.##.#G",
          ".#....#.",
          "...##...");

  /// Steps to the goal from every state, -1 where there is no way.
  private static int[] breadthFirst(GridWorld world) {
    int[] steps = new int[world.states()];
    Arrays.fill(steps, -1);
    steps[world.goal()] = 0;
    ArrayDeque<Integer> open = new ArrayDeque<>();
    open.add(world.goal());
    while (!open.isEmpty()) {
      int to = open.remove();
      for (int from = 0; from < world.states(); from++) {
        for (int action = 0; action < 4; action++) {
          if (steps[from] < 0 && !world.isWall(from) && world.next(from, action) == to) {
            steps[from] = steps[to] + 1;
            open.add(from);
          }
        }
      }
    }
    return steps;
  }

  private static double[][] valueIteration(GridWorld world, double discount) {
    double[][] q = new double[world.states()][4];
    for (int sweep = 0; sweep < 300; sweep++) {
      for (int state = 0; state < world.states(); state++) {
        for (int action = 0; action < 4; action++) {
          int next = world.next(state, action);
          double later =
              next == world.goal() ? 0 : discount * Arrays.stream(q[next]).max().orElseThrow();
          q[state][action] = world.reward(state, action) + later;
        }
      }
    }
    return q;
  }

  @Test
  void theLearnedWayIsTheShortestFromEverywhere() {
    QTable table = QLearning.episodes(600).train(WORLD, 1).agent();
    int[] shortest = breadthFirst(WORLD);
    for (int state = 0; state < WORLD.states(); state++) {
      if (!WORLD.isWall(state)) {
        assertThat(WORLD.path(table, state)).hasSize(shortest[state] + 1);
      }
    }
    assertThat(shortest[0]).isGreaterThan((int) WORLD.distance(0));
  }

  @Test
  void theTableHoldsWhatValueIterationGives() {
    double discount = 0.9;
    QTable table =
        QLearning.episodes(1500)
            .withLearningRate(1)
            .withDiscount(discount)
            .withEpsilon(1)
            .train(WORLD, 2)
            .agent();
    double[][] exact = valueIteration(WORLD, discount);
    for (int state = 0; state < WORLD.states(); state++) {
      for (int action = 0; action < 4; action++) {
        if (!WORLD.isWall(state) && state != WORLD.goal()) {
          assertThat(table.value(state, action)).isCloseTo(exact[state][action], within(1e-9));
        }
      }
    }
  }

  @Test
  void anAgentThatIsPaidForBeingNearStaysNearAndDoesNotArrive() {
    Reward nearness = (before, after, reached) -> 1 / (1 + after);
    GridWorld paid = GridWorld.of("S....", ".....", "....G").withReward(nearness).withMaxSteps(60);
    QTable table = QLearning.episodes(2000).train(paid, 1).agent();
    assertThat(paid.path(table, paid.start())).doesNotContain(paid.goal());
    QTable honest = QLearning.episodes(2000).train(paid.withReward(Reward.EACH_STEP), 1).agent();
    assertThat(paid.path(honest, paid.start())).hasSize(7).contains(paid.goal());
  }

  @Test
  void wallsAndEdgesHoldTheWalker() {
    GridWorld world = GridWorld.of("S#", ".G");
    assertThat(world.next(0, GridWorld.UP)).isEqualTo(0);
    assertThat(world.next(0, GridWorld.RIGHT)).isEqualTo(0);
    assertThat(world.next(0, GridWorld.DOWN)).isEqualTo(2);
    assertThat(world.reset(Rng.of(1))).containsExactly(0);
    world.step(GridWorld.DOWN);
    StepResult end = world.step(GridWorld.RIGHT);
    assertThat(end.terminated()).isTrue();
    assertThat(end.reward()).isEqualTo(-1);
    assertThatThrownBy(() -> world.step(0)).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void anEpisodeIsCutOffAfterItsLimit() {
    GridWorld world = GridWorld.of("S..G").withMaxSteps(3);
    Episode episode = Episode.play(world, observation -> GridWorld.LEFT, Rng.of(1));
    assertThat(episode).isEqualTo(new Episode(3, -3, false));
  }

  @Test
  void aWrongMapIsRefused() {
    assertThatThrownBy(() -> GridWorld.of("..", "G"))
        .isInstanceOf(InputException.class)
        .hasMessage(
            "[grid world] expected rows of one length, found 2 squares in row 1, 1 in row 2");
    assertThatThrownBy(() -> GridWorld.of(".."))
        .hasMessage("[grid world] expected a goal `G`, found none");
    assertThatThrownBy(() -> GridWorld.of("GG"))
        .hasMessage("[grid world] expected one `G`, found more");
    assertThatThrownBy(() -> GridWorld.of("G.", ".x"))
        .hasMessage("[grid world] expected `.`, `#`, `S` and `G`, found `x` in row 2");
    assertThatThrownBy(() -> GridWorld.of())
        .hasMessage("[grid world] expected from 1 to 1000 rows and columns, found 0 x 0");
    assertThatThrownBy(() -> QLearning.episodes(5).withLearningRate(0))
        .hasMessage("[Q-learning] expected `learningRate` in (0, 1], found 0");
  }
}
