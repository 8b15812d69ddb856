package org.jpsi.report;

import static org.jpsi.report.Html.escape;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jpsi.core.errors.Guard;

/// HTML page, written section by section: well-formed XML too, with nothing fetched from anywhere.
final class HtmlPage {
  private static final Pattern WIDTH = Pattern.compile(" width=\"(\\d+)\"");
  private static final int SMALL = 320;
  private final StringBuilder body = new StringBuilder();
  private final StringBuilder links = new StringBuilder();
  private final List<FailedSection> failures = new ArrayList<>();
  private final String title;

  HtmlPage(String title) {
    this.title = title;
  }

  /// Starts a section with a heading and an entry in the navigation.
  HtmlPage section(String id, String heading) {
    if (!links.isEmpty()) {
      body.append("</section>\n");
    }
    links.append("<a href=\"#" + id + "\">" + escape(heading) + "</a>\n");
    body.append("<section id=\"" + id + "\" aria-label=\"" + escape(heading) + "\">\n");
    return this;
  }

  /// Adds a part of the page. Where that fails, what is there of the part is taken back, and it is
  /// named in its place.
  HtmlPage part(String name, Runnable content) {
    int start = body.length();
    String reason =
        Guard.orElse(
            () -> {
              content.run();
              return "";
            },
            wrong -> wrong);
    if (!reason.isEmpty()) {
      body.setLength(start);
      failures.add(new FailedSection(name, reason));
      soft(name + " could not be made: " + reason);
    }
    return this;
  }

  /// The parts that could not be made.
  List<FailedSection> failures() {
    return List.copyOf(failures);
  }

  HtmlPage heading(int level, String text) {
    return element("h" + level, "", text);
  }

  HtmlPage text(String text) {
    return element("p", "", text);
  }

  HtmlPage soft(String text) {
    return element("p", "soft", text);
  }

  /// One element that holds text, which is escaped.
  HtmlPage element(String name, String kind, String text) {
    String of = kind.isEmpty() ? "" : " class=\"" + kind + "\"";
    body.append("<" + name + of + ">" + together(escape(text)) + "</" + name + ">\n");
    return this;
  }

  // A value and its error, a number and its percent sign, stay on one line.
  private static String together(String text) {
    return text.replace(" \u00b1 ", "\u00a0\u00b1\u00a0").replaceAll("(?<=\\d) %", "\u00a0%");
  }

  HtmlPage open(String name, String kind) {
    body.append("<" + name + " class=\"" + kind + "\">\n");
    return this;
  }

  HtmlPage close(String name) {
    body.append("</" + name + ">\n");
    return this;
  }

  /// A bare list of sentences.
  HtmlPage list(String kind, List<String> items) {
    open("ul", kind);
    items.forEach(item -> element("li", "", item));
    return close("ul");
  }

  HtmlPage card(String name, String value) {
    body.append(
        "<div class=\"card\"><span>"
            + escape(name)
            + "</span><strong>"
            + escape(value)
            + "</strong></div>\n");
    return this;
  }

  HtmlPage table(List<String> head, List<List<String>> rows) {
    body.append("<div class=\"scroll\" tabindex=\"0\"><table>\n<thead><tr>");
    head.forEach(cell -> body.append("<th scope=\"col\">" + escape(cell) + "</th>"));
    body.append("</tr></thead>\n<tbody>\n");
    for (List<String> row : rows) {
      body.append("<tr>");
      row.forEach(cell -> body.append("<td>" + escape(cell) + "</td>"));
      body.append("</tr>\n");
    }
    body.append("</tbody></table></div>\n");
    return this;
  }

  /// Names and values, the latter free text.
  HtmlPage properties(List<ReportData.Property> properties) {
    body.append("<div class=\"scroll\" tabindex=\"0\"><table>\n<tbody>\n");
    for (ReportData.Property property : properties) {
      body.append(
          "<tr><td>"
              + escape(property.name())
              + "</td><td class=\"text\">"
              + escape(property.value())
              + "</td></tr>\n");
    }
    body.append("</tbody></table></div>\n");
    return this;
  }

  /// Figures side by side where there is room.
  HtmlPage figures(List<? extends FigureResult> figures, String kind) {
    open("div", kind.isEmpty() ? "figures" : "figures " + kind);
    for (FigureResult result : figures) {
      if (result instanceof FailedFigure failed) {
        body.append("<figure id=\"figure-" + failed.id() + "\">\n<figcaption><span><b>");
        body.append(escape(failed.title()) + "</b> could not be drawn: ");
        body.append(escape(failed.reason()) + "</span></figcaption>\n</figure>\n");
      } else if (result instanceof ReportFigure figure) {
        figure(figure);
      }
    }
    return close("div");
  }

  private void figure(ReportFigure figure) {
    body.append(
        "<figure id=\"figure-" + figure.id() + "\"" + maxWidth(figure) + ">\n" + figure.svg());
    body.append("<figcaption><span><b>" + escape(figure.title()) + "</b>");
    if (!figure.caption().isEmpty()) {
      body.append(" " + escape(figure.caption()));
    }
    body.append(
        "</span><button type=\"button\" hidden=\"hidden\" aria-label=\"Save figure "
            + escape(figure.title())
            + " as SVG\">save SVG</button></figcaption>\n</figure>\n");
  }

  /// A small figure is not blown up to the width of its column.
  private static String maxWidth(ReportFigure figure) {
    Matcher width = WIDTH.matcher(figure.svg());
    return width.find() && Integer.parseInt(width.group(1)) < SMALL
        ? " style=\"max-width: " + Integer.parseInt(width.group(1)) * 3 / 2 + "px\""
        : "";
  }

  String html() {
    List<String> parts = new ArrayList<>();
    parts.add("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\"/>");
    parts.add("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>");
    parts.add("<meta name=\"color-scheme\" content=\"light dark\"/>");
    parts.add("<title>" + escape(title) + "</title>");
    parts.add("<style>\n" + resource("report.css") + "</style>\n</head>\n<body>");
    parts.add("<a class=\"skip\" href=\"#verdict\">To the verdict</a>");
    parts.add("<nav aria-label=\"Sections\">\n<b>" + escape(title) + "</b>");
    parts.add(links + "</nav>\n<main>");
    parts.add(body + "</section>\n</main>");
    parts.add("<script>\n" + resource("report.js") + "</script>\n</body>\n</html>\n");
    return String.join("\n", parts);
  }

  static String lower(Enum<?> word) {
    return word.name().toLowerCase(Locale.ROOT);
  }

  private static String resource(String name) {
    try (InputStream in = HtmlPage.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("the jar lacks " + name);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
