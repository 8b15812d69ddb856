package org.jpsi.core.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FilePatternTest {
  private static final String WHERE = "h.yaml:3:12 samples.0.files";

  @TempDir private Path folder;

  @BeforeEach
  void files() throws IOException {
    Files.createDirectories(folder.resolve("run1"));
    Files.createDirectories(folder.resolve("run2"));
    for (String name :
        List.of("b.root", "a.root", "a10.root", ".hidden.root", "run1/x.root", "run2/x.root")) {
      Files.createFile(folder.resolve(name));
    }
  }

  private List<String> find(String... paths) {
    return FilePattern.find(
            WHERE, List.of(paths), folder, "the folder of the analysis file", Optional.empty())
        .stream()
        .map(one ->
            folder.toAbsolutePath().normalize().relativize(one.file())
                + one.tree().map(tree -> ":" + tree).orElse(""))
        .toList();
  }

  @Test
  void pathsLeadFromTheFolderOfTheAnalysis() {
    assertThat(find("b.root", "run1/../a.root")).containsExactly("b.root", "a.root");
    assertThat(find(folder.resolve("b.root").toString())).containsExactly("b.root");
  }

  @Test
  void aStarStandsForAnyNamesInTheirOrder() {
    assertThat(find("*.root")).containsExactly("a.root", "a10.root", "b.root");
    assertThat(find("?.root")).containsExactly("a.root", "b.root");
    assertThat(find("run*/x.root")).containsExactly("run1/x.root", "run2/x.root");
    assertThat(find(".h*")).containsExactly(".hidden.root");
  }

  @Test
  void aPathMayNameItsTree() throws IOException {
    assertThat(find("b.root:events")).containsExactly("b.root:events");
    assertThat(find("*.root:a/b;1"))
        .containsExactly("a.root:a/b;1", "a10.root:a/b;1", "b.root:a/b;1");
    assertThat(find("a.root:one", "a.root:two")).hasSize(2);
    Files.createFile(folder.resolve("b.root:x"));
    assertThat(find("b.root:x")).as("a file that is called so").containsExactly("b.root:x");
    assertThatThrownBy(() -> FileTree.of(WHERE, "a.root:one", folder, Optional.of("two")))
        .hasMessage(
            "["
                + WHERE
                + "] expected one tree of a.root, found one behind the colon, and two; name it"
                + " once");
    assertThatThrownBy(() -> find("c.rot:t")).hasMessageContaining("expected a file c.rot:t");
  }

  @Test
  void aPathMayBeginAtHomeAndNameTheEnvironment() throws IOException {
    Map<String, String> environment = Map.of("HOME", folder.toString(), "RUN_1", "run1");
    for (String path : List.of("~/a.root", "$HOME/a.root", "${HOME}/run1/../a.root")) {
      assertThat(FileTree.of(WHERE, path, Path.of(""), Optional.empty(), environment::get).file())
          .as(path)
          .isEqualTo(folder.resolve("a.root").toAbsolutePath().normalize());
    }
    FileTree both =
        FileTree.of(WHERE, "$RUN_1/x.root:t", folder, Optional.empty(), environment::get);
    assertThat(both.file()).isEqualTo(folder.resolve("run1/x.root").toAbsolutePath().normalize());
    assertThat(both.tree()).contains("t");
    assertThatThrownBy(
            () -> FileTree.of(WHERE, "$DATA/x.root", folder, Optional.empty(), environment::get))
        .hasMessage(
            "["
                + WHERE
                + "] expected the environment variable DATA, for $DATA/x.root, found none; set it,"
                + " or write the path without it");
    Files.createFile(folder.resolve("$DATA.root"));
    assertThat(find("$DATA.root")).as("a file that is called so").containsExactly("$DATA.root");
    assertThat(FileTree.of(WHERE, "5$.root", folder, Optional.empty(), environment::get).file())
        .hasFileName("5$.root");
  }

  @Test
  void aHostilePatternTakesNoTime() {
    assertThat(FilePattern.matches("*a".repeat(100) + "b", "a".repeat(250))).isFalse();
    assertThat(FilePattern.matches("a*b?c*", "aXXbYcZ")).isTrue();
    assertThat(FilePattern.matches("a*b?c", "abc")).isFalse();
  }

  @Test
  void whatLeadsNowhereIsTold() {
    assertThatThrownBy(() -> find("c.rot"))
        .hasMessage(
            "[h.yaml:3:12 samples.0.files] expected a file c.rot, found no such file; did you mean"
                + " a.root or b.root?; relative paths start at the folder of the analysis file");
    assertThatThrownBy(() -> find("*.csv"))
        .hasMessageStartingWith(
            "[h.yaml:3:12 samples.0.files] expected a file *.csv, found no match");
    assertThatThrownBy(() -> find("run3/x.root"))
        .hasMessage(
            "[h.yaml:3:12 samples.0.files] expected a file run3/x.root, found no such folder;"
                + " relative paths start at the folder of the analysis file");
    assertThatThrownBy(() -> find("run1"))
        .hasMessage(
            "[h.yaml:3:12 samples.0.files] expected a file, found a folder, run1; write"
                + " run1/*.root or alike");
    assertThatThrownBy(() -> find("root://eos/x.root"))
        .hasMessage(
            "[h.yaml:3:12 samples.0.files] expected a file on this machine, found"
                + " root://eos/x.root; copy it here first");
    assertThatThrownBy(() -> find("a\0b"))
        .hasMessageStartingWith("[h.yaml:3:12 samples.0.files] expected a path, found");
  }

  @Test
  void aFileNamedTwiceIsRefused() {
    assertThatThrownBy(() -> find("a.root", "*.root"))
        .hasMessage(
            "[h.yaml:3:12 samples.0.files] expected every file once, found a.root twice; name it"
                + " once, or its events count twice");
  }
}
