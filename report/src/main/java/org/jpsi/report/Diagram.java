package org.jpsi.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Node-link diagram: boxes of text and arrows between them, such as a computational graph or a
/// decision tree.
///
/// ```java
/// Diagram.of("y = w x").box("w", 0, 0, "w", "2.0").box("y", 1, 0, "×", "6.0").arrow("w", "y", "3.0")
/// ```
///
/// Places are columns and rows, which may be fractions: box (0, 0) is at the upper left.
public final class Diagram implements Figure {
  private static final double LETTER = 7;
  private static final double LINE = 16;
  private static final int TITLE = 26;
  private final String title;
  private final Map<String, Box> boxes = new LinkedHashMap<>();
  private final List<Arrow> arrows = new ArrayList<>();
  private double across = 150;
  private double down = 84;

  /// Node of the graph.
  private record Box(double column, double row, String color, List<String> lines) {
    double width() {
      int longest = lines.stream().mapToInt(String::length).max().orElse(0);
      return Math.max(44, 18 + LETTER * longest);
    }

    double height() {
      return 12 + LINE * lines.size();
    }
  }

  /// Edge of the graph, with its label at a fraction of its length.
  private record Arrow(String from, String to, String words, double place) {}

  private Diagram(String title) {
    this.title = title;
  }

  public static Diagram of(String title) {
    return new Diagram(title);
  }

  /// Distance in pixels between the middles of neighbouring columns and rows.
  public Diagram spacing(double columns, double rows) {
    across = columns;
    down = rows;
    return this;
  }

  /// A box with lines of words in it; the first one is bold.
  public Diagram box(String id, double column, double row, String... lines) {
    return colored(id, column, row, "#f4f6f8", lines);
  }

  /// A box of a color, such as `"#cfe3f2"`.
  public Diagram colored(String id, double column, double row, String color, String... lines) {
    boxes.put(id, new Box(column, row, color, List.of(lines)));
    return this;
  }

  /// An arrow from one box to another, with words beside it or `""`.
  public Diagram arrow(String from, String to, String words) {
    return arrow(from, to, words, 0.5);
  }

  /// The same with the words at a place from 0, where it begins, to 1: where arrows cross, they are
  /// better told apart near their beginning.
  public Diagram arrow(String from, String to, String words, double place) {
    for (String id : List.of(from, to)) {
      if (!boxes.containsKey(id)) {
        throw new IllegalArgumentException(
            "Diagram: no box " + id + ", there are " + boxes.keySet());
      }
    }
    arrows.add(new Arrow(from, to, words, place));
    return this;
  }

  @Override
  public String svg() {
    double left = boxes.values().stream().mapToDouble(b -> b.width() / 2).max().orElse(0) + 10;
    double top = TITLE + boxes.values().stream().mapToDouble(b -> b.height() / 2).max().orElse(0);
    double columns = boxes.values().stream().mapToDouble(Box::column).max().orElse(0);
    double rows = boxes.values().stream().mapToDouble(Box::row).max().orElse(0);
    double least = 8.5 * title.length() + 24;
    StringBuilder inside = new StringBuilder();
    for (Arrow arrow : arrows) {
      draw(arrow, left, top, inside);
    }
    boxes.values().forEach(box -> draw(box, left, top, inside));
    String id = Svg.id(title + inside);
    long width = Math.round(Math.max(least, 2 * left + across * columns));
    return Svg.open(
            id, title, description(), width, Math.round(top + down * rows + top - TITLE + 10))
        + Svg.heading(title)
        + inside.toString().replace("#ARROW", "#" + id + "-arrow")
        + "<defs><marker id=\""
        + id
        + "-arrow\" viewBox=\"0 0 8 8\" refX=\"7\" refY=\"4\""
        + " markerWidth=\"8\" markerHeight=\"8\" orient=\"auto-start-reverse\">"
        + "<path d=\"M0 0 8 4 0 8z\" fill=\""
        + Palette.GREY
        + "\"/></marker></defs></svg>\n";
  }

  @Override
  public String description() {
    return title + ": " + boxes.size() + " boxes and " + arrows.size() + " arrows";
  }

  @Override
  public String toString() {
    return description();
  }

  private void draw(Box box, double left, double top, StringBuilder out) {
    double x = left + across * box.column;
    double y = top + down * box.row;
    out.append("<rect rx=\"5\" x=\"" + Svg.number(x - box.width() / 2))
        .append("\" y=\"" + Svg.number(y - box.height() / 2))
        .append("\" width=\"" + Svg.number(box.width()))
        .append("\" height=\"" + Svg.number(box.height()))
        .append("\" fill=\"" + Html.escape(box.color) + "\" stroke=\"" + Palette.GREY + "\"/>");
    for (int i = 0; i < box.lines.size(); i++) {
      double at = y + LINE * (i - (box.lines.size() - 1) / 2.0);
      words(out, x, at, box.lines.get(i), i == 0 ? " font-weight=\"600\"" : "");
    }
  }

  // From edge to edge: the line between the middles, cut where it leaves a box.
  private void draw(Arrow arrow, double left, double top, StringBuilder out) {
    Box from = boxes.get(arrow.from);
    Box to = boxes.get(arrow.to);
    if (from == null || to == null) {
      return;
    }
    double x = left + across * from.column;
    double y = top + down * from.row;
    double dx = across * (to.column - from.column);
    double dy = down * (to.row - from.row);
    double begin = leaving(from, dx, dy);
    double end = 1 - leaving(to, dx, dy);
    out.append("<path d=\"M" + Svg.number(x + begin * dx) + " " + Svg.number(y + begin * dy))
        .append("L" + Svg.number(x + end * dx) + " " + Svg.number(y + end * dy))
        .append("\" stroke=\"" + Palette.GREY + "\" fill=\"none\" stroke-width=\"1.3\"")
        .append(" marker-end=\"url(#ARROW)\"/>");
    if (!arrow.words.isEmpty()) {
      double middle = begin + arrow.place * (end - begin);
      // beside the line, never across it
      double aside = Math.abs(dx) > Math.abs(dy) ? 0 : 6 + LETTER * arrow.words.length() / 2;
      words(out, x + middle * dx + aside, y + middle * dy - (aside == 0 ? 9 : 0), arrow.words, "");
    }
  }

  private static double leaving(Box box, double dx, double dy) {
    double byX = dx == 0 ? Double.POSITIVE_INFINITY : box.width() / 2 / Math.abs(dx);
    double byY = dy == 0 ? Double.POSITIVE_INFINITY : box.height() / 2 / Math.abs(dy);
    return Math.min(0.5, Math.min(byX, byY));
  }

  private static void words(StringBuilder out, double x, double y, String words, String style) {
    out.append("<text text-anchor=\"middle\" dy=\"0.35em\" x=\"" + Svg.number(x))
        .append("\" y=\"" + Svg.number(y) + "\" fill=\"" + PlotSpec.INK + "\"" + style + ">")
        .append(Html.escape(words))
        .append("</text>");
  }
}
