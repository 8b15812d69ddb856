package org.jpsi.report;

/// Figure: anything drawn, as SVG. It can stand in a page, a notebook or a file of its own.
public interface Figure {
  /// One element `svg`, with its size and a white ground. The same figure gives the same text.
  String svg();

  /// Text alternative: what one sees, for screen readers and where there are no figures.
  String description();
}
