package org.jpsi.core.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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
    return FilePattern.find(WHERE, List.of(paths), folder, "the folder of the analysis file")
        .stream()
        .map(file -> folder.toAbsolutePath().normalize().relativize(file).toString())
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
