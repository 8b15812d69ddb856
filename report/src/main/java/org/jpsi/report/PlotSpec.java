package org.jpsi.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Plot specification as lets-plot takes it: a plain map, built layer by layer. One look for all
/// figures.
final class PlotSpec {
  static final String INK = "#30343b";
  static final String FAINT = "#c9ced6";

  private final int width;
  private final int height;
  private final List<Object> layers = new ArrayList<>();
  private final Map<String, Map<String, Object>> scales = new LinkedHashMap<>();
  private final Map<String, Object> theme = new LinkedHashMap<>();

  private boolean free;

  private PlotSpec(int width, int height) {
    this.width = width;
    this.height = height;
    theme.put("name", "classic");
    theme.put("legend_position", "top");
    theme.put("legend_title", "blank");
    theme.put("legend_justification", List.of(0.5, 1));
    theme.put("axis_title", map("size", 13, "color", INK));
    theme.put("axis_text", map("size", 12, "color", INK));
    theme.put("legend_text", map("size", 12, "color", INK));
    theme.put("axis_line", map("size", 0.8, "color", INK));
    theme.put("axis_ticks", map("size", 0.8, "color", INK));
    theme.put("plot_background", map("fill", "white", "size", 0, "color", "white"));
  }

  static PlotSpec of(int width, int height) {
    return new PlotSpec(width, height);
  }

  /// A layer of its own data; `options` are pairs of name and value: `mapping` or constants of the
  /// geometry.
  PlotSpec layer(String geom, Map<String, ?> data, Map<String, ?> mapping, Object... options) {
    Map<String, Object> layer = map("geom", geom, "data", data, "mapping", mapping);
    layer.put("tooltips", "none");
    layer.putAll(map(options));
    layers.add(layer);
    return this;
  }

  /// Options of the scale of one aesthetic, such as `name`, `limits`, `trans`.
  PlotSpec scale(String aesthetic, Object... options) {
    scales.computeIfAbsent(aesthetic, a -> map("aesthetic", a)).putAll(map(options));
    return this;
  }

  PlotSpec axes(String x, String y) {
    return scale("x", "name", x).scale("y", "name", y);
  }

  /// Names in a fixed order, each with its color; a legend shows them.
  PlotSpec colors(List<String> names, List<String> colors) {
    for (String aesthetic : List.of("color", "fill")) {
      scale(aesthetic, "values", colors, "limits", names, "breaks", names, "name", "");
    }
    return this;
  }

  PlotSpec theme(Object... options) {
    theme.putAll(map(options));
    return this;
  }

  int width() {
    return width;
  }

  int height() {
    return height;
  }

  Map<String, Object> spec() {
    Map<String, Object> spec = described();
    if (free) {
      spec.put("coord", map("name", "cartesian"));
    }
    return spec;
  }

  /// Fills its place, where a grid of colors would keep its squares square.
  PlotSpec free() {
    free = true;
    return this;
  }

  /// Without axes.
  PlotSpec bare() {
    for (String part : List.of("axis_line", "axis_ticks", "axis_text", "axis_title")) {
      theme(part, "blank");
    }
    return this;
  }

  private Map<String, Object> described() {
    return map(
        "kind",
        "plot",
        "layers",
        layers,
        "scales",
        new ArrayList<Object>(scales.values()),
        "theme",
        theme,
        "ggsize",
        map("width", width, "height", height));
  }

  static Map<String, Object> map(Object... pairs) {
    Map<String, Object> map = new LinkedHashMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      map.put((String) pairs[i], pairs[i + 1]);
    }
    return map;
  }
}
