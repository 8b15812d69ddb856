package org.jpsi.lessons;

/// Where a lesson shows things: a terminal with a page beside it, or a notebook.
public interface LessonOutput {
  /// Lines of text.
  void print(String text);

  /// A picture, a table, a network, or anything else.
  void show(Object thing);
}
