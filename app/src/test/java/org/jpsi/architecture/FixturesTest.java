package org.jpsi.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// Fixtures of the tests say nothing of the machine that made them: ROOT keeps the path that a file
/// was written to.
class FixturesTest {
  private static final Pattern PLACE =
      Pattern.compile("/(?:home|root|tmp|Users|private|var|work|mnt|opt)/[\\w.-]+/");

  @Test
  void noFixtureHasThePathOfAMachine() {
    assertThat(
            House.modules().stream()
                .flatMap(module -> House.files(module.resolve("src/test/resources"))))
        .isNotEmpty()
        .noneMatch(FixturesTest::hasPlace);
  }

  // of any bytes, one character each
  private static boolean hasPlace(Path file) {
    try {
      String bytes = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
      return PLACE.matcher(bytes).find();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
