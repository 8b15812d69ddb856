package org.jpsi.core.eval;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/// Path of rectangular cuts, each inside the one before, found by peeling (the patient rule
/// induction method, PRIM: Friedman and Fisher, Statistics and Computing 9 (1999) 123): from no cut
/// at all, again and again the side of one input is cut that costs 2 % of the signal left, or one
/// value of an input of few, where that removes most background, so that of
///
/// ```
/// (ln B - ln B') / (ln S - ln S')
/// ```
///
/// every step takes the largest. Of independent inputs whose ratio of densities rises towards the
/// signal, it is the best cut for each signal efficiency (as TMVA's `Cuts` looks for it), within
/// the size of a step. It ends where ten effective background events are left, or 1 % of the
/// signal.
///
/// @param thresholds at which inputs may be cut, ascending: an event is above one where its input
///   is larger
/// @param boxes the cuts, the first of which cuts nothing
record CutPath(List<double[]> thresholds, List<Box> boxes) {
  private static final double STEP = 0.02;
  private static final double LEAST_SIGNAL = 0.01;
  private static final double LEAST_BACKGROUND = 10;
  private static final int NOWHERE = -1;

  CutPath {
    thresholds = List.copyOf(thresholds);
    boxes = List.copyOf(boxes);
  }

  /// Rectangular cut: of each input the first and the last bin that pass, bin b lying between
  /// threshold b - 1 and b.
  record Box(int[] first, int[] last) {
    Box with(int input, int from, int to) {
      int[] other = first.clone();
      int[] end = last.clone();
      other[input] = from;
      end[input] = to;
      return new Box(other, end);
    }
  }

  /// Finds the path. Of a weight its magnitude counts: where signs could cancel, a cut would look
  /// for negative weights.
  ///
  /// @param signal class of an event that is kept
  static CutPath of(InputEvents events, int signal, List<double[]> thresholds) {
    return new CutPath(thresholds, new Peeling(events, signal, thresholds).boxes());
  }

  /// The number of cuts of the path that each event passes, from 1: a score for the signal.
  double[] scores(InputEvents events) {
    double[] scores = new double[events.events()];
    Arrays.fill(scores, boxes.size());
    for (int f = 0; f < events.width(); f++) {
      double[] edges = thresholds.get(f);
      int[] passed = passed(f, edges.length);
      for (int i = 0; i < scores.length; i++) {
        float value = events.inputs()[i * events.width() + f];
        int bin = bin(edges, value);
        scores[i] = Math.min(scores[i], passed[bin < 0 ? edges.length + 1 : bin]);
      }
    }
    return scores;
  }

  /// Of each bin of an input, and of a missing value at the end, how many boxes let it pass.
  private int[] passed(int f, int edges) {
    int[] passed = new int[edges + 2];
    for (Box box : boxes) {
      for (int b = box.first[f]; b <= box.last[f]; b++) {
        passed[b]++;
      }
      passed[edges + 1] += box.first[f] == 0 && box.last[f] == edges ? 1 : 0;
    }
    return passed;
  }

  /// The bin of a value; -1 of a missing one.
  private static int bin(double[] edges, float value) {
    if (Float.isNaN(value)) {
      return NOWHERE;
    }
    int low = 0;
    int high = edges.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (value > (float) edges[middle]) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /// Peeling: the events that are left, and their weights in each bin.
  private static final class Peeling {
    private final int width;
    private final int[][] bins;
    private final double[] weight;
    private final int[] side;
    private final double[][][] sums;
    private final double[] left = new double[2];
    private double squares;
    private int[] rows;

    /// @param signal class of an event that is kept
    Peeling(InputEvents events, int signal, List<double[]> thresholds) {
      width = events.width();
      bins = new int[width][events.events()];
      side = Arrays.stream(events.label()).map(label -> label == signal ? 1 : 0).toArray();
      weight = Arrays.stream(events.weight()).map(Math::abs).toArray();
      sums = new double[2][width][];
      for (int f = 0; f < width; f++) {
        double[] edges = thresholds.get(f);
        sums[0][f] = new double[edges.length + 1];
        sums[1][f] = new double[edges.length + 1];
        for (int i = 0; i < weight.length; i++) {
          bins[f][i] = bin(edges, events.inputs()[i * width + f]);
        }
      }
      rows = IntStream.range(0, weight.length).toArray();
      for (int i : rows) {
        add(i, 1);
      }
    }

    private void add(int i, int sign) {
      int c = side[i];
      left[c] += sign * weight[i];
      squares += c == 0 ? sign * weight[i] * weight[i] : 0;
      for (int f = 0; f < width; f++) {
        if (bins[f][i] >= 0) {
          sums[c][f][bins[f][i]] += sign * weight[i];
        }
      }
    }

    List<Box> boxes() {
      int[] last = new int[width];
      Arrays.setAll(last, f -> sums[0][f].length - 1);
      Box box = new Box(new int[width], last);
      List<Box> boxes = new ArrayList<>(List.of(box));
      double all = left[1];
      while (left[1] > LEAST_SIGNAL * all && left[0] * left[0] > LEAST_BACKGROUND * squares) {
        Box next = best(box);
        if (next == box) {
          break;
        }
        box = next;
        remove(box);
        if (!(left[1] > 0 && left[0] > 0)) {
          break;
        }
        boxes.add(box);
      }
      return boxes;
    }

    private void remove(Box box) {
      int[] kept = new int[rows.length];
      int n = 0;
      for (int i : rows) {
        boolean passes = true;
        for (int f = 0; f < width && passes; f++) {
          boolean cut = box.first[f] > 0 || box.last[f] < sums[0][f].length - 1;
          passes = !cut || (bins[f][i] >= box.first[f] && bins[f][i] <= box.last[f]);
        }
        if (passes) {
          kept[n++] = i;
        } else {
          add(i, -1);
        }
      }
      rows = Arrays.copyOf(kept, n);
    }

    /// The next box; the same where nothing can be cut.
    private Box best(Box box) {
      Box best = box;
      double most = 0;
      for (int f = 0; f < width; f++) {
        for (int upper = 0; upper < 2; upper++) {
          int from = box.first[f];
          int to = box.last[f];
          double[] removed = missing(box, f);
          // one bin at least: missing values alone are no cut
          for (boolean first = true;
              from < to && (first || removed[1] < STEP * left[1]);
              first = false) {
            int bin = upper == 1 ? to-- : from++;
            removed[0] += sums[0][f][bin];
            removed[1] += sums[1][f][bin];
          }
          // a cut that removes no signal removes as good as none
          double cost = Math.max(removed[1], STEP * STEP * left[1]) / left[1];
          double gain =
              StrictMath.log1p(-Math.min(1 - 1e-9, removed[0] / left[0]))
                  / StrictMath.log1p(-Math.min(1 - 1e-9, cost));
          boolean cut = from > box.first[f] || to < box.last[f];
          if (cut && gain > most && removed[1] < left[1] && removed[0] > 0) {
            most = gain;
            best = box.with(f, from, to);
          }
        }
      }
      return best;
    }

    /// Missing events: what a first cut on an input removes beside its bins.
    private double[] missing(Box box, int f) {
      double[] missing = new double[2];
      if (box.first[f] == 0 && box.last[f] == sums[0][f].length - 1) {
        for (int c = 0; c < 2; c++) {
          missing[c] = Math.max(0, left[c] - Arrays.stream(sums[c][f]).sum());
          // what is left of sums that cancel
          missing[c] = missing[c] < 1e-9 * left[c] ? 0 : missing[c];
        }
      }
      return missing;
    }
  }
}
