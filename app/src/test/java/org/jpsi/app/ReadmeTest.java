package org.jpsi.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What the README shows works.
class ReadmeTest {
  @TempDir private Path folder;

  @Test
  void theJavaOfTheReadmeScoresEventsWithAModel() throws Exception {
    Path run = folder.resolve("search");
    Session trained =
        Session.of(
            Jobs.ANALYSIS,
            "train",
            "--set=samples.0.events=2000",
            "--set=features=[m_bb, m_wbb, m_wwbb]",
            "--set=training.epochs=1",
            "--out=" + run);
    assertThat(trained.status()).as(trained.err()).isZero();

    String said = said(snippet().replace("runs/search", run.toString().replace('\\', '/')));
    assertThat(said.lines())
        .hasSize(2)
        .allSatisfy(line -> assertThat(line).matches("event [01]: 0\\.\\d+"));
  }

  private static String snippet() throws Exception {
    String readme = Files.readString(root().resolve("README.md"));
    Matcher java = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL).matcher(readme);
    assertThat(java.find()).as("a Java snippet in the README").isTrue();
    return java.group(1);
  }

  private static Path root() {
    Path here = Path.of("").toAbsolutePath();
    Path above = here.getParent();
    return Files.exists(here.resolve("jpsi")) || above == null ? here : above;
  }

  /// Compiles a compact source file, runs it, and gives what it printed.
  private String said(String source) throws Exception {
    Path file = Files.writeString(folder.resolve("Scores.java"), source);
    int compiled =
        ToolProvider.getSystemJavaCompiler()
            .run(
                null,
                null,
                null,
                "-cp",
                System.getProperty("java.class.path"),
                "-d",
                folder.toString(),
                file.toString());
    assertThat(compiled).isZero();
    PrintStream before = System.out;
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (URLClassLoader loader = new URLClassLoader(new URL[] {folder.toUri().toURL()})) {
      System.setOut(new PrintStream(out, true, UTF_8));
      Class<?> scores = loader.loadClass("Scores");
      Constructor<?> constructor = scores.getDeclaredConstructor();
      constructor.setAccessible(true);
      Method main = scores.getDeclaredMethod("main");
      main.setAccessible(true);
      main.invoke(constructor.newInstance());
    } finally {
      System.setOut(before);
    }
    return out.toString(UTF_8);
  }
}
