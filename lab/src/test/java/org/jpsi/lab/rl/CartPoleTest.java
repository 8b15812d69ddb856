package org.jpsi.lab.rl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.jpsi.core.random.Rng;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The cart beside Gymnasium's (`oracles/rl.py`).
class CartPoleTest {
  @ParameterizedTest
  @ValueSource(
      strings = {"random0", "random1", "random2", "random3", "left", "balanced", "rolling"})
  void movesAsGymnasiumsCart(String episode) {
    double[] states = Oracle.array(episode + ".states");
    double[] actions = Oracle.array(episode + ".actions");
    double[] ends = Oracle.array(episode + ".ends");
    CartPole cart = new CartPole();
    cart.reset(Arrays.copyOf(states, 4));
    for (int t = 0; t < actions.length; t++) {
      StepResult outcome = cart.step((int) actions[t]);
      double[] expected = Arrays.copyOfRange(states, 4 * (t + 1), 4 * (t + 2));
      assertThat(outcome.observation()).containsExactly(expected, within(1e-9));
      assertThat(outcome.reward()).isEqualTo(Oracle.array(episode + ".rewards")[t]);
      boolean last = t == actions.length - 1;
      assertThat(outcome.terminated()).isEqualTo(last && ends[0] == 1);
      assertThat(outcome.truncated()).isEqualTo(last && ends[1] == 1);
    }
  }

  @Test
  void theEpisodesEndInEveryWay() {
    assertThat(Oracle.array("left.ends")).containsExactly(1, 0);
    assertThat(Oracle.array("balanced.ends")).containsExactly(0, 1);
    double[] rolling = Oracle.array("rolling.states");
    assertThat(Math.abs(rolling[rolling.length - 4])).isGreaterThan(2.4);
  }

  @Test
  void beginsNearTheMiddleAndTheSameForTheSameSeed() {
    CartPole cart = new CartPole();
    double[] start = cart.reset(Rng.of(1));
    assertThat(cart.reset(Rng.of(1))).containsExactly(start);
    assertThat(cart.reset(Rng.of(2))).isNotEqualTo(start);
    for (double number : start) {
      assertThat(number).isBetween(-0.05, 0.05);
    }
  }

  @Test
  void saysWhatIsWrongWithACall() {
    CartPole cart = new CartPole();
    assertThatThrownBy(() -> cart.step(0))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("CartPole: no episode is running; reset() starts one");
    cart.reset(Rng.of(1));
    assertThatThrownBy(() -> cart.step(2))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("CartPole: expected an action from 0 to 1, found 2");
    assertThatThrownBy(() -> cart.reset(1, 2))
        .hasMessage("CartPole: expected 4 numbers to start with, found 2");
  }
}
