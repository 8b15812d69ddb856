package org.jpsi.lab.rl;

import org.jpsi.core.random.Rng;

/// CartPole environment, Gymnasium's `CartPole-v1`: a pole on a cart that is pushed to the left or
/// to the right (actions 0 and 1) and must not fall; by Barto, Sutton and Anderson, IEEE Trans.
/// Syst. Man Cybern. 13 (1983) 834, as corrected by Florian (2007): without friction, Euler steps
/// of 0.02 s.
///
/// Observed are the cart's position [m] and velocity, the pole's angle [rad] and its velocity. The
/// reward is 1 for each step. An episode terminates where the cart leaves +-2.4 m or the pole +-12
/// degrees, and is truncated after 500 steps.
public final class CartPole implements Environment {
  /// Maximum number of steps of an episode.
  public static final int MAX_STEPS = 500;

  private static final double GRAVITY = 9.8;
  private static final double POLE_MASS = 0.1;
  private static final double TOTAL_MASS = 1.0 + POLE_MASS;
  private static final double HALF_LENGTH = 0.5;
  private static final double FORCE = 10;
  private static final double TIME_STEP = 0.02;
  private static final double MAX_POSITION = 2.4;
  private static final double MAX_ANGLE = 12 * 2 * Math.PI / 360;
  private static final double START = 0.05;

  private double[] state = {};
  private int steps;
  private boolean done = true;

  /// An environment without an episode until {@link #reset}.
  public CartPole() {}

  @Override
  public int features() {
    return 4;
  }

  @Override
  public int actions() {
    return 2;
  }

  /// Starts an episode with four numbers uniform between -0.05 and 0.05.
  @Override
  public double[] reset(Rng rng) {
    double[] start = new double[4];
    for (int i = 0; i < start.length; i++) {
      start[i] = START * (2 * rng.uniform(i) - 1);
    }
    return reset(start);
  }

  /// Starts an episode in a given state: position, velocity, angle, angular velocity.
  public double[] reset(double... start) {
    if (start.length != 4) {
      throw new IllegalArgumentException(
          "CartPole: expected 4 numbers to start with, found " + start.length);
    }
    state = start.clone();
    steps = 0;
    done = false;
    return start.clone();
  }

  @Override
  public StepResult step(int action) {
    EnvironmentChecks.action("CartPole", action, 2);
    EnvironmentChecks.started("CartPole", done);
    double x = state[0];
    double velocity = state[1];
    double angle = state[2];
    double angularVelocity = state[3];
    double cos = StrictMath.cos(angle);
    double sin = StrictMath.sin(angle);
    double force = action == 1 ? FORCE : -FORCE;
    // In Gymnasium's order of operations: a difference in the last bit grows exponentially.
    double push =
        (force + POLE_MASS * HALF_LENGTH * (angularVelocity * angularVelocity) * sin) / TOTAL_MASS;
    double angularAcceleration =
        (GRAVITY * sin - cos * push)
            / (HALF_LENGTH * (4.0 / 3.0 - POLE_MASS * (cos * cos) / TOTAL_MASS));
    double acceleration = push - POLE_MASS * HALF_LENGTH * angularAcceleration * cos / TOTAL_MASS;
    state =
        new double[] {
          x + TIME_STEP * velocity,
          velocity + TIME_STEP * acceleration,
          angle + TIME_STEP * angularVelocity,
          angularVelocity + TIME_STEP * angularAcceleration
        };
    steps++;
    boolean terminated = Math.abs(state[0]) > MAX_POSITION || Math.abs(state[2]) > MAX_ANGLE;
    boolean truncated = steps >= MAX_STEPS;
    done = terminated || truncated;
    return new StepResult(state.clone(), 1, terminated, truncated);
  }
}
