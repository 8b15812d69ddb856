package org.jpsi.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jpsi.lessons.Course;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LessonCommandTest {
  @TempDir Path folder;

  private Session run(String name, String source) throws IOException {
    Path program = Files.writeString(folder.resolve(name), source);
    return Session.of("lesson", program.toString(), "--no-browser", "--out", folder + "/page.html");
  }

  @Test
  void allLessonsAreListedInTheOrderOfTheLecture() {
    Session session = Session.of("lesson");
    assertThat(session.status()).isZero();
    Course course = Course.in(Home.folder());
    assertThat(course.names()).isEqualTo(Course.NAMES);
    assertThat(session.lines())
        .hasSize(Course.NAMES.size() + 2)
        .anyMatch(line -> line.matches(" +2 +perceptron +The perceptron.*"));
  }

  @Test
  void anUnknownLessonIsAnsweredWithTheNearest() {
    Session session = Session.of("lesson", "perceptrn");
    assertThat(session.status()).isEqualTo(1);
    assertThat(session.err()).contains("[lesson perceptrn]", "did you mean perceptron?");
  }

  @Test
  void aProgramOfOnesOwnShowsItsFiguresOnAPage() throws IOException {
    Session session =
        run(
            "Mine.java",
            """
            import static org.jpsi.lessons.Lesson.*;
            import org.jpsi.report.*;

            void main() {
              say("%.1f", 0.5);
              show(Chart.of("A < B").line("rise", new double[] {0, 1}, new double[] {0, 1}));
            }
            """);
    assertThat(session.err()).isEmpty();
    assertThat(session.status()).isZero();
    assertThat(session.lines()).startsWith("0.5", "[figure 1] A < B: rise");
    assertThat(session.out()).contains("the figures are in file:");
    assertThat(Files.readString(folder.resolve("page.html")))
        .contains("<pre>0.5</pre>", "<svg ", "A &lt; B");
  }

  @Test
  void aProgramThatDoesNotCompileIsToldByItsLine() throws IOException {
    Session session = run("Mine.java", "void main() {\n  int x = \"a\";\n}\n");
    assertThat(session.status()).isEqualTo(1);
    assertThat(session.err())
        .contains("Mine.java:2] incompatible types: String cannot be converted to int")
        .contains("  int x = \"a\";")
        .doesNotContain("at org.jpsi");
  }

  @Test
  void aProgramThatEndsWithAnExceptionIsToldByItsLine() throws IOException {
    Session session = run("Mine.java", "void main() {\n  int[] x = {};\n  x[1] = 2;\n}\n");
    assertThat(session.status()).isEqualTo(1);
    assertThat(session.err())
        .contains("Mine.java:3] the program ended with java.lang.ArrayIndexOutOfBoundsException")
        .doesNotContain("at org.jpsi");
  }

  @Test
  void whatIsNoProgramIsRefused() throws IOException {
    assertThat(Session.of("lesson", folder + "/None.java").err()).contains("expected a program");
    assertThat(run("two-words.java", "void main() {}").err())
        .contains("expected a file whose name is one word and ends in .java");
    assertThat(run("NoMain.java", "void start() {}").err()).contains("NoMain.java");
  }
}
