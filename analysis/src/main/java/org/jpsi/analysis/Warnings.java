package org.jpsi.analysis;

import java.util.ArrayList;
import java.util.List;

/// What the user should know and need not mend: told at once, and kept for the report.
final class Warnings {
  private final List<String> all = new ArrayList<>();
  private final ProgressListener watch;

  Warnings(ProgressListener watch) {
    this.watch = watch;
  }

  void add(String note) {
    all.add(note);
    watch.note(note);
  }

  /// Takes what was noted when the run began: the analysis that was written down then leaves less
  /// to be said.
  void instead(List<String> others) {
    all.clear();
    all.addAll(others);
  }

  List<String> all() {
    return List.copyOf(all);
  }
}
