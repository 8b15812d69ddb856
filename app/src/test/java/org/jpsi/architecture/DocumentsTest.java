package org.jpsi.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Documents name only what exists.
class DocumentsTest {
  private static final Pattern LINK = Pattern.compile("]\\((?!https?:|#)([^)#]+)(#[^)]*)?\\)");

  // A word in code type that looks like a place in this repository: `core/tensor/Tensor.java`.
  private static final Pattern PLACE =
      Pattern.compile(
          "`((?:core|formats|report|analysis|lessons|learners|lab|app|oracles|benchmarks|\\.ci|\\.mvn)/[\\w./-]*)`");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "README.md",
        "ARCHITECTURE.md",
        "CONTRIBUTING.md",
        "CHANGES.md",
        "docs/guide.md",
        "docs/analysis-file.md"
      })
  void linksAndPathsLeadSomewhere(String document) {
    Path file = House.ROOT.resolve(document);
    String text = House.read(file);
    assertThat(named(LINK, text))
        .allSatisfy(path -> assertThat(Files.exists(file.resolveSibling(path))).as(path).isTrue());
    assertThat(named(PLACE, text))
        .allSatisfy(path -> assertThat(Files.exists(House.ROOT.resolve(path))).as(path).isTrue());
  }

  private static List<String> named(Pattern pattern, String text) {
    return pattern.matcher(text).results().map(found -> found.group(1)).toList();
  }
}
