package org.jpsi.analysis;

import java.util.ArrayList;
import java.util.List;

/// Warnings of a run: shown at once, and kept for the report.
final class Warnings {
  private final List<String> all = new ArrayList<>();
  private final List<String> suspicions = new ArrayList<>();
  private final ProgressListener progress;

  Warnings(ProgressListener progress) {
    this.progress = progress;
  }

  void add(String note) {
    all.add(note);
    progress.warning(note);
  }

  /// Adds what makes all figures of the run doubtful: it is said before them.
  void suspect(String sentence) {
    suspicions.add(sentence);
    add(sentence);
  }

  /// Replaces them by those from the start of a resumed run, whose analysis was written with its
  /// defaults resolved, so that fewer are found again.
  void replace(List<String> others) {
    all.clear();
    all.addAll(others);
  }

  /// Those that are said first, in sentences.
  List<String> suspicions() {
    return List.copyOf(suspicions);
  }

  List<String> all() {
    return List.copyOf(all);
  }
}
