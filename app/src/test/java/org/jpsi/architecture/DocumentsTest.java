package org.jpsi.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Documents name only what exists.
class DocumentsTest {
  private static final Pattern LINK = Pattern.compile("]\\((?!https?:|#)([^)#]+)(#[^)]*)?\\)");

  private static final Pattern SECTION = Pattern.compile("]\\((?!https?:)([^)#]*)#([^)]*)\\)");
  private static final Pattern HEADING = Pattern.compile("(?m)^#+ (.*)$");

  // A word in code type that looks like a place in this repository: `core/tensor/Tensor.java`.
  private static final Pattern PLACE =
      Pattern.compile(
          "`((?:core|formats|report|analysis|lessons|learners|lab|app|oracles|benchmarks|\\.ci|\\.mvn)/[\\w./-]*)`");

  static Stream<String> documents() {
    Stream<String> pages =
        House.files(House.ROOT.resolve("docs"))
            .map(file -> "docs/" + file.getFileName())
            .filter(name -> name.endsWith(".md"));
    return Stream.concat(
        Stream.of("README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "CHANGES.md"), pages);
  }

  @ParameterizedTest
  @MethodSource("documents")
  void linksAndPathsLeadSomewhere(String document) {
    Path file = House.ROOT.resolve(document);
    String text = House.read(file);
    assertThat(named(LINK, text))
        .allSatisfy(path -> assertThat(Files.exists(file.resolveSibling(path))).as(path).isTrue());
    assertThat(named(PLACE, text))
        .allSatisfy(path -> assertThat(Files.exists(House.ROOT.resolve(path))).as(path).isTrue());
  }

  @ParameterizedTest
  @MethodSource("documents")
  void linksToSectionsLeadToOne(String document) {
    Path file = House.ROOT.resolve(document);
    List<MatchResult> links =
        SECTION.matcher(House.read(file)).results().filter(l -> !l.group(2).isEmpty()).toList();
    for (MatchResult link : links) {
      Path page = link.group(1).isEmpty() ? file : file.resolveSibling(link.group(1));
      List<String> sections =
          named(HEADING, House.read(page)).stream().map(DocumentsTest::anchor).toList();
      assertThat(sections).as(document + " to " + page).contains(link.group(2));
    }
  }

  /// As GitHub makes it of a heading.
  private static String anchor(String heading) {
    return heading.toLowerCase(Locale.ROOT).replaceAll("[^\\w -]", "").replace(' ', '-');
  }

  private static List<String> named(Pattern pattern, String text) {
    return pattern.matcher(text).results().map(found -> found.group(1)).toList();
  }
}
