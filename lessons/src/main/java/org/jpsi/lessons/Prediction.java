package org.jpsi.lessons;

/// Prediction of the reader.
///
/// @param question that was asked
/// @param guess the reader's
public record Prediction<T>(String question, T guess) {
  // Relative difference up to which a number counts as close.
  private static final double NEAR = 0.25;

  /// Prints the result beside the prediction. Numbers may be of different types: 9 predicts 9.0.
  public void reveal(Object actual) {
    String expected = "! You predicted " + guess + "; it is " + actual;
    Lesson.output()
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
