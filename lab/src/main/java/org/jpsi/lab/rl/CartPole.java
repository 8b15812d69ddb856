package org.jpsi.lab.rl;

import org.jpsi.core.random.Rng;

/// A pole on a cart that is pushed to the left or to the right (actions 0 and 1) and must not fall:
/// the equations of Gymnasium's `CartPole-v1`, by Barto, Sutton and Anderson, IEEE Trans. Syst. Man
/// Cybern. 13 (1983) 834, as corrected by Florian (2007): without friction, Euler steps of 0.02 s.
///
/// Observed are the cart's position [m] and velocity, the pole's angle [rad] and its velocity. Each
/// step is rewarded by 1. An episode ends where the cart is farther out than 2.4 m or the pole than
/// 12 degrees, and is cut off after 500 steps.
public final class CartPole implements Environment {
  /// Steps of an episode, at most.
  public static final int LIMIT = 500;

  private static final double GRAVITY = 9.8;
  private static final double POLE = 0.1;
  private static final double CART_AND_POLE = 1.0 + POLE;
  private static final double HALF_LENGTH = 0.5;
  private static final double FORCE = 10;
  private static final double SECONDS = 0.02;
  private static final double FARTHEST = 2.4;
  private static final double WIDEST = 12 * 2 * Math.PI / 360;
  private static final double START = 0.05;

  private double[] state = {};
  private int steps;
  private boolean over = true;

  /// At rest until {@link #reset}.
  public CartPole() {}

  @Override
  public int features() {
    return 4;
  }

  @Override
  public int actions() {
    return 2;
  }

  /// All four numbers are uniform between -0.05 and 0.05.
  @Override
  public double[] reset(Rng rng) {
    double[] start = new double[4];
    for (int i = 0; i < start.length; i++) {
      start[i] = START * (2 * rng.uniform(i) - 1);
    }
    return reset(start);
  }

  /// Begins an episode in a state: position, velocity, angle, angular velocity.
  public double[] reset(double... start) {
    if (start.length != 4) {
      throw new IllegalArgumentException(
          "CartPole: expected 4 numbers to start with, found " + start.length);
    }
    state = start.clone();
    steps = 0;
    over = false;
    return start.clone();
  }

  @Override
  public StepResult step(int action) {
    EnvironmentChecks.action("CartPole", action, 2);
    EnvironmentChecks.underWay("CartPole", over);
    double x = state[0];
    double velocity = state[1];
    double angle = state[2];
    double turning = state[3];
    double cos = StrictMath.cos(angle);
    double sin = StrictMath.sin(angle);
    double force = action == 1 ? FORCE : -FORCE;
    // In Gymnasium's order of operations: the pole falls away from a last bit that differs.
    double push = (force + POLE * HALF_LENGTH * (turning * turning) * sin) / CART_AND_POLE;
    double turn =
        (GRAVITY * sin - cos * push)
            / (HALF_LENGTH * (4.0 / 3.0 - POLE * (cos * cos) / CART_AND_POLE));
    double acceleration = push - POLE * HALF_LENGTH * turn * cos / CART_AND_POLE;
    state =
        new double[] {
          x + SECONDS * velocity,
          velocity + SECONDS * acceleration,
          angle + SECONDS * turning,
          turning + SECONDS * turn
        };
    steps++;
    boolean terminated = Math.abs(state[0]) > FARTHEST || Math.abs(state[2]) > WIDEST;
    boolean truncated = steps >= LIMIT;
    over = terminated || truncated;
    return new StepResult(state.clone(), 1, terminated, truncated);
  }
}
