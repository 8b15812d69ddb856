package org.jpsi.report;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Figure grid: figures side by side, a new row after every `across` of them.
public final class FigureGrid implements Figure {
  private static final Pattern SIZE = Pattern.compile(" width=\"(\\d+)\" height=\"(\\d+)\"");
  private static final int GAP = 12;
  private final List<Figure> figures;
  private final int across;

  private FigureGrid(List<Figure> figures, int across) {
    this.figures = figures;
    this.across = across;
  }

  public static FigureGrid of(Figure... figures) {
    return new FigureGrid(List.of(figures), figures.length);
  }

  /// @param across how many stand beside each other
  public static FigureGrid of(int across, List<? extends Figure> figures) {
    if (across < 1) {
      throw new IllegalArgumentException("FigureGrid: expected at least 1 across, found " + across);
    }
    return new FigureGrid(List.copyOf(figures), across);
  }

  @Override
  public String svg() {
    StringBuilder inside = new StringBuilder();
    int x = 0;
    int y = 0;
    int tallest = 0;
    int width = 1;
    for (int i = 0; i < figures.size(); i++) {
      if (i > 0 && i % across == 0) {
        x = 0;
        y += tallest + GAP;
        tallest = 0;
      }
      String svg = figures.get(i).svg();
      Matcher size = SIZE.matcher(svg);
      if (!size.find()) {
        throw new IllegalStateException("a figure without a size");
      }
      inside.append(svg.replaceFirst("<svg ", "<svg x=\"" + x + "\" y=\"" + y + "\" "));
      x += Integer.parseInt(size.group(1)) + GAP;
      width = Math.max(width, x - GAP);
      tallest = Math.max(tallest, Integer.parseInt(size.group(2)));
    }
    String id = Svg.id(inside.toString());
    return Svg.open(id, "Figures", description(), width, y + tallest)
        + "<rect width=\"100%\" height=\"100%\" fill=\"white\"/>"
        + inside
        + "</svg>\n";
  }

  @Override
  public String description() {
    return figures.stream().map(Figure::description).collect(Collectors.joining("; "));
  }
}
