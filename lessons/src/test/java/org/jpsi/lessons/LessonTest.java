package org.jpsi.lessons;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import java.util.concurrent.Callable;
import org.jpsi.core.expression.Expression;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

@Isolated
class LessonTest {
  private static String hint(Callable<Double> answer) {
    return String.join(
        "\n",
        Recorder.of(() ->
            Lesson.exercise("a half", answer, a -> a == 0.5 ? "" : a > 0.5 ? "less" : "more")));
  }

  @Test
  void aRightAnswerIsToldRight() {
    assertThat(hint(() -> 0.5)).isEqualTo("✔ right: a half");
  }

  @Test
  void aWrongAnswerGetsTheHintOfItsJudge() {
    assertThat(hint(() -> 0.7)).isEqualTo("✎ exercise: a half\n  not yet: less");
  }

  @Test
  void nullAndNotANumberAreNeverRight() {
    assertThat(hint(() -> null)).endsWith("not yet: there is no answer yet");
    assertThat(hint(() -> Double.NaN)).endsWith("not yet: more");
    String taken =
        String.join("\n", Recorder.of(() -> Lesson.exercise("a half", () -> Double.NaN, _ -> "")));
    assertThat(taken).endsWith("not yet: there is no answer yet");
  }

  @Test
  void anExceptionInTheAnswerBecomesAHint() {
    assertThat(hint(() -> (double) Integer.parseInt("one")))
        .contains("not yet: your code ended with NumberFormatException (For input string: \"one\")")
        .contains("; look at ");
  }

  @Test
  void codeThatCallsItselfForEverBecomesAHint() {
    assertThat(hint(() -> deeper(1)))
        .contains(
            "not yet: your code ended with StackOverflowError: it calls itself without an end");
  }

  @SuppressWarnings("InfiniteRecursion")
  private static double deeper(double x) {
    return 1 + deeper(x);
  }

  @Test
  void moreMemoryThanThereIsBecomesAHint() {
    assertThat(hint(() -> (double) new long[Integer.MAX_VALUE].length))
        .contains("not yet: your code ended with OutOfMemoryError");
  }

  @Test
  void whatIsNotWrittenYetSaysSoItself() {
    assertThat(
            hint(() -> {
              throw new UnsupportedOperationException("write the sum");
            }))
        .endsWith("not yet: write the sum");
  }

  @Test
  void aMessageOfTheLibraryIsTheHint() {
    assertThat(hint(() -> (double) Expression.parse("pt >").text().length()))
        .contains("not yet: [expression]")
        .doesNotContain("InputException");
  }

  @Test
  void aJudgeThatStumblesOverAnAnswerGivesAHint() {
    String said =
        String.join(
            "\n",
            Recorder.of(() ->
                Lesson.exercise("two", () -> new double[1], a -> a[1] == 2 ? "" : "the second")));
    assertThat(said).contains("not yet: your code ended with ArrayIndexOutOfBoundsException");
  }

  @Test
  void numbersArePrintedWithAPointInAnyCountry() {
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.GERMANY);
      assertThat(Recorder.of(() -> Lesson.say("%.2f GeV, %,d", 91.19, 1000)))
          .containsExactly("91.19 GeV, 1,000");
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void aPercentSignAloneIsPrintedAsItIs() {
    assertThat(Recorder.of(() -> Lesson.say("100 %"))).containsExactly("100 %");
  }

  @Test
  void aPredictionIsComparedWithWhatCameOut() {
    assertThat(
            Recorder.of(() -> {
              Lesson.predict("peaks", 2).reveal(5);
              Lesson.predict("peaks", 5).reveal(5);
              Lesson.predict("mass", 90.0).reveal(91.19);
              Lesson.predict("whole where there are fractions", 9).reveal(9.0);
              Lesson.predict("half where it is whole", 2.5).reveal(10L);
              Lesson.predict("which", "deep").reveal("shallow");
            }))
        .containsExactly(
            "? peaks",
            "  You predict: 2",
            "! You predicted 2; it is 5",
            "? peaks",
            "  You predict: 5",
            "! As you predicted: 5",
            "? mass",
            "  You predict: 90.0",
            "! You predicted 90.0; it is 91.19: not far off",
            "? whole where there are fractions",
            "  You predict: 9",
            "! As you predicted: 9.0",
            "? half where it is whole",
            "  You predict: 2.5",
            "! You predicted 2.5; it is 10",
            "? which",
            "  You predict: deep",
            "! You predicted deep; it is shallow");
  }

  @Test
  void aClaimSaysWhetherItHolds() {
    assertThat(
            Recorder.of(() -> {
              Lesson.claim("XOR fails", true);
              Lesson.claim("XOR works", false);
            }))
        .containsExactly("✔ XOR fails", "✘ not this time: XOR works");
  }

  @Test
  void linesWithTimesBeginWithAClock() {
    assertThat(Recorder.of(() -> Lesson.stopwatch().lap("training")))
        .singleElement()
        .asString()
        .matches("⏱ training: \\d+\\.\\d s");
  }

  @Test
  void dataThatAreNotThereAreNone() {
    assertThat(Lesson.data("no/such/file.root")).isEmpty();
  }
}
