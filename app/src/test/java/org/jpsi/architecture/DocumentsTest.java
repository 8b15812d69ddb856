package org.jpsi.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
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
          "`((?:core|formats|report|analysis|app|oracles|benchmarks|\\.ci|\\.mvn)/[\\w./-]*)`");

  @ParameterizedTest
  @ValueSource(strings = {"README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "CHANGES.md"})
  void linksAndPathsLeadSomewhere(String document) {
    String text = House.read(House.ROOT.resolve(document));
    for (Pattern pattern : List.of(LINK, PLACE)) {
      List<String> named = pattern.matcher(text).results().map(found -> found.group(1)).toList();
      assertThat(named)
          .allSatisfy(path -> assertThat(Files.exists(House.ROOT.resolve(path))).as(path).isTrue());
    }
  }
}
