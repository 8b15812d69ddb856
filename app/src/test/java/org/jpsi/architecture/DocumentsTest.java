package org.jpsi.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Documents name only what exists.
class DocumentsTest {
  private static final Pattern LINK = Pattern.compile("]\\((?!https?:|#)([^)#]+)(#[^)]*)?\\)");

  private static final Pattern SECTION = Pattern.compile("]\\((?!https?:)([^)#]*)#([^)]*)\\)");
  private static final Pattern HEADING = Pattern.compile("(?m)^#+ (.*)$");

  // A word in code type that looks like a place in this repository: `core/tensor/Tensor.java`.
  private static final Pattern PLACE =
      Pattern.compile(
          "`((?:core|formats|report|analysis|lessons|learners|lab|app|oracles|benchmarks|fuzz|\\.ci|\\.mvn)/[\\w./-]*)`");

  // A word in code type that looks like the name of a type of ours, with or without a member.
  private static final Pattern NAMED_TYPE = Pattern.compile("`([A-Z][a-z]\\w*)(?:[.#(][^`]*)?`");
  private static final Pattern TYPE =
      Pattern.compile("\\b(?:class|record|interface|enum)\\s+([A-Z]\\w*)");
  private static final Set<String> OF_JAVA =
      Set.of("Math", "ServiceLoader", "StrictMath", "System");

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
    // what a build writes is there only after one
    assertThat(named(PLACE, text))
        .filteredOn(path -> !path.contains("/target/"))
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

  @ParameterizedTest
  @ValueSource(strings = {"ARCHITECTURE.md", "CONTRIBUTING.md", "docs/engine.md", "docs/guide.md"})
  void typesThatAreNamedExist(String document) {
    Set<String> known = new HashSet<>(OF_JAVA);
    House.sources().forEach(file -> known.addAll(named(TYPE, House.read(file))));
    assertThat(known).contains("Tensor", "DocumentsTest");
    assertThat(named(NAMED_TYPE, House.read(House.ROOT.resolve(document))))
        .isNotEmpty()
        .allSatisfy(name -> assertThat(known).contains(name));
  }

  /// As GitHub makes it of a heading.
  private static String anchor(String heading) {
    return heading.toLowerCase(Locale.ROOT).replaceAll("[^\\w -]", "").replace(' ', '-');
  }

  private static List<String> named(Pattern pattern, String text) {
    return pattern.matcher(text).results().map(found -> found.group(1)).toList();
  }
}
