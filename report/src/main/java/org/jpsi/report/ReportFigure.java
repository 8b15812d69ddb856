package org.jpsi.report;

/// Report figure: a figure with its title and caption.
///
/// @param id for links and the file `plots/ID.svg`: lower case letters, digits and `-`
/// @param title a few words
/// @param caption what is shown, in plain text
/// @param alternative text alternative for screen readers
/// @param svg one element `svg`
public record ReportFigure(String id, String title, String caption, String alternative, String svg)
    implements FigureResult, Figure {
  @Override
  public String description() {
    return title + ": " + alternative;
  }
}
