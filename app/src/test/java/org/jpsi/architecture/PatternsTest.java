package org.jpsi.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// Patterns are not let loose on input: many go back and forth in a time that grows with the square
/// of a text's length, or need a stack as deep. Text of files is scanned by hand, in one pass (as
/// `core.io.Numeral` does).
class PatternsTest {
  private static final List<String> READERS = List.of("core", "formats", "analysis");

  // A text is cut at one letter without a pattern.
  private static final Pattern USE =
      Pattern.compile(
          "\\bPattern\\.|\\bMatcher\\b|new Scanner\\("
              + "|\\.(?:matches|replaceFirst)\\(\\s*(?:\"|[A-Z_]+\\b)"
              + "|\\.replaceAll\\(\\s*\""
              + "|\\.split\\((?!\\)|\"(?:[^\\\\.$|()\\[{^?*+]|\\\\\\\\\\W)\"\\s*[,)])");

  // Classes with the reason why a pattern of theirs is as good as a scanner. An entry
  // that is needed no more fails.
  private static final Map<String, String> LINEAR =
      Map.of(
          "IdentifierColumns",
              "words in the name of a column; the only repeat of a group is possessive",
          "RunFolder", "the ending of a file's name, which the system bounds");

  @Test
  void inputIsScannedByHand() {
    assertThat(users())
        .as("scan by hand, or say here why the pattern takes one pass whatever the text")
        .isEqualTo(new TreeSet<>(LINEAR.keySet()));
  }

  /// The rule sees what it forbids, and lets be what is no pattern.
  @Test
  void patternsAreSeen() {
    assertThat(List.of("s.split(\"\\\\s+\")", "s.matches(\"a*\")", "s.replaceAll(\"a\", \"\")"))
        .allSatisfy(code -> assertThat(USE.matcher(code).find()).as(code).isTrue());
    assertThat(List.of("Pattern.compile(x)", "text.matches(NUMBER)", "s.split(separator)"))
        .allSatisfy(code -> assertThat(USE.matcher(code).find()).as(code).isTrue());
    assertThat(List.of("s.split(\",\", -1)", "s.split(\"\\\\.\")", "file.split()", "g.matches(p)"))
        .allSatisfy(code -> assertThat(USE.matcher(code).find()).as(code).isFalse());
    assertThat(List.of("list.replaceAll(x -> y)", "FilePattern.matches(text, name)"))
        .allSatisfy(code -> assertThat(USE.matcher(code).find()).as(code).isFalse());
  }

  private static Set<String> users() {
    Set<String> users = new TreeSet<>();
    for (String module : READERS) {
      Path sources = House.ROOT.resolve(module).resolve("src/main/java");
      House.files(sources)
          .filter(file -> file.toString().endsWith(".java"))
          .forEach(file -> {
            Matcher use = USE.matcher(House.read(file).replaceAll("(?m)^\\s*//.*$", ""));
            if (use.find()) {
              users.add(file.getFileName().toString().replace(".java", ""));
            }
          });
    }
    return users;
  }
}
