package org.jpsi.lessons;

import java.util.Objects;

/// What the reader expected.
///
/// @param question that was asked
/// @param guess the reader's
public record Prediction<T>(String question, T guess) {
  // A number this near is as good as hit.
  private static final double NEAR = 0.25;

  /// Tells what came out beside what was expected.
  public void reveal(T actual) {
    boolean hit = Objects.equals(guess, actual) || near(guess, actual);
    Lesson.stage()
        .print(
            (hit ? "! As you predicted: " : "! You predicted " + guess + "; it is ")
                + actual
                + (hit && !Objects.equals(guess, actual) ? ", near " + guess : ""));
  }

  private static boolean near(Object guess, Object actual) {
    return guess instanceof Number a
        && actual instanceof Number b
        && Math.abs(a.doubleValue() - b.doubleValue()) <= NEAR * Math.abs(b.doubleValue());
  }
}
