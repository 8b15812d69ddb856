package org.jpsi.lessons;

import java.util.ArrayList;
import java.util.List;

/// Keeps what a lesson says.
final class Recorder implements LessonOutput {
  final List<String> lines = new ArrayList<>();
  final List<Object> shown = new ArrayList<>();

  /// What is said while `lesson` runs.
  static List<String> of(Runnable lesson) {
    Recorder recorder = new Recorder();
    LessonOutput before = Lesson.output();
    Lesson.setOutput(recorder);
    try {
      lesson.run();
    } finally {
      Lesson.setOutput(before);
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
