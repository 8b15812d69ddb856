package org.jpsi.lab.sim;

import java.util.Arrays;
import org.jpsi.core.random.Rng;

/// Sampling calorimeter seen from the side: 28 active planes of 28 strips of 1 cm. Plane 0 stands
/// before the calorimeter, behind 0.2 radiation lengths of tracker; before each other plane is one
/// radiation length of iron (1.76 cm, a tenth of an interaction length). Particles fly towards
/// higher planes; coordinates across are in strips from the middle, those along in planes, slopes
/// in strips per cm.
///
/// Deposits of showers get sampling fluctuations; deposits of single tracks have their straggling
/// already. Every strip has the same noise.
final class Calorimeter {
  static final int PLANES = 28;
  static final int STRIPS = 28;

  /// Mean energy deposit of a muon (MIP) in a plane, GeV.
  static final double MIP = 0.020;

  /// Thickness of the first plane relative to the others.
  static final double FIRST = 3;

  /// Distance between planes, cm.
  static final double PITCH = 2.5;

  /// Moliere radius, cm.
  static final double MOLIERE = 2.4;

  /// Full scale: the energy of a strip that is 1 in an image, GeV.
  static final double FULL_SCALE = 1;

  private static final double CRITICAL_ENERGY = 0.0217;
  private static final double NOISE = 0.004;
  private static final double THRESHOLD = 0.010;
  private static final double REACH = 9;

  private static final int QUANTILES = 4096;
  private static final float[] NORMAL = new float[QUANTILES];

  static {
    // Quantiles of the standard normal distribution, from its density by the midpoint rule.
    double width = 1e-3;
    double sum = 0;
    int next = 0;
    for (int i = 0; next < QUANTILES; i++) {
      double x = -6 + (i + 0.5) * width;
      sum += width * StrictMath.exp(-0.5 * x * x) / StrictMath.sqrt(2 * Math.PI);
      while (next < QUANTILES && sum >= (next + 0.5) / QUANTILES) {
        NORMAL[next++] = (float) x;
      }
    }
  }

  // [strip][plane], in GeV
  private final double[] showers = new double[STRIPS * PLANES];
  private final double[] tracks = new double[STRIPS * PLANES];

  void clear() {
    Arrays.fill(showers, 0);
    Arrays.fill(tracks, 0);
  }

  /// Adds the track of a charged particle that crosses the planes from depth `from` to before `to`.
  ///
  /// @param x its position at `from`
  /// @param slope strips per cm
  /// @param charge squared, times the energy loss over that of a muon
  void track(double from, double to, double x, double slope, double charge, EventRandom draws) {
    int last = (int) Math.min(PLANES - 1, Math.ceil(to) - 1);
    for (int plane = (int) Math.max(0, Math.ceil(from)); plane <= last; plane++) {
      // a tail to large losses, as Landau's
      double thickness = plane == 0 ? FIRST : 1;
      double loss = thickness * charge * MIP * (0.75 - 0.25 * StrictMath.log(draws.openUniform()));
      add(tracks, plane, x + slope * PITCH * (plane - from), loss);
    }
  }

  /// Adds an electromagnetic shower of an electron, or of a photon from its conversion on, of this
  /// energy in GeV.
  ///
  /// @param offset added to `ln(E / E_c)`, the depth of its maximum
  void shower(
      double start, double energy, double x, double slope, double offset, EventRandom draws) {
    double depth = Math.max(0.4, StrictMath.log(energy / CRITICAL_ENERGY) + offset);
    double maximum = depth * (1 + 0.1 * draws.normal());
    double a = 1 + ShowerProfile.B * maximum;
    double before = 0;
    for (int plane = (int) Math.max(0, Math.floor(start) + 1); plane < PLANES; plane++) {
      double t = plane - start;
      double until = ShowerProfile.longitudinalFraction(a, t);
      double here = energy * (until - before);
      before = until;
      spread(plane, here, x + slope * PITCH * t, t / Math.max(1, maximum));
      if (until > 0.999) {
        break;
      }
    }
  }

  /// Deposits an energy in one strip.
  void deposit(double depth, double energy, double x) {
    int plane = (int) Math.ceil(depth);
    if (plane >= 0 && plane < PLANES) {
      add(showers, plane, x, energy);
    }
  }

  /// Digitizes the strips with noise and threshold, as an image: `[strip][plane]` from `at` on, the
  /// root of the energy over the full scale, from 0 (below threshold) to 1 (full scale or more).
  void digitize(Rng noise, float[] image, int at) {
    long bits = 0;
    for (int i = 0; i < showers.length; i++) {
      if ((i & 3) == 0) {
        bits = noise.bits(i >> 2);
      }
      double shape = NORMAL[(int) (bits >>> 52)];
      bits <<= 16;
      double spread = Math.sqrt(NOISE * NOISE + MIP * showers[i]);
      double energy = showers[i] + tracks[i] + spread * shape;
      image[at + i] = energy < THRESHOLD ? 0 : (float) Math.min(1, Math.sqrt(energy / FULL_SCALE));
    }
  }

  /// The total energy deposit in GeV, before noise.
  double energy() {
    double sum = 0;
    for (int i = 0; i < showers.length; i++) {
      sum += showers[i] + tracks[i];
    }
    return sum;
  }

  private void spread(int plane, double energy, double x, double depth) {
    double core = MOLIERE * (0.05 + 0.12 * depth);
    double tail = MOLIERE * (0.6 + 0.4 * depth);
    double coreFraction = Math.clamp(0.9 - 0.15 * depth, 0.4, 1);
    int first = (int) Math.max(0, Math.floor(x - REACH) + STRIPS / 2);
    int last = (int) Math.min(STRIPS - 1, Math.floor(x + REACH) + STRIPS / 2);
    double below = Double.NaN;
    for (int strip = first; strip <= last + 1; strip++) {
      double edge = strip - STRIPS / 2 - x;
      double until =
          coreFraction * ShowerProfile.lateralFraction(edge, core)
              + (1 - coreFraction) * ShowerProfile.lateralFraction(edge, tail);
      if (strip > first) {
        showers[(strip - 1) * PLANES + plane] += energy * (until - below);
      }
      below = until;
    }
  }

  private static void add(double[] cells, int plane, double x, double energy) {
    int strip = (int) Math.floor(x) + STRIPS / 2;
    if (strip >= 0 && strip < STRIPS) {
      cells[strip * PLANES + plane] += energy;
    }
  }
}
