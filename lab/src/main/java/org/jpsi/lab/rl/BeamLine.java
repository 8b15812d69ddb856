package org.jpsi.lab.rl;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.linalg.HouseholderQr;
import org.jpsi.core.random.Rng;

/// Steering a beam of particles through magnets that stand a little aside, to its target at the end
/// of the line.
///
/// A quadrupole that stands aside by `d` bends the beam as if it were a corrector. Each episode
/// draws new misalignments, and a new position and angle in which the beam comes in. Observed are
/// the positions [mm] that the monitors read, the last of which is the target. Action `2 i` moves
/// corrector `i` by one step up, `2 i + 1` by one step down. The distance to the goal is the root
/// of the mean square of the readings; the episode ends where it is within the tolerance.
public final class BeamLine implements Environment {
  /// How wrong the line is, and how it is set right.
  ///
  /// @param misalignment of quadrupoles [mm], one standard deviation
  /// @param position of the incoming beam [mm], one standard deviation
  /// @param angle of the incoming beam [mrad], one standard deviation
  /// @param step of a corrector [mrad]
  /// @param tolerance of the distance [mm]
  /// @param limit of steps
  public record BeamLineSettings(
      double misalignment,
      double position,
      double angle,
      double step,
      double tolerance,
      int limit) {
    /// As in {@link BeamLine#fodo}.
    public static final BeamLineSettings USUAL = new BeamLineSettings(0.4, 0.5, 0.2, 0.05, 0.2, 60);

    public BeamLineSettings {
      String where = "beam line";
      EnvironmentChecks.that(
          misalignment >= 0, where, "misalignment", "of 0 or more", misalignment);
      EnvironmentChecks.that(position >= 0, where, "position", "of 0 or more", position);
      EnvironmentChecks.that(angle >= 0, where, "angle", "of 0 or more", angle);
      EnvironmentChecks.that(step > 0, where, "step", "greater than 0", step);
      EnvironmentChecks.that(tolerance > 0, where, "tolerance", "greater than 0", tolerance);
      EnvironmentChecks.count(where, "limit", limit);
    }
  }

  /// Where the beam is along the line.
  ///
  /// @param s how far along [m]
  /// @param x how far aside [mm]
  public record BeamTrack(double[] s, double[] x) {}

  // Points of a track in each piece that has a length.
  private static final int POINTS = 6;

  private final List<BeamElement> elements;
  private final BeamLineSettings settings;
  private final Reward reward;
  private final int monitors;
  private final double[] kicks;
  private final double[] aside;
  private double position;
  private double angle;
  private int steps;
  private boolean over = true;

  private BeamLine(List<BeamElement> elements, BeamLineSettings settings, Reward reward) {
    this.elements = elements;
    this.settings = settings;
    this.reward = reward;
    this.monitors = count(elements, BeamElement.Monitor.class);
    this.kicks = new double[count(elements, BeamElement.Corrector.class)];
    this.aside = new double[elements.size()];
  }

  /// A line of one's own, from where the beam comes in to its target, which is a monitor.
  ///
  /// @throws InputException where there is no corrector, fewer monitors than correctors, or no
  ///   monitor at the end
  public static BeamLine of(List<BeamElement> elements, BeamLineSettings settings) {
    BeamLine line = new BeamLine(List.copyOf(elements), settings, Reward.nearer(0.1));
    if (line.kicks.length == 0
        || line.monitors < line.kicks.length
        || !(elements.getLast() instanceof BeamElement.Monitor)) {
      throw InputException.at("beam line")
          .expected("correctors, as many monitors or more, and one of them at the end")
          .found(line.kicks.length + " correctors, " + line.monitors + " monitors")
          .exception();
    }
    return line;
  }

  /// Quadrupoles of 0.3 m that focus and defocus in turn, 1.7 m from each other, each with a
  /// corrector in front of it and a monitor behind it.
  public static BeamLine fodo(int quadrupoles) {
    List<BeamElement> line = new ArrayList<>();
    for (int i = 0; i < quadrupoles; i++) {
      line.add(new BeamElement.Corrector());
      line.add(new BeamElement.DriftSpace(0.7));
      line.add(new BeamElement.Quadrupole(0.3, i % 2 == 0 ? 2 : -2));
      line.add(new BeamElement.DriftSpace(1));
      line.add(new BeamElement.Monitor());
    }
    return of(line, BeamLineSettings.USUAL);
  }

  /// The same with another reward; the usual one is {@link Reward#nearer} of 0.1 mm.
  public BeamLine withReward(Reward other) {
    return new BeamLine(elements, settings, other);
  }

  private static int count(List<BeamElement> elements, Class<? extends BeamElement> kind) {
    return (int) elements.stream().filter(kind::isInstance).count();
  }

  public List<BeamElement> elements() {
    return elements;
  }

  public BeamLineSettings settings() {
    return settings;
  }

  @Override
  public int features() {
    return monitors;
  }

  @Override
  public int actions() {
    return 2 * kicks.length;
  }

  /// One that is right already is drawn again.
  @Override
  public double[] reset(Rng rng) {
    double[] readings;
    int draw = 0;
    do {
      Rng drawn = rng.child(draw++);
      Arrays.fill(kicks, 0);
      position = settings.position * drawn.normal(0);
      angle = settings.angle * drawn.normal(1);
      for (int i = 0; i < aside.length; i++) {
        boolean magnet = elements.get(i) instanceof BeamElement.Quadrupole;
        aside[i] = magnet ? settings.misalignment * drawn.normal(2 + i) : 0;
      }
      readings = readings();
    } while (distance(readings) <= settings.tolerance && draw < 1000);
    steps = 0;
    over = false;
    return readings;
  }

  @Override
  public StepResult step(int action) {
    EnvironmentChecks.action("beam line", action, actions());
    EnvironmentChecks.underWay("beam line", over);
    double before = distance();
    kicks[action / 2] += action % 2 == 0 ? settings.step : -settings.step;
    double[] readings = readings();
    double after = distance(readings);
    steps++;
    boolean terminated = after <= settings.tolerance;
    boolean truncated = steps >= settings.limit;
    over = terminated || truncated;
    return new StepResult(readings, reward.of(before, after, terminated), terminated, truncated);
  }

  /// What the correctors are set to now [mrad].
  public double[] kicks() {
    return kicks.clone();
  }

  /// How far the magnets stand aside in this episode [mm], one number per quadrupole.
  public double[] misalignments() {
    double[] all = new double[count(elements, BeamElement.Quadrupole.class)];
    int at = 0;
    for (int i = 0; i < aside.length; i++) {
      if (elements.get(i) instanceof BeamElement.Quadrupole) {
        all[at++] = aside[i];
      }
    }
    return all;
  }

  /// Position [mm] and angle [mrad] of the incoming beam.
  double[] incoming() {
    return new double[] {position, angle};
  }

  /// Sets all that an episode draws, and the correctors.
  void set(double position, double angle, double[] misalignments, double[] kicks) {
    this.position = position;
    this.angle = angle;
    int at = 0;
    for (int i = 0; i < aside.length; i++) {
      aside[i] = elements.get(i) instanceof BeamElement.Quadrupole ? misalignments[at++] : 0;
    }
    System.arraycopy(kicks, 0, this.kicks, 0, kicks.length);
  }

  /// Of the beam as it is now to its goal [mm].
  public double distance() {
    return distance(readings());
  }

  private static double distance(double[] readings) {
    double sum = 0;
    for (double x : readings) {
      sum += x * x;
    }
    return Math.sqrt(sum / readings.length);
  }

  /// What the monitors read [mm].
  public double[] readings() {
    double[] ray = {position, angle};
    double[] readings = new double[monitors];
    int corrector = 0;
    int monitor = 0;
    for (int i = 0; i < elements.size(); i++) {
      switch (elements.get(i)) {
        case BeamElement.Corrector _ -> ray[1] += kicks[corrector++];
        case BeamElement.Monitor _ -> readings[monitor++] = ray[0];
        case BeamElement element -> ray = through(element, 1, ray, aside[i]);
      }
    }
    return readings;
  }

  // The axis of a piece that stands aside is where the piece is.
  private static double[] through(BeamElement element, double part, double[] ray, double aside) {
    double[] m = element.matrix(part);
    double x = ray[0] - aside;
    return new double[] {m[0] * x + m[1] * ray[1] + aside, m[2] * x + m[3] * ray[1]};
  }

  /// The path of the beam as it is now.
  public BeamTrack track() {
    List<double[]> points = new ArrayList<>();
    double[] ray = {position, angle};
    double s = 0;
    points.add(new double[] {s, ray[0]});
    int corrector = 0;
    for (int i = 0; i < elements.size(); i++) {
      BeamElement element = elements.get(i);
      if (element instanceof BeamElement.Corrector) {
        ray[1] += kicks[corrector++];
      } else if (element.length() > 0) {
        for (int p = 1; p <= POINTS; p++) {
          double part = (double) p / POINTS;
          points.add(
              new double[] {s + part * element.length(), through(element, part, ray, aside[i])[0]});
        }
        ray = through(element, 1, ray, aside[i]);
        s += element.length();
      }
    }
    return new BeamTrack(
        points.stream().mapToDouble(p -> p[0]).toArray(),
        points.stream().mapToDouble(p -> p[1]).toArray());
  }

  /// The response matrix: by how much [mm] each monitor's reading moves for 1 mrad of each
  /// corrector, `[monitors][correctors]`. The magnets' misalignments do not change it.
  public double[][] response() {
    BeamLine straight = new BeamLine(elements, settings, reward);
    double[][] response = new double[monitors][kicks.length];
    for (int c = 0; c < kicks.length; c++) {
      straight.kicks[c] = 1;
      double[] readings = straight.readings();
      straight.kicks[c] = 0;
      for (int m = 0; m < monitors; m++) {
        response[m][c] = readings[m];
      }
    }
    return response;
  }

  /// By how much to change each corrector [mrad], so that the sum of squares of the readings is as
  /// small as can be: the least-squares solution of `response x = -readings`.
  public double[] correction() {
    double[] wanted = Arrays.stream(readings()).map(x -> -x).toArray();
    return HouseholderQr.solve(response(), wanted);
  }

  /// The analytic answer: {@link #correction} in whole steps, as actions. Of those that are left,
  /// the one that brings the beam nearest to its goal comes first, and no more are taken than are
  /// needed.
  ///
  /// The line stays as it is.
  public List<Integer> analytic() {
    BeamLine trial = new BeamLine(elements, settings, reward);
    trial.set(position, angle, misalignments(), kicks);
    int[] left =
        Arrays.stream(correction()).mapToInt(x -> (int) Math.rint(x / settings.step)).toArray();
    List<Integer> actions = new ArrayList<>();
    while (trial.distance() > settings.tolerance && Arrays.stream(left).anyMatch(n -> n != 0)) {
      int best = -1;
      double nearest = Double.POSITIVE_INFINITY;
      for (int c = 0; c < left.length; c++) {
        if (left[c] != 0) {
          trial.kicks[c] += Integer.signum(left[c]) * settings.step;
          double distance = trial.distance();
          trial.kicks[c] -= Integer.signum(left[c]) * settings.step;
          if (distance < nearest) {
            nearest = distance;
            best = c;
          }
        }
      }
      actions.add(left[best] > 0 ? 2 * best : 2 * best + 1);
      trial.kicks[best] += Integer.signum(left[best]) * settings.step;
      left[best] -= Integer.signum(left[best]);
    }
    return actions;
  }
}
