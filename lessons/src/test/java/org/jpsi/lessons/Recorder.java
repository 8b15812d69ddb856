package org.jpsi.lessons;

import java.util.ArrayList;
import java.util.List;
import org.jpsi.report.Display;
import org.jpsi.report.DisplayOutput;

/// Keeps what a lesson says.
final class Recorder implements DisplayOutput {
  final List<String> lines = new ArrayList<>();
  final List<Object> shown = new ArrayList<>();

  /// What is said while `lesson` runs.
  static List<String> of(Runnable lesson) {
    Recorder recorder = new Recorder();
    DisplayOutput before = Display.output();
    Display.setOutput(recorder);
    try {
      lesson.run();
    } finally {
      Display.setOutput(before);
    }
    return recorder.lines;
  }

  @Override
  public void print(String text) {
    text.lines().forEach(lines::add);
  }

  @Override
  public void show(Object thing) {
    shown.add(thing);
  }
}
