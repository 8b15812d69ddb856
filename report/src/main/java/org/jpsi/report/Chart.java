package org.jpsi.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import org.jpsi.core.histogram.Binning;
import org.jpsi.core.histogram.Histogram;
import org.jspecify.annotations.Nullable;

/// Chart: a figure on two axes, built layer by layer (lines, points, histograms, heat maps). A name
/// gives a layer its color and its entry in the legend; layers of the same name share them, and
/// `""` is drawn in grey without an entry.
///
/// ```java
/// Chart.of("Loss").axes("epoch", "loss").line("training", epochs, losses)
/// ```
///
/// Each method changes this chart and gives it back. Numbers that are not finite are left out.
public final class Chart implements Figure {
  private final String title;
  private final List<Layer> layers = new ArrayList<>();
  private final Map<String, String> colors = new LinkedHashMap<>();
  private final Map<String, List<Object>> scales = new LinkedHashMap<>();
  private String x = "";
  private String y = "";
  private int width = 460;
  private int height = 330;
  private boolean bare;
  private @Nullable ColorScale heat;

  /// Layer: geometry, data and mapping, as the grammar of graphics has them.
  private record Layer(
      String geom, Map<String, ?> data, Map<String, ?> mapping, Object[] options) {}

  private Chart(String title) {
    this.title = title;
  }

  /// A chart with a title above it, which may be empty.
  public static Chart of(String title) {
    return new Chart(title);
  }

  /// Axis titles, with units: `"mass [GeV]"`.
  public Chart axes(String across, String up) {
    x = across;
    y = up;
    return this;
  }

  /// In pixels, without the title.
  public Chart size(int across, int up) {
    width = across;
    height = up;
    return this;
  }

  /// No axes, and squares stay square: for images.
  public Chart bare() {
    bare = true;
    return this;
  }

  /// The color of a name, such as `"#0072B2"`, in place of the next of the palette.
  public Chart color(String name, String color) {
    colors.put(name, color);
    return this;
  }

  /// A line through points in the order of `x`.
  public Chart line(String name, double[] x, double[] y) {
    return named("line", name, points(x, y), "size", 1.2);
  }

  /// A dashed line.
  public Chart dashed(String name, double[] x, double[] y) {
    return named("line", name, points(x, y), "size", 1, "linetype", "dashed");
  }

  /// A line through points in the order given.
  public Chart path(String name, double[] x, double[] y) {
    return named("path", name, points(x, y), "size", 1);
  }

  /// Points.
  public Chart points(String name, double[] x, double[] y) {
    return points(name, x, y, 2);
  }

  /// Points of a size, in tenths of the text's or so: 1 is small, 4 large.
  public Chart points(String name, double[] x, double[] y, double size) {
    double alpha = x.length > 400 ? 0.6 : 0.9;
    return named("point", name, points(x, y), "size", size, "alpha", alpha);
  }

  /// Points with their errors, one standard deviation up and down.
  public Chart errors(String name, double[] x, double[] y, double[] error) {
    return errorBars(name, x, y, error).points(name, x, y);
  }

  /// Error bars without points, one standard deviation up and down.
  Chart errorBars(String name, double[] x, double[] y, double[] error) {
    LayerData.same("errors", error.length, "y", y.length);
    double[] low = new double[y.length];
    double[] high = new double[y.length];
    for (int i = 0; i < y.length; i++) {
      low[i] = y[i] - error[i];
      high[i] = y[i] + error[i];
    }
    Map<String, Object> data = LayerData.of(List.of("x", "low", "high"), x, low, high);
    return layer(
        "linerange",
        name,
        data,
        PlotSpec.map("x", "x", "ymin", "low", "ymax", "high"),
        "size",
        0.9);
  }

  /// The area between two curves.
  public Chart band(String name, double[] x, double[] low, double[] high) {
    Map<String, Object> data = LayerData.of(List.of("x", "low", "high"), x, low, high);
    data.put("c", LayerData.repeated(name, rows(data)));
    color(name);
    layers.add(
        new Layer(
            "ribbon",
            data,
            PlotSpec.map("x", "x", "ymin", "low", "ymax", "high", "fill", "c"),
            new Object[] {"alpha", 0.25, "size", 0}));
    return this;
  }

  /// A function, at 201 points between `from` and `to`.
  public Chart function(String name, double from, double to, DoubleUnaryOperator f) {
    double[] at = range(from, to, 201);
    return line(name, at, Arrays.stream(at).map(f).toArray());
  }

  /// Histogram outline: how many values fall into each of `bins` bins between `low` and `high`, as
  /// an outline.
  public Chart histogram(String name, double[] values, double low, double high, int bins) {
    double[] ones = new double[values.length];
    Arrays.fill(ones, 1);
    return histogram(name, values, ones, low, high, bins);
  }

  /// The same with a weight per number.
  public Chart histogram(
      String name, double[] values, double[] weights, double low, double high, int bins) {
    Histogram h =
        Histogram.of(
            new Binning(low, high, bins),
            values.length,
            i -> values[i],
            i -> weights[i],
            i -> Double.isFinite(values[i]));
    double[][] outline = LayerData.outline(h);
    return path(name, outline[0], outline[1]);
  }

  /// The same scaled to unit area, so that shapes can be compared.
  public Chart shape(String name, double[] values, double low, double high, int bins) {
    double[] weights = new double[values.length];
    long inside = Arrays.stream(values).filter(v -> v >= low && v <= high).count();
    Arrays.fill(weights, bins / (Math.max(1, inside) * (high - low)));
    return histogram(name, values, weights, low, high, bins);
  }

  /// A bar per name.
  public Chart bars(List<String> names, double... values) {
    String name = " ";
    colors.putIfAbsent(name, Palette.BLUE);
    layers.add(
        new Layer(
            "bar",
            PlotSpec.map("x", names, "y", Arrays.stream(values).boxed().toList()),
            PlotSpec.map("x", "x", "y", "y"),
            new Object[] {"stat", "identity", "fill", Palette.BLUE, "size", 0, "width", 0.7}));
    scale("x", "discrete", true, "limits", names);
    return this;
  }

  /// A heat map with a sequential color map, white to blue, between the smallest and the largest
  /// value.
  ///
  /// @param z `[y][x]`
  public Chart heat(double[] x, double[] y, double[][] z) {
    return grid(ColorScale.of(z), x, y, z);
  }

  /// A heat map with a diverging color map, vermillion at `low` over white to blue at `high`:
  /// scores, differences.
  ///
  /// @param z `[y][x]`
  public Chart divergingHeat(double[] x, double[] y, double[][] z, double low, double high) {
    return grid(new ColorScale(low, high, ColorMap.DIVERGING), x, y, z);
  }

  /// Contour lines of a grid at these heights.
  ///
  /// @param z `[y][x]`
  public Chart contours(double[] x, double[] y, double[][] z, double... heights) {
    layers.add(
        new Layer(
            "path",
            new ContourLines(x, y, z).data(heights),
            PlotSpec.map("x", "x", "y", "y", "group", "g"),
            new Object[] {"color", PlotSpec.INK, "size", 0.7}));
    return this;
  }

  /// Arrows from points to others.
  public Chart arrows(String name, double[] x, double[] y, double[] toX, double[] toY) {
    Map<String, Object> data = LayerData.of(List.of("x", "y", "u", "v"), x, y, toX, toY);
    return layer(
        "segment",
        name,
        data,
        PlotSpec.map("x", "x", "y", "y", "xend", "u", "yend", "v"),
        "size",
        0.9,
        "arrow",
        PlotSpec.map("name", "arrow", "angle", 25, "length", 7, "ends", "last", "type", "closed"));
  }

  /// A dashed line from bottom to top.
  public Chart vertical(double at) {
    return rule("vline", "xintercept", at);
  }

  /// A dashed line from left to right.
  public Chart horizontal(double at) {
    return rule("hline", "yintercept", at);
  }

  /// A text label at a point.
  public Chart label(double x, double y, String words) {
    layers.add(
        new Layer(
            "text",
            PlotSpec.map("x", List.of(x), "y", List.of(y), "t", List.of(words)),
            PlotSpec.map("x", "x", "y", "y", "label", "t"),
            new Object[] {"size", 5, "color", PlotSpec.INK}));
    return this;
  }

  /// A logarithmic axis.
  public Chart logX() {
    return scale("x", "trans", "log10");
  }

  /// A logarithmic axis.
  public Chart logY() {
    return scale("y", "trans", "log10");
  }

  /// The limits of the axis.
  public Chart xRange(double low, double high) {
    return scale("x", "limits", List.of(low, high));
  }

  /// The limits of the axis.
  public Chart yRange(double low, double high) {
    return scale("y", "limits", List.of(low, high));
  }

  /// The ticks of an axis, `"x"` or `"y"`, in place of automatic ones.
  public Chart ticks(String axis, double... at) {
    return scale(axis, "breaks", LayerData.of(at)).scale(axis, "labels", LayerData.written(at));
  }

  @Override
  public String svg() {
    PlotSpec plot = plot();
    String id = Svg.id(title + plot.spec());
    String drawn = Svg.of(id, title, description(), plot, this::color);
    return title.isEmpty() ? drawn : Svg.titled(id, title, description(), width, height, drawn);
  }

  @Override
  public String description() {
    List<String> names = colors.keySet().stream().filter(name -> !name.isBlank()).toList();
    String of = names.isEmpty() ? "" : ": " + String.join(", ", names);
    String against = x.isEmpty() && y.isEmpty() ? "" : " (" + y + " against " + x + ")";
    return title + against + of;
  }

  @Override
  public String toString() {
    return description();
  }

  private PlotSpec plot() {
    PlotSpec plot = PlotSpec.of(width, height).axes(x, y);
    scales.forEach((aesthetic, options) -> plot.scale(aesthetic, options.toArray()));
    List<String> named = colors.keySet().stream().filter(name -> !name.isBlank()).toList();
    List<String> all = List.copyOf(colors.keySet());
    List<String> values = all.stream().map(name -> colors.getOrDefault(name, "")).toList();
    for (String aesthetic : List.of("color", "fill")) {
      if (heat == null || aesthetic.equals("color")) {
        plot.scale(aesthetic, "values", values, "limits", all, "breaks", named, "name", "");
      }
    }
    if (heat != null) {
      ColorScale.scale(plot);
    }
    if (named.isEmpty()) {
      plot.theme("legend_position", "none");
    }
    if (bare) {
      plot.bare();
    } else {
      plot.free();
    }
    for (Layer layer : layers) {
      plot.layer(layer.geom, layer.data, layer.mapping, layer.options);
    }
    return plot;
  }

  // Of a shade of grey of the raster, from 0 to 255.
  private int color(int shade) {
    return heat == null ? 0 : heat.color(shade);
  }

  private Chart grid(ColorScale of, double[] x, double[] y, double[][] z) {
    heat = of;
    layers.add(
        new Layer(
            "raster",
            of.shades(x, y, z),
            PlotSpec.map("x", "x", "y", "y", "fill", "z"),
            new Object[] {"show_legend", false}));
    scale("x", "expand", List.of(0, 0));
    return scale("y", "expand", List.of(0, 0));
  }

  private Chart rule(String geom, String where, double at) {
    layers.add(
        new Layer(
            geom,
            PlotSpec.map(),
            PlotSpec.map(),
            new Object[] {where, at, "color", PlotSpec.INK, "linetype", "dashed", "size", 0.7}));
    return this;
  }

  private Chart scale(String aesthetic, Object... options) {
    scales.computeIfAbsent(aesthetic, _ -> new ArrayList<>()).addAll(Arrays.asList(options));
    return this;
  }

  private Chart named(String geom, String name, Map<String, Object> data, Object... options) {
    return layer(geom, name, data, PlotSpec.map("x", "x", "y", "y"), options);
  }

  private Chart layer(
      String geom,
      String name,
      Map<String, Object> data,
      Map<String, Object> mapping,
      Object... options) {
    data.put("c", LayerData.repeated(name, rows(data)));
    mapping.put("color", "c");
    color(name);
    layers.add(new Layer(geom, data, mapping, options));
    return this;
  }

  private void color(String name) {
    if (!colors.containsKey(name)) {
      colors.put(name, name.isBlank() ? Palette.GREY : Palette.next(named()));
    }
  }

  private int named() {
    return (int) colors.keySet().stream().filter(name -> !name.isBlank()).count();
  }

  private static Map<String, Object> points(double[] x, double[] y) {
    return LayerData.of(List.of("x", "y"), x, y);
  }

  private static int rows(Map<String, Object> data) {
    return ((List<?>) data.getOrDefault("x", List.of())).size();
  }

  /// `count` numbers at equal distances from `first` to `last`.
  public static double[] range(double first, double last, int count) {
    double[] all = new double[count];
    for (int i = 0; i < count; i++) {
      all[i] = first + (last - first) * i / Math.max(1, count - 1);
    }
    return all;
  }
}
