package org.jpsi.lessons;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FeedbackTest {
  private final ByteArrayOutputStream said = new ByteArrayOutputStream();

  private Feedback answered(String... lines) throws IOException {
    return Feedback.ask(
        new BufferedReader(new StringReader(String.join("\n", lines))),
        new PrintStream(said, true, StandardCharsets.UTF_8));
  }

  private String said() {
    return said.toString(StandardCharsets.UTF_8);
  }

  @Test
  void answersAreKeptInTheFormAndMayBeLeftOut() throws IOException {
    Feedback filled =
        answered("3", " 1 ", "", "5", "4", "19", "Perceptron", "the sign", "more on jets", "");
    assertThat(filled.answers())
        .containsExactly(
            "3", "1", "", "5", "4", "dnn-physics", "perceptron", "the sign", "more on jets", "");
    assertThat(filled.markdown())
        .startsWith("# Feedback on the course\n")
        .contains("## 6. Which lesson taught you most?\n\n*its name or number*\n\n> dnn-physics\n")
        .contains("## 3. How was the pace?\n\n*1 = too slow ... 5 = too fast*\n\n>\n");
  }

  @Test
  void wrongInputIsAskedForAgain() throws IOException {
    Feedback filled = answered("6", "a lot", "2", "", "", "", "", "25", "evnt", "event");
    assertThat(filled.answers().getFirst()).isEqualTo("2");
    assertThat(filled.answers().get(5)).isEqualTo("event");
    assertThat(said())
        .contains(
            "> expected a number from 1 to 5, found 6\n> expected a number from 1 to 5, found a")
        .contains("expected the name of a lesson, or a number from 1 to 24")
        .contains("did you mean event?");
  }

  @Test
  void theEndOfTheInputLeavesTheRestOut() throws IOException {
    assertThat(answered("3").answers()).startsWith("3").endsWith("", "").hasSize(10);
    assertThat(answered("9").answers()).containsOnly("");
  }

  @Test
  void anAnswerStaysInItsLine() throws IOException {
    Feedback filled = answered("", "", "", "", "", "", "", "a\u0007\tb\u001b[2J");
    assertThat(filled.answers().get(7)).isEqualTo("a  b [2J");
  }

  @Test
  void anEarlierFormIsNotWrittenOver(@TempDir Path folder) throws IOException {
    Path wanted = folder.resolve("lessons/feedback.md");
    assertThat(Feedback.empty().write(wanted)).isEqualTo(wanted);
    assertThat(answered("4").write(wanted)).isEqualTo(folder.resolve("lessons/feedback-2.md"));
    assertThat(Files.readString(wanted)).isEqualTo(Feedback.empty().markdown());
  }

  @Test
  void theFormBesideTheNotebooksIsTheSame() {
    Path form = Path.of("feedback.md");
    assertThat(Course.read(Files.exists(form) ? form : Path.of("lessons/feedback.md")))
        .isEqualTo(Feedback.empty().markdown());
  }
}
