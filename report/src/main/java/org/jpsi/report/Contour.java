package org.jpsi.report;

import java.util.ArrayList;
import java.util.List;

/// Lines of equal height through a grid of numbers, by marching squares: in every square of four
/// points a straight piece for each pair of its sides that the height crosses.
final class Contour {
  /// One straight piece.
  record Piece(double x, double y, double toX, double toY) {}

  private final double[] x;
  private final double[] y;
  private final double[][] z;

  /// @param z `[y][x]`
  Contour(double[] x, double[] y, double[][] z) {
    this.x = x;
    this.y = y;
    this.z = z;
  }

  List<Piece> at(double height) {
    List<Piece> pieces = new ArrayList<>();
    for (int r = 0; r + 1 < y.length; r++) {
      for (int c = 0; c + 1 < x.length; c++) {
        square(r, c, height, pieces);
      }
    }
    return pieces;
  }

  private void square(int r, int c, double height, List<Piece> pieces) {
    List<double[]> crossings = new ArrayList<>(4);
    cross(r, c, r, c + 1, height, crossings);
    cross(r, c + 1, r + 1, c + 1, height, crossings);
    cross(r + 1, c + 1, r + 1, c, height, crossings);
    cross(r + 1, c, r, c, height, crossings);
    for (int i = 0; i + 1 < crossings.size(); i += 2) {
      double[] a = crossings.get(i);
      double[] b = crossings.get(i + 1);
      pieces.add(new Piece(a[0], a[1], b[0], b[1]));
    }
  }

  private void cross(int r, int c, int toR, int toC, double height, List<double[]> crossings) {
    double from = z[r][c] - height;
    double to = z[toR][toC] - height;
    // A point at the very height belongs to what is above.
    if (from < 0 == to < 0 || Double.isNaN(from) || Double.isNaN(to)) {
      return;
    }
    double share = from / (from - to);
    crossings.add(new double[] {x[c] + share * (x[toC] - x[c]), y[r] + share * (y[toR] - y[r])});
  }
}
