package org.jpsi.report;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Pictures side by side, a new line after every `across` of them.
public final class Row implements Picture {
  private static final Pattern SIZE = Pattern.compile(" width=\"(\\d+)\" height=\"(\\d+)\"");
  private static final int GAP = 12;
  private final List<Picture> pictures;
  private final int across;

  private Row(List<Picture> pictures, int across) {
    this.pictures = pictures;
    this.across = across;
  }

  public static Row of(Picture... pictures) {
    return new Row(List.of(pictures), pictures.length);
  }

  /// @param across how many stand beside each other
  public static Row of(int across, List<? extends Picture> pictures) {
    if (across < 1) {
      throw new IllegalArgumentException("Row: expected at least 1 across, found " + across);
    }
    return new Row(List.copyOf(pictures), across);
  }

  @Override
  public String svg() {
    StringBuilder inside = new StringBuilder();
    int x = 0;
    int y = 0;
    int tallest = 0;
    int width = 1;
    for (int i = 0; i < pictures.size(); i++) {
      if (i > 0 && i % across == 0) {
        x = 0;
        y += tallest + GAP;
        tallest = 0;
      }
      String svg = pictures.get(i).svg();
      Matcher size = SIZE.matcher(svg);
      if (!size.find()) {
        throw new IllegalStateException("a picture without a size");
      }
      inside.append(svg.replaceFirst("<svg ", "<svg x=\"" + x + "\" y=\"" + y + "\" "));
      x += Integer.parseInt(size.group(1)) + GAP;
      width = Math.max(width, x - GAP);
      tallest = Math.max(tallest, Integer.parseInt(size.group(2)));
    }
    String id = Svg.id(inside.toString());
    return Svg.open(id, "Figures", words(), width, y + tallest)
        + "<rect width=\"100%\" height=\"100%\" fill=\"white\"/>"
        + inside
        + "</svg>\n";
  }

  @Override
  public String words() {
    return pictures.stream().map(Picture::words).collect(Collectors.joining("; "));
  }
}
