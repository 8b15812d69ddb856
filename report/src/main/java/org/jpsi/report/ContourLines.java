package org.jpsi.report;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Contour lines through a grid of numbers, by marching squares: in every square of four points a
/// straight piece for each pair of its sides that the height crosses; pieces that meet on a side
/// are one line.
final class ContourLines {
  private final double[] x;
  private final double[] y;
  private final double[][] z;

  /// @param z `[y][x]`
  ContourLines(double[] x, double[] y, double[][] z) {
    this.x = x;
    this.y = y;
    this.z = z;
  }

  /// The lines at a height, each as points `{x, y}`; a closed one ends where it begins.
  List<List<double[]>> at(double height) {
    List<long[]> pieces = new ArrayList<>();
    for (int r = 0; r + 1 < y.length; r++) {
      for (int c = 0; c + 1 < x.length; c++) {
        square(r, c, height, pieces);
      }
    }
    return joined(pieces, height);
  }

  /// The lines at several heights as columns `x`, `y` and `g`, the number of the line.
  Map<String, Object> data(double... heights) {
    List<Object> atX = new ArrayList<>();
    List<Object> atY = new ArrayList<>();
    List<Object> line = new ArrayList<>();
    int lines = 0;
    for (double height : heights) {
      for (List<double[]> points : at(height)) {
        for (double[] point : points) {
          atX.add(point[0]);
          atY.add(point[1]);
          line.add(lines);
        }
        lines++;
      }
    }
    return PlotSpec.map("x", atX, "y", atY, "g", line);
  }

  // A side of a square is known by the number of the point it leaves and by whether it goes up.
  private long side(int r, int c, boolean up) {
    return 2L * ((long) r * x.length + c) + (up ? 1 : 0);
  }

  private void square(int r, int c, double height, List<long[]> pieces) {
    List<Long> crossed = new ArrayList<>(4);
    cross(r, c, false, height, crossed);
    cross(r, c + 1, true, height, crossed);
    cross(r + 1, c, false, height, crossed);
    cross(r, c, true, height, crossed);
    for (int i = 0; i + 1 < crossed.size(); i += 2) {
      pieces.add(new long[] {crossed.get(i), crossed.get(i + 1)});
    }
  }

  private void cross(int r, int c, boolean up, double height, List<Long> crossed) {
    double from = z[r][c] - height;
    double to = (up ? z[r + 1][c] : z[r][c + 1]) - height;
    // A point at the very height belongs to what is above.
    if (from < 0 != to < 0 && !Double.isNaN(from) && !Double.isNaN(to)) {
      crossed.add(side(r, c, up));
    }
  }

  private double[] place(long side, double height) {
    boolean up = side % 2 == 1;
    int r = (int) (side / 2 / x.length);
    int c = (int) (side / 2 % x.length);
    double from = z[r][c] - height;
    double to = (up ? z[r + 1][c] : z[r][c + 1]) - height;
    double share = from / (from - to);
    return up
        ? new double[] {x[c], y[r] + share * (y[r + 1] - y[r])}
        : new double[] {x[c] + share * (x[c + 1] - x[c]), y[r]};
  }

  private List<List<double[]>> joined(List<long[]> pieces, double height) {
    Map<Long, List<Integer>> ends = new HashMap<>();
    for (int i = 0; i < pieces.size(); i++) {
      for (long side : pieces.get(i)) {
        ends.computeIfAbsent(side, _ -> new ArrayList<>(2)).add(i);
      }
    }
    boolean[] used = new boolean[pieces.size()];
    List<List<double[]>> lines = new ArrayList<>();
    for (int i = 0; i < used.length; i++) {
      if (!used[i]) {
        used[i] = true;
        Deque<Long> line = new ArrayDeque<>(List.of(pieces.get(i)[0], pieces.get(i)[1]));
        for (int next = next(line.getLast(), ends, used); next >= 0; ) {
          line.addLast(other(pieces.get(next), line.getLast()));
          next = next(line.getLast(), ends, used);
        }
        for (int next = next(line.getFirst(), ends, used); next >= 0; ) {
          line.addFirst(other(pieces.get(next), line.getFirst()));
          next = next(line.getFirst(), ends, used);
        }
        lines.add(line.stream().map(side -> place(side, height)).toList());
      }
    }
    return lines;
  }

  private static int next(long side, Map<Long, List<Integer>> ends, boolean[] used) {
    for (int piece : ends.getOrDefault(side, List.of())) {
      if (!used[piece]) {
        used[piece] = true;
        return piece;
      }
    }
    return -1;
  }

  private static long other(long[] piece, long side) {
    return piece[0] == side ? piece[1] : piece[0];
  }
}
