package org.jpsi.lessons;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.parallel.ThreadBudget;
import org.jpsi.report.Display;
import org.jpsi.report.DisplayOutput;
import org.jspecify.annotations.Nullable;

/// Functions that lessons call, in programs and notebooks alike:
///
/// ```java
/// import static org.jpsi.lessons.Lesson.*;
/// ```
public final class Lesson {
  private static final String NONE = "there is no answer yet";

  private Lesson() {}

  static DisplayOutput output() {
    return Display.output();
  }

  /// Shows figures, tables, histograms, networks, histories, runs, tensors, or text.
  public static void show(Object... things) {
    Display.show(things);
  }

  /// Prints a line, formatted as by {@link String#format} in the root locale.
  public static void say(String format, @Nullable Object... values) {
    output().print(values.length == 0 ? format : String.format(Locale.ROOT, format, values));
  }

  /// Formats text as {@link #say} does, for titles, labels and hints.
  public static String text(String format, @Nullable Object... values) {
    return String.format(Locale.ROOT, format, values);
  }

  /// Records what the reader predicts; {@link Prediction#reveal} compares it with the result.
  public static <T> Prediction<T> predict(String question, T guess) {
    output().print("? " + question + "\n  You predict: " + guess);
    return new Prediction<>(question, guess);
  }

  /// States what the lesson teaches, and whether the results just shown confirm it.
  public static void claim(String what, boolean holds) {
    output().print((holds ? "✔ " : "✘ not this time: ") + what);
  }

  /// Checks the reader's answer to an exercise. An exception in it becomes a hint.
  ///
  /// @param task the exercise in a few words
  /// @param answer computes the reader's answer
  /// @param judge gives `""` where the answer is right, else a hint
  public static <T> void exercise(String task, Callable<T> answer, Function<T, String> judge) {
    String hint;
    try {
      T given = answer.call();
      hint = given == null ? NONE : judge.apply(given);
      // Comparisons with NaN are unreliable.
      hint = hint.isEmpty() && given instanceof Double d && d.isNaN() ? NONE : hint;
    } catch (Exception | StackOverflowError | OutOfMemoryError | AssertionError e) {
      hint = hint(e);
    }
    output()
        .print(
            hint.isEmpty() ? "✔ right: " + task : "✎ exercise: " + task + "\n  not yet: " + hint);
  }

  private static String hint(Throwable e) {
    // The message itself says what is missing or wrong.
    if (e instanceof UnsupportedOperationException || e instanceof InputException) {
      return Objects.requireNonNullElse(e.getMessage(), NONE);
    }
    String why = e.getMessage();
    return "your code ended with "
        + e.getClass().getSimpleName()
        + (why == null ? "" : " (" + why + ")")
        + (e instanceof StackOverflowError ? ": it calls itself without an end" : "")
        + "; look at "
        + location(e);
  }

  private static String location(Throwable e) {
    for (StackTraceElement at : e.getStackTrace()) {
      if (!at.getClassName().startsWith("java.") && !at.getClassName().startsWith("org.jpsi.")) {
        return "line " + at.getLineNumber() + " of the cell or file";
      }
    }
    return "what you changed";
  }

  /// Whether two numbers are equal within `tolerance`.
  public static boolean close(double a, double b, double tolerance) {
    return Math.abs(a - b) <= tolerance;
  }

  /// Starts a stopwatch.
  public static Stopwatch stopwatch() {
    return new Stopwatch(System.nanoTime());
  }

  /// The number of processors: the number of threads changes the speed, never the results.
  public static int threads() {
    return ThreadBudget.threads();
  }

  /// A file of real data, such as `"dimuon/Zmumu_Run2011A.csv"`, if it exists: below the folder
  /// that the environment's `JPSI_DATA` names, else `../shared/data`.
  public static Optional<Path> data(String name) {
    String folder = Objects.requireNonNullElse(System.getenv("JPSI_DATA"), "");
    Path home = Path.of(Objects.requireNonNullElse(System.getProperty("jpsi.home"), ""));
    Path base = folder.isEmpty() ? home.resolve("../shared/data") : Path.of(folder);
    return Optional.of(base.resolve(name)).filter(Files::isRegularFile);
  }

  /// Stopwatch. Lines with times begin with a clock symbol, and are not compared with earlier ones.
  public static final class Stopwatch {
    private long since;

    private Stopwatch(long since) {
      this.since = since;
    }

    /// Prints the time since the last lap as that of `what`, and restarts.
    public void lap(String what) {
      long now = System.nanoTime();
      output().print(String.format(Locale.ROOT, "⏱ %s: %.1f s", what, (now - since) * 1e-9));
      since = now;
    }
  }
}
