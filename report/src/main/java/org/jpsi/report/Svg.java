package org.jpsi.report;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.IntUnaryOperator;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jetbrains.letsPlot.core.util.PlotSvgExportCommon;

/// SVG of a plot specification that is the same every time, small, and fit to stand inside a page:
/// lets-plot draws its ids at random, writes 17 digits, and brings a style sheet that would hold
/// for the whole page.
final class Svg {
  private static final Pattern STYLE = Pattern.compile("<style[^>]*>.*?</style>", Pattern.DOTALL);
  private static final Pattern ID = Pattern.compile(" id=\"([^\"]*)\"");
  private static final Pattern REFERENCE = Pattern.compile("url\\(#([^)]*)\\)");
  private static final Pattern TAG = Pattern.compile("<[^>]*>");
  private static final Pattern LONG = Pattern.compile("-?\\d+\\.\\d+(?:E-?\\d+)?");
  private static final Pattern OPAQUE =
      Pattern.compile(" (?:fill|stroke)-opacity=\"1\"| clip-bounds-jfx=\"[^\"]*\"");
  private static final Pattern EMPTY = Pattern.compile("<(\\w+)([^>]*)(?<!/)></\\1>");
  private static final Pattern BARE_GROUP = Pattern.compile("<g/>");
  private static final Pattern CLASS = Pattern.compile(" class=\"([a-z-]*)\"");

  // The height that a title takes above a figure.
  private static final int TITLE = 26;

  private Svg() {}

  static String of(String id, String title, String alternative, PlotSpec plot) {
    return of(
        id,
        title,
        alternative,
        plot,
        _ -> {
          throw new IllegalStateException("a figure holds a raster image");
        });
  }

  /// @param colors 0xRRGGBB for each shade of grey, 0 to 255, of a raster in the plot
  static String of(
      String id, String title, String alternative, PlotSpec plot, IntUnaryOperator colors) {
    String drawn = drawn(plot, colors);
    return open(id, title, alternative, plot.width(), plot.height()) + tidy(drawn, id) + "</svg>\n";
  }

  // One at a time: two threads in lets-plot were seen to end in a NullPointerException of its own.
  private static synchronized String drawn(PlotSpec plot, IntUnaryOperator colors) {
    return PlotSvgExportCommon.INSTANCE.buildSvgImageFromRawSpecs(
        plot.spec(),
        null,
        (width, height, pixels) ->
            Png.address(
                width,
                height,
                java.util.Arrays.stream(pixels).map(p -> colors.applyAsInt(p & 0xFF)).toArray()),
        true);
  }

  private static String tidy(String drawn, String id) {
    String body = STYLE.matcher(Html.legible(drawn)).replaceAll("");
    body = body.substring(body.indexOf('>', body.indexOf("<svg")) + 1, body.lastIndexOf("</svg>"));
    body = body.replaceAll("\\s*\\n\\s*", "");
    Map<String, String> ids = new LinkedHashMap<>();
    body =
        ID.matcher(body)
            .replaceAll(m -> {
              String name = id + "-" + (ids.size() + 1);
              ids.put(m.group(1), name);
              return " id=\"" + name + "\"";
            });
    body =
        REFERENCE
            .matcher(body)
            .replaceAll(m -> "url(#" + ids.getOrDefault(m.group(1), m.group(1)) + ")");
    body = TAG.matcher(body).replaceAll(m -> escaped(tag(m.group())));
    String before;
    do {
      before = body;
      body = EMPTY.matcher(body).replaceAll("<$1$2/>");
      body = BARE_GROUP.matcher(body).replaceAll("");
    } while (!before.equals(body));
    return body;
  }

  /// An id for what is drawn from `text`, the same for the same: figures of one page must not share
  /// theirs (FNV-1a, 64 bits).
  static String id(String text) {
    long hash = 0xcbf29ce484222325L;
    for (int i = 0; i < text.length(); i++) {
      hash = (hash ^ text.charAt(i)) * 0x100000001b3L;
    }
    return "f" + Long.toHexString(hash);
  }

  /// The opening of a figure: its size as a view box, so that it scales with the page, and its
  /// words for screen readers.
  static String open(String id, String title, String alternative, long width, long height) {
    return "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 "
        + width
        + " "
        + height
        + "\" width=\""
        + width
        + "\" height=\""
        + height
        + "\" role=\"img\" aria-labelledby=\""
        + id
        + "-title "
        + id
        + "-desc\" font-family=\"Helvetica Neue, Helvetica, Arial, sans-serif\" font-size=\"12\">"
        + "<title id=\""
        + id
        + "-title\">"
        + Html.escape(title)
        + "</title><desc id=\""
        + id
        + "-desc\">"
        + Html.escape(alternative)
        + "</desc>";
  }

  /// A figure with its title above it.
  static String titled(
      String id, String title, String alternative, long width, long height, String drawn) {
    return open(id + "t", title, alternative, width, height + TITLE)
        + heading(title)
        + drawn.replaceFirst("<svg ", "<svg y=\"" + TITLE + "\" ")
        + "</svg>\n";
  }

  /// A white ground, and a title at its upper left.
  static String heading(String title) {
    return "<rect width=\"100%\" height=\"100%\" fill=\"white\"/>"
        + "<text x=\"12\" y=\"19\" font-size=\"14\" font-weight=\"600\" fill=\""
        + PlotSpec.INK
        + "\">"
        + Html.escape(title)
        + "</text>";
  }

  /// Only what stands inside a tag is shortened: text is the user's.
  private static String tag(String tag) {
    String shorter = LONG.matcher(tag).replaceAll(Svg::rounded);
    shorter = OPAQUE.matcher(shorter).replaceAll("");
    // Without the prefix, which nothing declares: a figure must be XML by itself.
    shorter = shorter.replace(" xlink:href=", " href=");
    return CLASS.matcher(shorter).replaceAll(m -> look(m.group(1)));
  }

  private static String rounded(MatchResult number) {
    return number(Double.parseDouble(number.group()));
  }

  /// At most two digits after the point, none in vain.
  static String number(double value) {
    long hundredths = Math.round(value * 100);
    String sign = hundredths < 0 ? "-" : "";
    long whole = Math.abs(hundredths) / 100;
    int rest = (int) (Math.abs(hundredths) % 100);
    if (rest == 0) {
      return sign + whole;
    }
    String digits = rest % 10 == 0 ? "" + rest / 10 : rest < 10 ? "0" + rest : "" + rest;
    return sign + whole + "." + digits;
  }

  private static String look(String name) {
    String size = name.startsWith("axis-title") ? "13" : "12";
    return " fill=\"" + PlotSpec.INK + "\" font-size=\"" + size + "\"";
  }

  private static String escaped(String replacement) {
    return replacement.replace("\\", "\\\\").replace("$", "\\$");
  }
}
