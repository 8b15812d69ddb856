package org.jpsi.analysis.progress;

import java.util.ArrayList;
import java.util.List;

/// Warnings of a run: shown at once, and kept for the report.
public class Warnings {
  private final List<String> all = new ArrayList<>();
  private final List<String> suspicions = new ArrayList<>();
  private final ProgressListener progress;

  public Warnings(ProgressListener progress) {
    this.progress = progress;
  }

  /// Warnings of a part of the run, such as a fold, which are added to these with that in front,
  /// but not what these have already.
  public Warnings of(String part) {
    return new Warnings(progress) {
      @Override
      public void add(String note) {
        if (!Warnings.this.all.contains(note)) {
          Warnings.this.add(part + note);
        }
      }

      @Override
      public void suspect(String sentence) {
        if (!Warnings.this.suspicions.contains(sentence)) {
          Warnings.this.suspect(part + sentence);
        }
      }

      @Override
      public List<String> all() {
        return Warnings.this.all();
      }
    };
  }

  public void add(String note) {
    all.add(note);
    progress.warning(note);
  }

  public ProgressListener progress() {
    return progress;
  }

  /// Adds what makes all figures of the run doubtful: it is said before them.
  public void suspect(String sentence) {
    suspicions.add(sentence);
    add(sentence);
  }

  /// Replaces them by those from the start of a resumed run, whose analysis was written with its
  /// defaults resolved, so that fewer are found again.
  public void replace(List<String> others) {
    all.clear();
    all.addAll(others);
  }

  /// Those that are said first, in sentences.
  public List<String> suspicions() {
    return List.copyOf(suspicions);
  }

  public List<String> all() {
    return List.copyOf(all);
  }
}
