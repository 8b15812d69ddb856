package org.jpsi.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;

/// Reads numbers back from a plot as a person with a ruler would: positions in pixels become values
/// by the labels of the axes' ticks.
final class PlotReader {
  private static final Pattern TRANSLATE =
      Pattern.compile("translate\\((-?[\\d.]+) (-?[\\d.]+) \\)");
  private static final Pattern POINT = Pattern.compile("[ML](-?[\\d.]+) (-?[\\d.]+)");

  /// One tick: where it is, and what it says.
  record Tick(double pixel, String label) {}

  /// One mark in the coordinates of the axes: a line's, circle's, rectangle's or path's points.
  record Mark(String tag, Element element, double[][] points) {
    /// In upper case, `#0072B2`, from whichever attribute has it.
    String color() {
      String fill = element.getAttribute("fill");
      boolean stroked = tag.equals("line") || fill.equals("none");
      return hex(stroked ? element.getAttribute("stroke") : fill);
    }

    boolean dashed() {
      return !element.getAttribute("stroke-dasharray").isEmpty();
    }

    /// Whether it goes through a point, within so much across and up: lets-plot leaves out points
    /// of a path that nobody could tell from their neighbours.
    boolean passes(double x, double y, double across, double up) {
      for (int i = 0; i < points.length; i++) {
        double[] a = points[Math.max(0, i - 1)];
        double[] b = points[i];
        double dx = (b[0] - a[0]) / across;
        double dy = (b[1] - a[1]) / up;
        double fromX = (x - a[0]) / across;
        double fromY = (y - a[1]) / up;
        double length = dx * dx + dy * dy;
        double at = length > 0 ? Math.clamp((fromX * dx + fromY * dy) / length, 0, 1) : 0;
        if (Math.hypot(fromX - at * dx, fromY - at * dy) < 1) {
          return true;
        }
      }
      return false;
    }

    double x(int point) {
      return points[point][0];
    }

    double y(int point) {
      return points[point][1];
    }
  }

  private final Element root;
  private final boolean logX;
  private final boolean logY;
  private final List<Tick> across = new ArrayList<>();
  private final List<Tick> up = new ArrayList<>();

  private PlotReader(String svg, boolean logX, boolean logY) {
    this.root = ChartTest.parse(svg).getDocumentElement();
    this.logX = logX;
    this.logY = logY;
    for (Element text : elements(root, "text")) {
      String anchor = text.getAttribute("text-anchor");
      String group = ((Element) text.getParentNode()).getAttribute("transform");
      if (text.getAttribute("dy").equals("0.7em") && anchor.equals("middle")
          || text.getAttribute("dy").equals("0.35em") && group.contains("rotate(90")) {
        across.add(new Tick(translation(text)[0], text.getTextContent()));
      } else if (text.getAttribute("dy").equals("0.35em") && anchor.equals("end")) {
        up.add(new Tick(translation(text)[1], text.getTextContent()));
      }
    }
  }

  static PlotReader of(String svg) {
    return new PlotReader(svg, false, false);
  }

  static PlotReader of(String svg, boolean logX, boolean logY) {
    return new PlotReader(svg, logX, logY);
  }

  /// The figure of a report.
  static PlotReader of(Report report, String id) {
    return of(svg(report, id));
  }

  static String svg(Report report, String id) {
    return report.figures().stream()
        .filter(figure -> figure.id().equals(id))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no figure " + id))
        .svg();
  }

  List<String> ticksAcross() {
    return across.stream().map(Tick::label).toList();
  }

  List<String> ticksUp() {
    return up.stream().map(Tick::label).toList();
  }

  /// Everything written into the figure.
  List<String> texts() {
    return elements(root, "text").stream().map(Element::getTextContent).toList();
  }

  /// Names of the legend, each with the color of its key.
  Map<String, String> legend() {
    Map<String, String> legend = new LinkedHashMap<>();
    String key = "";
    for (Element element : elements(root, "*")) {
      if (element.getTagName().equals("line")) {
        key = hex(element.getAttribute("stroke"));
      } else if (element.getTagName().equals("text")
          && element.getAttribute("y").equals("0")
          && !element.hasAttribute("text-anchor")) {
        legend.put(element.getTextContent(), key);
      }
    }
    return legend;
  }

  /// What lies inside the axes, in the order of drawing.
  List<Mark> marks(String tag) {
    List<Mark> marks = new ArrayList<>();
    for (Element element : elements(root, tag)) {
      if (inside(element) && !element.getParentNode().getNodeName().equals("clipPath")) {
        marks.add(new Mark(tag, element, values(pixels(element))));
      }
    }
    return marks;
  }

  /// The marks of a color, `#0072B2`.
  List<Mark> marks(String tag, String color) {
    return marks(tag).stream().filter(mark -> mark.color().equalsIgnoreCase(color)).toList();
  }

  private static boolean inside(Element element) {
    for (Node at = element; at instanceof Element one; at = at.getParentNode()) {
      if (one.hasAttribute("clip-path")) {
        return true;
      }
    }
    return false;
  }

  private static List<double[]> pixels(Element e) {
    return switch (e.getTagName()) {
      case "line" -> List.of(pixel(e, "x1", "y1"), pixel(e, "x2", "y2"));
      case "circle" -> List.of(pixel(e, "cx", "cy"));
      case "rect", "image" -> {
        double[] at = pixel(e, "x", "y");
        double[] size = pixel(e, "width", "height");
        yield List.of(at, new double[] {at[0] + size[0], at[1] + size[1]});
      }
      default -> {
        List<double[]> points = new ArrayList<>();
        Matcher point = POINT.matcher(e.getAttribute("d"));
        while (point.find()) {
          points.add(
              new double[] {
                Double.parseDouble(point.group(1)), Double.parseDouble(point.group(2))
              });
        }
        yield points;
      }
    };
  }

  private static double[] pixel(Element e, String x, String y) {
    return new double[] {number(e, x), number(e, y)};
  }

  private static double number(Element e, String name) {
    String text = e.getAttribute(name);
    return text.isEmpty() ? 0 : Double.parseDouble(text);
  }

  private double[][] values(List<double[]> pixels) {
    return pixels.stream()
        .map(p -> new double[] {value(across, p[0], logX), value(up, p[1], logY)})
        .toArray(double[][]::new);
  }

  private static double value(List<Tick> ticks, double pixel, boolean log) {
    if (ticks.size() < 2 || !plain(ticks.getFirst().label).matches("-?[\\d.,]+(e-?\\d+)?")) {
      return pixel; // names, such as those of bars
    }
    Tick first = ticks.getFirst();
    Tick last = ticks.getLast();
    double from = value(first.label, log);
    double to = value(last.label, log);
    double at = from + (to - from) * (pixel - first.pixel) / (last.pixel - first.pixel);
    return log ? Math.pow(10, at) : at;
  }

  private static double value(String label, boolean log) {
    double value = Double.parseDouble(plain(label));
    return log ? Math.log10(value) : value;
  }

  /// `10⁻²` as `1e-2`.
  private static String plain(String label) {
    StringBuilder exponent = new StringBuilder();
    for (char c : label.toCharArray()) {
      int digit = "\u2070\u00b9\u00b2\u00b3\u2074\u2075\u2076\u2077\u2078\u2079".indexOf(c);
      exponent.append(c == '\u207b' ? "-" : digit >= 0 ? "" + digit : "");
    }
    return exponent.isEmpty() ? label.replace('\u2212', '-') : "1e" + exponent;
  }

  // Of the tick's group, which holds the group of the text.
  private static double[] translation(Element text) {
    Element tick = (Element) text.getParentNode().getParentNode();
    Matcher at = TRANSLATE.matcher(tick.getAttribute("transform"));
    return at.find()
        ? new double[] {Double.parseDouble(at.group(1)), Double.parseDouble(at.group(2))}
        : new double[2];
  }

  static List<Element> elements(Element root, String tag) {
    NodeList found = root.getElementsByTagName(tag);
    List<Element> elements = new ArrayList<>();
    for (int i = 0; i < found.getLength(); i++) {
      elements.add((Element) found.item(i));
    }
    return elements;
  }

  private static String hex(String color) {
    Matcher rgb = Pattern.compile("rgb\\((\\d+),(\\d+),(\\d+)\\)").matcher(color);
    return rgb.matches()
        ? String.format(
            java.util.Locale.ROOT,
            "#%02X%02X%02X",
            Integer.parseInt(rgb.group(1)),
            Integer.parseInt(rgb.group(2)),
            Integer.parseInt(rgb.group(3)))
        : color.toUpperCase(java.util.Locale.ROOT);
  }
}
