package org.jpsi.report;

/// Something drawn. It can stand in a page, a notebook or a file of its own.
public interface Picture {
  /// One element `svg`, with its size and a white ground. The same picture gives the same text.
  String svg();

  /// What one sees, for those who do not see it and where there are no pictures.
  String words();
}
