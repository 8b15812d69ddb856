package org.jpsi.lessons;

/// Output of a lesson: a terminal with an HTML page, or a notebook.
public interface LessonOutput {
  /// Prints lines of text.
  void print(String text);

  /// Shows a figure, a table, a network, or anything else.
  void show(Object thing);
}
