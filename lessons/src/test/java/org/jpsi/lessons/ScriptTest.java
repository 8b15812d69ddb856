package org.jpsi.lessons;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.jpsi.core.errors.InputException;
import org.jpsi.lessons.Script.Cell;
import org.jpsi.lessons.Script.ScriptCellType;
import org.junit.jupiter.api.Test;

class ScriptTest {
  private static final String LESSON =
      """
      // %% [markdown]
      // # 7. The title
      //
      //   - an item $x_1$

      // %%
      import static org.jpsi.lessons.Lesson.*;

      double twice(double x) {
        return 2 * x;
      }

      void main() throws Exception {
        // %%
        for (int i = 0; i < 2; i++) {
          say("a");
        }

        // %% [exercise]
        double answer = Double.NaN; // your number

        // %% [solution]
        // double right = 1;
        // if (right > 0) {
        //   say("b");
        // }

        // %% [markdown]
        // The end.
      }
      """;

  @Test
  void aProgramIsCutIntoCellsMovedToTheLeftWithoutMain() {
    assertThat(Script.parse("L.java", LESSON).cells())
        .containsExactly(
            new Cell(ScriptCellType.MARKDOWN, "# 7. The title\n\n  - an item $x_1$"),
            new Cell(
                ScriptCellType.CODE,
                "import static org.jpsi.lessons.Lesson.*;\n\n"
                    + "double twice(double x) {\n  return 2 * x;\n}"),
            new Cell(ScriptCellType.CODE, "for (int i = 0; i < 2; i++) {\n  say(\"a\");\n}"),
            new Cell(ScriptCellType.EXERCISE, "double answer = Double.NaN; // your number"),
            new Cell(
                ScriptCellType.SOLUTION, "double right = 1;\nif (right > 0) {\n  say(\"b\");\n}"),
            new Cell(ScriptCellType.MARKDOWN, "The end."));
  }

  @Test
  void aMethodBeforeMainKeepsItsBrace() {
    Script script = Script.parse("L.java", "// %%\nint one() {\n  return 1;\n}\n");
    assertThat(script.cells())
        .containsExactly(new Cell(ScriptCellType.CODE, "int one() {\n  return 1;\n}"));
  }

  @Test
  void theTitleIsTheFirstHeadingWithoutItsNumber() {
    assertThat(Script.parse("L.java", LESSON).title()).isEqualTo("The title");
    assertThat(Script.parse("L.java", "// %%\nint a;\n").title()).isEqualTo("L.java");
  }

  @Test
  void emptyCellsAreLeftOut() {
    assertThat(Script.parse("L.java", "// %%\n\n// %%\nint a;\n").cells()).hasSize(1);
  }

  @Test
  void codeBeforeTheFirstCellIsRefused() {
    assertThatThrownBy(() -> Script.parse("L.java", "\nint a;\n// %%\n"))
        .isInstanceOf(InputException.class)
        .hasMessage("[L.java:2] expected `// %%` before the first line of a lesson, found int a;");
  }

  @Test
  void anUnknownKindIsAnsweredWithTheNearest() {
    assertThatThrownBy(() -> Script.parse("L.java", "// %% [exercises]\n"))
        .isInstanceOf(InputException.class)
        .hasMessage(
            "[L.java:1] expected a cell of type markdown, code, helper, exercise or solution, found"
                + " exercises; did you mean exercise?");
  }

  @Test
  void aMarkWithSomethingBehindItIsNotTakenForProse() {
    assertThatThrownBy(() -> Script.parse("L.java", "// %% markdown\n"))
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith("[L.java:1] expected `// %%` alone");
  }

  @Test
  void codeInProseIsRefusedWithItsLine() {
    assertThatThrownBy(() -> Script.parse("L.java", "// %% [markdown]\n// prose\nint a;\n"))
        .isInstanceOf(InputException.class)
        .hasMessage(
            "[L.java:3] expected prose and solutions in `// ` comments, found int a;; begin the"
                + " code with a line `// %%`");
  }
}
