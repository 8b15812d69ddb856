package org.jpsi.lessons;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jpsi.core.errors.InputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

@Isolated
class ProgramTest {
  @TempDir Path folder;

  private Program program(String name, String source) {
    try {
      return Program.of(Files.writeString(folder.resolve(name), source));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static final String IMPORT = "import static org.jpsi.lessons.Lesson.*;\n";

  @Test
  void aProgramWithoutAClassRuns() {
    Program program = program("Mine.java", IMPORT + "void main() {\n  say(\"%d\", 6 * 7);\n}\n");
    assertThat(Recorder.of(program::run)).containsExactly("42");
  }

  @Test
  void aMistakeIsToldWithItsLine() {
    assertThatThrownBy(program("Mine.java", "void main() {\n  int a = \"text\";\n}\n")::run)
        .isInstanceOf(InputException.class)
        .hasMessageContaining("Mine.java:2] incompatible types: String cannot be converted to int")
        .hasMessageContaining("\n    int a = \"text\";\n");
  }

  @Test
  void anExceptionIsToldWithItsLine() {
    String source = "void main() {\n  int[] a = {};\n  a[0] = 1;\n}\n";
    assertThatThrownBy(program("Mine.java", source)::run)
        .isInstanceOf(InputException.class)
        .hasMessageContaining(
            "Mine.java:3] the program ended with java.lang.ArrayIndexOutOfBoundsException");
  }

  @Test
  void callingItselfForEverIsNoBugOfTheLibrary() {
    String source =
        "int deeper(int n) {\n  return deeper(n + 1);\n}\n\nvoid main() {\n  deeper(0);\n}\n";
    assertThatThrownBy(program("Mine.java", source)::run)
        .isInstanceOf(InputException.class)
        .hasMessageContaining("the program ended with java.lang.StackOverflowError");
  }

  @Test
  void aProgramInTheOldStyleRuns() {
    String source =
        IMPORT
            + "public class Mine {\n"
            + "  public static void main(String[] args) {\n"
            + "    say(\"%d\", args.length);\n"
            + "  }\n}\n";
    assertThat(Recorder.of(program("Mine.java", source)::run)).containsExactly("0");
    assertThat(
            Recorder.of(
                program("Bare.java", IMPORT + "void main(String[] a) {\n  say(\"a\");\n}\n")::run))
        .containsExactly("a");
  }

  @Test
  void aProgramWithoutMainIsRefused() {
    assertThatThrownBy(program("Mine.java", "class Mine {}\n")::run)
        .isInstanceOf(InputException.class)
        .hasMessageContaining("expected a method `void main()`, found none");
  }

  @Test
  void aFileThatIsNotThereOrHasAnOddNameIsRefused() {
    assertThatThrownBy(Program.of(folder.resolve("None.java"))::run)
        .isInstanceOf(InputException.class)
        .hasMessageContaining("expected a program, found no such file");
    assertThatThrownBy(Program.of(folder)::run)
        .isInstanceOf(InputException.class)
        .hasMessageContaining("expected a program, found a folder");
    assertThatThrownBy(program("my-own.java", "void main() {}\n")::run)
        .isInstanceOf(InputException.class)
        .hasMessageContaining("expected a file whose name is one word and ends in .java");
  }
}
