package org.jpsi.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// How the sources look.
class SourcesTest {
  private static final long LONGEST = 400;
  private static final Pattern UNFINISHED =
      Pattern.compile("\\b(TO" + "DO|FIX" + "ME|XX" + "X)\\b");

  @Test
  void aFileIsReadInOneSitting() {
    assertThat(House.sources())
        .isNotEmpty()
        .allSatisfy(file ->
            assertThat(House.read(file).lines().count())
                .as(name(file))
                .isLessThanOrEqualTo(LONGEST));
  }

  @Test
  void everyPackageSaysWhatItIs() {
    List<Path> packages =
        House.sources().stream()
            .filter(file -> file.toString().contains("/src/main/java/org/"))
            .map(Path::getParent)
            .distinct()
            .toList();
    assertThat(packages)
        .isNotEmpty()
        .allSatisfy(folder ->
            assertThat(Files.exists(folder.resolve("package-info.java")))
                .as(name(folder))
                .isTrue());
  }

  @Test
  void nothingIsLeftForLater() {
    assertThat(House.sources())
        .allSatisfy(file ->
            assertThat(UNFINISHED.matcher(House.read(file)).find()).as(name(file)).isFalse());
  }

  private static String name(Path file) {
    return House.ROOT.relativize(file).toString();
  }
}
