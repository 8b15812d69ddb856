package org.jpsi.analysis;

import java.util.ArrayList;
import java.util.List;

/// Warnings of a run: shown at once, and kept for the report.
final class Warnings {
  private final List<String> all = new ArrayList<>();
  private final ProgressListener progress;

  Warnings(ProgressListener progress) {
    this.progress = progress;
  }

  void add(String note) {
    all.add(note);
    progress.warning(note);
  }

  /// Replaces them by those from the start of a resumed run, whose analysis was written with its
  /// defaults resolved, so that fewer are found again.
  void replace(List<String> others) {
    all.clear();
    all.addAll(others);
  }

  List<String> all() {
    return List.copyOf(all);
  }
}
