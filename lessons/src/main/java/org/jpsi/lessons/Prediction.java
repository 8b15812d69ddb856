package org.jpsi.lessons;

/// What the reader expected.
///
/// @param question that was asked
/// @param guess the reader's
public record Prediction<T>(String question, T guess) {
  // A number this near is not far off.
  private static final double NEAR = 0.25;

  /// Tells what came out beside what was expected. Numbers may be of different kinds: who expects a
  /// radius of 9 has predicted 9.0, too.
  public void reveal(Object actual) {
    String expected = "! You predicted " + guess + "; it is " + actual;
    Lesson.stage()
        .print(
            String.valueOf(guess).equalsIgnoreCase(actual.toString()) || within(0, actual)
                ? "! As you predicted: " + actual
                : within(NEAR, actual) ? expected + ": not far off" : expected);
  }

  private boolean within(double share, Object actual) {
    return guess instanceof Number a
        && actual instanceof Number b
        && Math.abs(a.doubleValue() - b.doubleValue()) <= share * Math.abs(b.doubleValue());
  }
}
