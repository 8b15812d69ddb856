package org.jpsi.lessons;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jpsi.core.errors.Nearest;
import org.jpsi.core.io.AtomicFile;
import org.jspecify.annotations.Nullable;

/// Feedback form after the last lesson: a few questions, and their answers in a local file that the
/// student may hand in. Nothing is sent anywhere.
///
/// @param answers one for each question, `""` where there is none
public record Feedback(List<String> answers) {
  private static final List<Question> QUESTIONS =
      List.of(
          new Rating("What did you know of machine learning before?", "nothing", "a lot"),
          new Rating("What did you know of Java before?", "nothing", "a lot"),
          new Rating("How was the pace?", "too slow", "too fast"),
          new Rating("How clear were the explanations?", "not at all", "very"),
          new Rating("How much of the exercises did you solve yourself?", "none", "all"),
          new LessonChoice("Which lesson taught you most?"),
          new LessonChoice("Which lesson was the least clear?"),
          new FreeText("What was not clear there?"),
          new FreeText("What would you add, and what leave out?"),
          new FreeText("Anything else?"));

  /// Question of the form.
  private sealed interface Question {
    String text();

    /// Hint about possible answers, shown after the question.
    String hint();

    /// The validated answer; null where it is invalid, and is asked for again.
    @Nullable String answer(String given);

    /// The message about an invalid answer.
    String wrong(String given);
  }

  // Rating from 1 to 5.
  private record Rating(String text, String one, String five) implements Question {
    @Override
    public String hint() {
      return "1 = " + one + " ... 5 = " + five;
    }

    @Override
    public @Nullable String answer(String given) {
      return given.matches("[1-5]") ? given : null;
    }

    @Override
    public String wrong(String given) {
      return "expected a number from 1 to 5, found " + given;
    }
  }

  /// Question about one lesson.
  private record LessonChoice(String text) implements Question {
    @Override
    public String hint() {
      return "its name or number";
    }

    @Override
    public @Nullable String answer(String given) {
      String name = given.toLowerCase(Locale.ROOT);
      if (Course.NAMES.contains(name)) {
        return name;
      }
      if (!given.matches("\\d{1,3}")) {
        return null;
      }
      int number = Integer.parseInt(given);
      return number >= 1 && number <= Course.NAMES.size() ? Course.NAMES.get(number - 1) : null;
    }

    @Override
    public String wrong(String given) {
      List<String> near = Nearest.of(given, Course.NAMES);
      return "expected the name of a lesson, or a number from 1 to "
          + Course.NAMES.size()
          + (near.isEmpty() ? "" : "; did you mean " + String.join(" or ", near) + "?");
    }
  }

  /// Question with a free-text answer.
  private record FreeText(String text) implements Question {
    @Override
    public String hint() {
      return "in a line";
    }

    @Override
    public String answer(String given) {
      return given;
    }

    @Override
    public String wrong(String given) {
      return "";
    }
  }

  public Feedback {
    if (answers.size() != QUESTIONS.size()) {
      throw new IllegalArgumentException(
          "Feedback: expected " + QUESTIONS.size() + " answers, found " + answers.size());
    }
    answers = List.copyOf(answers);
  }

  /// The form without answers.
  public static Feedback empty() {
    return new Feedback(QUESTIONS.stream().map(_ -> "").toList());
  }

  /// Asks the questions on a terminal. An empty line skips a question; the end of the input skips
  /// all that follow; an invalid answer is asked for again.
  public static Feedback ask(BufferedReader in, PrintStream out) throws IOException {
    out.println("A few questions about the course. The answers go into a file of your own, and");
    out.println("nowhere else. Enter leaves a question out.");
    List<String> answers = new ArrayList<>();
    boolean open = true;
    for (Question question : QUESTIONS) {
      String answer = open ? ask(question, in, out) : "";
      open = answer != null;
      answers.add(answer == null ? "" : answer);
    }
    return new Feedback(answers);
  }

  // Null at the end of the input.
  private static @Nullable String ask(Question question, BufferedReader in, PrintStream out)
      throws IOException {
    out.println();
    out.println(question.text() + " (" + question.hint() + ")");
    while (true) {
      out.print("> ");
      out.flush();
      String line = in.readLine();
      if (line == null) {
        out.println();
        return null;
      }
      String given = line.replaceAll("\\p{Cntrl}", " ").strip();
      String answer = given.isEmpty() ? "" : question.answer(given);
      if (answer != null) {
        return answer;
      }
      out.println(question.wrong(given));
    }
  }

  /// The form in Markdown, with the answers there are.
  public String markdown() {
    StringBuilder text = new StringBuilder("# Feedback on the course\n");
    text.append("\nThis file stays on your machine; hand it in if you like.\n");
    for (int q = 0; q < QUESTIONS.size(); q++) {
      Question question = QUESTIONS.get(q);
      text.append("\n## ").append(q + 1).append(". ").append(question.text()).append("\n\n");
      text.append("*").append(question.hint()).append("*\n\n");
      text.append("> ").append(answers.get(q)).append("\n");
    }
    return text.toString().replace("> \n", ">\n");
  }

  /// Writes the form without overwriting earlier ones.
  ///
  /// @param preferred such as `feedback.md`; where it exists, `feedback-2.md`, and so on
  /// @return the file
  public Path write(Path preferred) {
    String name = String.valueOf(preferred.getFileName());
    int dot = name.lastIndexOf('.');
    String stem = dot > 0 ? name.substring(0, dot) : name;
    String ending = dot > 0 ? name.substring(dot) : "";
    Path file = preferred;
    for (int n = 2; Files.exists(file); n++) {
      file = preferred.resolveSibling(stem + "-" + n + ending);
    }
    AtomicFile.makeFolder(file);
    AtomicFile.write(file, markdown());
    return file;
  }
}
