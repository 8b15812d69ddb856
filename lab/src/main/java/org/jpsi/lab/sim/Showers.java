package org.jpsi.lab.sim;

import java.util.Arrays;
import java.util.List;
import org.jpsi.core.parallel.ThreadBudget;
import org.jpsi.core.random.Rng;

/// Calorimeter images of ten classes of particles, 28 x 28 pixels, a classification dataset like
/// MNIST.
///
/// ```java
/// Showers showers = Showers.of(1);
/// float[] images = showers.images(0, 60_000); // [events, 784]
/// int[] labels = showers.labels(0, 60_000);   // [events]
/// ```
///
/// An image shows a sampling calorimeter from the side. Its 28 columns are planes one behind the
/// other, a radiation length of iron before each but the first (2.9 interaction lengths in all);
/// its 28 rows are strips of 1 cm. Particles come from the left, from a collision 1 m away, with 4
/// to 40 GeV, log-uniform. The first plane, three times as thick as others, shows the incoming
/// particles. A pixel is `sqrt(E / 1 GeV)` with the energy E of a strip after fluctuations and
/// noise (4 MeV; a muon leaves 20 MeV in a plane): 0 below 10 MeV, 1 from 1 GeV on.
///
/// The signature of each class, and which are hard to separate by nature:
///
/// - `electron`: a track in the first plane, and a shower at once.
/// - `photon`: a shower that begins where the photon converts, on average after 9/7 radiation
///   lengths, and nothing before. One in seven converts before the first plane, and looks like an
///   electron but for the two particles that cross it.
/// - `converted photon`: an electron and a positron, made near the collision and drawn apart by a
///   field of 1 T. At high energy they are less than two strips apart, and look like one electron.
/// - `neutral pion`: two photons, 7 cm apart or more at 4 GeV and 0.7 cm at 40 GeV, seen from any
///   side: a single `photon` whenever they lie within a strip or one behind the other. This is the
///   hardest pair.
/// - `muon`: a track through all planes.
/// - `J/psi`: two muons at an angle; of eight times the energy of other kinds.
/// - `charged pion`: a track, and a wide and irregular shower where the pion meets a nucleus, at
///   any depth. Nearly one in ten crosses all planes like a `muon`.
/// - `neutron`: the same without the track; one in seventeen leaves nothing at all.
/// - `tau`: three charged pions near one another. Where two of them lie in a line, or take little
///   energy, it is a `charged pion`.
/// - `jet`: six to eleven hadrons and photons, some of them out of view. Where few have most of the
///   energy it is a `tau`.
///
/// Event `i` is a function of (seed, i) alone: not of the threads, nor of the range that is asked
/// for. Of ten consecutive events from a multiple of ten on, each is of another class.
public final class Showers {
  /// Rows and columns of an image.
  public static final int SIDE = 28;

  /// Pixels of an image.
  public static final int PIXELS = SIDE * SIDE;

  /// Names of the classes, by label.
  public static final List<String> CLASSES =
      Arrays.stream(ShowerClass.values()).map(ShowerClass::label).toList();

  private static final ShowerClass[] ALL = ShowerClass.values();

  // Maximum distance from the middle, in strips, at which particles hit the first plane.
  private static final double MAX_OFFSET = 3;

  private final long seed;
  private final int threads;
  private final Rng events;
  private final Rng classes;

  private Showers(long seed, int threads) {
    if (threads < 1) {
      throw new IllegalArgumentException("Showers: expected threads >= 1, found " + threads);
    }
    this.seed = seed;
    this.threads = threads;
    Rng all = Rng.of(seed).child("sim").child("showers");
    this.events = all.child("events");
    this.classes = all.child("kinds");
  }

  /// Images of a seed, with the process's {@link ThreadBudget}.
  public static Showers of(long seed) {
    return new Showers(seed, ThreadBudget.threads());
  }

  /// The same events with another number of threads.
  public Showers threads(int number) {
    return new Showers(seed, number);
  }

  /// The images of events `from` to `to` - 1, `[events, 784]`, row by row, from 0 to 1.
  public float[] images(long from, long to) {
    int rows = rows(from, to);
    float[] images = new float[Math.multiplyExact(rows, PIXELS)];
    Chunks.run(
        rows,
        threads,
        (begin, end) -> {
          Calorimeter calorimeter = new Calorimeter();
          for (int i = begin; i < end; i++) {
            calorimeter.clear();
            Rng event = events.child(from + i);
            simulate(calorimeter, event, classOf(from + i));
            calorimeter.digitize(event.child("noise"), images, i * PIXELS);
          }
        });
    return images;
  }

  /// The class labels of events `from` to `to` - 1, as indices into {@link #CLASSES}.
  public int[] labels(long from, long to) {
    int[] labels = new int[rows(from, to)];
    for (int i = 0; i < labels.length; i++) {
      labels[i] = classOf(from + i).ordinal();
    }
    return labels;
  }

  /// The true energies of events `from` to `to` - 1 before the calorimeter, GeV.
  public double[] energies(long from, long to) {
    double[] energies = new double[rows(from, to)];
    for (int i = 0; i < energies.length; i++) {
      energies[i] = ShowerClass.energy(new EventRandom(events.child(from + i)));
      energies[i] *= classOf(from + i) == ShowerClass.J_PSI ? ShowerClass.J_PSI_FACTOR : 1;
    }
    return energies;
  }

  // Simulates one event.
  static void simulate(Calorimeter calorimeter, Rng event, ShowerClass particle) {
    EventRandom draws = new EventRandom(event);
    double energy = ShowerClass.energy(draws);
    particle.simulate(
        energy, draws.uniform(-MAX_OFFSET, MAX_OFFSET), new Cascade(calorimeter, draws), draws);
  }

  private ShowerClass classOf(long event) {
    int n = ALL.length;
    return ALL[classes.child(event / n).permutation(n)[(int) (event % n)]];
  }

  private static int rows(long from, long to) {
    if (from < 0 || to < from) {
      throw new IllegalArgumentException(
          "Showers: expected events from 0 on, found " + from + " to " + to);
    }
    return Math.toIntExact(to - from);
  }

  @Override
  public String toString() {
    return "Showers(seed " + seed + ")";
  }
}
