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
import org.jspecify.annotations.Nullable;

/// What a lesson calls, in a program and in a notebook alike:
///
/// ```java
/// import static org.jpsi.lessons.Lesson.*;
/// ```
public final class Lesson {
  private static final String NONE = "there is no answer yet";
  private static volatile LessonOutput stage = new PageOutput(System.out);

  private Lesson() {}

  /// Shows from now on there.
  public static void on(LessonOutput other) {
    stage = other;
  }

  static LessonOutput stage() {
    return stage;
  }

  /// Shows pictures, tables, networks, histories, tensors, or text.
  public static void show(Object... things) {
    for (Object thing : things) {
      stage.show(thing);
    }
  }

  /// Prints a line, with numbers written as in {@link String#format} and with a point in any
  /// country.
  public static void say(String format, @Nullable Object... values) {
    stage.print(values.length == 0 ? format : String.format(Locale.ROOT, format, values));
  }

  /// What {@link #say} would print, for titles, labels and hints.
  public static String text(String format, @Nullable Object... values) {
    return String.format(Locale.ROOT, format, values);
  }

  /// What the reader expects, before it is tried. Compare it with {@link Prediction#reveal}.
  public static <T> Prediction<T> predict(String question, T guess) {
    stage.print("? " + question + "\n  You predict: " + guess);
    return new Prediction<>(question, guess);
  }

  /// What this lesson teaches, held against what just came out.
  public static void claim(String what, boolean holds) {
    stage.print((holds ? "✔ " : "✘ not this time: ") + what);
  }

  /// Checks an answer of the reader's. Whatever goes wrong in it becomes a hint.
  ///
  /// @param task in a few words
  /// @param answer computes the reader's answer
  /// @param judge gives `""` where the answer is right, else a hint
  public static <T> void exercise(String task, Callable<T> answer, Function<T, String> judge) {
    String hint;
    try {
      T given = answer.call();
      hint = given == null ? NONE : judge.apply(given);
      // A comparison with NaN may come out either way.
      hint = hint.isEmpty() && given instanceof Double d && d.isNaN() ? NONE : hint;
    } catch (Exception | StackOverflowError | OutOfMemoryError | AssertionError e) {
      hint = hint(e);
    }
    stage.print(
        hint.isEmpty() ? "✔ right: " + task : "✎ exercise: " + task + "\n  not yet: " + hint);
  }

  private static String hint(Throwable e) {
    // The answer says itself what is missing, or what of it was not understood.
    if (e instanceof UnsupportedOperationException || e instanceof InputException) {
      return Objects.requireNonNullElse(e.getMessage(), NONE);
    }
    String why = e.getMessage();
    return "your code ended with "
        + e.getClass().getSimpleName()
        + (why == null ? "" : " (" + why + ")")
        + (e instanceof StackOverflowError ? ": it calls itself without an end" : "")
        + "; look at "
        + place(e);
  }

  private static String place(Throwable e) {
    for (StackTraceElement at : e.getStackTrace()) {
      if (!at.getClassName().startsWith("java.") && !at.getClassName().startsWith("org.jpsi.")) {
        return "line " + at.getLineNumber() + " of the cell or file";
      }
    }
    return "what you changed";
  }

  /// Whether two numbers are equal but for `tolerance`.
  public static boolean close(double a, double b, double tolerance) {
    return Math.abs(a - b) <= tolerance;
  }

  /// Begins to measure time.
  public static Stopwatch stopwatch() {
    return new Stopwatch(System.nanoTime());
  }

  /// As many threads as there are processors: they change how fast, never what comes out.
  public static int threads() {
    return ThreadBudget.threads();
  }

  /// A file of real data, such as `"dimuon/Zmumu_Run2011A.csv"`, where it is there: below the
  /// folder that the environment's `JPSI_DATA` names, else `../shared/data`.
  public static Optional<Path> data(String name) {
    String folder = Objects.requireNonNullElse(System.getenv("JPSI_DATA"), "");
    Path home = Path.of(Objects.requireNonNullElse(System.getProperty("jpsi.home"), ""));
    Path base = folder.isEmpty() ? home.resolve("../shared/data") : Path.of(folder);
    return Optional.of(base.resolve(name)).filter(Files::isRegularFile);
  }

  /// Measures time. Lines with times begin with a clock, and are not compared with earlier ones.
  public static final class Stopwatch {
    private long since;

    private Stopwatch(long since) {
      this.since = since;
    }

    /// Says how long `what` took since the last lap, and begins anew.
    public void lap(String what) {
      long now = System.nanoTime();
      stage.print(String.format(Locale.ROOT, "⏱ %s: %.1f s", what, (now - since) * 1e-9));
      since = now;
    }
  }
}
