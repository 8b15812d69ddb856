package org.jpsi.lab.rl;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.linalg.HouseholderQr;
import org.jpsi.core.random.Rng;

/// Beam steering environment: correctors steer a beam through misaligned quadrupoles to the target
/// at the end of the line.
///
/// A quadrupole misaligned by `d` kicks the beam as a corrector does. Each episode draws new
/// misalignments, and a new incoming position and angle of the beam. Observed are the positions
/// [mm] that the monitors read, the last of which is the target. Action `2 i` moves corrector `i`
/// by one step up, `2 i + 1` by one step down. The distance to the goal is the root mean square of
/// the readings; the episode ends where it is within the tolerance.
public final class BeamLine implements Environment {
  /// Settings of a beam line: errors, step of the correctors, and end of an episode.
  ///
  /// @param misalignment of quadrupoles [mm], one standard deviation
  /// @param position of the incoming beam [mm], one standard deviation
  /// @param angle of the incoming beam [mrad], one standard deviation
  /// @param step of a corrector [mrad]
  /// @param tolerance of the distance [mm]
  /// @param maxSteps of an episode
  public record BeamLineSettings(
      double misalignment,
      double position,
      double angle,
      double step,
      double tolerance,
      int maxSteps) {
    /// As in {@link BeamLine#fodo}.
    public static final BeamLineSettings DEFAULT =
        new BeamLineSettings(0.4, 0.5, 0.2, 0.05, 0.2, 60);

    public BeamLineSettings {
      String where = "beam line";
      EnvironmentChecks.require(
          misalignment >= 0, where, "misalignment", "of 0 or more", misalignment);
      EnvironmentChecks.require(position >= 0, where, "position", "of 0 or more", position);
      EnvironmentChecks.require(angle >= 0, where, "angle", "of 0 or more", angle);
      EnvironmentChecks.require(step > 0, where, "step", "greater than 0", step);
      EnvironmentChecks.require(tolerance > 0, where, "tolerance", "greater than 0", tolerance);
      EnvironmentChecks.positive(where, "maxSteps", maxSteps);
    }
  }

  /// Beam trajectory along the line.
  ///
  /// @param s position along the line [m]
  /// @param x transverse position [mm]
  public record BeamTrack(double[] s, double[] x) {}

  // Points of a track in each element that has a length.
  private static final int POINTS = 6;

  private final List<BeamElement> elements;
  private final BeamLineSettings settings;
  private final Reward reward;
  private final int monitors;
  private final double[] kicks;
  private final double[] offsets;
  private double position;
  private double angle;
  private int steps;
  private boolean done = true;

  private BeamLine(List<BeamElement> elements, BeamLineSettings settings, Reward reward) {
    this.elements = elements;
    this.settings = settings;
    this.reward = reward;
    this.monitors = count(elements, BeamElement.Monitor.class);
    this.kicks = new double[count(elements, BeamElement.Corrector.class)];
    this.offsets = new double[elements.size()];
  }

  /// A custom line, from its entrance to the target, which is a monitor.
  ///
  /// @throws InputException where there is no corrector, fewer monitors than correctors, or no
  ///   monitor at the end
  public static BeamLine of(List<BeamElement> elements, BeamLineSettings settings) {
    BeamLine line = new BeamLine(List.copyOf(elements), settings, Reward.shaped(0.1));
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

  /// A FODO line: quadrupoles of 0.3 m that focus and defocus in turn, 1.7 m apart, each with a
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
    return of(line, BeamLineSettings.DEFAULT);
  }

  /// The line with another reward; the default is {@link Reward#shaped} of 0.1 mm.
  public BeamLine withReward(Reward other) {
    return new BeamLine(elements, settings, other);
  }

  private static int count(List<BeamElement> elements, Class<? extends BeamElement> type) {
    return (int) elements.stream().filter(type::isInstance).count();
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

  /// Starts an episode; initial states within the tolerance are drawn again.
  @Override
  public double[] reset(Rng rng) {
    double[] readings;
    int draw = 0;
    do {
      Rng drawn = rng.child(draw++);
      Arrays.fill(kicks, 0);
      position = settings.position * drawn.normal(0);
      angle = settings.angle * drawn.normal(1);
      for (int i = 0; i < offsets.length; i++) {
        boolean magnet = elements.get(i) instanceof BeamElement.Quadrupole;
        offsets[i] = magnet ? settings.misalignment * drawn.normal(2 + i) : 0;
      }
      readings = readings();
    } while (distance(readings) <= settings.tolerance && draw < 1000);
    steps = 0;
    done = false;
    return readings;
  }

  @Override
  public StepResult step(int action) {
    EnvironmentChecks.action("beam line", action, actions());
    EnvironmentChecks.started("beam line", done);
    double before = distance();
    kicks[action / 2] += action % 2 == 0 ? settings.step : -settings.step;
    double[] readings = readings();
    double after = distance(readings);
    steps++;
    boolean terminated = after <= settings.tolerance;
    boolean truncated = steps >= settings.maxSteps;
    done = terminated || truncated;
    return new StepResult(readings, reward.of(before, after, terminated), terminated, truncated);
  }

  /// The current kicks of the correctors [mrad].
  public double[] kicks() {
    return kicks.clone();
  }

  /// The misalignments in this episode [mm], one number per quadrupole.
  public double[] misalignments() {
    double[] all = new double[count(elements, BeamElement.Quadrupole.class)];
    int at = 0;
    for (int i = 0; i < offsets.length; i++) {
      if (elements.get(i) instanceof BeamElement.Quadrupole) {
        all[at++] = offsets[i];
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
    for (int i = 0; i < offsets.length; i++) {
      offsets[i] = elements.get(i) instanceof BeamElement.Quadrupole ? misalignments[at++] : 0;
    }
    System.arraycopy(kicks, 0, this.kicks, 0, kicks.length);
  }

  /// The current distance to the goal [mm].
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

  /// The readings of the monitors [mm].
  public double[] readings() {
    double[] ray = {position, angle};
    double[] readings = new double[monitors];
    int corrector = 0;
    int monitor = 0;
    for (int i = 0; i < elements.size(); i++) {
      switch (elements.get(i)) {
        case BeamElement.Corrector _ -> ray[1] += kicks[corrector++];
        case BeamElement.Monitor _ -> readings[monitor++] = ray[0];
        case BeamElement element -> ray = transport(element, 1, ray, offsets[i]);
      }
    }
    return readings;
  }

  // Transport relative to the displaced axis of a misaligned element.
  private static double[] transport(BeamElement element, double part, double[] ray, double offset) {
    double[] m = element.transferMatrix(part);
    double x = ray[0] - offset;
    return new double[] {m[0] * x + m[1] * ray[1] + offset, m[2] * x + m[3] * ray[1]};
  }

  /// The current trajectory of the beam.
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
              new double[] {
                s + part * element.length(), transport(element, part, ray, offsets[i])[0]
              });
        }
        ray = transport(element, 1, ray, offsets[i]);
        s += element.length();
      }
    }
    return new BeamTrack(
        points.stream().mapToDouble(p -> p[0]).toArray(),
        points.stream().mapToDouble(p -> p[1]).toArray());
  }

  /// The response matrix: by how much [mm] each monitor's reading moves for 1 mrad of each
  /// corrector, `[monitors][correctors]`. The magnets' misalignments do not change it.
  public double[][] responseMatrix() {
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

  /// The correction of each corrector [mrad] that minimizes the sum of squares of the readings: the
  /// least-squares solution of `responseMatrix x = -readings`.
  public double[] correction() {
    double[] target = Arrays.stream(readings()).map(x -> -x).toArray();
    return HouseholderQr.solve(responseMatrix(), target);
  }

  /// The analytic solution, {@link #correction}, as actions in whole steps, greedily ordered by the
  /// distance they leave, and cut off where the tolerance is reached.
  ///
  /// The line itself is not changed.
  public List<Integer> analyticActions() {
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
