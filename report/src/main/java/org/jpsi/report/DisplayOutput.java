package org.jpsi.report;

/// Output of what a program shows: a terminal with an HTML page, or a notebook.
public interface DisplayOutput {
  /// Prints lines of text.
  void print(String text);

  /// Shows a figure, a table, a network, or anything else.
  void show(Object thing);
}
