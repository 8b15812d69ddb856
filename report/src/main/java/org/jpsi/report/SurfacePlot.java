package org.jpsi.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Surface plot: a grid of heights seen in perspective from above, white where it is low, blue
/// where it is high.
///
/// ```java
/// SurfacePlot.of("Loss").axes("w1", "w2", "loss").heights(x, y, z).path(w1, w2, losses)
/// ```
///
/// Heights that are not finite, or above what is shown, are drawn at the upper end.
public final class SurfacePlot implements Figure {
  private static final int TITLE = 26;
  private static final int ASIDE = 50;
  private static final int ABOVE = 24;
  private static final int BELOW = 34;
  private static final int SHADES = 24;
  private final String title;
  private final List<double[][]> paths = new ArrayList<>();
  private final List<String> colors = new ArrayList<>();
  private double[] x = {0, 1};
  private double[] y = {0, 1};
  private double[][] z = {{0, 0}, {0, 0}};
  private double low;
  private double high = 1;
  private String across = "";
  private String away = "";
  private String up = "";
  private double turn = StrictMath.toRadians(35);
  private double slant = StrictMath.toRadians(35);
  private int width = 460;
  private int height = 330;

  private SurfacePlot(String title) {
    this.title = title;
  }

  /// A surface plot with a title above it.
  public static SurfacePlot of(String title) {
    return new SurfacePlot(title);
  }

  /// Titles of the three axes.
  public SurfacePlot axes(String first, String second, String upwards) {
    across = first;
    away = second;
    up = upwards;
    return this;
  }

  /// In pixels, without the title.
  public SurfacePlot size(int wide, int tall) {
    width = wide;
    height = tall;
    return this;
  }

  /// The viewpoint, in degrees.
  ///
  /// @param azimuth around the vertical; at 0 the first axis runs from left to right
  /// @param elevation above the horizon, 90 straight down
  public SurfacePlot view(double azimuth, double elevation) {
    turn = StrictMath.toRadians(azimuth);
    slant = StrictMath.toRadians(elevation);
    return this;
  }

  /// The surface, from its smallest to its largest height.
  ///
  /// @param heights `[y][x]`
  public SurfacePlot heights(double[] alongX, double[] alongY, double[][] heights) {
    double least = Double.POSITIVE_INFINITY;
    double most = Double.NEGATIVE_INFINITY;
    for (double[] row : heights) {
      for (double h : row) {
        least = h < least ? h : least;
        most = h > most && Double.isFinite(h) ? h : most;
      }
    }
    return heights(alongX, alongY, heights, least, most);
  }

  /// The surface between two heights; what lies above is cut off.
  ///
  /// @param heights `[y][x]`
  public SurfacePlot heights(
      double[] alongX, double[] alongY, double[][] heights, double least, double most) {
    if (alongX.length < 2 || alongY.length < 2 || heights.length != alongY.length) {
      throw new IllegalArgumentException(
          "SurfacePlot: expected a grid of 2 x 2 heights or more, found "
              + alongX.length
              + " x, "
              + alongY.length
              + " y and "
              + heights.length
              + " rows");
    }
    x = alongX.clone();
    y = alongY.clone();
    z = heights.clone();
    low = least;
    high = most > least ? most : least + 1;
    return this;
  }

  /// A path on the surface, in vermillion, with a dot at its end.
  ///
  /// @param heights along it
  public SurfacePlot path(double[] alongX, double[] alongY, double[] heights) {
    paths.add(new double[][] {alongX.clone(), alongY.clone(), heights.clone()});
    colors.add(Palette.VERMILLION);
    return this;
  }

  @Override
  public String svg() {
    StringBuilder inside = new StringBuilder();
    View view = new View();
    frame(view, inside);
    ground(view, inside);
    for (int i = 0; i < paths.size(); i++) {
      draw(paths.get(i), colors.get(i), view, inside);
    }
    String id = Svg.id(title + inside);
    return Svg.open(id, title, description(), width, height + TITLE)
        + "<rect width=\"100%\" height=\"100%\" fill=\"white\"/>"
        + "<text x=\"12\" y=\"19\" font-size=\"14\" font-weight=\"600\" fill=\""
        + PlotSpec.INK
        + "\">"
        + Html.escape(title)
        + "</text><g transform=\"translate(0 "
        + TITLE
        + ")\" stroke-linejoin=\"round\">"
        + inside
        + "</g></svg>\n";
  }

  @Override
  public String description() {
    return String.format(
        Locale.ROOT,
        "%s (%s over %s and %s), from %.3g to %.3g",
        title,
        up,
        across,
        away,
        low,
        high);
  }

  @Override
  public String toString() {
    return description();
  }

  /// Projection from the unit cube around the origin to pixels: turned around the vertical, then
  /// seen from above.
  private final class View {
    private final double cos = StrictMath.cos(turn);
    private final double sin = StrictMath.sin(turn);
    private final double rise = StrictMath.cos(slant);
    private final double fall = StrictMath.sin(slant);
    private final double scale;
    private final double left;
    private final double top;

    View() {
      double wide = Math.abs(cos) + Math.abs(sin);
      double tall = wide * fall + rise * HEIGHT;
      scale = Math.min((width - 2 * ASIDE) / wide, (height - ABOVE - BELOW) / tall);
      left = width / 2.0;
      top = (height + ABOVE - BELOW) / 2.0 + scale * rise * HEIGHT / 2;
    }

    private double across(double u, double v) {
      return left + scale * (u * cos - v * sin);
    }

    private double down(double u, double v, double h) {
      return top - scale * ((u * sin + v * cos) * fall + h * HEIGHT * rise);
    }

    String at(double u, double v, double h) {
      return Svg.number(across(u, v)) + " " + Svg.number(down(u, v, h));
    }
  }

  // How high the cube is against its sides.
  private static final double HEIGHT = 0.62;

  private double u(double at) {
    return (at - x[0]) / (x[x.length - 1] - x[0]) - 0.5;
  }

  private double v(double at) {
    return (at - y[0]) / (y[y.length - 1] - y[0]) - 0.5;
  }

  private double h(double at) {
    return Double.isFinite(at) ? Math.clamp((at - low) / (high - low), 0, 1) : 1;
  }

  // Far squares first, so that near ones cover them. Neighbours of one shade share an element.
  private void ground(View view, StringBuilder out) {
    boolean backwards = view.cos > 0;
    boolean fromRight = view.sin > 0;
    int last = -1;
    for (int n = 0; n + 1 < y.length; n++) {
      int r = backwards ? y.length - 2 - n : n;
      for (int m = 0; m + 1 < x.length; m++) {
        int c = fromRight ? x.length - 2 - m : m;
        double mean = (h(z[r][c]) + h(z[r][c + 1]) + h(z[r + 1][c]) + h(z[r + 1][c + 1])) / 4;
        int shade = (int) Math.round(mean * SHADES);
        if (shade != last) {
          int color = ColorMap.SEQUENTIAL.at((double) shade / SHADES);
          out.append(last < 0 ? "" : "\"/>")
              .append("<path fill=\"#" + String.format(Locale.ROOT, "%06x", color))
              .append("\" stroke=\"" + PlotSpec.INK + "\" stroke-width=\"0.35\" d=\"");
          last = shade;
        }
        square(view, r, c, out);
      }
    }
    out.append("\"/>");
  }

  // In tenths of a pixel, each corner from the one before: there are many squares.
  private void square(View view, int r, int c, StringBuilder out) {
    int[] rows = {r, r, r + 1, r + 1};
    int[] columns = {c, c + 1, c + 1, c};
    long lastX = 0;
    long lastY = 0;
    for (int i = 0; i < 4; i++) {
      double u = u(x[columns[i]]);
      double v = v(y[rows[i]]);
      long atX = Math.round(10 * view.across(u, v));
      long atY = Math.round(10 * view.down(u, v, h(z[rows[i]][columns[i]])));
      out.append(i == 0 ? "M" : i == 1 ? "l" : " ").append(Svg.number((atX - lastX) / 10.0));
      out.append(' ').append(Svg.number((atY - lastY) / 10.0));
      lastX = atX;
      lastY = atY;
    }
    out.append('z');
  }

  private void draw(double[][] path, String color, View view, StringBuilder out) {
    StringBuilder line = new StringBuilder();
    String place = "";
    for (int i = 0; i < path[0].length; i++) {
      double u = u(path[0][i]);
      double v = v(path[1][i]);
      if (Math.abs(u) <= 0.5 && Math.abs(v) <= 0.5) {
        place = view.at(u, v, h(path[2][i]));
        line.append(line.isEmpty() ? "M" : "L").append(place);
      }
    }
    if (line.isEmpty()) {
      return;
    }
    out.append("<path fill=\"none\" stroke=\"white\" stroke-width=\"4\" d=\"" + line + "\"/>")
        .append("<path fill=\"none\" stroke=\"" + color + "\" stroke-width=\"2\" d=\"" + line)
        .append(
            "\"/><circle r=\"4\" fill=\"" + color + "\" stroke=\"white\" transform=\"translate(")
        .append(place + ")\"/>");
  }

  // The ground's outline, and the names of the axes beside the edges that are near.
  private void frame(View view, StringBuilder out) {
    double near = view.cos > 0 ? -0.5 : 0.5;
    double side = view.sin > 0 ? -0.5 : 0.5;
    out.append(
            "<path fill=\"none\" stroke=\"" + PlotSpec.FAINT + "\" d=\"M" + view.at(-0.5, -0.5, 0))
        .append("L" + view.at(0.5, -0.5, 0) + " " + view.at(0.5, 0.5, 0) + " ")
        .append(view.at(-0.5, 0.5, 0) + "zM" + view.at(side, -near, 0))
        .append("L" + view.at(side, -near, 1) + "\"/>");
    words(out, view, 0, near * 1.12, across, x[0], x[x.length - 1]);
    words(out, view, side * 1.12, 0, away, y[0], y[y.length - 1]);
    String edge = view.at(side, -near, 1).replace(" ", "\" y=\"");
    out.append("<text text-anchor=\"middle\" dy=\"-6\" x=\"" + edge + "\" fill=\"" + PlotSpec.INK)
        .append("\">" + Html.escape(up) + ", to " + Formatting.brief(high) + "</text>");
  }

  private static void words(
      StringBuilder out, View view, double u, double v, String name, double from, double to) {
    String anchor = view.across(u, v) < view.left ? "end" : "start";
    String place = view.at(u, v, 0).replace(" ", "\" y=\"");
    out.append("<text text-anchor=\"" + anchor + "\" dy=\"1em\" x=\"" + place)
        .append("\" fill=\"" + PlotSpec.INK + "\">" + Html.escape(name) + "</text>")
        .append("<text text-anchor=\"" + anchor + "\" dy=\"2.2em\" x=\"" + place)
        .append(
            "\" fill=\"" + Palette.GREY + "\" font-size=\"11\">" + Formatting.brief(from) + " to ")
        .append(Formatting.brief(to) + "</text>");
  }
}
