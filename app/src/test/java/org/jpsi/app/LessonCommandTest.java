package org.jpsi.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.jpsi.lessons.Course;
import org.jpsi.lessons.Feedback;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

@Isolated
class LessonCommandTest {
  @TempDir Path folder;

  @Test
  void withoutANameTheLessonsAreListed() {
    Session list = Session.of("lesson");
    assertThat(list.status()).isZero();
    assertThat(list.lines()).hasSize(Course.in(Home.folder()).names().size() + 3);
    assertThat(list.out())
        .contains("1  event", "What one collision becomes", "./jpsi lesson feedback");
  }

  @Test
  void anUnknownLessonIsAnsweredWithTheNearest() {
    Session wrong = Session.of("lesson", "evnt");
    assertThat(wrong.status()).isEqualTo(Main.WRONG_INPUT);
    assertThat(wrong.err()).contains("[lesson evnt]", "did you mean event?");
  }

  @Test
  void aProgramOfOnesOwnRunsAndItsFiguresAreAPage() throws Exception {
    Path program =
        Files.writeString(
            folder.resolve("Mine.java"),
            """
            import static org.jpsi.lessons.Lesson.*;
            import org.jpsi.report.*;

            void main() {
              say("%.1f GeV", 91.19);
              show(Chart.of("Line").line("a", new double[] {0, 1}, new double[] {0, 1}));
            }
            """);
    Path page = folder.resolve("page.html");
    Session run =
        Session.of("lesson", program.toString(), "--out", page.toString(), "--no-browser");
    assertThat(run.err()).isEmpty();
    assertThat(run.lines())
        .startsWith("91.2 GeV", "[figure 1] Line: a")
        .last()
        .asString()
        .startsWith("the figures are in file:/");
    assertThat(Files.readString(page)).contains("<svg ", "91.2 GeV");
  }

  @Test
  void feedbackWithoutATerminalIsTheEmptyForm() throws Exception {
    Path form = folder.resolve("feedback.md");
    Session asked = Session.of("lesson", "feedback", "--out", form.toString());
    assertThat(asked.status()).isZero();
    assertThat(asked.lines()).containsExactly("the form is " + form);
    assertThat(Files.readString(form)).isEqualTo(Feedback.empty().markdown());
    assertThat(Session.of("lesson", "feedback", "--out", form.toString()).out())
        .contains("feedback-2.md");
  }
}
