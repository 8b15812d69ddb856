package org.jpsi.report;

import java.util.List;

/// Minimal page: the report of a run whose page could not be made. It says what failed and where
/// the rest is.
final class MinimalPage {
  private MinimalPage() {}

  static String html(
      String name, String headline, List<ReportFigure> figures, List<ReportFailure> failures) {
    String title = Html.escape(String.valueOf(name));
    StringBuilder page =
        new StringBuilder("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\"/>")
            .append("\n<title>" + title + "</title>\n</head>\n<body>\n<h1>" + title + "</h1>\n<p>")
            .append(Html.escape(headline))
            .append(
                "</p>\n<p>The report could not be made; the run is complete. Its model, figures")
            .append(" of merit, history and scores are in the files beside this page.</p>\n<ul>\n");
    for (ReportFailure failure : failures) {
      page.append("<li>" + Html.escape(failure.toString()) + "</li>\n");
    }
    page.append("</ul>\n");
    if (!figures.isEmpty()) {
      page.append("<p>Figures in the folder plots/:</p>\n<ul>\n");
      for (ReportFigure figure : figures) {
        page.append("<li><a href=\"plots/" + figure.id() + ".svg\">")
            .append(Html.escape(String.valueOf(figure.title())) + "</a></li>\n");
      }
      page.append("</ul>\n");
    }
    return page.append("</body>\n</html>\n").toString();
  }
}
