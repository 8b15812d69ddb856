package org.jpsi.analysis.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class MarkdownReferenceTest {
  @Test
  void theCommittedPageIsTheSchemas() throws IOException {
    Path root = Path.of("").toAbsolutePath();
    while (!Files.exists(root.resolve("mvnw"))) {
      root = Optional.ofNullable(root.getParent()).orElseThrow();
    }
    assertThat(Files.readString(root.resolve("docs/analysis-file.md")))
        .as("renew it with: ./jpsi schema --markdown > docs/analysis-file.md")
        .isEqualTo(MarkdownReference.analysisFile());
  }

  @Test
  void everyLinkLeadsToASection() {
    String page = MarkdownReference.analysisFile();
    Set<String> sections =
        Pattern.compile("^## (.*)$", Pattern.MULTILINE)
            .matcher(page)
            .results()
            .map(heading -> heading.group(1).replace(".", "").toLowerCase(Locale.ROOT))
            .collect(Collectors.toSet());
    assertThat(Pattern.compile("\\]\\(#([^)]*)\\)").matcher(page).results().map(l -> l.group(1)))
        .isNotEmpty()
        .allSatisfy(link -> assertThat(sections).contains(link));
  }

  @Test
  void aKeyIsToldWithItsRangeDefaultMeaningAndOldName() {
    assertThat(MarkdownReference.analysisFile())
        .contains(
            "| `epochs` | a whole number of 1 or more | by the budget for the default network, else"
                + " `50` | The largest number of epochs; the"
                + " weights of the best epoch are kept. |",
            "| `members` | [a whole number from 1 to 64, or keys](#members) |",
            "| `dropout` | a rate from 0 to 0.99 | `0.3`; for a regression `0` |",
            "| `gradientAccumulators` | a whole number from 1 to 1024 | `8` |",
            "(formerly `lanes`)",
            "|  | `delta` | a number greater than 0, in units of the target's standard deviation |"
                + " `1` |");
  }
}
