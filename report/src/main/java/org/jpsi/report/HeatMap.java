package org.jpsi.report;

import java.util.List;

/// Annotated heat map: a matrix as colored squares with names at two sides. Drawn here and not by
/// lets-plot, which cuts long names short and leaves little room for the squares.
///
/// @param cells `[rows][columns]` in percent; NaN stays empty
/// @param diverging whether colors run from -100 over 0 to 100, or from 0 to 100
/// @param digits after the point of the numbers written into the squares
record HeatMap(
    List<String> rows,
    List<String> columns,
    String across,
    String down,
    double[][] cells,
    boolean diverging,
    int digits) {
  private static final int NUMBERED = 14;
  // Width of a letter, about, at twelve pixels.
  private static final double LETTER = 6.6;

  String svg(String id, String title, String alternative) {
    int n = rows.size();
    double cell = Math.clamp(420.0 / n, 17, 62);
    double text = n <= NUMBERED ? 12 : Math.clamp(cell * 0.62, 10, 12);
    double letter = LETTER * text / 12;
    double left = 14 + letter * longest(rows) + (down.isEmpty() ? 0 : 22);
    boolean upright = letter * longest(columns) > cell - 4;
    double bottom = 14 + (upright ? letter * longest(columns) : 14) + (across.isEmpty() ? 0 : 22);
    double top = 12;
    double width = left + cell * columns.size() + (diverging ? 76 : 16);
    double height = top + cell * n + bottom;
    StringBuilder out = new StringBuilder();
    out.append(Svg.open(id, title, alternative, Math.round(width), Math.round(height)))
        .append("<rect width=\"100%\" height=\"100%\" fill=\"white\"/>")
        .append("<g font-size=\"" + Svg.number(text) + "\" fill=\"" + PlotSpec.INK + "\">");
    for (int r = 0; r < n; r++) {
      double y = top + cell * r;
      text(out, left - 7, y + cell / 2, "end", rows.get(r), false);
      for (int c = 0; c < columns.size(); c++) {
        square(out, left + cell * c, y, cell, cells[r][c], n <= NUMBERED);
      }
    }
    for (int c = 0; c < columns.size(); c++) {
      double x = left + cell * (c + 0.5);
      double y = top + cell * n + 8;
      text(out, x, upright ? y : y + 6, upright ? "end" : "middle", columns.get(c), upright);
    }
    if (!across.isEmpty()) {
      text(out, left + cell * columns.size() / 2, height - 10, "middle", across, false);
      double middle = top + cell * n / 2;
      out.append("<text text-anchor=\"middle\" transform=\"translate(16 ")
          .append(Svg.number(middle))
          .append(") rotate(-90)\">")
          .append(Html.escape(down))
          .append("</text>");
    }
    if (diverging) {
      scale(out, left + cell * columns.size() + 18, top, Math.min(cell * n, 220));
    }
    return out.append("</g></svg>\n").toString();
  }

  private static int longest(List<String> names) {
    return names.stream().mapToInt(String::length).max().orElse(0);
  }

  private static void text(
      StringBuilder out, double x, double y, String anchor, String words, boolean upright) {
    out.append("<text text-anchor=\"" + anchor + "\" dy=\"0.35em\" transform=\"translate(")
        .append(Svg.number(x))
        .append(' ')
        .append(Svg.number(y))
        .append(upright ? ") rotate(-90)\">" : ")\">")
        .append(Html.escape(words))
        .append("</text>");
  }

  private void square(
      StringBuilder out, double x, double y, double cell, double value, boolean numbered) {
    if (Double.isNaN(value)) {
      return;
    }
    rect(out, x, y, cell - 1, cell - 1, color(value));
    if (numbered) {
      String ink = Math.abs(value) > 60 ? "white" : PlotSpec.INK;
      String number = Formatting.format("%." + digits + "f", value);
      out.append("<text text-anchor=\"middle\" dy=\"0.35em\" fill=\"" + ink + "\" x=\"")
          .append(Svg.number(x + (cell - 1) / 2))
          .append("\" y=\"")
          .append(Svg.number(y + (cell - 1) / 2))
          .append("\">")
          .append(number.matches("-0(\\.0*)?") ? number.substring(1) : number)
          .append("</text>");
    }
  }

  private static void rect(
      StringBuilder out, double x, double y, double width, double height, String color) {
    out.append("<rect x=\"" + Svg.number(x) + "\" y=\"" + Svg.number(y) + "\" width=\"")
        .append(Svg.number(width))
        .append("\" height=\"")
        .append(Svg.number(height))
        .append("\" fill=\"" + color + "\"/>");
  }

  private void scale(StringBuilder out, double x, double top, double height) {
    int steps = 40;
    for (int i = 0; i < steps; i++) {
      double value = 100 - 200.0 * (i + 0.5) / steps;
      rect(out, x, top + height * i / steps, 12, height / steps + 0.5, color(value));
    }
    for (int tick = -100; tick <= 100; tick += 50) {
      text(out, x + 17, top + height * (100 - tick) / 200, "start", tick + " %", false);
    }
  }

  /// White at zero, blue downwards and vermillion upwards; blue upwards where nothing is below
  /// zero.
  private String color(double value) {
    double share = Math.clamp(Math.abs(value) / 100, 0, 1);
    int[] full = diverging && value > 0 ? new int[] {0xD5, 0x5E, 0x00} : new int[] {0, 0x72, 0xB2};
    int[] none = {0xF4, 0xF6, 0xF8};
    StringBuilder hex = new StringBuilder("#");
    for (int i = 0; i < 3; i++) {
      hex.append(Formatting.format("%02x", Math.round(none[i] + (full[i] - none[i]) * share)));
    }
    return hex.toString();
  }
}
